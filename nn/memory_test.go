package nn

import (
	"runtime"
	"strings"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// TestMemoryIsWhatTrainingTakes measures the heap.
func TestMemoryIsWhatTrainingTakes(t *testing.T) {
	convolution := func(filters int) keras.Layer {
		return keras.Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
	}
	classes := keras.Dense{Units: 10, Activation: "softmax", UseBias: true}
	for _, c := range []struct {
		name      string
		batch     int
		optimizer optimizers.Optimizer
		layers    []keras.Layer
	}{
		{"mostly weights", 8, optimizers.NewAdam(0.001), []keras.Layer{keras.Flatten{}, keras.Dense{Units: 700, Activation: "relu"},
			keras.Dense{Units: 700, Activation: "relu"}, classes}},
		{"mostly outputs", 24, optimizers.NewSGD(0.01, 0, false), []keras.Layer{convolution(32), keras.BatchNormalization{}, convolution(32),
			keras.BatchNormalization{}, keras.MaxPooling2D{}, keras.Dropout{Rate: 0.2}, convolution(64), keras.MaxPooling2D{}, keras.Flatten{}, classes}},
		{"both", 12, optimizers.NewSGD(0.01, 0.9, false), []keras.Layer{convolution(32), keras.MaxPooling2D{}, keras.Dropout{Rate: 0.2},
			convolution(128), keras.MaxPooling2D{}, convolution(256), keras.MaxPooling2D{}, keras.Flatten{}, keras.Dense{Units: 64, Activation: "relu"}, keras.BatchNormalization{}, keras.Dropout{Rate: 0.3}, classes}},
	} {
		spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: c.layers}
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
		m, err := TrainingMemory(spec, c.batch, len(c.optimizer.SlotNames()))
		if err != nil {
			t.Fatal(err)
		}
		if want := m.Total(); got > want+want/20+1<<20 || got < want-m.Scratch-want/20-1<<20 {
			t.Errorf("%s: training takes %d bytes, %d without scratch at most; the estimate is %d: %+v", c.name, got, got-m.Scratch, want, m)
		}
	}
}

func TestBatchesBeyondMemoryAreRefusedWithTheirSize(t *testing.T) {
	n, err := New(&keras.Sequential{Input: keras.Shape{1, 1, 1}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 60_000, KernelSize: [2]int{1, 1}}, keras.Flatten{}, keras.Dense{Units: 2, Activation: "softmax"}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	const pictures = 40_000
	x := make([]float32, pictures)
	for name, run := range map[string]func() error{
		"predict": func() error { _, err := n.PredictOnBatch(x, pictures); return err },
		"test":    func() error { _, err := n.TestOnBatch(Batch{X: x, Labels: make([]uint8, pictures)}); return err },
		"train": func() error {
			_, err := n.TrainOnBatch(Batch{X: x, Labels: make([]uint8, pictures)}, optimizers.NewSGD(0.1, 0, false))
			return err
		},
	} {
		const want = "nn: batches of 40000 pictures need "
		if err := run(); err == nil || !strings.HasPrefix(err.Error(), want) || !strings.HasSuffix(err.Error(), " MB; the limit is 3584 MB") {
			t.Errorf("%s: got %v, want %s…", name, err, want)
		}
	}
	if _, err := n.PredictOnBatch(x[:3], 3); err != nil {
		t.Errorf("three pictures after that: %v", err)
	}
}

// heap is how many bytes are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
