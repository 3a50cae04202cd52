package train_test

import (
	"context"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/train"
)

// Example trains a small network for two epochs on drawn pictures and stops when the loss no longer falls.
func Example() {
	network, err := nn.New(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 4, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true},
		keras.MaxPooling2D{PoolSize: [2]int{4, 4}},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	pictures := data.Synthetic(1).Train
	index, err := data.TrainIndices(100)
	if err != nil {
		fmt.Println(err)
		return
	}
	run := &train.Run{
		Backend:  &train.Local{Network: network, Optimizer: optimizers.NewAdam(0.001)},
		Train:    train.Split{Source: pictures, Index: index},
		Epochs:   2,
		Batch:    32,
		Seed:     1,
		Shuffle:  true,
		Stopping: []*train.EarlyStopping{{Monitor: "loss", Patience: 5}},
	}
	err = run.Fit(context.Background(), func(e train.Event) {
		switch e := e.(type) {
		case history.Epoch:
			fmt.Println("epoch", e.Epoch, "after step", e.Step)
		case history.Result:
			fmt.Println("stopped:", e.Stopped)
		}
	}, nil)
	fmt.Println(err, run.History[1].Loss < run.History[0].Loss)
	// Output:
	// epoch 1 after step 4
	// epoch 2 after step 8
	// stopped: epochs
	// <nil> true
}
