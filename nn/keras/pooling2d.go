package keras

// MaxPooling2D is Keras's MaxPooling2D: [height, width, channels] → [height', width', channels]. PoolSize {0, 0} is {2, 2}, Strides {0, 0}
// is PoolSize, an empty Padding is "valid". Windows may overlap; padding never wins.
type MaxPooling2D struct {
	Name              string
	PoolSize, Strides [2]int
	Padding           string // "valid" or "same"
}

// AveragePooling2D is Keras's AveragePooling2D: [height, width, channels] → [height', width', channels], the mean of the pixels of each
// window that lie inside the picture. PoolSize {0, 0} is {2, 2}, Strides {0, 0} is PoolSize, an empty Padding is "valid". Windows may overlap.
type AveragePooling2D struct {
	Name              string
	PoolSize, Strides [2]int
	Padding           string // "valid" or "same"
}

var maxPooling2D = &Class{
	Name: "MaxPooling2D", Base: "max_pooling2d", Input: Picture, Zero: MaxPooling2D{}, Usual: MaxPooling2D{}, Written: poolingWritten,
	Arguments: poolingArguments(func(m *MaxPooling2D) *MaxPooling2D { return m }),
}

var averagePooling2D = &Class{
	Name: "AveragePooling2D", Base: "average_pooling2d", Input: Picture, Zero: AveragePooling2D{}, Usual: AveragePooling2D{}, Written: poolingWritten,
	Arguments: poolingArguments(func(p *AveragePooling2D) *MaxPooling2D { return (*MaxPooling2D)(p) }),
}

var poolingWritten = []string{"pool_size", "padding", "strides", "data_format"}

// poolingArguments are the arguments of both poolings, which have the same fields.
func poolingArguments[L Layer](fields func(*L) *MaxPooling2D) []*Argument {
	poolSize := newPair("pool_size", func(L) [2]int { return [2]int{2, 2} }, func(l *L) *[2]int { return &fields(l).PoolSize })
	return []*Argument{
		poolSize,
		newPair("strides", func(l L) [2]int { h, w, _ := pairOf(poolSize.get(l)); return [2]int{h, w} }, func(l *L) *[2]int { return &fields(l).Strides }),
		NewChoice("padding", func(l *L) *string { return &fields(l).Padding }, "valid", "same"),
		channelsLast,
	}
}

// ClassName is "MaxPooling2D".
func (m MaxPooling2D) ClassName() string { return "MaxPooling2D" }

// LayerName is the layer's own name.
func (m MaxPooling2D) LayerName() string { return m.Name }

// Named returns the layer with another name.
func (m MaxPooling2D) Named(name string) Layer { m.Name = name; return m }

// OutputShape is [height', width', channels].
func (m MaxPooling2D) OutputShape(in Shape) (Shape, error) {
	if err := checkWindow("pool_size", m.PoolSize, in, m.Padding); err != nil {
		return nil, err
	}
	height, width := windowsOver(in, m.PoolSize, m.Strides, m.Padding)
	return Shape{height, width, in[2]}, nil
}

// ParamCount is 0.
func (m MaxPooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }

// ClassName is "AveragePooling2D".
func (p AveragePooling2D) ClassName() string { return "AveragePooling2D" }

// LayerName is the layer's own name.
func (p AveragePooling2D) LayerName() string { return p.Name }

// Named returns the layer with another name.
func (p AveragePooling2D) Named(name string) Layer { p.Name = name; return p }

// OutputShape is [height', width', channels].
func (p AveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return MaxPooling2D(p).OutputShape(in)
}

// ParamCount is 0.
func (p AveragePooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }
