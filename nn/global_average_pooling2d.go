package nn

import "muestra/nn/kernel"

// GlobalAveragePooling2D is Keras's GlobalAveragePooling2D: [height, width, channels] → [channels], or [1, 1, channels] with KeepDims, the
// mean over all pixels of a picture.
type GlobalAveragePooling2D struct {
	Name     string
	KeepDims bool // Keras's keepdims
}

func readGlobalAveragePooling2D(a *arguments) Layer {
	a.only("data_format", `"channels_last"`)
	return GlobalAveragePooling2D{KeepDims: a.boolean("keepdims", false)}
}

// ClassName is "GlobalAveragePooling2D".
func (p GlobalAveragePooling2D) ClassName() string { return "GlobalAveragePooling2D" }

// LayerName is the layer's own name.
func (p GlobalAveragePooling2D) LayerName() string { return p.Name }

func (p GlobalAveragePooling2D) named(name string) Layer { p.Name = name; return p }

// OutputShape is [channels] or [1, 1, channels].
func (p GlobalAveragePooling2D) OutputShape(in Shape) (Shape, error) {
	if err := wantPicture(in); err != nil {
		return nil, err
	}
	if p.KeepDims {
		return Shape{1, 1, in[2]}, nil
	}
	return Shape{in[2]}, nil
}

// ParamCount is 0.
func (p GlobalAveragePooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (p GlobalAveragePooling2D) config(name string) any {
	return struct {
		commonConfig
		DataFormat string `json:"data_format"`
		KeepDims   bool   `json:"keepdims"`
	}{common(name), "channels_last", p.KeepDims}
}

// build returns the pooling whose one window is the whole picture.
func (p GlobalAveragePooling2D) build(_ *builder, in, _ Shape) unit {
	return &averagePooling{geometry: kernel.Valid(in[0], in[1], in[2], in[0], in[1], 1, 1)}
}
