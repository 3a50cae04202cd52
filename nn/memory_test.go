package nn

import (
	"runtime"
	"testing"
)

// TestMemoryIsWhatTrainingTakes measures the heap.
func TestMemoryIsWhatTrainingTakes(t *testing.T) {
	convolution := func(filters int) Layer {
		return Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
	}
	classes := Dense{Units: 10, Activation: "softmax", UseBias: true}
	for _, c := range []struct {
		name      string
		batch     int
		optimizer Optimizer
		layers    []Layer
	}{
		{"mostly weights", 8, NewAdam(0.001), []Layer{Flatten{}, Dense{Units: 700, Activation: "relu"}, Dense{Units: 700, Activation: "relu"}, classes}},
		{"mostly outputs", 64, NewSGD(0.01, 0, false), []Layer{convolution(32), BatchNormalization{}, convolution(32), BatchNormalization{}, MaxPooling2D{},
			Dropout{Rate: 0.2}, convolution(64), MaxPooling2D{}, Flatten{}, classes}},
		{"both", 32, NewSGD(0.01, 0.9, false), []Layer{convolution(32), MaxPooling2D{}, Dropout{Rate: 0.2}, convolution(128), MaxPooling2D{}, convolution(256),
			MaxPooling2D{}, Flatten{}, Dense{Units: 64, Activation: "relu"}, BatchNormalization{}, Dropout{Rate: 0.3}, classes}},
	} {
		spec := &Spec{Input: Shape{32, 32, 3}, Layers: c.layers}
		before := heap()
		n, err := New(spec, 1)
		if err != nil {
			t.Fatal(err)
		}
		b := randomBatch(n, c.batch)
		if _, err := n.TrainOnBatch(b, c.optimizer); err != nil {
			t.Fatal(err)
		}
		got := heap() - before
		runtime.KeepAlive(n)
		runtime.KeepAlive(b)
		m, err := spec.TrainingMemory(c.batch, len(c.optimizer.SlotNames()))
		if err != nil {
			t.Fatal(err)
		}
		if want := m.Total(); got > want+want/20+1<<20 || got < want-m.Scratch-want/20-1<<20 {
			t.Errorf("%s: training takes %d bytes, %d without scratch at most; the estimate is %d: %+v", c.name, got, got-m.Scratch, want, m)
		}
	}
}

// heap is how many bytes are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
