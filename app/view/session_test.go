package view

import (
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/wasm/port"
)

func TestStateNeverMixesTwoExperiments(t *testing.T) {
	tests := []struct {
		name   string
		change func(*app.Session)
		sample int
		ended  bool // the state is still that of the run
	}{
		{"nothing", func(s *app.Session) {}, 1, true},
		{"another language", func(s *app.Session) { s.Speak("es") }, 1, true},
		{"the same link", func(s *app.Session) { s.Open("sample=1&train=128&val=64&test=64&epochs=1", "") }, 1, true},
		{"another sample", func(s *app.Session) { s.Recipe.Choose(2) }, 2, false},
		{"another link", func(s *app.Session) { s.Open("sample=3&train=64", "") }, 3, false},
		{"another link with the same sample", func(s *app.Session) { s.Open("sample=1&train=64", "") }, 1, false},
		{"another recipe", func(s *app.Session) { s.Recipe.Set("epochs", "2") }, 1, false},
		{"there and back", func(s *app.Session) { s.Recipe.Set("epochs", "2"); s.Recipe.Set("epochs", "1") }, 1, true},
	}
	for _, end := range []struct {
		message port.Message
		state   run.Phase
		sha     string
	}{
		{&port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: apptest.Digest, Stopped: "epochs"}, run.PhaseDone, apptest.Digest},
		{&port.Stopped{}, run.PhaseReady, ""},
	} {
		for _, test := range tests {
			s, f := apptest.NewTestSession()
			s.Open("sample=1&train=128&val=64&test=64&epochs=1&run=1", "")
			s.Training.OnMessage(f, &port.Ready{})
			s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 1, StepsPerEpoch: 2})
			s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}, ImagesPerSecond: 500})
			s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
			s.Training.OnMessage(f, end.message)
			test.change(s)
			a := apptest.StateOf(t, s)
			if a.Sample != test.sample {
				t.Errorf("%s after %s: sample %d", test.name, end.message.Kind(), a.Sample)
			}
			if test.ended && (a.State != end.state || a.WeightsSHA256 != end.sha || len(a.History) != 1 || a.Step != 1) {
				t.Errorf("%s after %s: the run has left the state: %+v", test.name, end.message.Kind(), a)
			}
			if !test.ended && (a.State != run.PhaseReady || a.WeightsSHA256 != "" || len(a.History) != 0 || a.Step != 0 || a.Epoch != 0 || a.ImagesPerSecond != 0) {
				t.Errorf("%s after %s: the run is still in the state: %+v", test.name, end.message.Kind(), a)
			}
			if (whose(s) == "") != test.ended {
				t.Errorf("%s after %s: the curves are said to be %q", test.name, end.message.Kind(), whose(s))
			}
		}
	}
}

func TestALinkThatAsksToTrainDuringARunIsSaidAndHeld(t *testing.T) {
	s, f := apptest.NewTestSession()
	s.Open("sample=1&run=1", "")
	s.Training.OnMessage(f, &port.Ready{})
	notice := func() string { return strings.Join((&notices{s: s}).told(), " ") }
	s.Open("sample=1&run=1&lang=en", "") // what is going on already
	if strings.Contains(notice(), "Press Stop") {
		t.Errorf("the same link: %q", notice())
	}
	s.Open("sample=2&run=1", "")
	if got := notice(); !strings.Contains(got, "sample 1 is being trained. Press Stop and then Train") {
		t.Errorf("the notices are %q", got)
	}
	if a := apptest.StateOf(t, s); a.State != run.PhaseLoading || a.Sample != 1 || f.Kinds() != "start" {
		t.Errorf("the run is disturbed: %+v, told %q", a, f.Kinds())
	}
	s.Training.Stop()
	s.Training.OnMessage(f, &port.Stopped{})
	if strings.Contains(notice(), "Press Stop") {
		t.Errorf("after the run: %q", notice())
	}
	s.Training.Train()
	if a := apptest.StateOf(t, s); a.Sample != 2 || f.Kinds() != "start stop start" {
		t.Errorf("Train leads to %+v, told %q", a, f.Kinds())
	}
}
