package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
)

func newMaxPooling2D(_ *builder, m keras.MaxPooling2D, in, out keras.Shape) unit {
	return &maxPooling2D{geometry: geometry(in, m.PoolSize, m.Strides, m.Padding), size: out.Size()}
}

// maxPooling2D computes y[n, h', w', c], the largest x[n, h, w, c] of each window; the gradient goes to the first largest in row-major order.
type maxPooling2D struct {
	passive
	geometry kernel.Geometry
	size     int     // values of one picture's output
	from     []int32 // where in its window each output came from
}

func (u *maxPooling2D) forward(p *part, y, x []float32) {
	kernel.MaxPool(y, u.from, x, u.geometry, p.pictures)
}

func (u *maxPooling2D) backwardInput(p *part, dx, dy, _ []float32) {
	kernel.MaxPoolGrad(dx, u.from, dy, u.geometry, p.pictures)
}

func (u *maxPooling2D) plan(pictures int, _ bool) {
	if size := pictures * u.size; size > len(u.from) {
		u.from = make([]int32, size)
	}
}

func (u *maxPooling2D) kept() int { return u.size }
