package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
)

func newAveragePooling2D(_ *builder, p keras.AveragePooling2D, in, _ keras.Shape) unit {
	return &averagePooling{geometry: geometry(in, p.PoolSize, p.Strides, p.Padding)}
}

// averagePooling computes y[n, h', w', c], the mean over the pixels of each window of x[n, h, w, c] that lie inside the picture.
type averagePooling struct {
	passive
	geometry kernel.Geometry
}

func (u *averagePooling) forward(p *part, y, x []float32) {
	kernel.AveragePool(y, x, u.geometry, p.pictures, p.scratch)
}

func (u *averagePooling) backwardInput(p *part, dx, dy, _ []float32) {
	kernel.AveragePoolGrad(dx, dy, u.geometry, p.pictures, p.scratch)
}

// scratch is two numbers for each column of the input or the output, and a float64 for each channel and each output.
func (u *averagePooling) scratch() int {
	g := u.geometry
	return 2 * (max(g.W, g.OW) + g.C + g.OH*g.OW)
}
