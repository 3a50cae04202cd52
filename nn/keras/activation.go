package keras

// Activation is Keras's Activation layer: an activation on its own, for example after a BatchNormalization.
type Activation struct {
	Name       string
	Activation string // "linear", "relu", or "softmax" in the last layer
}

// ReLU is Keras's ReLU layer with its default arguments: max(x, 0).
type ReLU struct{ Name string }

var activation = &Class{
	Name: "Activation", Base: "activation", Zero: Activation{}, Usual: Activation{Activation: "relu"},
	Arguments: []*Argument{required(newActivation(func(a *Activation) *string { return &a.Activation }, "linear", "relu", "softmax"))},
}

var reLU = &Class{
	Name: "ReLU", Base: "re_lu", Zero: ReLU{}, Usual: ReLU{},
	Arguments: []*Argument{fixed("max_value", nil), fixed("negative_slope", 0, "0", "0.0"), fixed("threshold", 0, "0", "0.0")},
}

// ClassName is "Activation".
func (a Activation) ClassName() string { return "Activation" }

// LayerName is the layer's own name.
func (a Activation) LayerName() string { return a.Name }

// Named returns the layer with another name.
func (a Activation) Named(name string) Layer { a.Name = name; return a }

// OutputShape is the input's.
func (a Activation) OutputShape(in Shape) (Shape, error) { return in, nil }

// ParamCount is 0.
func (a Activation) ParamCount(Shape) (total, trainable int) { return 0, 0 }

// ClassName is "ReLU".
func (r ReLU) ClassName() string { return "ReLU" }

// LayerName is the layer's own name.
func (r ReLU) LayerName() string { return r.Name }

// Named returns the layer with another name.
func (r ReLU) Named(name string) Layer { r.Name = name; return r }

// OutputShape is the input's.
func (r ReLU) OutputShape(in Shape) (Shape, error) { return in, nil }

// ParamCount is 0.
func (r ReLU) ParamCount(Shape) (total, trainable int) { return 0, 0 }
