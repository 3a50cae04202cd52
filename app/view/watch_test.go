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

func TestARunThatLosesItsWorkerIsTakenUpAgain(t *testing.T) {
	tests := []struct {
		name   string
		saved  bool
		lose   func(*app.Session, *apptest.Fake)
		reason string
	}{
		{"exit with words", true, func(s *app.Session, f *apptest.Fake) {
			s.Training.OnMessage(f, &port.Exit{Code: 2, Text: "panic: out of memory"})
		}, "out of memory"},
		{"exit without words", false, func(s *app.Session, f *apptest.Fake) { s.Training.OnMessage(f, &port.Exit{Code: 2}) }, "code 2"},
		{"a script error", true, func(s *app.Session, f *apptest.Fake) {
			s.Training.OnWorkerLost(f, run.TextErrorWorkerDied, "trainer.js: boom")
		}, "boom"},
		{"silence", false, func(s *app.Session, f *apptest.Fake) { apptest.Beat(s, run.Endurance) }, "no sign for 5 seconds"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, f := apptest.NewWatched(test.saved)
			for i := range run.Falls {
				f.Sent, f.Dismissed = nil, false
				if i > 0 && test.name == "silence" {
					apptest.Beat(s, run.Endurance) // a slow machine gets more time
					if f.Dismissed {
						t.Fatal("the second worker is given no more time than the first")
					}
				}
				test.lose(s, f)
				if a := apptest.StateOf(t, s); a.State != run.PhaseLoading || a.Error != "" || !f.Dismissed {
					t.Fatalf("state %q, error %q, dismissed %v", a.State, a.Error, f.Dismissed)
				}
				s.Training.OnMessage(f, &port.Ready{})
				start, ok := f.Sent[0].(*port.Start)
				if !ok || start.Run != "new" || start.Resume != test.saved {
					t.Fatalf("told %s %+v", f.Kinds(), start)
				}
				from := 0
				if test.saved {
					from = 1
				}
				s.Training.OnMessage(f, apptest.Started(0, from))
				if words := strings.Join((&notices{s: s}).told(), " "); !strings.Contains(words, test.reason) && i == 0 || test.saved != strings.Contains(words, "after step 1,") {
					t.Errorf("said %q", words)
				}
				s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}})
				if a := apptest.StateOf(t, s); a.State != run.PhaseTraining {
					t.Errorf("state %q", a.State)
				}
			}
			if test.name == "silence" {
				apptest.Beat(s, 4*run.Endurance)
			} else {
				test.lose(s, f)
			}
			a := apptest.StateOf(t, s)
			if a.State != run.PhaseError || !strings.Contains(a.Error, "3 times") || !strings.Contains(a.Error, "smaller batch") {
				t.Errorf("state %q, error %q", a.State, a.Error)
			}
			s.Training.Train()
			if s.Training.Phase() != run.PhaseLoading || s.Training.Trainer == nil {
				t.Errorf("after Train: %q", s.Training.Phase())
			}
		})
	}
}

func TestAWorkerThatLosesAnotherGoesOnWithFewer(t *testing.T) {
	s, f := apptest.NewWatched(true)
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, Seconds: 10})
	s.Training.OnMessage(f, &port.Notice{Text: "a worker does not answer any more"})
	if told := strings.Join((&notices{s: s}).told(), " "); !strings.Contains(told, "does not answer any more") {
		t.Errorf("told %q", told)
	}
	again := apptest.Started(0, 1)
	again.Workers, again.Transport = 3, "shared"
	s.Training.OnMessage(f, again)
	if a := apptest.StateOf(t, s); a.State != run.PhaseTraining || a.Step != 1 || len(a.History) != 0 || a.Workers != 3 || a.Transport != "shared" {
		t.Errorf("%+v", a)
	}
	if f.Dismissed || f.Kinds() != "start" {
		t.Errorf("told %q", f.Kinds())
	}
}
