package nn

import (
	"errors"
	"slices"
	"testing"

	"muestra/nn/optimizers"
)

func TestATwinSeesWhatItsNetworkLearns(t *testing.T) {
	n := everything(t)
	twin, err := n.Twin()
	if err != nil {
		t.Fatal(err)
	}
	b := randomBatch(n, 9)
	for step := range 3 {
		got, err := twin.PredictOnBatch(b.X, 9)
		if err != nil {
			t.Fatal(err)
		}
		want, err := n.PredictOnBatch(b.X, 9)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("after %d steps the twin predicts %v, its network %v, %v", step, got[:10], want[:10], err)
		}
		if _, err := n.TrainOnBatch(b, optimizers.NewAdam(0.01)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestATwinThatLooksInTheMiddleOfAStepChangesNothing(t *testing.T) {
	train := func(look bool) string {
		n := everything(t)
		twin, err := n.Twin()
		if err != nil {
			t.Fatal(err)
		}
		b, looks := randomBatch(n, 9), 0
		var before []float32
		n.Yield = func() error {
			if !look {
				return nil
			}
			seen, err := twin.PredictOnBatch(b.X[:2*n.spec.Input.Size()], 2)
			if before == nil {
				before = slices.Clone(seen)
			}
			if !slices.Equal(seen, before) { // until the step's end
				t.Errorf("look %d of a step sees %v, the first %v", looks, seen, before)
			}
			looks++
			return err
		}
		optimizer := optimizers.NewSGD(0.05, 0.9, false)
		for range 4 {
			before = nil
			if _, err := n.TrainOnBatch(b, optimizer); err != nil {
				t.Fatal(err)
			}
		}
		if look && looks < 40 {
			t.Errorf("%d looks in four steps", looks)
		}
		return n.SHA256()
	}
	if got, want := train(true), train(false); got != want {
		t.Errorf("weights %s with looks, %s without", got, want)
	}
}

func TestAStepThatTheTeamHasGivenUpDoesNotSpoilPredictions(t *testing.T) {
	n := everything(t)
	b := randomBatch(n, 4)
	want, err := n.PredictOnBatch(b.X, 4)
	if err != nil {
		t.Fatal(err)
	}
	want = slices.Clone(want)
	n.team.err = errors.New("given up")
	if got, err := n.PredictOnBatch(b.X, 4); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, want %v, %v", got, want, err)
	}
}

func TestATestTellsWhatItHasPredicted(t *testing.T) {
	n := everything(t)
	b := randomBatch(n, 9)
	r, err := n.TestOnBatch(b)
	if err != nil {
		t.Fatal(err)
	}
	judged := slices.Clone(r.Probabilities)
	want, err := n.PredictOnBatch(b.X, 9)
	if err != nil || !slices.Equal(judged, want) {
		t.Errorf("the test tells %v, predicted is %v, %v", judged, want, err)
	}
}
