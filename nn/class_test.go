package nn_test

import (
	"strings"
	"testing"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/keras/kerastest"
	"muestra/nn/optimizers"
)

// TestAClassNeedsAUnit builds and trains a layer of a class that is none of Keras's, and refuses it in words where it has no unit.
func TestAClassNeedsAUnit(t *testing.T) {
	kerastest.Add(t)
	spec := &keras.Sequential{Input: keras.Shape{3}, Layers: []keras.Layer{kerastest.Noise{Stddev: 1}, keras.Dense{Units: 2, Activation: "softmax"}}}
	if _, err := nn.New(spec, 1); err == nil || !strings.Contains(err.Error(), "layers of class Noise cannot be computed") {
		t.Errorf("without a unit: %v", err)
	}
	t.Cleanup(nn.AddIdentity("Noise"))
	n, err := nn.New(spec, 1)
	if err != nil {
		t.Fatal(err)
	}
	before := n.SHA256()
	if r, err := n.TrainOnBatch(nn.Batch{X: []float32{1, 2, 3}, Labels: []uint8{1}}, optimizers.NewSGD(0.1, 0, false)); err != nil || r.Pictures != 1 {
		t.Errorf("a step gave %+v, %v", r, err)
	}
	if n.SHA256() == before {
		t.Error("nothing has been learned")
	}
}
