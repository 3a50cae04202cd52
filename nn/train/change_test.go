package train

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/optimizers"
)

// changes are what may change in the middle of a run, in the order in which they are made.
var changes = []struct {
	step int // after which it is made
	make func(r *Run) error
}{
	{2, func(r *Run) error { r.SetLearningRate(0.02); return nil }},
	{4, func(r *Run) error { return r.SetAugmentation(data.Augmentation{HorizontalFlip: true, Rotation: 10}) }},
	{7, func(r *Run) error { r.SetLearningRate(0.005); return nil }},
	{9, func(r *Run) error { return r.SetAugmentation(data.Augmentation{}) }},
}

// fitChanging fits and makes the changes that have not been made. within makes them in the step before, wherever it calls yield for
// the nth time, instead of after it.
func fitChanging(r *Run, within int, yield func() error) error {
	next, yields := 0, 0
	for next < len(changes) && changes[next].step <= r.Step() {
		next++
	}
	change := func(step int) error {
		if next == len(changes) || changes[next].step != step {
			return nil
		}
		next++
		return changes[next-1].make(r)
	}
	var failed error
	return errors.Join(r.Fit(context.Background(), func(e Event) {
		if s, ok := e.(history.Step); ok {
			yields = 0
			failed = errors.Join(failed, change(s.Step))
		}
	}, func() error {
		if yields++; r.inStep && yields >= within && within > 0 {
			if err := change(r.Step() + 1); err != nil {
				return err
			}
		}
		if yield != nil {
			return yield()
		}
		return nil
	}), failed)
}

func TestAChangeHoldsFromTheNextStepOn(t *testing.T) {
	after := everything(t, optimizers.NewSGD(0.05, 0.9, false))
	if err := fitChanging(after, 0, nil); err != nil {
		t.Fatal(err)
	}
	for within := 1; within < 8; within += 3 {
		r := everything(t, optimizers.NewSGD(0.05, 0.9, false))
		if err := fitChanging(r, within, nil); err != nil {
			t.Fatal(err)
		}
		if got, want := r.Backend.SHA256(), after.Backend.SHA256(); got != want {
			t.Errorf("changed within the step before, the weights are %s, after it %s", got, want)
		}
	}
	plain := everything(t, optimizers.NewSGD(0.05, 0.9, false))
	fit(t, plain)
	if plain.Backend.SHA256() == after.Backend.SHA256() {
		t.Error("the changes change nothing")
	}
	if plain.Changed || !after.Changed {
		t.Errorf("changed: %v without, %v with changes", plain.Changed, after.Changed)
	}
}

func TestAChangedRunGoesOnAsIfItHadNeverStopped(t *testing.T) {
	for name, v := range variants {
		t.Run(name, func(t *testing.T) {
			fresh := func() *Run {
				r := everything(t, v.optimizer())
				v.change(r)
				return r
			}
			straight := fresh()
			if err := fitChanging(straight, 0, nil); err != nil {
				t.Fatal(err)
			}
			end := snapshot(t, straight)
			for stop := 1; ; stop += 1 + stop/8 {
				r, yields := fresh(), 0
				err := fitChanging(r, 0, func() error {
					if yields++; yields == stop {
						return ErrStopped
					}
					return nil
				})
				if err == nil {
					break
				}
				resumed := fresh()
				if err := resumed.Restore(reread(t, snapshot(t, r))); err != nil {
					t.Fatalf("stopped in yield %d: %v", stop, err)
				}
				if err := fitChanging(resumed, 0, nil); err != nil {
					t.Fatal(err)
				}
				same(t, end, snapshot(t, resumed))
			}
		})
	}
}

func TestAnImpossibleAugmentationChangesNothing(t *testing.T) {
	r := everything(t, optimizers.NewAdam(0.01))
	if err := r.SetAugmentation(data.Augmentation{Rotation: -1}); err == nil || r.Augmentation != flipAndShift || r.Changed {
		t.Errorf("%v, %+v", err, r.Augmentation)
	}
	c := snapshot(t, r)
	for _, rotation := range []string{"-1", "181"} {
		bad := *c
		bad.Progress = json.RawMessage(strings.Replace(string(c.Progress), `"rotation_range":0`, `"rotation_range":`+rotation, 1))
		if err := everything(t, optimizers.NewAdam(0.01)).Restore(&bad); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("rotation %s", rotation)) {
			t.Errorf("from a checkpoint: %v", err)
		}
	}
}
