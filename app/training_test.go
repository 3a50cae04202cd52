package app

import (
	"strings"
	"testing"

	"muestra/wasm/port"
)

func TestASingleStepIsAskedForOnlyWhereARunIsOn(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=128&epochs=9", "")
	s.ensureWorker()
	s.once()
	s.onMessage(f, &port.Ready{})
	s.once()
	s.train()
	s.once() // the pictures are not there yet
	s.onMessage(f, started(0, 0))
	s.once()
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	s.onMessage(f, &port.Paused{})
	s.once()
	s.onMessage(f, &port.Step{Epoch: 1, Step: 2, Steps: 2, Pictures: 128, Total: 2})
	if a := stateOf(t, s); a.State != phasePaused || a.Step != 2 {
		t.Errorf("during a single step: %+v", a)
	}
	s.onMessage(f, &port.Paused{})
	if got := s.standing(); got != "Paused after step 2, epoch 1 of 9" {
		t.Errorf("the standing is %q", got)
	}
	if got := f.kinds(); got != "start once once" {
		t.Errorf("told %q", got)
	}
}

func TestLearningRateAndAugmentationChangeOnTheWay(t *testing.T) {
	s, f := newWatched(true)
	if s.changeable() {
		t.Error("there is something to change at once")
	}
	s.set("lr", "0.005")
	s.set("epochs", "3") // takes effect in the next run only
	if !s.changeable() {
		t.Fatal("a learning rate cannot be changed")
	}
	s.change()
	m, ok := f.sent[len(f.sent)-1].(*port.Change)
	if !ok || m.LearningRate == nil || *m.LearningRate != 0.005 || m.Augment != nil {
		t.Fatalf("told %+v", m)
	}
	s.onMessage(f, &port.Changed{LearningRate: 0.005})
	if s.changeable() || !strings.Contains(s.word, "From step 1 on: learning rate 0.005; augmentation: none.") {
		t.Errorf("said %q", s.word)
	}
	s.set("augment", "flip,shift")
	s.change()
	if m, ok := f.sent[len(f.sent)-1].(*port.Change); !ok || m.LearningRate != nil || m.Augment == nil || *m.Augment != "flip,shift" {
		t.Fatalf("told %+v", m)
	}
	s.onMessage(f, &port.Notice{Text: "no"})
	if !s.changeable() || s.word != "no" {
		t.Errorf("a change that was refused: said %q", s.word)
	}
	s.set("lr", "many")
	if s.changeable() {
		t.Error("a wrong value can be changed to")
	}
	s.restore()
	s.choose(2)
	if s.changeable() {
		t.Error("a run can take another sample's values")
	}
}

func TestARunThatWasChangedStaysThePagesOwnAndNoLinks(t *testing.T) {
	s, f := newWatched(true)
	s.set("lr", "0.005")
	s.change()
	s.onMessage(f, &port.Changed{LearningRate: 0.005})
	s.onMessage(f, &port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"})
	if a := stateOf(t, s); a.State != phaseDone || a.WeightsSHA256 != digest || !s.run.overridden {
		t.Errorf("%+v", a)
	}
	s.open(s.experiment.Link(), "")
	if a := stateOf(t, s); a.State != phaseReady || a.WeightsSHA256 != "" {
		t.Errorf("the link that would lead elsewhere: %+v", a)
	}
}

func TestAnotherWorkerHearsOfChangesAfterWhatWasSaved(t *testing.T) {
	for _, test := range []struct {
		from int
		told string
	}{{0, "start change start change"}, {1, "start change start change"}, {2, "start change start"}} {
		s, f := newWatched(true)
		s.set("lr", "0.005")
		s.change()
		s.onMessage(f, &port.Changed{LearningRate: 0.005})
		s.onMessage(f, &port.Exit{Code: 2})
		s.onMessage(f, &port.Ready{})
		s.onMessage(f, started(0, test.from))
		if got := f.kinds(); got != test.told {
			t.Errorf("taken up after step %d: told %q, want %q", test.from, got, test.told)
		}
	}
}

func TestAnotherSeedTrainsTheSameAgain(t *testing.T) {
	s, f := newWatched(true)
	s.reseed() // not while it trains
	s.onMessage(f, &port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"})
	s.reseed()
	if s.run.experiment.Seed != 2 || s.run.experiment.Epochs != 9 || f.kinds() != "start start" || !strings.Contains(f.fragment, "seed=2") {
		t.Errorf("seed %d, told %q, address %q", s.run.experiment.Seed, f.kinds(), f.fragment)
	}
	s.onMessage(f, &port.Stopped{})
	s.open("sample=1&seed=7&lock=seed", "")
	s.reseed()
	if f.kinds() != "start start" {
		t.Error("a locked seed is changed")
	}
}

func TestClearingPutsTheLastRunAway(t *testing.T) {
	s, f := newWatched(true)
	s.clear()
	if s.run == nil {
		t.Fatal("a run that goes on is cleared away")
	}
	s.onMessage(f, &port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"})
	s.clear()
	if a := stateOf(t, s); a.State != phaseReady || a.WeightsSHA256 != "" || s.shown() != nil || a.Step != 0 {
		t.Errorf("%+v", a)
	}
	s.train()
	if s.phase() != phaseLoading {
		t.Errorf("after Train: %q", s.phase())
	}
}

func TestTheTableOfEpochsIsCSV(t *testing.T) {
	got := tableOf([]port.Epoch{{Epoch: 1, Loss: 2.5, CrossEntropy: 2, Accuracy: 0.25, ValLoss: port.Float(nan()), ValCrossEntropy: port.Float(nan()), ValAccuracy: port.Float(nan()), ImagesPerSecond: 1000, Seconds: 4}})
	want := "epoch,loss,cross_entropy,accuracy,val_loss,val_cross_entropy,val_accuracy,images_per_second,seconds\n1,2.5,2,0.25,,,,1000,4\n"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
