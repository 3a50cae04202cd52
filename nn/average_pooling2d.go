package nn

import "muestra/nn/kernel"

// AveragePooling2D is Keras's AveragePooling2D: [height, width, channels] → [height', width', channels], the mean of the pixels of each
// window that lie inside the picture. PoolSize {0, 0} is {2, 2}, Strides {0, 0} is PoolSize, an empty Padding is "valid". Windows may overlap.
type AveragePooling2D struct {
	Name              string
	PoolSize, Strides [2]int
	Padding           string // "valid" or "same"
}

// All arguments of AveragePooling2D are those of MaxPooling2D, which reads, checks and writes them.

func readAveragePooling2D(a *arguments) Layer {
	return AveragePooling2D(readMaxPooling2D(a).(MaxPooling2D))
}

// ClassName is "AveragePooling2D".
func (p AveragePooling2D) ClassName() string { return "AveragePooling2D" }

// LayerName is the layer's own name.
func (p AveragePooling2D) LayerName() string { return p.Name }

func (p AveragePooling2D) named(name string) Layer { p.Name = name; return p }

// OutputShape is [height', width', channels].
func (p AveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return MaxPooling2D(p).OutputShape(in)
}

// ParamCount is 0.
func (p AveragePooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (p AveragePooling2D) config(name string) any { return MaxPooling2D(p).config(name) }

func (p AveragePooling2D) build(_ *builder, in, _ Shape) unit {
	m := MaxPooling2D(p).withDefaults()
	return &averagePooling{geometry: geometry(in, m.PoolSize, m.Strides, m.Padding)}
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
