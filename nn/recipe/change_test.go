package recipe

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"muestra/nn/history"
	"muestra/nn/train"
)

func TestAChangeIsSpelledAsInALink(t *testing.T) {
	const base = "sample=3&train=64&val=0&test=0&epochs=2&batch=16"
	for _, augment := range []string{"", "flip", "flip,shift,rotation,zoom,brightness,cutout", "shift:0.1,rotation:30,cutout:4"} {
		r := newRun(t, base+"&schedule=cosine")
		if err := Change(r, new(0.02), &augment); err != nil {
			t.Fatal(err)
		}
		if got := Augment(r); got != augment || r.Backend.LearningRate() != 0.02 || r.Backend.Schedule() != nil {
			t.Errorf("augment=%s is %q, lr %v", augment, got, r.Backend.LearningRate())
		}
	}
	if got := Augment(newRun(t, base+"&augment=shift,flip")); got != "flip,shift" {
		t.Errorf("augment=shift,flip is %q", got)
	}
}

func TestImpossibleChangesChangeNothing(t *testing.T) {
	tests := []struct {
		rate    float64
		augment string
		want    string
	}{
		{0, "flip", "link: lr=0: lr takes a number above 0, at most 10"},
		{11, "flip", "link: lr=11: lr takes"},
		{0.1, "blur", "link: augment=blur: augment takes a list of"},
		{0.1, strings.Repeat("flip,", 1000), "link: augment=flip"},
	}
	for _, test := range tests {
		r := newRun(t, "sample=3&train=64&val=0&test=0&lr=0.5")
		err := Change(r, &test.rate, &test.augment)
		var link *LinkError
		if !errors.As(err, &link) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("lr %v, augment %.20s: %v, want %s", test.rate, test.augment, err, test.want)
		}
		if r.Changed || Augment(r) != "" || r.Backend.LearningRate() != 0.5 {
			t.Errorf("lr %v, augment %.20s: the run has lr %v, augment=%s", test.rate, test.augment, r.Backend.LearningRate(), Augment(r))
		}
	}
}

func TestAChangedRunIsResumedByItsLink(t *testing.T) {
	const link = "sample=3&train=64&val=16&test=0&epochs=3&batch=16&schedule=cosine"
	changed := func(r *train.Run) string {
		t.Helper()
		err := r.Fit(context.Background(), func(e train.Event) {
			if s, ok := e.(history.Step); ok && s.Step == 3 {
				if err := Change(r, new(0.02), new("flip,rotation")); err != nil {
					t.Error(err)
				}
			}
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return r.Backend.SHA256()
	}
	want := changed(newRun(t, link))
	half := newRun(t, link+"&steps=5")
	changed(half)
	c := saved(t, half)
	r, err := resume(t, link, c)
	if err != nil {
		t.Fatal(err)
	}
	if got := Augment(r); got != "flip,rotation" || r.Backend.LearningRate() != 0.02 {
		t.Errorf("it goes on with lr %v, augment=%s", r.Backend.LearningRate(), got)
	}
	if got := hash(t, r); got != want {
		t.Errorf("weights %s, want %s", got, want)
	}
	c.Progress = json.RawMessage(strings.Replace(string(c.Progress), `"width_shift_range":0`, `"width_shift_range":0.1`, 1))
	if _, err := resume(t, link, c); err == nil || !strings.Contains(err.Error(), "has no name") {
		t.Errorf("an augmentation that no link can name: %v", err)
	}
}
