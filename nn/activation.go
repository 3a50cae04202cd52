package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
)

func newActivation(_ *builder, a keras.Activation, _, _ keras.Shape) unit {
	if a.Activation == "relu" {
		return &relu{}
	}
	return identity{}
}

func newReLU(_ *builder, _ keras.ReLU, _, _ keras.Shape) unit { return &relu{} }

// relu computes x > 0 ? x : 0 in place; its gradient at 0 is 0. No layer before it needs the values that this overwrites.
type relu struct{ passive }

func (u *relu) forward(_ *part, y, _ []float32)                      { kernel.ReLU(y) }
func (u *relu) backwardActivation(_ *part, dy, y []float32)          { kernel.ReLUGrad(dy, y) }
func (u *relu) backwardInput(*part, []float32, []float32, []float32) {}
func (u *relu) inPlace() bool                                        { return true }
