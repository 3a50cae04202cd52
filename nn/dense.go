package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

func newDense(b *builder, d keras.Dense, in, _ keras.Shape) unit {
	u := &dense{features: in[0], units: d.Units, relu: d.Activation == "relu"}
	u.kernel = b.weight("kernel", d.KernelInitializer, in[0], d.Units, in[0], d.Units)
	if d.KernelRegularizer != nil {
		u.kernel.L2 = d.KernelRegularizer.Rate
	}
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
	kernel, bias    *tensor.Weight // bias may be nil
}

func (u *dense) forward(p *part, y, x []float32) {
	kernel.MatMul(y, x, u.kernel.Data, dataOf(u.bias), p.pictures, u.features, u.units, u.relu, p.scratch)
}

func (u *dense) backwardActivation(_ *part, dy, y []float32) {
	if u.relu {
		kernel.ReLUGrad(dy, y)
	}
}

func (u *dense) backwardWeights(p *part, dy, x []float32) {
	kernel.MatMulWeightGrad(u.kernel.Grad, gradOf(u.bias), x, dy, p.pictures, u.features, u.units, p.scratch)
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
