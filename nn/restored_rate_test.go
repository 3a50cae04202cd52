package nn

import (
	"slices"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

func TestARestoredOptimizerHasTheRateOfItsLastStep(t *testing.T) {
	spec := &keras.Sequential{Input: keras.Shape{3}, Layers: []keras.Layer{keras.Dense{Units: 2, Activation: "softmax", UseBias: true}}}
	straight, o := newTestNetwork(t, spec), optimizers.Optimizer(optimizers.NewAdam(7))
	if err := o.SetSchedule(optimizers.ExponentialDecay{InitialLearningRate: 0.1, DecaySteps: 3, DecayRate: 0.5, Staircase: false}); err != nil {
		t.Fatal(err)
	}
	batch := Batch{X: []float32{1, 0, 2, 0, 1, 1}, Labels: []uint8{0, 1}}
	for range 5 {
		if _, err := straight.TrainOnBatch(batch, o); err != nil {
			t.Fatal(err)
		}
	}
	c := straight.Checkpoint(o)
	for i := range c.Tensors {
		c.Tensors[i].Data = slices.Clone(c.Tensors[i].Data)
	}
	resumed := newTestNetwork(t, spec)
	restored, err := resumed.Restore(c)
	if err != nil || restored.Rate() != o.Rate() || restored.Rate() != o.Schedule().LearningRate(4) {
		t.Fatalf("rate %v, want %v; %v", restored.Rate(), o.Rate(), err)
	}
	for range 3 {
		for n, o := range map[*Network]optimizers.Optimizer{straight: o, resumed: restored} {
			if _, err := n.TrainOnBatch(batch, o); err != nil {
				t.Fatal(err)
			}
		}
	}
	if straight.SHA256() != resumed.SHA256() {
		t.Error("a restored schedule goes on with other bits")
	}
}

func newTestNetwork(t *testing.T, spec *keras.Sequential) *Network {
	t.Helper()
	n, err := New(spec, 1)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
