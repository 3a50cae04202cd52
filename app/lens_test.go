package app

import (
	"errors"
	"strings"
	"testing"

	"muestra/nn/samples"
)

func TestALensIsRemembered(t *testing.T) {
	for _, l := range []lens{{}, {recorded: true}, {log: true, penalties: true, smooth: 60}, {epochs: true, smooth: maxSmooth}} {
		if got := parseLens(l.String()); got != l {
			t.Errorf("%q is read as %+v, want %+v", l, got, l)
		}
	}
	for text, want := range map[string]lens{"": {}, "log": {log: true}, "1000000 zoo": {smooth: maxSmooth}, "-5 log": {log: true}, "x recorded": {recorded: true}} {
		if got := parseLens(text); got != want {
			t.Errorf("%q is read as %+v, want %+v", text, got, want)
		}
	}
}

func TestTheVisitorsLensOutlivesTheVisit(t *testing.T) {
	s, _ := newTestSession()
	s.view(lens{log: true, smooth: 30})
	if got := parseLens(s.memory.recall("charts")); got != s.lens {
		t.Errorf("remembered is %+v, want %+v", got, s.lens)
	}
}

func TestOnlyNetworksWithPenaltiesShowThem(t *testing.T) {
	for sample, want := range map[int]bool{1: false, 6: false, 7: true, 8: true, 12: true} {
		s, _ := newTestSession()
		s.choose(sample)
		s.view(lens{penalties: true})
		if got := s.withPenalties(); got != want {
			t.Errorf("sample %d: %v, want %v", sample, got, want)
		}
	}
}

func TestARecordedRunIsFetchedWhenItIsWanted(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=1", "")
	asked := ""
	var then func(string, error)
	s.fetch = func(file string, done func(string, error)) { asked, then = asked+file+" ", done }
	if s.underlay() != nil || asked != "" {
		t.Errorf("nobody wants it, and %q was asked for", asked)
	}
	s.view(lens{recorded: true})
	s.underlay()
	s.underlay()
	if asked != "sample_01.csv " {
		t.Errorf("asked for %q", asked)
	}
	then("epoch,loss,accuracy,val_loss,val_accuracy\n"+strings.Repeat("x", 10), nil)
	if s.lens.recorded || s.unrecorded == nil {
		t.Errorf("a damaged file is shown: %v", s.unrecorded)
	}
	s.view(lens{recorded: true})
	s.underlay()
	then("", errors.New("no network"))
	if s.unrecorded == nil || s.unrecorded.Error() != "no network" {
		t.Errorf("without a network: %v", s.unrecorded)
	}
	s.choose(9 - 1) // of sample 8 there is none
	s.view(lens{recorded: true})
	if s.underlay() != nil {
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
		s, _ := newTestSession()
		s.choose(test.sample)
		r := &run{experiment: s.experiment, phase: phaseDone}
		if test.active {
			r.phase = phaseTraining
		}
		for _, e := range started(test.done, 0).History {
			r.history = append(r.history, e)
			r.curve.epoch(&e)
		}
		if got := r.span(test.recorded); got != test.want {
			t.Errorf("sample %d after %d epochs, with %d recorded: %d, want %d", test.sample, test.done, test.recorded, got, test.want)
		}
	}
}

func TestTheBestEpochAndTheEndAreMarked(t *testing.T) {
	s, _ := newTestSession()
	s.choose(6)
	history := recordedHistory(t, *samples.Recorded(6))
	r := &run{experiment: s.experiment, history: history, phase: phaseTraining}
	if best, end := r.marks(); best != 18 || end != 0 {
		t.Errorf("while it trains: %d, %d", best, end)
	}
	r.done = doneOf(keptRecord())
	if best, end := r.marks(); best != 18 || end != 23 {
		t.Errorf("of a kept run: %d, %d", best, end)
	}
	r.done.Stopped = "epochs"
	if _, end := r.marks(); end != 0 {
		t.Errorf("a run that came to its end: %d", end)
	}
	r.history = history[:18]
	if best, _ := r.marks(); best != 0 {
		t.Errorf("the last epoch is the best so far, and epoch %d is marked", best)
	}
}
