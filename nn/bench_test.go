package nn

import (
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// BenchmarkTrainOnBatch is a step of sample 1 and of a normalized block, batch 64, in nanoseconds a step.
func BenchmarkTrainOnBatch(b *testing.B) {
	convolution := func(filters int) keras.Layer {
		return keras.Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
	}
	end := []keras.Layer{keras.MaxPooling2D{}, keras.Flatten{}, keras.Dense{Units: 32, Activation: "relu", UseBias: true}, keras.Dense{Units: 10, Activation: "softmax", UseBias: true}}
	for _, c := range []struct {
		name   string
		layers []keras.Layer
	}{
		{"sample 1", append([]keras.Layer{convolution(32)}, end...)},
		{"normalized", append([]keras.Layer{convolution(32), keras.BatchNormalization{}, keras.Dropout{Rate: 0.3}}, end...)},
	} {
		b.Run(c.name, func(b *testing.B) {
			n, err := New(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: c.layers}, 1)
			if err != nil {
				b.Fatal(err)
			}
			batch, optimizer := randomBatch(n, 64), optimizers.NewAdam(0.001)
			for b.Loop() {
				if _, err := n.TrainOnBatch(batch, optimizer); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(64*float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
		})
	}
}
