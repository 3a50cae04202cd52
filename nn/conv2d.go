package nn

import (
	"errors"

	"muestra/nn/kernel"
)

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

func readConv2D(a *arguments) Layer {
	c := Conv2D{
		Filters:           a.required("filters"),
		KernelSize:        a.pair("kernel_size", [2]int{}),
		Strides:           a.pair("strides", [2]int{1, 1}),
		Padding:           a.text("padding", "valid"),
		Activation:        a.activation(),
		UseBias:           a.boolean("use_bias", true),
		KernelInitializer: a.initializer("kernel_initializer", "glorot_uniform"),
		BiasInitializer:   a.initializer("bias_initializer", "zeros"),
		KernelRegularizer: a.regularizer("kernel_regularizer"),
	}
	a.only("data_format", `"channels_last"`)
	a.only("dilation_rate", "1", "[1,1]")
	a.only("groups", "1")
	a.plainWeights()
	if c.Strides == [2]int{} {
		a.failf("argument %q is 0", "strides")
	}
	return c
}

// plainWeights refuses what Keras can do to weights beyond a kernel regularizer.
func (a *arguments) plainWeights() {
	for _, key := range []string{"bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "lora_rank", "lora_alpha",
		"quantization_config"} {
		a.only(key)
	}
}

func (c Conv2D) withDefaults() Conv2D {
	if c.Strides == [2]int{} {
		c.Strides = [2]int{1, 1}
	}
	c.Padding = orElse(c.Padding, "valid")
	c.Activation = orElse(c.Activation, "linear")
	c.KernelInitializer = orElse(c.KernelInitializer, "glorot_uniform")
	c.BiasInitializer = orElse(c.BiasInitializer, "zeros")
	return c
}

// ClassName is "Conv2D".
func (c Conv2D) ClassName() string { return "Conv2D" }

// LayerName is the layer's own name.
func (c Conv2D) LayerName() string { return c.Name }

func (c Conv2D) named(name string) Layer { c.Name = name; return c }
func (c Conv2D) activation() string      { return c.Activation }

// OutputShape is [height', width', filters].
func (c Conv2D) OutputShape(in Shape) (Shape, error) {
	c = c.withDefaults()
	if err := wantPicture(in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkRange("filters", c.Filters, 1, maxUnits), checkPair("kernel_size", c.KernelSize),
		checkPair("strides", c.Strides), checkOneOf("padding", c.Padding, "valid", "same"),
		checkOneOf("activation", c.Activation, "linear", "relu"), checkInitializer("kernel_initializer", c.KernelInitializer),
		checkInitializer("bias_initializer", c.BiasInitializer), c.KernelRegularizer.check("kernel_regularizer")); err != nil {
		return nil, err
	}
	if err := checkWindow("kernel_size", c.KernelSize, in, c.Padding); err != nil {
		return nil, err
	}
	g := c.geometry(in)
	return Shape{g.OH, g.OW, c.Filters}, nil
}

func (c Conv2D) geometry(in Shape) kernel.Geometry {
	return geometry(in, c.KernelSize, c.Strides, c.Padding)
}

// geometry is that of a window going over pictures of shape in.
func geometry(in Shape, window, strides [2]int, padding string) kernel.Geometry {
	of := kernel.Valid
	if padding == "same" {
		of = kernel.Same
	}
	return of(in[0], in[1], in[2], window[0], window[1], strides[0], strides[1])
}

// ParamCount is kernel height × width × channels × filters, and filters more for the bias.
func (c Conv2D) ParamCount(in Shape) (total, trainable int) {
	total = c.KernelSize[0] * c.KernelSize[1] * in[2] * c.Filters
	if c.UseBias {
		total += c.Filters
	}
	return total, total
}

type conv2DConfig struct {
	commonConfig
	Filters             int         `json:"filters"`
	KernelSize          [2]int      `json:"kernel_size"`
	Strides             [2]int      `json:"strides"`
	Padding             string      `json:"padding"`
	DataFormat          string      `json:"data_format"`
	DilationRate        [2]int      `json:"dilation_rate"`
	Groups              int         `json:"groups"`
	Activation          string      `json:"activation"`
	UseBias             bool        `json:"use_bias"`
	KernelInitializer   serialized  `json:"kernel_initializer"`
	BiasInitializer     serialized  `json:"bias_initializer"`
	KernelRegularizer   *serialized `json:"kernel_regularizer"`
	BiasRegularizer     *serialized `json:"bias_regularizer"`
	ActivityRegularizer *serialized `json:"activity_regularizer"`
	KernelConstraint    *serialized `json:"kernel_constraint"`
	BiasConstraint      *serialized `json:"bias_constraint"`
}

func (c Conv2D) config(name string) any {
	c = c.withDefaults()
	return conv2DConfig{
		commonConfig: common(name), Filters: c.Filters, KernelSize: c.KernelSize, Strides: c.Strides, Padding: c.Padding,
		DataFormat: "channels_last", DilationRate: [2]int{1, 1}, Groups: 1, Activation: c.Activation, UseBias: c.UseBias,
		KernelInitializer: initializerConfig(c.KernelInitializer), BiasInitializer: initializerConfig(c.BiasInitializer),
		KernelRegularizer: regularizerConfig(c.KernelRegularizer),
	}
}

func (c Conv2D) build(b *builder, in, out Shape) unit {
	c = c.withDefaults()
	kh, kw, filters := c.KernelSize[0], c.KernelSize[1], c.Filters
	u := &conv2D{geometry: c.geometry(in), filters: filters, relu: c.Activation == "relu"}
	u.kernel = b.weight("kernel", c.KernelInitializer, kh*kw*in[2], kh*kw*filters, kh, kw, in[2], filters)
	u.kernel.l2 = c.KernelRegularizer
	if c.UseBias {
		u.bias = b.weight("bias", c.BiasInitializer, filters, filters, filters)
	}
	return u
}

// conv2D computes y[n, h', w', f] = x[n, h, w, c] * kernel[kh, kw, c, f] + bias[f], then ReLU where it is fused in.
type conv2D struct {
	passive
	geometry     kernel.Geometry
	filters      int
	relu         bool
	kernel, bias *Weight // bias may be nil
}

func (u *conv2D) forward(p *part, y, x []float32) {
	kernel.Conv(y, x, u.kernel.Data, u.bias.data(), u.geometry, p.pictures, u.filters, u.relu, p.scratch)
}

func (u *conv2D) backwardActivation(_ *part, dy, y []float32) {
	if u.relu {
		kernel.ReLUGrad(dy, y)
	}
}

func (u *conv2D) backwardWeights(p *part, dy, x []float32) {
	kernel.ConvWeightGrad(u.kernel.Grad, u.bias.grad(), x, dy, u.geometry, p.pictures, u.filters, p.scratch)
}

func (u *conv2D) gradient() gradient {
	g := u.geometry
	if g.C%convGrain != 0 {
		return summed
	}
	return gradientOf(g.KH*g.KW*g.C*u.filters, g.H*g.W*g.C, g.OH*g.OW*u.filters)
}

// convGrain is the least number of channels that a slice of a convolution's kernel has: with whole multiples of it the kernel is computed in the same
// way, by tiles or not, for a slice as for all channels (see kernel.Geometry.Winograd).
const convGrain = 16

func (u *conv2D) slicing() slicing {
	g := u.geometry
	return slicing{kernel: u.kernel, bias: u.bias, blocks: g.KH * g.KW, pixels: g.H * g.W, channels: g.C, filters: u.filters, grain: convGrain}
}

func (u *conv2D) backwardSlice(p *part, dy, x []float32, channels int) {
	g := u.geometry
	g.C = channels
	kernel.ConvWeightGrad(u.kernel.Grad, nil, x, dy, g, p.pictures, u.filters, p.scratch)
}

func (u *conv2D) backwardInput(p *part, dx, dy, _ []float32) {
	kernel.ConvInputGrad(dx, dy, u.kernel.Data, u.geometry, p.pictures, u.filters, p.scratch)
}

func (u *conv2D) scratch() int {
	g := u.geometry
	return convolutionScratch(max(g.H, g.OH*g.SH), max(g.W, g.OW*g.SW), g.KH, g.KW, g.C, u.filters)
}

func (u *conv2D) multiplyAdds() int {
	return u.geometry.OH * u.geometry.OW * Shape(u.kernel.Shape).Size()
}
