package nn_test

import (
	"fmt"
	"os"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

func Example() {
	spec := &keras.Sequential{Input: keras.Shape{8, 8, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 16, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true},
		keras.MaxPooling2D{},
		keras.Flatten{},
		keras.Dense{Units: 2, Activation: "softmax", UseBias: true},
	}}
	if err := spec.Summary(os.Stdout); err != nil {
		panic(err)
	}
	network, err := nn.New(spec, 1)
	if err != nil {
		panic(err)
	}

	// One dark picture of class 0 and one bright one of class 1.
	batch := nn.Batch{X: make([]float32, 2*spec.Input.Size()), Labels: []uint8{0, 1}}
	for i := spec.Input.Size(); i < len(batch.X); i++ {
		batch.X[i] = 1
	}
	optimizer := optimizers.NewSGD(0.1, 0.9, false)
	for range 20 {
		if _, err := network.TrainOnBatch(batch, optimizer); err != nil {
			panic(err)
		}
	}
	result, err := network.TestOnBatch(batch)
	fmt.Println(result.Correct, "of", result.Pictures, "are right,", err)
	// Output:
	// Model: "sequential"
	// _________________________________________________________________
	// Layer (type)                 Output Shape              Param #
	// =================================================================
	// conv2d (Conv2D)              (None, 8, 8, 16)          448
	// _________________________________________________________________
	// max_pooling2d (MaxPooling2D) (None, 4, 4, 16)          0
	// _________________________________________________________________
	// flatten (Flatten)            (None, 256)               0
	// _________________________________________________________________
	// dense (Dense)                (None, 2)                 514
	// =================================================================
	// Total params: 962
	// Trainable params: 962
	// Non-trainable params: 0
	// _________________________________________________________________
	// 2 of 2 are right, <nil>
}
