package apptest

import (
	"strings"
	"testing"

	"muestra/app/run"
	"muestra/nn/history"
	"muestra/wasm/port"
)

func TestASingleStepIsAskedForOnlyWhereARunIsOn(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=128&epochs=9", "")
	s.Training.EnsureWorker()
	s.Training.Once()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Once()
	s.Training.Train()
	s.Training.Once() // the pictures are not there yet
	s.Training.OnMessage(f, Started(0, 0))
	s.Training.Once()
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	s.Training.OnMessage(f, &port.Paused{})
	s.Training.Once()
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}})
	if a := StateOf(t, s); a.State != run.PhasePaused || a.Step != 2 {
		t.Errorf("during a single step: %+v", a)
	}
	s.Training.OnMessage(f, &port.Paused{})
	if got := s.Training.Standing(); got != "Paused after step 2, epoch 1 of 9" {
		t.Errorf("the standing is %q", got)
	}
	if got := f.Kinds(); got != "start once once" {
		t.Errorf("told %q", got)
	}
}

func TestLearningRateAndAugmentationChangeOnTheWay(t *testing.T) {
	s, f := NewWatched(true)
	if s.Training.Changeable() {
		t.Error("there is something to change at once")
	}
	s.Recipe.Set("lr", "0.005")
	s.Recipe.Set("epochs", "3") // takes effect in the next run only
	if !s.Training.Changeable() {
		t.Fatal("a learning rate cannot be changed")
	}
	s.Training.Change()
	m, ok := f.Sent[len(f.Sent)-1].(*port.Change)
	if !ok || m.LearningRate == nil || *m.LearningRate != 0.005 || m.Augment != nil {
		t.Fatalf("told %+v", m)
	}
	s.Training.OnMessage(f, &port.Changed{LearningRate: 0.005})
	if s.Training.Changeable() || !strings.Contains(s.Training.Word, "From step 1 on: learning rate 0.005; augmentation: none.") {
		t.Errorf("said %q", s.Training.Word)
	}
	s.Recipe.Set("augment", "flip,shift")
	s.Training.Change()
	if m, ok := f.Sent[len(f.Sent)-1].(*port.Change); !ok || m.LearningRate != nil || m.Augment == nil || *m.Augment != "flip,shift" {
		t.Fatalf("told %+v", m)
	}
	s.Training.OnMessage(f, &port.Notice{Text: "no"})
	if !s.Training.Changeable() || s.Training.Word != "no" {
		t.Errorf("a change that was refused: said %q", s.Training.Word)
	}
	s.Recipe.Set("lr", "many")
	if s.Training.Changeable() {
		t.Error("a wrong value can be changed to")
	}
	s.Recipe.Restore()
	s.Recipe.Choose(2)
	if s.Training.Changeable() {
		t.Error("a run can take another sample's values")
	}
}

func TestARunThatWasChangedStaysThePagesOwnAndNoLinks(t *testing.T) {
	s, f := NewWatched(true)
	s.Recipe.Set("lr", "0.005")
	s.Training.Change()
	s.Training.OnMessage(f, &port.Changed{LearningRate: 0.005})
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
	if a := StateOf(t, s); a.State != run.PhaseDone || a.WeightsSHA256 != Digest || !s.Training.Run.Overridden {
		t.Errorf("%+v", a)
	}
	s.Open(s.Recipe.Experiment.Link(), "")
	if a := StateOf(t, s); a.State != run.PhaseReady || a.WeightsSHA256 != "" {
		t.Errorf("the link that would lead elsewhere: %+v", a)
	}
}

func TestAnotherWorkerHearsOfChangesAfterWhatWasSaved(t *testing.T) {
	for _, test := range []struct {
		from int
		told string
	}{{0, "start change start change"}, {1, "start change start change"}, {2, "start change start"}} {
		s, f := NewWatched(true)
		s.Recipe.Set("lr", "0.005")
		s.Training.Change()
		s.Training.OnMessage(f, &port.Changed{LearningRate: 0.005})
		s.Training.OnMessage(f, &port.Exit{Code: 2})
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.OnMessage(f, Started(0, test.from))
		if got := f.Kinds(); got != test.told {
			t.Errorf("taken up after step %d: told %q, want %q", test.from, got, test.told)
		}
	}
}

func TestAChangeThatWasLostWithTheWorkerIsOfferedAgain(t *testing.T) {
	s, f := NewWatched(true)
	s.Recipe.Set("lr", "0.005")
	s.Training.Change()
	s.Training.OnMessage(f, &port.Exit{Code: 2})
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, Started(0, 1))
	s.Training.OnMessage(f, &port.Changed{LearningRate: 0.001}) // as it was kept
	if s.Training.Word != "" || !s.Training.Changeable() {
		t.Errorf("said %q", s.Training.Word)
	}
}

func TestAnotherSeedTrainsTheSameAgain(t *testing.T) {
	s, f := NewWatched(true)
	s.Training.Reseed() // not while it trains
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
	s.Training.Reseed()
	if s.Training.Run.Experiment.Seed != 2 || s.Training.Run.Experiment.Epochs != 9 || f.Kinds() != "start start" || !strings.Contains(f.Fragment, "seed=2") {
		t.Errorf("seed %d, told %q, address %q", s.Training.Run.Experiment.Seed, f.Kinds(), f.Fragment)
	}
	s.Training.OnMessage(f, &port.Stopped{})
	s.Open("sample=1&seed=7&lock=seed", "")
	s.Training.Reseed()
	if f.Kinds() != "start start" {
		t.Error("a locked seed is changed")
	}
}

func TestClearingPutsTheLastRunAway(t *testing.T) {
	s, f := NewWatched(true)
	s.Training.Clear()
	if s.Training.Run == nil {
		t.Fatal("a run that goes on is cleared away")
	}
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
	s.Training.Clear()
	if a := StateOf(t, s); a.State != run.PhaseReady || a.WeightsSHA256 != "" || s.Saved.Shown() != nil || a.Step != 0 {
		t.Errorf("%+v", a)
	}
	s.Training.Train()
	if s.Training.Phase() != run.PhaseLoading {
		t.Errorf("after Train: %q", s.Training.Phase())
	}
}
