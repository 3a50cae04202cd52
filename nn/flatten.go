package nn

// Flatten is Keras's Flatten: [height, width, channels] → [height·width·channels], row by row, channels last.
type Flatten struct{ Name string }

func readFlatten(a *arguments) Layer {
	a.only("data_format", `"channels_last"`)
	return Flatten{}
}

// ClassName is "Flatten".
func (f Flatten) ClassName() string { return "Flatten" }

// LayerName is the layer's own name.
func (f Flatten) LayerName() string { return f.Name }

func (f Flatten) named(name string) Layer { f.Name = name; return f }

// OutputShape is [features].
func (f Flatten) OutputShape(in Shape) (Shape, error) { return Shape{in.Size()}, nil }

// ParamCount is 0.
func (f Flatten) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (f Flatten) config(name string) any {
	return struct {
		commonConfig
		DataFormat string `json:"data_format"`
	}{common(name), "channels_last"}
}

// build returns identity: rows of pictures in memory already are rows of features.
func (f Flatten) build(*builder, Shape, Shape) unit { return identity{} }
