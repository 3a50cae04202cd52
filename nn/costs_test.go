package nn_test

import (
	"testing"

	"muestra/nn"
	"muestra/nn/keras"
)

func TestCostsAreThoseOfEachLayer(t *testing.T) {
	spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{keras.Conv2D{Filters: 32, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}, keras.MaxPooling2D{}, keras.Dropout{Rate: 0.5}, keras.BatchNormalization{}, keras.ReLU{},
		keras.GlobalAveragePooling2D{}, keras.Dense{Units: 7, Activation: "relu", UseBias: true}, keras.Dropout{}, keras.Dense{Units: 10, Activation: "softmax", UseBias: true}}}
	costs, err := nn.Costs(spec)
	if err != nil {
		t.Fatal(err)
	}
	const pooled = 16 * 16 * 32
	for i, want := range []struct{ macs, bytes int }{
		{32 * 32 * 32 * 27, 4 * 32 * 32 * 32},
		{0, 2 * 4 * pooled}, // and where the maxima came from
		{0, 4 * pooled},     // the mask
		{pooled, 4 * pooled},
		{0, 0},
		{0, 4 * 32},
		{32 * 7, 4 * 7},
		{0, 0},
		{7 * 10, 4 * 10},
	} {
		if costs[i].MACs != want.macs || costs[i].Bytes != want.bytes {
			t.Errorf("%s: %d multiply-adds and %d bytes, want %+v", spec.Layers[i].ClassName(), costs[i].MACs, costs[i].Bytes, want)
		}
	}
}

func TestMemoryGrowsWithTheBatch(t *testing.T) {
	spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{keras.Conv2D{Filters: 32, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}, keras.MaxPooling2D{}, keras.Flatten{}, keras.Dense{Units: 32, Activation: "relu", UseBias: true}, keras.Dense{Units: 10, Activation: "softmax", UseBias: true}}}
	one, err := nn.TrainingMemory(spec, 1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if sixtyFour, err := nn.TrainingMemory(spec, 64, 2); err != nil || sixtyFour.Total() <= one.Total() || sixtyFour.Total() > 100<<20 {
		t.Errorf("64 pictures need %d bytes, one %d (%v)", sixtyFour.Total(), one.Total(), err)
	}
	for _, batch := range []int{0, -1, 1 << 40} {
		if _, err := nn.TrainingMemory(spec, batch, 2); err == nil {
			t.Errorf("a batch of %d is accepted", batch)
		}
	}
}
