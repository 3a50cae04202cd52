package samples

import (
	"errors"
	"strconv"
	"strings"

	"muestra/nn/keras"
)

// errTransfer says that a sample builds on the pretrained VGG16 network.
var errTransfer = errors.New("samples: the pretrained VGG16 network is not here")

// Network returns a new Keras spec of the sample's network, for pictures of 32 × 32 × 3, from its line of layers.
//
// C32 is a 3×3 convolution of 32 filters, stride 1, same, ReLU; P a 2×2 max pool; F Flatten; D512 a dense layer with
// ReLU, the last one with softmax; B BatchNormalization; d.3 Dropout(0.3); V the frozen VGG16 base.
func (s *Sample) Network() (*keras.Sequential, error) {
	words := strings.Fields(s.Layers)
	spec := &keras.Sequential{Name: "sequential", Input: keras.Shape{32, 32, 3}}
	for i, w := range words {
		layer, err := s.layer(w[0], w[1:], i == len(words)-1)
		if err != nil {
			return nil, err
		}
		spec.Layers = append(spec.Layers, layer)
	}
	return spec, nil
}

// layer is the layer that one word of Layers stands for.
func (s *Sample) layer(kind byte, rest string, last bool) (keras.Layer, error) {
	switch kind {
	case 'C':
		return keras.Conv2D{
			Filters: count(rest), KernelSize: [2]int{3, 3}, Strides: [2]int{1, 1}, Padding: "same", Activation: "relu", UseBias: true,
			KernelInitializer: s.Initializer, BiasInitializer: "zeros", KernelRegularizer: penalty(s.L2Conv),
		}, nil
	case 'P':
		return keras.MaxPooling2D{PoolSize: [2]int{2, 2}, Strides: [2]int{2, 2}, Padding: "valid"}, nil
	case 'F':
		return keras.Flatten{}, nil
	case 'D':
		if last { // Keras's own initializer and no penalty: the report's he_uniform and L2 are those of the hidden layers
			return keras.Dense{
				Units: count(rest), Activation: "softmax", UseBias: true,
				KernelInitializer: "glorot_uniform", BiasInitializer: "zeros",
			}, nil
		}
		return keras.Dense{
			Units: count(rest), Activation: "relu", UseBias: true,
			KernelInitializer: s.Initializer, BiasInitializer: "zeros", KernelRegularizer: penalty(s.L2Dense),
		}, nil
	case 'B':
		return keras.BatchNormalization{Momentum: 0.99, Epsilon: 1e-3}, nil
	case 'd':
		rate, err := strconv.ParseFloat(rest, 64)
		if err != nil {
			panic(badTable)
		}
		return keras.Dropout{Rate: rate}, nil
	case 'V':
		return nil, errTransfer
	}
	panic(badTable)
}

const badTable = "samples: the table of samples holds a layer that nobody knows"

func count(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		panic(badTable)
	}
	return n
}

func penalty(rate float64) *keras.L2 {
	if rate == 0 {
		return nil
	}
	return &keras.L2{Rate: rate}
}
