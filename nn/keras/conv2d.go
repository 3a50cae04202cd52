package keras

import "slices"

// Conv2D is Keras's Conv2D: [height, width, channels] → [height', width', filters]. Strides {0, 0} is {1, 1}; empty strings are Keras's
// defaults (padding "valid", activation "linear", initializers "glorot_uniform" and "zeros").
type Conv2D struct {
	Name                               string
	Filters                            int
	KernelSize, Strides                [2]int
	Padding                            string // "valid" or "same"
	Activation                         string // "linear" or "relu"
	UseBias                            bool
	KernelInitializer, BiasInitializer string
	KernelRegularizer                  *L2
}

var conv2D = &Class{
	Name: "Conv2D", Base: "conv2d", Input: Picture, Zero: Conv2D{},
	Usual: Conv2D{Filters: 32, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true},
	Arguments: slices.Concat([]*Argument{
		newWhole("filters", func(c *Conv2D) *int { return &c.Filters }),
		newPair("kernel_size", nil, func(c *Conv2D) *[2]int { return &c.KernelSize }),
		newPair("strides", func(Conv2D) [2]int { return [2]int{1, 1} }, func(c *Conv2D) *[2]int { return &c.Strides }),
		NewChoice("padding", func(c *Conv2D) *string { return &c.Padding }, "valid", "same"),
		channelsLast,
		fixed("dilation_rate", [2]int{1, 1}, "1", "[1,1]"),
		fixed("groups", 1, "1"),
		newActivation(func(c *Conv2D) *string { return &c.Activation }, "linear", "relu"),
		newTruth("use_bias", true, false, func(c *Conv2D) *bool { return &c.UseBias }),
		newInitializer("kernel_initializer", "glorot_uniform", func(c *Conv2D) *string { return &c.KernelInitializer }),
		newInitializer("bias_initializer", "zeros", func(c *Conv2D) *string { return &c.BiasInitializer }),
		newL2(func(c *Conv2D) **L2 { return &c.KernelRegularizer }),
	}, plainWeights),
}

var channelsLast = fixed("data_format", "channels_last", `"channels_last"`)

// plainWeights are what Keras can do to weights beyond a kernel regularizer.
var plainWeights = slices.Concat(
	absent("bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint"),
	unwritten("lora_rank", "lora_alpha", "quantization_config"),
)

// ClassName is "Conv2D".
func (c Conv2D) ClassName() string { return "Conv2D" }

// LayerName is the layer's own name.
func (c Conv2D) LayerName() string { return c.Name }

// Named returns the layer with another name.
func (c Conv2D) Named(name string) Layer { c.Name = name; return c }

// OutputShape is [height', width', filters].
func (c Conv2D) OutputShape(in Shape) (Shape, error) {
	if err := checkWindow("kernel_size", c.KernelSize, in, c.Padding); err != nil {
		return nil, err
	}
	height, width := windowsOver(in, c.KernelSize, c.Strides, c.Padding)
	return Shape{height, width, c.Filters}, nil
}

// ParamCount is kernel height × width × channels × filters, and filters more for the bias.
func (c Conv2D) ParamCount(in Shape) (total, trainable int) {
	total = c.KernelSize[0] * c.KernelSize[1] * in[2] * c.Filters
	if c.UseBias {
		total += c.Filters
	}
	return total, total
}
