package app

import (
	"strings"
	"testing"

	"muestra/wasm/port"
)

// newWatched is a session whose run has done a step, and has been saved where saved says so.
func newWatched(saved bool) (*session, *fake) {
	s, f := newTestSession()
	s.open("sample=1&train=128&val=64&test=64&epochs=9", "")
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, started(0, 0))
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	if saved {
		s.onMessage(f, &port.Saved{Run: "new", Step: 1, Bytes: 1})
	}
	return s, f
}

// started is what a worker says that goes on after some epochs and steps of two an epoch.
func started(epoch, step int) *port.Started {
	m := &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 9, StepsPerEpoch: 2, Workers: 1, Transport: "none", Epoch: epoch, Step: step}
	for i := range epoch {
		m.History = append(m.History, port.Epoch{Epoch: i + 1, Seconds: 10})
	}
	return m
}

func beat(s *session, times int) {
	for range times {
		s.onSecond()
	}
}

func TestARunThatLosesItsWorkerIsTakenUpAgain(t *testing.T) {
	tests := []struct {
		name   string
		saved  bool
		lose   func(*session, *fake)
		reason string
	}{
		{"exit with words", true, func(s *session, f *fake) { s.onMessage(f, &port.Exit{Code: 2, Text: "panic: out of memory"}) }, "out of memory"},
		{"exit without words", false, func(s *session, f *fake) { s.onMessage(f, &port.Exit{Code: 2}) }, "code 2"},
		{"a script error", true, func(s *session, f *fake) { s.onWorkerLost(f, textErrorWorkerDied, "trainer.js: boom") }, "boom"},
		{"silence", false, func(s *session, f *fake) { beat(s, endurance) }, "no sign for 5 seconds"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, f := newWatched(test.saved)
			for i := range falls {
				f.sent, f.dismissed = nil, false
				if i > 0 && test.name == "silence" {
					beat(s, endurance) // a slow machine gets more time
					if f.dismissed {
						t.Fatal("the second worker is given no more time than the first")
					}
				}
				test.lose(s, f)
				if a := stateOf(t, s); a.State != phaseLoading || a.Error != "" || !f.dismissed {
					t.Fatalf("state %q, error %q, dismissed %v", a.State, a.Error, f.dismissed)
				}
				s.onMessage(f, &port.Ready{})
				start, ok := f.sent[0].(*port.Start)
				if !ok || start.Run != "new" || start.Resume != test.saved {
					t.Fatalf("told %s %+v", f.kinds(), start)
				}
				from := 0
				if test.saved {
					from = 1
				}
				s.onMessage(f, started(0, from))
				if words := strings.Join((&notices{s: s}).told(), " "); !strings.Contains(words, test.reason) && i == 0 || test.saved != strings.Contains(words, "after step 1,") {
					t.Errorf("said %q", words)
				}
				s.onMessage(f, &port.Step{Epoch: 1, Step: 2, Steps: 2, Pictures: 128, Total: 2})
				if a := stateOf(t, s); a.State != phaseTraining {
					t.Errorf("state %q", a.State)
				}
			}
			if test.name == "silence" {
				beat(s, 4*endurance)
			} else {
				test.lose(s, f)
			}
			a := stateOf(t, s)
			if a.State != phaseError || !strings.Contains(a.Error, "3 times") || !strings.Contains(a.Error, "smaller batch") {
				t.Errorf("state %q, error %q", a.State, a.Error)
			}
			s.train()
			if s.phase() != phaseLoading || s.trainer == nil {
				t.Errorf("after Train: %q", s.phase())
			}
		})
	}
}

func TestAnEpochEarnsARunItsWorkersBack(t *testing.T) {
	s, f := newWatched(true)
	for i := range 2 * falls {
		s.onMessage(f, &port.Exit{Code: 2})
		s.onMessage(f, &port.Ready{})
		s.onMessage(f, started(i, 2*i))
		s.onMessage(f, &port.Epoch{Epoch: i + 1})
	}
	if a := stateOf(t, s); a.State == phaseError || len(a.History) != 2*falls {
		t.Errorf("%+v", a)
	}
}

func TestOnlyAWorkerThatShouldComputeIsFoundSilent(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=128&epochs=9", "")
	s.ensureWorker()
	quiet := func(when string) {
		t.Helper()
		beat(s, 10*endurance)
		if f.dismissed {
			t.Fatalf("%s: the worker is dismissed", when)
		}
	}
	quiet("before it is ready")
	s.onMessage(f, &port.Ready{})
	quiet("without a run")
	s.train()
	s.onMessage(f, &port.Loading{Done: 1, Total: 2})
	quiet("while pictures come over a slow network")
	s.onMessage(f, started(0, 0))
	for range 10 {
		beat(s, endurance-1)
		s.onMessage(f, &port.Alive{})
	}
	quiet2 := s.silence
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	s.pause()
	s.onMessage(f, &port.Paused{})
	quiet("in a pause")
	s.once()
	beat(s, endurance)
	if quiet2 != 0 || !f.dismissed {
		t.Error("a single step that does not end is not noticed")
	}
}

func TestAPausedRunThatLosesItsWorkerPausesAgain(t *testing.T) {
	s, f := newWatched(true)
	s.pause()
	s.onMessage(f, &port.Paused{})
	s.onMessage(f, &port.Exit{Code: 2})
	s.onMessage(f, &port.Ready{})
	s.onMessage(f, started(0, 1))
	if got := f.kinds(); got != "start pause start pause" {
		t.Errorf("told %q", got)
	}
}

func TestWhatWasNotSavedIsForgottenWithTheWorker(t *testing.T) {
	s, f := newWatched(true)
	s.onMessage(f, &port.Epoch{Epoch: 1, Seconds: 10})
	s.onMessage(f, &port.Step{Epoch: 2, Step: 1, Steps: 2, Pictures: 64, Total: 3})
	s.onMessage(f, &port.Step{Epoch: 2, Step: 2, Steps: 2, Pictures: 128, Total: 4})
	s.onMessage(f, &port.Epoch{Epoch: 2, Seconds: 10})
	s.onMessage(f, &port.Exit{Code: 2})
	s.onMessage(f, &port.Ready{})
	s.onMessage(f, started(1, 3))
	if a := stateOf(t, s); a.Epoch != 2 || a.Step != 3 || len(a.History) != 1 {
		t.Errorf("%+v", a)
	}
	if x := s.run.curve.x; x[len(x)-1] != 1.5 {
		t.Errorf("the curve goes on from %v", x)
	}
	s.onMessage(f, &port.Step{Epoch: 2, Step: 2, Steps: 2, Pictures: 128, Total: 4, Accuracy: 0.5})
	s.onMessage(f, &port.Epoch{Epoch: 2, Seconds: 10})
	if a := stateOf(t, s); len(a.History) != 2 {
		t.Errorf("%+v", a)
	}
}

func TestAnErrorOfTheTrainingItselfIsNotTriedAgain(t *testing.T) {
	s, f := newWatched(true)
	s.onMessage(f, &port.Error{Text: "the loss is no number; try a lower learning rate"})
	if a := stateOf(t, s); a.State != phaseError || !strings.Contains(a.Error, "lower learning rate") || f.kinds() != "start" {
		t.Errorf("%+v, told %q", a, f.kinds())
	}
}

func TestAWorkerThatLosesAnotherGoesOnWithFewer(t *testing.T) {
	s, f := newWatched(true)
	s.onMessage(f, &port.Step{Epoch: 1, Step: 2, Steps: 2, Pictures: 128, Total: 2})
	s.onMessage(f, &port.Epoch{Epoch: 1, Seconds: 10})
	s.onMessage(f, &port.Notice{Text: "a worker does not answer any more"})
	if told := strings.Join((&notices{s: s}).told(), " "); !strings.Contains(told, "does not answer any more") {
		t.Errorf("told %q", told)
	}
	again := started(0, 1)
	again.Workers, again.Transport = 3, "shared"
	s.onMessage(f, again)
	if a := stateOf(t, s); a.State != phaseTraining || a.Step != 1 || len(a.History) != 0 || a.Workers != 3 || a.Transport != "shared" {
		t.Errorf("%+v", a)
	}
	if f.dismissed || f.kinds() != "start" {
		t.Errorf("told %q", f.kinds())
	}
}
