package keras

// Flatten is Keras's Flatten: [height, width, channels] → [height·width·channels], row by row, channels last.
type Flatten struct{ Name string }

var flatten = &Class{Name: "Flatten", Base: "flatten", Zero: Flatten{}, Usual: Flatten{}, Arguments: []*Argument{channelsLast}}

// ClassName is "Flatten".
func (f Flatten) ClassName() string { return "Flatten" }

// LayerName is the layer's own name.
func (f Flatten) LayerName() string { return f.Name }

// Named returns the layer with another name.
func (f Flatten) Named(name string) Layer { f.Name = name; return f }

// OutputShape is [features].
func (f Flatten) OutputShape(in Shape) (Shape, error) { return Shape{in.Size()}, nil }

// ParamCount is 0.
func (f Flatten) ParamCount(Shape) (total, trainable int) { return 0, 0 }
