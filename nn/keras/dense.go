package keras

import "slices"

// Dense is Keras's Dense: [features] → [units]. Empty strings are Keras's defaults (activation "linear", initializers "glorot_uniform"
// and "zeros").
type Dense struct {
	Name                               string
	Units                              int
	Activation                         string // "linear", "relu", or "softmax" in the last layer
	UseBias                            bool
	KernelInitializer, BiasInitializer string
	KernelRegularizer                  *L2
}

var dense = &Class{
	Name: "Dense", Base: "dense", Input: Features, Zero: Dense{},
	Usual: Dense{Units: 64, Activation: "relu", UseBias: true},
	Arguments: slices.Concat([]*Argument{
		newWhole("units", func(d *Dense) *int { return &d.Units }),
		newActivation(func(d *Dense) *string { return &d.Activation }, "linear", "relu", "softmax"),
		newTruth("use_bias", true, false, func(d *Dense) *bool { return &d.UseBias }),
		newInitializer("kernel_initializer", "glorot_uniform", func(d *Dense) *string { return &d.KernelInitializer }),
		newInitializer("bias_initializer", "zeros", func(d *Dense) *string { return &d.BiasInitializer }),
		newL2(func(d *Dense) **L2 { return &d.KernelRegularizer }),
	}, plainWeights),
}

// ClassName is "Dense".
func (d Dense) ClassName() string { return "Dense" }

// LayerName is the layer's own name.
func (d Dense) LayerName() string { return d.Name }

// Named returns the layer with another name.
func (d Dense) Named(name string) Layer { d.Name = name; return d }

// OutputShape is [units].
func (d Dense) OutputShape(Shape) (Shape, error) { return Shape{d.Units}, nil }

// ParamCount is features × units, and units more for the bias.
func (d Dense) ParamCount(in Shape) (total, trainable int) {
	total = in[0] * d.Units
	if d.UseBias {
		total += d.Units
	}
	return total, total
}
