package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
)

// newGlobalAveragePooling2D returns the pooling whose one window is the whole picture.
func newGlobalAveragePooling2D(_ *builder, _ keras.GlobalAveragePooling2D, in, _ keras.Shape) unit {
	return &averagePooling{geometry: kernel.Valid(in[0], in[1], in[2], in[0], in[1], 1, 1)}
}
