package nn

import (
	"errors"
	"fmt"

	"muestra/nn/kernel"
)

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

func readDense(a *arguments) Layer {
	d := Dense{
		Units:             a.required("units"),
		Activation:        a.activation(),
		UseBias:           a.boolean("use_bias", true),
		KernelInitializer: a.initializer("kernel_initializer", "glorot_uniform"),
		BiasInitializer:   a.initializer("bias_initializer", "zeros"),
		KernelRegularizer: a.regularizer("kernel_regularizer"),
	}
	a.plainWeights()
	return d
}

func (d Dense) withDefaults() Dense {
	d.Activation = orElse(d.Activation, "linear")
	d.KernelInitializer = orElse(d.KernelInitializer, "glorot_uniform")
	d.BiasInitializer = orElse(d.BiasInitializer, "zeros")
	return d
}

// ClassName is "Dense".
func (d Dense) ClassName() string { return "Dense" }

// LayerName is the layer's own name.
func (d Dense) LayerName() string { return d.Name }

func (d Dense) named(name string) Layer { d.Name = name; return d }
func (d Dense) activation() string      { return d.Activation }

// OutputShape is [units]. Keras applies a Dense to the last dimension of a picture; that is refused here, since a Flatten was most likely
// forgotten.
func (d Dense) OutputShape(in Shape) (Shape, error) {
	d = d.withDefaults()
	if len(in) != 1 {
		return nil, &reasoned{NeedsFeatures, fmt.Sprintf("input %v is not [features]; a Flatten belongs before it", in)}
	}
	if err := errors.Join(checkRange("units", d.Units, 1, maxUnits), checkOneOf("activation", d.Activation, "linear", "relu", "softmax"),
		checkInitializer("kernel_initializer", d.KernelInitializer), checkInitializer("bias_initializer", d.BiasInitializer),
		d.KernelRegularizer.check("kernel_regularizer")); err != nil {
		return nil, err
	}
	return Shape{d.Units}, nil
}

// ParamCount is features × units, and units more for the bias.
func (d Dense) ParamCount(in Shape) (total, trainable int) {
	total = in[0] * d.Units
	if d.UseBias {
		total += d.Units
	}
	return total, total
}

type denseConfig struct {
	commonConfig
	Units               int         `json:"units"`
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

func (d Dense) config(name string) any {
	d = d.withDefaults()
	return denseConfig{
		commonConfig: common(name), Units: d.Units, Activation: d.Activation, UseBias: d.UseBias,
		KernelInitializer: initializerConfig(d.KernelInitializer), BiasInitializer: initializerConfig(d.BiasInitializer),
		KernelRegularizer: regularizerConfig(d.KernelRegularizer),
	}
}

func (d Dense) build(b *builder, in, _ Shape) unit {
	d = d.withDefaults()
	u := &dense{features: in[0], units: d.Units, relu: d.Activation == "relu"}
	u.kernel = b.weight("kernel", d.KernelInitializer, in[0], d.Units, in[0], d.Units)
	u.kernel.l2 = d.KernelRegularizer
	if d.UseBias {
		u.bias = b.weight("bias", d.BiasInitializer, d.Units, d.Units, d.Units)
	}
	return u
}

// dense computes y[n, units] = x[n, features]·kernel[features, units] + bias[units], then ReLU where it is fused in. Softmax is left to the
// loss.
type dense struct {
	passive
	features, units int
	relu            bool
	kernel, bias    *Weight // bias may be nil
}

func (u *dense) forward(p *part, y, x []float32) {
	kernel.MatMul(y, x, u.kernel.Data, u.bias.data(), p.pictures, u.features, u.units, u.relu, p.scratch)
}

func (u *dense) backwardActivation(_ *part, dy, y []float32) {
	if u.relu {
		kernel.ReLUGrad(dy, y)
	}
}

func (u *dense) backwardWeights(p *part, dy, x []float32) {
	kernel.MatMulWeightGrad(u.kernel.Grad, u.bias.grad(), x, dy, p.pictures, u.features, u.units, p.scratch)
}

func (u *dense) gradient() gradient { return gradientOf(u.features*u.units, u.features, u.units) }

func (u *dense) slicing() slicing {
	return slicing{kernel: u.kernel, bias: u.bias, blocks: 1, pixels: 1, channels: u.features, filters: u.units, grain: 1}
}

func (u *dense) backwardSlice(p *part, dy, x []float32, features int) {
	kernel.MatMulWeightGrad(u.kernel.Grad, nil, x, dy, p.pictures, features, u.units, p.scratch)
}

func (u *dense) backwardInput(p *part, dx, dy, _ []float32) {
	kernel.MatMulInputGrad(dx, dy, u.kernel.Data, p.pictures, u.features, u.units, p.scratch)
}

// scratch is the weights in panels, and the edge of a product that fills no panel.
func (u *dense) scratch() int {
	return max(u.features*upTo(u.units, 16), upTo(u.features, 16)*u.units) + 16*max(u.features, u.units)
}

func (u *dense) multiplyAdds() int { return u.features * u.units }
