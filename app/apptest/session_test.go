package apptest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

func TestARunGoesThroughItsStates(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=128&val=64&test=64&epochs=1", "")
	s.Training.EnsureWorker()
	expect := func(when string, want run.Phase) {
		t.Helper()
		if got := StateOf(t, s).State; got != want {
			t.Fatalf("%s: %q, want %q", when, got, want)
		}
	}
	expect("before the worker is there", run.PhaseIdle)
	s.Training.OnMessage(f, &port.Ready{SIMD: true})
	expect("with the worker", run.PhaseReady)
	s.Training.Train()
	expect("after Train", run.PhaseLoading)
	s.Training.OnMessage(f, &port.Loading{Done: 1, Total: 2})
	s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 1, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	expect("when it has started", run.PhaseLoading)
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}, ImagesPerSecond: 500})
	expect("after a step", run.PhaseTraining)
	s.Training.Pause()
	s.Training.OnMessage(f, &port.Paused{})
	expect("when it has paused", run.PhasePaused)
	s.Training.Resume()
	s.Training.OnMessage(f, &port.Resumed{})
	expect("when it goes on", run.PhaseTraining)
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}, ImagesPerSecond: 600})
	s.Training.OnMessage(f, &port.Evaluating{What: "validation", Done: 64, Total: 64})
	expect("while it validates", run.PhaseTraining)
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.25})
	s.Training.OnMessage(f, &port.Evaluating{What: "test", Done: 0, Total: 64})
	expect("while it tests", run.PhaseTraining)
	if sha := StateOf(t, s).WeightsSHA256; sha != "" {
		t.Errorf("weights before the end: %q", sha)
	}
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
	expect("at the end", run.PhaseDone)
	a := StateOf(t, s)
	if a.Step != 2 || a.Epoch != 1 || len(a.History) != 1 || a.ImagesPerSecond != 600 || a.WeightsSHA256 != Digest || a.Dataset != "cifar10" || !a.SIMD || a.Workers != 1 {
		t.Errorf("at the end: %+v", a)
	}
	if s.Training.Best[1] != 0.3 {
		t.Errorf("the best of sample 1 is %v", s.Training.Best[1])
	}
	if got := f.Kinds(); got != "start pause resume" {
		t.Errorf("the worker was told %q", got)
	}
}

func TestTrainWaitsForTheWorker(t *testing.T) {
	s, f := NewTestSession()
	s.Open("run=1", "")
	if len(f.Sent) != 0 {
		t.Fatalf("told %q before it was ready", f.Kinds())
	}
	if got := s.Training.Phase(); got != run.PhaseLoading {
		t.Errorf("phase %q, want loading", got)
	}
	s.Training.OnMessage(f, &port.Ready{})
	if got := f.Kinds(); got != "start" {
		t.Errorf("told %q, want start", got)
	}
}

func TestStopEndsARun(t *testing.T) {
	s, f := NewTestSession()
	s.Training.Train()
	s.Training.Stop() // before the worker is ready
	if s.Training.Phase() != run.PhaseIdle || len(f.Sent) != 0 {
		t.Fatalf("phase %q, told %q", s.Training.Phase(), f.Kinds())
	}
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	s.Training.Stop()
	s.Training.Stop()
	if got := f.Kinds(); got != "start stop" {
		t.Errorf("told %q", got)
	}
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Pictures: 128}}) // on its way already
	s.Training.OnMessage(f, &port.Stopped{})
	if a := StateOf(t, s); a.State != run.PhaseReady || a.Step != 2 {
		t.Errorf("after the stop: %+v", a)
	}
	s.Training.OnMessage(f, &port.Step{Epoch: 9, Step: 99, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}}) // nonsense from a run that is over
	if a := StateOf(t, s); a.Step != 2 {
		t.Errorf("a stopped run went on to step %d", a.Step)
	}
}

func TestBadLinksAreSaidInWords(t *testing.T) {
	tests := []struct{ fragment, damaged, want string }{
		{"sample=99", "", "sample=99"},
		{"epochs=-1", "", "epochs=-1"},
		{"train=1e9", "", "train=1e9"},
		{"lr=NaN", "", "lr=NaN"},
		{"batch=0", "", "batch=0"},
		{"sample=%25zz", "sample=%zz", "%zz"},
		{"lr=100%25", "lr=100%", "100%"},
		{"colour=100%25", "colour=100%", "damaged"},
		{"sample=1&sample=2", "", "twice"},
		{"sample=99&epochs=-1&lr=NaN", "", "sample=99"},
		{strings.Repeat("x", 200_000), "", "bytes"},
		{"model=zzzz", "", "model"},
		{"train=50000&val=10000", "", "train"},
	}
	for _, test := range tests {
		s, f := NewTestSession()
		s.Open(test.fragment+"&run=1", test.damaged)
		a := StateOf(t, s)
		if a.State != run.PhaseError || !strings.Contains(a.Error, test.want) {
			t.Errorf("#%.40s: state %q, error %q; want one with %q", test.fragment, a.State, a.Error, test.want)
		}
		if s.Training.Run != nil {
			t.Errorf("#%.40s: it trains by itself", test.fragment)
		}
		// The page stays usable.
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.Train()
		if s.Training.Phase() != run.PhaseLoading || s.Training.Problem() != "" {
			t.Errorf("#%.40s: Train leads to %q, %q", test.fragment, s.Training.Phase(), s.Training.Problem())
		}
	}
}

func TestWhatIsRightInABadLinkStays(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=3&epochs=-1&seed=7&lang=es", "")
	if e := s.Recipe.Experiment; e.Sample != 3 || e.Seed != 7 || e.Epochs != 30 || s.Lang != "es" {
		t.Errorf("sample %d, seed %d, epochs %d, language %q", e.Sample, e.Seed, e.Epochs, s.Lang)
	}
	if !strings.Contains(s.Training.Problem(), "El enlace no vale") {
		t.Errorf("problem %q", s.Training.Problem())
	}
}

func TestALinkThatLacksAKeyKeepsTheOthers(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=6&title=Steps&lock=recipe&schedule=piecewise&epochs=4&run=1", "")
	if e := s.Recipe.Experiment; e.Sample != 6 || e.Title != "Steps" || !s.Recipe.Locked("epochs") || e.Epochs != 4 {
		t.Errorf("sample %d, title %q, locked %v, epochs %d", e.Sample, e.Title, s.Recipe.Locked("epochs"), e.Epochs)
	}
	if s.Recipe.Wrong["schedule"] == nil || !strings.Contains(s.Training.Problem(), "boundaries") {
		t.Errorf("wrong %v, problem %q", s.Recipe.Wrong, s.Training.Problem())
	}
	s.Open("seed=7&sample=99", "")
	if s.Recipe.Experiment.Seed != 7 || s.Recipe.Experiment.Sample != 1 {
		t.Errorf("sample %d, seed %d", s.Recipe.Experiment.Sample, s.Recipe.Experiment.Seed)
	}
}

func TestUnknownKeysAreANotice(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1&colour=red", "")
	if s.Training.Problem() != "" || len(s.Recipe.Notices) != 1 || !strings.Contains(s.Recipe.Notices[0].In("en"), "colour") {
		t.Errorf("problem %q, notices %v", s.Training.Problem(), s.Recipe.Notices)
	}
}

func TestAWrongValueIsMarkedAndTrainRefuses(t *testing.T) {
	s, f := NewTestSession()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Trainer = f
	s.Recipe.Set("epochs", "many")
	s.Recipe.Set("seed", "7")
	if s.Recipe.Wrong["epochs"] == nil || s.Recipe.Wrong["seed"] != nil {
		t.Fatalf("wrong: %v", s.Recipe.Wrong)
	}
	if got := s.Recipe.Allowed("epochs"); !strings.Contains(got, "whole number") {
		t.Errorf("message %q", got)
	}
	if s.Recipe.Value("epochs") != "many" || s.Recipe.Experiment.Epochs != 30 || s.Recipe.Experiment.Seed != 7 {
		t.Errorf("shows %q, epochs %d, seed %d", s.Recipe.Value("epochs"), s.Recipe.Experiment.Epochs, s.Recipe.Experiment.Seed)
	}
	s.Training.Train()
	if s.Training.Run != nil || s.Training.Phase() != run.PhaseError || s.Training.Problem() == "" {
		t.Errorf("run %v, phase %q, problem %q", s.Training.Run, s.Training.Phase(), s.Training.Problem())
	}
	s.Recipe.Set("epochs", " 3 ")
	s.Recipe.Set("lr", "0,01")
	if len(s.Recipe.Wrong) != 0 || s.Training.Problem() != "" || s.Recipe.Experiment.Epochs != 3 || s.Recipe.Experiment.LearningRate != 0.01 {
		t.Errorf("after correction: wrong %v, problem %q, %d epochs, lr %v", s.Recipe.Wrong, s.Training.Problem(), s.Recipe.Experiment.Epochs, s.Recipe.Experiment.LearningRate)
	}
	if !strings.Contains(f.Fragment, "epochs=3") || !strings.Contains(f.Fragment, "lr=0.01") {
		t.Errorf("the address says %q", f.Fragment)
	}
}

func TestTheWorkerTrainsWhatTheLinkSays(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=4&train=640&epochs=2&seed=9&run=1", "")
	s.Training.Pack = "http://localhost/pack/"
	s.Training.OnMessage(f, &port.Ready{})
	start := f.Sent[0].(*port.Start)
	var e recipe.Experiment
	if err := json.Unmarshal(start.Experiment, &e); err != nil {
		t.Fatal(err)
	}
	if e.Sample != 4 || e.Train != 640 || e.Epochs != 2 || e.Seed != 9 || start.Pack != "http://localhost/pack/" {
		t.Errorf("the worker was given %s and %q", start.Experiment, start.Pack)
	}
}

func TestAnotherSampleBringsItsOwnRecipe(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=640&epochs=2&seed=9&run=1", "")
	s.Recipe.Choose(5)
	if e := s.Recipe.Experiment; e.Sample != 5 || e.Epochs != 50 || !e.EarlyStopping || e.Train != 640 || e.Seed != 9 {
		t.Errorf("%+v", e)
	}
	if strings.Contains(f.Fragment, "run=") {
		t.Errorf("the address %q starts by itself", f.Fragment)
	}
	s.Recipe.Restore()
	if e := s.Recipe.Experiment; e.Train != 5000 || e.Seed != 1 || e.Sample != 5 {
		t.Errorf("restored: %+v", e)
	}
}

func TestAnErrorOfTheRunEndsItInWords(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Error{Text: "pack.json: HTTP 500"})
	if a := StateOf(t, s); a.State != run.PhaseError || !strings.Contains(a.Error, "pack.json: HTTP 500") {
		t.Errorf("%+v", a)
	}
	s.Recipe.Choose(2)
	if a := StateOf(t, s); a.State != run.PhaseReady || a.Error != "" || a.Sample != 2 {
		t.Errorf("after another choice: %+v", a)
	}
}

func TestTimeLeftLeavesOutPauses(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	s, f := NewTestSession()
	s.Now = func() time.Time { return now }
	s.Open("train=64&batch=1&epochs=1&val=0&test=0", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	now = now.Add(time.Hour) // loading
	s.Training.OnMessage(f, &port.Started{Dataset: "synthetic", Train: 64, Epochs: 1, StepsPerEpoch: 64})
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 64, Sums: history.Sums{Pictures: 64}})
	now = now.Add(10 * time.Second)
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 16, EpochStep: 16, EpochSteps: 64, Sums: history.Sums{Pictures: 1024}})
	s.Training.OnMessage(f, &port.Paused{})
	now = now.Add(time.Hour)
	s.Training.OnMessage(f, &port.Resumed{})
	left, known := s.Training.Run.Left(now)
	if !known || left != 30*time.Second {
		t.Errorf("left %v, known %v; want 30 s", left, known)
	}
}

func TestAPageOfABlownUpLossStillSaysItsState(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{CrossEntropy: history.None(), Pictures: 64}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, Loss: history.Float(nan()), ValLoss: history.Float(nan())})
	if !strings.Contains(s.State(), `"loss":null`) {
		t.Errorf("state %s", s.State())
	}
}

func TestStateHasTheFieldsOfTheContractAndNoOthers(t *testing.T) {
	s, _ := NewTestSession()
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(s.State()), &fields); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(fields))
	want := []string{"dataset", "epoch", "error", "history", "imagesPerSecond", "sample", "simd", "state", "step", "transport", "weightsSHA256", "workers"}
	if !slices.Equal(names, want) {
		t.Errorf("fields %q, want %q", names, want)
	}
}

func TestTheStandingIsSaidInBothLanguages(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		s, f := NewTestSession()
		s.Speak(lang)
		s.Training.EnsureWorker()
		seen := map[string]bool{}
		note := func() {
			text := s.Training.Standing()
			if text == "" || strings.Contains(text, "%!") {
				t.Errorf("%s: standing %q", lang, text)
			}
			if d := s.Training.Detail(); strings.Contains(d, "%!") {
				t.Errorf("%s: detail %q", lang, d)
			}
			seen[text] = true
		}
		note()
		for _, m := range []port.Message{
			&port.Ready{}, nil, &port.Loading{Done: 1, Total: 3}, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}}, &port.Paused{}, &port.Resumed{},
			&port.Evaluating{What: "validation"}, &port.Evaluating{What: "test"},
			&port.Done{Test: &history.Score{Accuracy: 0.5}, WeightsSHA256: Digest, Stopped: "epochs"},
		} {
			if m == nil {
				s.Training.Train()
			} else {
				s.Training.OnMessage(f, m)
			}
			note()
		}
		if len(seen) != 8 {
			t.Errorf("%s: %d different standings: %v", lang, len(seen), seen)
		}
	}
}

func TestARunThatFailedIsForgottenWithItsExperiment(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Exit{Code: 2})
	s.Training.OnMessage(f, &port.Exit{Code: 2}) // the next one, before it was ready
	s.Open("sample=3", "")
	if a := StateOf(t, s); a.State != run.PhaseIdle || a.Error != "" || s.Training.Trainer == nil {
		t.Errorf("after another link: %+v, trainer %v", a, s.Training.Trainer)
	}
	s.Training.OnMessage(f, &port.Ready{})
	if a := StateOf(t, s); a.State != run.PhaseReady {
		t.Errorf("with the new worker: %+v", a)
	}
}

func TestARunWithoutTestPicturesSaysNoAccuracy(t *testing.T) {
	for lang, want := range map[string]string{"es": "Terminado", "en": "Done"} {
		s, f := NewTestSession()
		s.Open("sample=1&train=128&val=64&test=0&epochs=1&lang="+lang, "")
		s.Training.EnsureWorker()
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.Train()
		s.Training.OnMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Epochs: 1, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
		s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
		s.Training.OnMessage(f, &port.Done{WeightsSHA256: Digest, Stopped: "epochs"})
		if got := s.Training.Standing(); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestWhatALinkLocksStays(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1&lr=0.05&epochs=7&lock=lr,seed&seed=3", "")
	s.Recipe.Restore()
	if e := s.Recipe.Experiment; e.LearningRate != 0.05 || e.Epochs != 30 || e.Seed != 3 {
		t.Errorf("restored: lr %v, epochs %d, seed %d", e.LearningRate, e.Epochs, e.Seed)
	}
	s.Recipe.Choose(2)
	if e := s.Recipe.Experiment; e.Sample != 2 || e.LearningRate != 0.05 || !s.Recipe.Locked("lr") || s.Recipe.Locked("epochs") {
		t.Errorf("another sample: %+v", e)
	}
}
