package nn

import "testing"

// BenchmarkTrainOnBatch is a step of sample 1 and of a normalized block, batch 64, in nanoseconds a step.
func BenchmarkTrainOnBatch(b *testing.B) {
	convolution := func(filters int) Layer {
		return Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
	}
	end := []Layer{MaxPooling2D{}, Flatten{}, Dense{Units: 32, Activation: "relu", UseBias: true}, Dense{Units: 10, Activation: "softmax", UseBias: true}}
	for _, c := range []struct {
		name   string
		layers []Layer
	}{
		{"sample 1", append([]Layer{convolution(32)}, end...)},
		{"normalized", append([]Layer{convolution(32), BatchNormalization{}, Dropout{Rate: 0.3}}, end...)},
	} {
		b.Run(c.name, func(b *testing.B) {
			n, err := New(&Spec{Input: Shape{32, 32, 3}, Layers: c.layers}, 1)
			if err != nil {
				b.Fatal(err)
			}
			batch, optimizer := randomBatch(n, 64), NewAdam(0.001)
			for b.Loop() {
				if _, err := n.TrainOnBatch(batch, optimizer); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(64*float64(b.N)/b.Elapsed().Seconds(), "pictures/s")
		})
	}
}
