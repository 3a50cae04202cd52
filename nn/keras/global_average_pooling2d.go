package keras

// GlobalAveragePooling2D is Keras's GlobalAveragePooling2D: [height, width, channels] → [channels], or [1, 1, channels] with KeepDims, the
// mean over all pixels of a picture.
type GlobalAveragePooling2D struct {
	Name     string
	KeepDims bool // Keras's keepdims
}

var globalAveragePooling2D = &Class{
	Name: "GlobalAveragePooling2D", Base: "global_average_pooling2d", Input: Picture, Zero: GlobalAveragePooling2D{}, Usual: GlobalAveragePooling2D{},
	Arguments: []*Argument{
		channelsLast,
		newTruth("keepdims", false, false, func(p *GlobalAveragePooling2D) *bool { return &p.KeepDims }),
	},
}

// ClassName is "GlobalAveragePooling2D".
func (p GlobalAveragePooling2D) ClassName() string { return "GlobalAveragePooling2D" }

// LayerName is the layer's own name.
func (p GlobalAveragePooling2D) LayerName() string { return p.Name }

// Named returns the layer with another name.
func (p GlobalAveragePooling2D) Named(name string) Layer { p.Name = name; return p }

// OutputShape is [channels] or [1, 1, channels].
func (p GlobalAveragePooling2D) OutputShape(in Shape) (Shape, error) {
	if p.KeepDims {
		return Shape{1, 1, in[2]}, nil
	}
	return Shape{in[2]}, nil
}

// ParamCount is 0.
func (p GlobalAveragePooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }
