// Package kerastest has a class of layers that is none of Keras's, for tests that what a class needs is one table.
package kerastest

import (
	"testing"

	"muestra/nn/keras"
)

// Noise is a layer that no network has.
type Noise struct {
	Name   string
	Stddev float64 // 0 to 10
	Shape  string  // "normal" or "uniform"
}

// Add makes the class Noise known while a test runs.
func Add(t testing.TB) {
	t.Cleanup(keras.AddClass(&keras.Class{
		Name: "Noise", Base: "noise", Zero: Noise{}, Usual: Noise{Stddev: 0.1},
		Arguments: []*keras.Argument{
			keras.NewReal("stddev", "", 0, 10, [2]bool{}, func(n *Noise) *float64 { return &n.Stddev }),
			keras.NewChoice("shape", func(n *Noise) *string { return &n.Shape }, "normal", "uniform"),
		},
	}))
}

// ClassName is "Noise".
func (n Noise) ClassName() string { return "Noise" }

// LayerName is the layer's own name.
func (n Noise) LayerName() string { return n.Name }

// Named returns the layer with another name.
func (n Noise) Named(name string) keras.Layer { n.Name = name; return n }

// OutputShape is the input's.
func (n Noise) OutputShape(in keras.Shape) (keras.Shape, error) { return in, nil }

// ParamCount is 0.
func (n Noise) ParamCount(keras.Shape) (total, trainable int) { return 0, 0 }
