package nn

import (
	"errors"

	"muestra/nn/kernel"
)

// MaxPooling2D is Keras's MaxPooling2D: [height, width, channels] → [height', width', channels]. PoolSize {0, 0} is {2, 2}, Strides {0, 0}
// is PoolSize, an empty Padding is "valid". Windows may overlap; padding never wins.
type MaxPooling2D struct {
	Name              string
	PoolSize, Strides [2]int
	Padding           string // "valid" or "same"
}

func readMaxPooling2D(a *arguments) Layer {
	m := MaxPooling2D{PoolSize: a.pair("pool_size", [2]int{2, 2})}
	m.Strides = a.pair("strides", m.PoolSize)
	m.Padding = a.text("padding", "valid")
	a.only("data_format", `"channels_last"`)
	if m.PoolSize == [2]int{} || m.Strides == [2]int{} {
		a.failf("argument %q or %q is 0", "pool_size", "strides")
	}
	return m
}

func (m MaxPooling2D) withDefaults() MaxPooling2D {
	if m.PoolSize == [2]int{} {
		m.PoolSize = [2]int{2, 2}
	}
	if m.Strides == [2]int{} {
		m.Strides = m.PoolSize
	}
	m.Padding = orElse(m.Padding, "valid")
	return m
}

// ClassName is "MaxPooling2D".
func (m MaxPooling2D) ClassName() string { return "MaxPooling2D" }

// LayerName is the layer's own name.
func (m MaxPooling2D) LayerName() string { return m.Name }

func (m MaxPooling2D) named(name string) Layer { m.Name = name; return m }

// OutputShape is [height', width', channels].
func (m MaxPooling2D) OutputShape(in Shape) (Shape, error) {
	m = m.withDefaults()
	if err := wantPicture(in); err != nil {
		return nil, err
	}
	if err := errors.Join(checkPair("pool_size", m.PoolSize), checkPair("strides", m.Strides),
		checkOneOf("padding", m.Padding, "valid", "same")); err != nil {
		return nil, err
	}
	if err := checkWindow("pool_size", m.PoolSize, in, m.Padding); err != nil {
		return nil, err
	}
	g := geometry(in, m.PoolSize, m.Strides, m.Padding)
	return Shape{g.OH, g.OW, in[2]}, nil
}

// ParamCount is 0.
func (m MaxPooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (m MaxPooling2D) config(name string) any {
	m = m.withDefaults()
	return struct {
		commonConfig
		PoolSize   [2]int `json:"pool_size"`
		Padding    string `json:"padding"`
		Strides    [2]int `json:"strides"`
		DataFormat string `json:"data_format"`
	}{common(name), m.PoolSize, m.Padding, m.Strides, "channels_last"}
}

func (m MaxPooling2D) build(_ *builder, in, out Shape) unit {
	m = m.withDefaults()
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
