package apptest

import (
	"errors"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/samples"
)

func TestALensIsRemembered(t *testing.T) {
	for _, l := range []app.Lens{{}, {Recorded: true}, {Log: true, Penalties: true, Smooth: 60}, {Epochs: true, Smooth: app.MaxSmooth}} {
		if got := app.ParseLens(l.String()); got != l {
			t.Errorf("%q is read as %+v, want %+v", l, got, l)
		}
	}
	for text, want := range map[string]app.Lens{"": {}, "log": {Log: true}, "1000000 zoo": {Smooth: app.MaxSmooth}, "-5 log": {Log: true}, "x recorded": {Recorded: true}} {
		if got := app.ParseLens(text); got != want {
			t.Errorf("%q is read as %+v, want %+v", text, got, want)
		}
	}
}

func TestTheVisitorsLensOutlivesTheVisit(t *testing.T) {
	s, _ := NewTestSession()
	s.View(app.Lens{Log: true, Smooth: 30})
	if got := app.ParseLens(s.Memory.Recall("charts")); got != s.Lens {
		t.Errorf("remembered is %+v, want %+v", got, s.Lens)
	}
}

func TestOnlyNetworksWithPenaltiesShowThem(t *testing.T) {
	for sample, want := range map[int]bool{1: false, 6: false, 7: true, 8: true, 12: true} {
		s, _ := NewTestSession()
		s.Recipe.Choose(sample)
		s.View(app.Lens{Penalties: true})
		if got := s.WithPenalties(); got != want {
			t.Errorf("sample %d: %v, want %v", sample, got, want)
		}
	}
}

func TestARecordedRunIsFetchedWhenItIsWanted(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1", "")
	asked := ""
	var then func(string, error)
	s.Fetch = func(file string, done func(string, error)) { asked, then = asked+file+" ", done }
	if s.Underlay() != nil || asked != "" {
		t.Errorf("nobody wants it, and %q was asked for", asked)
	}
	s.View(app.Lens{Recorded: true})
	s.View(s.Lens)
	if asked != "sample_01.csv " {
		t.Errorf("asked for %q", asked)
	}
	then("epoch,loss,accuracy,val_loss,val_accuracy\n"+strings.Repeat("x", 10), nil)
	if s.Lens.Recorded || s.Unrecorded == nil {
		t.Errorf("a damaged file is shown: %v", s.Unrecorded)
	}
	s.View(app.Lens{Recorded: true})
	then("", errors.New("no network"))
	if s.Unrecorded == nil || s.Unrecorded.Error() != "no network" {
		t.Errorf("without a network: %v", s.Unrecorded)
	}
	s.Recipe.Choose(9 - 1) // of sample 8 there is none
	s.View(app.Lens{Recorded: true})
	if s.Underlay() != nil {
		t.Error("there is a recorded run of sample 8")
	}
}

func TestTheChartsShowAsManyEpochsAsTheyNeed(t *testing.T) {
	tests := []struct {
		sample, done, recorded int
		active                 bool
		want                   int
	}{
		{1, 0, 0, true, 30},
		{1, 12, 0, true, 30},
		{6, 0, 0, true, 10},
		{6, 11, 0, true, 20},
		{6, 11, 23, true, 30},
		{6, 99, 0, true, 100},
		{6, 23, 0, false, 23},
		{6, 4, 23, false, 23},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Recipe.Choose(test.sample)
		r := &run.Run{Experiment: s.Recipe.Experiment, Phase: run.PhaseDone}
		if test.active {
			r.Phase = run.PhaseTraining
		}
		for _, e := range Started(test.done, 0).History {
			r.History = append(r.History, e)
			r.Curve.Epoch(&e)
		}
		if got := r.Span(test.recorded); got != test.want {
			t.Errorf("sample %d after %d epochs, with %d recorded: %d, want %d", test.sample, test.done, test.recorded, got, test.want)
		}
	}
}

func TestTheBestEpochAndTheEndAreMarked(t *testing.T) {
	s, _ := NewTestSession()
	s.Recipe.Choose(6)
	history := recordedHistory(t, *samples.Recorded(6))
	r := &run.Run{Experiment: s.Recipe.Experiment, History: history, Phase: run.PhaseTraining}
	if best, end := r.Marks(); best != 18 || end != 0 {
		t.Errorf("while it trains: %d, %d", best, end)
	}
	r.Done = saved.DoneOf(KeptRecord())
	if best, end := r.Marks(); best != 18 || end != 23 {
		t.Errorf("of a kept run: %d, %d", best, end)
	}
	r.Done.Stopped = "epochs"
	if _, end := r.Marks(); end != 0 {
		t.Errorf("a run that came to its end: %d", end)
	}
	r.History = history[:18]
	if best, _ := r.Marks(); best != 0 {
		t.Errorf("the last epoch is the best so far, and epoch %d is marked", best)
	}
}
