package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// geometry is that of a window going over pictures of shape in.
func geometry(in keras.Shape, window, strides [2]int, padding string) kernel.Geometry {
	of := kernel.Valid
	if padding == "same" {
		of = kernel.Same
	}
	return of(in[0], in[1], in[2], window[0], window[1], strides[0], strides[1])
}

func newConv2D(b *builder, c keras.Conv2D, in, _ keras.Shape) unit {
	kh, kw, filters := c.KernelSize[0], c.KernelSize[1], c.Filters
	u := &conv2D{geometry: geometry(in, c.KernelSize, c.Strides, c.Padding), filters: filters, relu: c.Activation == "relu"}
	u.kernel = b.weight("kernel", c.KernelInitializer, kh*kw*in[2], kh*kw*filters, kh, kw, in[2], filters)
	if c.KernelRegularizer != nil {
		u.kernel.L2 = c.KernelRegularizer.Rate
	}
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
	kernel, bias *tensor.Weight // bias may be nil
}

func (u *conv2D) forward(p *part, y, x []float32) {
	kernel.Conv(y, x, u.kernel.Data, dataOf(u.bias), u.geometry, p.pictures, u.filters, u.relu, p.scratch)
}

func (u *conv2D) backwardActivation(_ *part, dy, y []float32) {
	if u.relu {
		kernel.ReLUGrad(dy, y)
	}
}

func (u *conv2D) backwardWeights(p *part, dy, x []float32) {
	kernel.ConvWeightGrad(u.kernel.Grad, gradOf(u.bias), x, dy, u.geometry, p.pictures, u.filters, p.scratch)
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
	return u.geometry.OH * u.geometry.OW * keras.Shape(u.kernel.Shape).Size()
}
