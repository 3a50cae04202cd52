package apptest

import (
	"strings"
	"testing"

	"muestra/app/run"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

func TestAnEpochEarnsARunItsWorkersBack(t *testing.T) {
	s, f := NewWatched(true)
	for i := range 2 * run.Falls {
		s.Training.OnMessage(f, &port.Exit{Code: 2})
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.OnMessage(f, Started(i, 2*i))
		s.Training.OnMessage(f, &port.Epoch{Epoch: i + 1})
	}
	if a := StateOf(t, s); a.State == run.PhaseError || len(a.History) != 2*run.Falls {
		t.Errorf("%+v", a)
	}
}

func TestOnlyAWorkerThatShouldComputeIsFoundSilent(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=128&epochs=9", "")
	s.Training.EnsureWorker()
	quiet := func(when string) {
		t.Helper()
		Beat(s, 10*run.Endurance)
		if f.Dismissed {
			t.Fatalf("%s: the worker is dismissed", when)
		}
	}
	quiet("before it is ready")
	s.Training.OnMessage(f, &port.Ready{})
	quiet("without a run")
	s.Training.Train()
	s.Training.OnMessage(f, &port.Loading{Done: 1, Total: 2})
	quiet("while pictures come over a slow network")
	s.Training.OnMessage(f, Started(0, 0))
	for range 10 {
		Beat(s, run.Endurance-1)
		s.Training.OnMessage(f, &port.Alive{})
	}
	quiet2 := s.Training.Silence
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	s.Training.Pause()
	s.Training.OnMessage(f, &port.Paused{})
	quiet("in a pause")
	s.Training.Once()
	Beat(s, run.Endurance)
	if quiet2 != 0 || !f.Dismissed {
		t.Error("a single step that does not end is not noticed")
	}
}

func TestAPausedRunThatLosesItsWorkerPausesAgain(t *testing.T) {
	s, f := NewWatched(true)
	s.Training.Pause()
	s.Training.OnMessage(f, &port.Paused{})
	s.Training.OnMessage(f, &port.Exit{Code: 2})
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, Started(0, 1))
	if got := f.Kinds(); got != "start pause start pause" {
		t.Errorf("told %q", got)
	}
}

func TestWhatWasNotSavedIsForgottenWithTheWorker(t *testing.T) {
	s, f := NewWatched(true)
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, Seconds: 10})
	s.Training.OnMessage(f, &port.Step{Epoch: 2, Step: 3, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	s.Training.OnMessage(f, &port.Step{Epoch: 2, Step: 4, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 2, Seconds: 10})
	s.Training.OnMessage(f, &port.Exit{Code: 2})
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, Started(1, 3))
	if a := StateOf(t, s); a.Epoch != 2 || a.Step != 3 || len(a.History) != 1 {
		t.Errorf("%+v", a)
	}
	if x := s.Training.Run.Curve.X; x[len(x)-1] != 1.5 {
		t.Errorf("the curve goes on from %v", x)
	}
	s.Training.OnMessage(f, &port.Step{Epoch: 2, Step: 4, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Correct: 64, Pictures: 128}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 2, Seconds: 10})
	if a := StateOf(t, s); len(a.History) != 2 {
		t.Errorf("%+v", a)
	}
}

func TestAnErrorOfTheTrainingItselfIsNotTriedAgain(t *testing.T) {
	s, f := NewWatched(true)
	s.Training.OnMessage(f, &port.Error{Text: "the loss is no number; try a lower learning rate"})
	if a := StateOf(t, s); a.State != run.PhaseError || !strings.Contains(a.Error, "lower learning rate") || f.Kinds() != "start" {
		t.Errorf("%+v, told %q", a, f.Kinds())
	}
}

func TestARunThatIsGivenUpCanGoOn(t *testing.T) {
	a := &FakeArchive{}
	s, f := NewSessionWith(a)
	begin := func() {
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.OnMessage(f, Started(0, 1))
		s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}})
	}
	s.Open(cutLink+"&run=1", "")
	begin()
	a.Keep(t, store.Record{ID: "new", State: store.Running})
	s.Training.OnMessage(f, &port.Saved{Run: "new", Step: 1, Bytes: 7})
	for range run.Falls {
		s.Training.OnMessage(f, &port.Exit{Code: 2})
		begin()
	}
	s.Training.OnMessage(f, &port.Exit{Code: 2})
	if a := StateOf(t, s); a.State != run.PhaseError || f.Kinds() != "start start start" {
		t.Fatalf("%+v, told %q", a, f.Kinds())
	}
	if s.Saved.Offer == nil || s.Saved.Offer.ID != "new" {
		t.Fatalf("offered is %+v", s.Saved.Offer)
	}
	s.Saved.GoOn("new")
	begin()
	if a := StateOf(t, s); a.State != run.PhaseTraining || a.Error != "" || s.Saved.Offer != nil {
		t.Errorf("%+v, offered is %+v", a, s.Saved.Offer)
	}
}
