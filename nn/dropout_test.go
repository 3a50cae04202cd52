package nn

import (
	"math"
	"slices"
	"testing"

	"muestra/nn/keras"
)

// dropped runs pictures of 1,000 ones through a dropout layer.
func dropped(t *testing.T, rate float64, training bool, epoch int, index ...int32) []float32 {
	t.Helper()
	layers := []keras.Layer{keras.Dropout{Rate: rate}, keras.Dense{Units: 2, Activation: "softmax"}}
	n, err := New(&keras.Sequential{Input: keras.Shape{1001}, Layers: layers}, 5)
	if err != nil {
		t.Fatal(err)
	}
	b := Batch{X: slices.Repeat([]float32{1}, 1001*len(index)), Labels: make([]uint8, len(index)), Index: index, Epoch: epoch}
	if err := n.check(b, training); err != nil {
		t.Fatal(err)
	}
	if err := n.forward(b, training); err != nil {
		t.Fatal(err)
	}
	return slices.Clone(n.outputs[0])
}

func TestDropoutIsIdentityInInference(t *testing.T) {
	for i, v := range dropped(t, 0.5, false, 1, 3, 4) {
		if v != 1 {
			t.Fatalf("value %d is %v", i, v)
		}
	}
}

func TestDropoutDropsItsRateAndScalesTheRest(t *testing.T) {
	for _, rate := range []float64{0.1, 0.3, 0.5, 0.9} {
		zeros := 0
		y := dropped(t, rate, true, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
		for i, v := range y {
			switch v {
			case 0:
				zeros++
			case float32(1 / (1 - rate)):
			default:
				t.Fatalf("rate %v: value %d is %v", rate, i, v)
			}
		}
		if got := float64(zeros) / float64(len(y)); math.Abs(got-rate) > 0.02 {
			t.Errorf("rate %v: %v are dropped", rate, got)
		}
	}
}

func TestDropoutDependsOnThePictureAndNotOnItsPlace(t *testing.T) {
	const size = 1001
	ab, ba := dropped(t, 0.5, true, 1, 10, 20), dropped(t, 0.5, true, 1, 20, 10)
	if !slices.Equal(ab[:size], ba[size:]) || !slices.Equal(ab[size:], ba[:size]) {
		t.Error("a picture's mask changes with its place in the batch")
	}
	if slices.Equal(ab[:size], ab[size:]) {
		t.Error("two pictures have the same mask")
	}
	if slices.Equal(ab[:size], dropped(t, 0.5, true, 2, 10)) {
		t.Error("two epochs have the same mask")
	}
}
