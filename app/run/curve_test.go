package run

import (
	"math"
	"testing"

	"muestra/nn/history"
)

func nan() float64 { return math.NaN() }

func TestACurveTellsTheBatchesBetweenTwoRunningMeans(t *testing.T) {
	var c Curve
	c.Step(&history.Step{Epoch: 1, EpochStep: 2, EpochSteps: 4, Sums: history.Sums{CrossEntropy: 256, Penalty: 384, Correct: 32, Pictures: 128}})
	c.Step(&history.Step{Epoch: 1, EpochStep: 4, EpochSteps: 4, Sums: history.Sums{CrossEntropy: 384, Penalty: 640, Correct: 128, Pictures: 256}})
	c.Epoch(&history.Epoch{Epoch: 1, CrossEntropy: 1.5, Accuracy: 0.5, ValLoss: 2, ValCrossEntropy: 1.25, ValAccuracy: 0.625})
	c.Step(&history.Step{Epoch: 2, EpochStep: 1, EpochSteps: 4, Sums: history.Sums{CrossEntropy: 32, Correct: 48, Pictures: 64}})
	want := []struct{ x, now, train, val float64 }{
		{0.5, 2, nan(), nan()},
		{1, 1, 1.5, 1.25}, // (1.5·4 − 2·2) / 2, and the epoch's own on the same x
		{1.25, 0.5, nan(), nan()},
	}
	if len(c.X) != len(want) {
		t.Fatalf("%d points, want %d", len(c.X), len(want))
	}
	same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
	for i, w := range want {
		if !same(c.X[i], w.x) || !same(c.Loss.Now[i], w.now) || !same(c.Loss.Train[i], w.train) || !same(c.Loss.Val[i], w.val) {
			t.Errorf("point %d: %v %v %v %v, want %v", i, c.X[i], c.Loss.Now[i], c.Loss.Train[i], c.Loss.Val[i], w)
		}
	}
	if got := c.Penalized.Now[1]; got != 3 { // (4·4 − 5·2) / 2
		t.Errorf("loss with penalties now: %v, want 3", got)
	}
	if got := c.Penalized.Val[1]; got != 2 {
		t.Errorf("validation loss with penalties: %v, want 2", got)
	}
	if got := c.Accuracy.Now[1]; got != 0.75 {
		t.Errorf("accuracy now: %v, want 0.75", got)
	}
}

// With 5,000 pictures in batches of 64 the last batch has 8. Its loss is what it is, not eight times further from the mean.
func TestASmallLastBatchHasItsOwnLoss(t *testing.T) {
	var c Curve
	const whole, last = 78 * 64, 8
	c.Step(&history.Step{Epoch: 1, EpochStep: 78, EpochSteps: 79, Sums: history.Sums{CrossEntropy: 1.25 * whole, Penalty: 0.5 * whole, Correct: whole / 2, Pictures: whole}})
	c.Step(&history.Step{Epoch: 1, EpochStep: 79, EpochSteps: 79, Sums: history.Sums{
		CrossEntropy: 1.25*whole + 1.5*last, Penalty: 0.5 * (whole + last), Correct: whole/2 + last/4, Pictures: whole + last,
	}})
	for name, got := range map[string][2]float64{"cross-entropy": {c.Loss.Now[1], 1.5}, "loss": {c.Penalized.Now[1], 2}, "accuracy": {c.Accuracy.Now[1], 0.25}} {
		if math.Abs(got[0]-got[1]) > 1e-9 {
			t.Errorf("%s of the last batch: %v, want %v", name, got[0], got[1])
		}
	}
}

func TestACurveIgnoresAStepTwice(t *testing.T) {
	var c Curve
	m := &history.Step{Epoch: 1, EpochStep: 2, EpochSteps: 4, Sums: history.Sums{CrossEntropy: 256, Pictures: 128}}
	c.Step(m)
	c.Step(m)
	if len(c.X) != 1 {
		t.Errorf("%d points, want 1", len(c.X))
	}
}

func TestALongCurveIsThinnedButKeepsItsEpochs(t *testing.T) {
	var c Curve
	const epochs, steps = 40, 100
	for e := 1; e <= epochs; e++ {
		for s := 1; s <= steps; s++ {
			c.Step(&history.Step{Epoch: e, EpochStep: s, EpochSteps: steps, Sums: history.Sums{CrossEntropy: history.Float(s), Pictures: s}})
		}
		c.Epoch(&history.Epoch{Epoch: e, CrossEntropy: history.Float(e), ValCrossEntropy: history.Float(e)})
	}
	if len(c.X) > maxPoints+1 {
		t.Errorf("%d points, more than %d", len(c.X), maxPoints)
	}
	kept, last := 0, -1.0
	for i, x := range c.X {
		if x < last {
			t.Fatalf("x goes back from %v to %v", last, x)
		}
		last = x
		if !math.IsNaN(c.Loss.Train[i]) {
			kept++
			if c.Loss.Train[i] != x || c.Loss.Val[i] != x {
				t.Errorf("at %v: training %v, validation %v", x, c.Loss.Train[i], c.Loss.Val[i])
			}
		}
	}
	if kept != epochs {
		t.Errorf("%d epochs left of %d", kept, epochs)
	}
	if n := len(c.Bytes(nil, &c.Loss)); n != 4*8*len(c.X) {
		t.Errorf("%d bytes for %d points", n, len(c.X))
	}
}
