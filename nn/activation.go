package nn

import "muestra/nn/kernel"

// Activation is Keras's Activation layer: an activation on its own, for example after a BatchNormalization.
type Activation struct {
	Name       string
	Activation string // "linear", "relu", or "softmax" in the last layer
}

func readActivation(a *arguments) Layer {
	if isNull(a.raw["activation"]) {
		a.failf("argument %q is missing", "activation")
	}
	return Activation{Activation: a.activation()}
}

// ClassName is "Activation".
func (a Activation) ClassName() string { return "Activation" }

// LayerName is the layer's own name.
func (a Activation) LayerName() string { return a.Name }

func (a Activation) named(name string) Layer { a.Name = name; return a }
func (a Activation) activation() string      { return a.Activation }

// OutputShape is the input's.
func (a Activation) OutputShape(in Shape) (Shape, error) {
	return in, checkOneOf("activation", a.Activation, "linear", "relu", "softmax")
}

// ParamCount is 0.
func (a Activation) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (a Activation) config(name string) any {
	return struct {
		commonConfig
		Activation string `json:"activation"`
	}{common(name), a.Activation}
}

func (a Activation) build(*builder, Shape, Shape) unit {
	if a.Activation == "relu" {
		return &relu{}
	}
	return identity{}
}

// ReLU is Keras's ReLU layer with its default arguments: max(x, 0).
type ReLU struct{ Name string }

func readReLU(a *arguments) Layer {
	a.only("max_value")
	a.only("negative_slope", "0", "0.0")
	a.only("threshold", "0", "0.0")
	return ReLU{}
}

// ClassName is "ReLU".
func (r ReLU) ClassName() string { return "ReLU" }

// LayerName is the layer's own name.
func (r ReLU) LayerName() string { return r.Name }

func (r ReLU) named(name string) Layer { r.Name = name; return r }

// OutputShape is the input's.
func (r ReLU) OutputShape(in Shape) (Shape, error) { return in, nil }

// ParamCount is 0.
func (r ReLU) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (r ReLU) config(name string) any {
	return struct {
		commonConfig
		MaxValue      *float64 `json:"max_value"`
		NegativeSlope float64  `json:"negative_slope"`
		Threshold     float64  `json:"threshold"`
	}{common(name), nil, 0, 0}
}

func (r ReLU) build(*builder, Shape, Shape) unit { return &relu{} }

// relu computes x > 0 ? x : 0 in place; its gradient at 0 is 0. No layer before it needs the values that this overwrites.
type relu struct{ passive }

func (u *relu) forward(_ *part, y, _ []float32)                      { kernel.ReLU(y) }
func (u *relu) backwardActivation(_ *part, dy, y []float32)          { kernel.ReLUGrad(dy, y) }
func (u *relu) backwardInput(*part, []float32, []float32, []float32) {}
func (u *relu) inPlace() bool                                        { return true }
