package app

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// fake is a worker and a screen that note what they are told.
type fake struct {
	pointed   string // by the tour
	large     bool
	sent      []port.Message
	dismissed bool
	fragment  string
	losing    bool
	lit       bool
	later     []func()
	images    [][]byte
	forgotten []string
}

func (f *fake) send(m port.Message)     { f.sent = append(f.sent, m) }
func (f *fake) dismiss()                { f.dismissed = true }
func (f *fake) requestRender()          {}
func (f *fake) tick()                   {}
func (f *fake) address(fragment string) { f.fragment = fragment }
func (f *fake) point(selector string)   { f.pointed = selector }
func (f *fake) enlarge(large bool)      { f.large = large }
func (f *fake) image(file []byte) string {
	f.images = append(f.images, file)
	return fmt.Sprintf("blob:%d", len(f.images))
}

func (f *fake) forget(address string) { f.forgotten = append(f.forgotten, address) }

func (f *fake) observe(_ string, tell func(bool)) { tell(true) }

func (f *fake) busy(losing, lit bool) { f.losing, f.lit = losing, lit }

// kinds are the kinds of what was sent.
func (f *fake) kinds() string {
	var kinds []string
	for _, m := range f.sent {
		kinds = append(kinds, string(m.Kind()))
	}
	return strings.Join(kinds, " ")
}

// speaking is a session that only speaks.
func speaking(lang string) *session { return newSession(nil, &fake{}, lang) }

func newTestSession() (*session, *fake) {
	return newSessionWith(&fakeArchive{})
}

// newSessionWith is a session that has been told what is kept.
func newSessionWith(a *fakeArchive) (*session, *fake) {
	f := &fake{}
	s := newSession(func(supervisor) trainer { return f }, f, "en")
	s.archive = a
	s.aside = func(work func(context.Context) func()) { work(context.Background())() }
	s.after = func(_ time.Duration, then func()) { f.later = append(f.later, then) }
	s.name = func() string { return "new" }
	s.openSavedRuns()
	return s, f
}

// stateOf is what state() says.
func stateOf(t *testing.T, s *session) automation {
	t.Helper()
	var a automation
	if err := json.Unmarshal([]byte(s.state()), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func TestARunGoesThroughItsStates(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=128&val=64&test=64&epochs=1", "")
	s.ensureWorker()
	expect := func(when string, want phase) {
		t.Helper()
		if got := stateOf(t, s).State; got != want {
			t.Fatalf("%s: %q, want %q", when, got, want)
		}
	}
	expect("before the worker is there", phaseIdle)
	s.onMessage(f, &port.Ready{SIMD: true})
	expect("with the worker", phaseReady)
	s.train()
	expect("after Train", phaseLoading)
	s.onMessage(f, &port.Loading{Done: 1, Total: 2})
	s.onMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 1, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	expect("when it has started", phaseLoading)
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1, ImagesPerSecond: 500})
	expect("after a step", phaseTraining)
	s.pause()
	s.onMessage(f, &port.Paused{})
	expect("when it has paused", phasePaused)
	s.resume()
	s.onMessage(f, &port.Resumed{})
	expect("when it goes on", phaseTraining)
	s.onMessage(f, &port.Step{Epoch: 1, Step: 2, Steps: 2, Pictures: 128, Total: 2, ImagesPerSecond: 600})
	s.onMessage(f, &port.Evaluating{What: "validation", Done: 64, Total: 64})
	expect("while it validates", phaseTraining)
	s.onMessage(f, &port.Epoch{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.25})
	s.onMessage(f, &port.Evaluating{What: "test", Done: 0, Total: 64})
	expect("while it tests", phaseTraining)
	if sha := stateOf(t, s).WeightsSHA256; sha != "" {
		t.Errorf("weights before the end: %q", sha)
	}
	s.onMessage(f, &port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"})
	expect("at the end", phaseDone)
	a := stateOf(t, s)
	if a.Step != 2 || a.Epoch != 1 || len(a.History) != 1 || a.ImagesPerSecond != 600 || a.WeightsSHA256 != digest || a.Dataset != "cifar10" || !a.SIMD || a.Workers != 1 {
		t.Errorf("at the end: %+v", a)
	}
	if s.best[1] != 0.3 {
		t.Errorf("the best of sample 1 is %v", s.best[1])
	}
	if got := f.kinds(); got != "start pause resume" {
		t.Errorf("the worker was told %q", got)
	}
}

func TestTrainWaitsForTheWorker(t *testing.T) {
	s, f := newTestSession()
	s.open("run=1", "")
	if len(f.sent) != 0 {
		t.Fatalf("told %q before it was ready", f.kinds())
	}
	if got := s.phase(); got != phaseLoading {
		t.Errorf("phase %q, want loading", got)
	}
	s.onMessage(f, &port.Ready{})
	if got := f.kinds(); got != "start" {
		t.Errorf("told %q, want start", got)
	}
}

func TestStopEndsARun(t *testing.T) {
	s, f := newTestSession()
	s.train()
	s.stop() // before the worker is ready
	if s.phase() != phaseIdle || len(f.sent) != 0 {
		t.Fatalf("phase %q, told %q", s.phase(), f.kinds())
	}
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	s.stop()
	s.stop()
	if got := f.kinds(); got != "start stop" {
		t.Errorf("told %q", got)
	}
	s.onMessage(f, &port.Step{Epoch: 1, Step: 2, Steps: 2, Pictures: 128, Total: 2}) // on its way already
	s.onMessage(f, &port.Stopped{})
	if a := stateOf(t, s); a.State != phaseReady || a.Step != 2 {
		t.Errorf("after the stop: %+v", a)
	}
	s.onMessage(f, &port.Step{Epoch: 9, Step: 1, Steps: 2, Pictures: 64, Total: 99}) // nonsense from a run that is over
	if a := stateOf(t, s); a.Step != 2 {
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
		s, f := newTestSession()
		s.open(test.fragment+"&run=1", test.damaged)
		a := stateOf(t, s)
		if a.State != phaseError || !strings.Contains(a.Error, test.want) {
			t.Errorf("#%.40s: state %q, error %q; want one with %q", test.fragment, a.State, a.Error, test.want)
		}
		if s.run != nil {
			t.Errorf("#%.40s: it trains by itself", test.fragment)
		}
		// The page stays usable.
		s.onMessage(f, &port.Ready{})
		s.train()
		if s.phase() != phaseLoading || s.problem() != "" {
			t.Errorf("#%.40s: Train leads to %q, %q", test.fragment, s.phase(), s.problem())
		}
	}
}

func TestWhatIsRightInABadLinkStays(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=3&epochs=-1&seed=7&lang=es", "")
	if e := s.experiment; e.Sample != 3 || e.Seed != 7 || e.Epochs != 30 || s.lang != "es" {
		t.Errorf("sample %d, seed %d, epochs %d, language %q", e.Sample, e.Seed, e.Epochs, s.lang)
	}
	if !strings.Contains(s.problem(), "El enlace no vale") {
		t.Errorf("problem %q", s.problem())
	}
}

func TestALinkThatLacksAKeyKeepsTheOthers(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=6&title=Steps&lock=recipe&schedule=piecewise&epochs=4&run=1", "")
	if e := s.experiment; e.Sample != 6 || e.Title != "Steps" || !s.locked("epochs") || e.Epochs != 4 {
		t.Errorf("sample %d, title %q, locked %v, epochs %d", e.Sample, e.Title, s.locked("epochs"), e.Epochs)
	}
	if s.wrong["schedule"] == nil || !strings.Contains(s.problem(), "boundaries") {
		t.Errorf("wrong %v, problem %q", s.wrong, s.problem())
	}
	s.open("seed=7&sample=99", "")
	if s.experiment.Seed != 7 || s.experiment.Sample != 1 {
		t.Errorf("sample %d, seed %d", s.experiment.Sample, s.experiment.Seed)
	}
}

func TestUnknownKeysAreANotice(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=1&colour=red", "")
	if s.problem() != "" || len(s.notices) != 1 || !strings.Contains(s.notices[0].In("en"), "colour") {
		t.Errorf("problem %q, notices %v", s.problem(), s.notices)
	}
}

func TestAWrongValueIsMarkedAndTrainRefuses(t *testing.T) {
	s, f := newTestSession()
	s.onMessage(f, &port.Ready{})
	s.trainer = f
	s.set("epochs", "many")
	s.set("seed", "7")
	if s.wrong["epochs"] == nil || s.wrong["seed"] != nil {
		t.Fatalf("wrong: %v", s.wrong)
	}
	if got := s.allowed("epochs"); !strings.Contains(got, "whole number") {
		t.Errorf("message %q", got)
	}
	if s.value("epochs") != "many" || s.experiment.Epochs != 30 || s.experiment.Seed != 7 {
		t.Errorf("shows %q, epochs %d, seed %d", s.value("epochs"), s.experiment.Epochs, s.experiment.Seed)
	}
	s.train()
	if s.run != nil || s.phase() != phaseError || s.problem() == "" {
		t.Errorf("run %v, phase %q, problem %q", s.run, s.phase(), s.problem())
	}
	s.set("epochs", " 3 ")
	s.set("lr", "0,01")
	if len(s.wrong) != 0 || s.problem() != "" || s.experiment.Epochs != 3 || s.experiment.LearningRate != 0.01 {
		t.Errorf("after correction: wrong %v, problem %q, %d epochs, lr %v", s.wrong, s.problem(), s.experiment.Epochs, s.experiment.LearningRate)
	}
	if !strings.Contains(f.fragment, "epochs=3") || !strings.Contains(f.fragment, "lr=0.01") {
		t.Errorf("the address says %q", f.fragment)
	}
}

func TestTheWorkerTrainsWhatTheLinkSays(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=4&train=640&epochs=2&seed=9&run=1", "")
	s.pack = "http://localhost/pack/"
	s.onMessage(f, &port.Ready{})
	start := f.sent[0].(*port.Start)
	var e samples.Experiment
	if err := json.Unmarshal(start.Experiment, &e); err != nil {
		t.Fatal(err)
	}
	if e.Sample != 4 || e.Train != 640 || e.Epochs != 2 || e.Seed != 9 || start.Pack != "http://localhost/pack/" {
		t.Errorf("the worker was given %s and %q", start.Experiment, start.Pack)
	}
}

func TestAnotherSampleBringsItsOwnRecipe(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=640&epochs=2&seed=9&run=1", "")
	s.choose(5)
	if e := s.experiment; e.Sample != 5 || e.Epochs != 50 || !e.EarlyStopping || e.Train != 640 || e.Seed != 9 {
		t.Errorf("%+v", e)
	}
	if strings.Contains(f.fragment, "run=") {
		t.Errorf("the address %q starts by itself", f.fragment)
	}
	s.restore()
	if e := s.experiment; e.Train != 5000 || e.Seed != 1 || e.Sample != 5 {
		t.Errorf("restored: %+v", e)
	}
}

func TestAnErrorOfTheRunEndsItInWords(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, &port.Error{Text: "pack.json: HTTP 500"})
	if a := stateOf(t, s); a.State != phaseError || !strings.Contains(a.Error, "pack.json: HTTP 500") {
		t.Errorf("%+v", a)
	}
	s.choose(2)
	if a := stateOf(t, s); a.State != phaseReady || a.Error != "" || a.Sample != 2 {
		t.Errorf("after another choice: %+v", a)
	}
}

func TestTimeLeftLeavesOutPauses(t *testing.T) {
	now := time.Unix(1_000_000, 0)
	s, f := newTestSession()
	s.now = func() time.Time { return now }
	s.open("train=64&batch=1&epochs=1&val=0&test=0", "")
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	now = now.Add(time.Hour) // loading
	s.onMessage(f, &port.Started{Dataset: "synthetic", Train: 64, Epochs: 1, StepsPerEpoch: 64})
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 64, Pictures: 64, Total: 1})
	now = now.Add(10 * time.Second)
	s.onMessage(f, &port.Step{Epoch: 1, Step: 16, Steps: 64, Pictures: 1024, Total: 16})
	s.onMessage(f, &port.Paused{})
	now = now.Add(time.Hour)
	s.onMessage(f, &port.Resumed{})
	left, known := s.run.left(now)
	if !known || left != 30*time.Second {
		t.Errorf("left %v, known %v; want 30 s", left, known)
	}
}

func TestAPageOfABlownUpLossStillSaysItsState(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1, Loss: port.Float(nan())})
	s.onMessage(f, &port.Epoch{Epoch: 1, Loss: port.Float(nan()), ValLoss: port.Float(nan())})
	if !strings.Contains(s.state(), `"loss":null`) {
		t.Errorf("state %s", s.state())
	}
}

func TestEverySampleThatCanBeTrainedCanBeChosen(t *testing.T) {
	for _, sample := range samples.All() {
		missing := notReady(sample, "es")
		_, err := samples.New(sample.Number)
		if (missing == "") != (err == nil) {
			t.Errorf("sample %d: missing %q, error %v", sample.Number, missing, err)
		}
		if err != nil {
			continue
		}
		s, _ := newTestSession()
		s.choose(sample.Number)
		if s.experiment.Sample != sample.Number || len(s.wrong) > 0 {
			t.Errorf("sample %d: chosen %d, wrong %v", sample.Number, s.experiment.Sample, s.wrong)
		}
		if _, err := s.experiment.Spec.Rows(); err != nil {
			t.Errorf("sample %d: %v", sample.Number, err)
		}
	}
}

func TestTheStandingIsSaidInBothLanguages(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		s, f := newTestSession()
		s.speak(lang)
		s.ensureWorker()
		seen := map[string]bool{}
		note := func() {
			text := s.standing()
			if text == "" || strings.Contains(text, "%!") {
				t.Errorf("%s: standing %q", lang, text)
			}
			if d := s.detail(); strings.Contains(d, "%!") {
				t.Errorf("%s: detail %q", lang, d)
			}
			seen[text] = true
		}
		note()
		for _, m := range []port.Message{
			&port.Ready{}, nil, &port.Loading{Done: 1, Total: 3}, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1}, &port.Paused{}, &port.Resumed{},
			&port.Evaluating{What: "validation"}, &port.Evaluating{What: "test"},
			&port.Done{TestAccuracy: 0.5, WeightsSHA256: digest, Stopped: "epochs"},
		} {
			if m == nil {
				s.train()
			} else {
				s.onMessage(f, m)
			}
			note()
		}
		if len(seen) != 8 {
			t.Errorf("%s: %d different standings: %v", lang, len(seen), seen)
		}
	}
}

func TestStateNeverMixesTwoExperiments(t *testing.T) {
	tests := []struct {
		name   string
		change func(*session)
		sample int
		ended  bool // the state is still that of the run
	}{
		{"nothing", func(s *session) {}, 1, true},
		{"another language", func(s *session) { s.speak("es") }, 1, true},
		{"the same link", func(s *session) { s.open("sample=1&train=128&val=64&test=64&epochs=1", "") }, 1, true},
		{"another sample", func(s *session) { s.choose(2) }, 2, false},
		{"another link", func(s *session) { s.open("sample=3&train=64", "") }, 3, false},
		{"another link with the same sample", func(s *session) { s.open("sample=1&train=64", "") }, 1, false},
		{"another recipe", func(s *session) { s.set("epochs", "2") }, 1, false},
		{"there and back", func(s *session) { s.set("epochs", "2"); s.set("epochs", "1") }, 1, true},
	}
	for _, end := range []struct {
		message port.Message
		state   phase
		sha     string
	}{
		{&port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"}, phaseDone, digest},
		{&port.Stopped{}, phaseReady, ""},
	} {
		for _, test := range tests {
			s, f := newTestSession()
			s.open("sample=1&train=128&val=64&test=64&epochs=1&run=1", "")
			s.onMessage(f, &port.Ready{})
			s.onMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 1, StepsPerEpoch: 2})
			s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1, ImagesPerSecond: 500})
			s.onMessage(f, &port.Epoch{Epoch: 1})
			s.onMessage(f, end.message)
			test.change(s)
			a := stateOf(t, s)
			if a.Sample != test.sample {
				t.Errorf("%s after %s: sample %d", test.name, end.message.Kind(), a.Sample)
			}
			if test.ended && (a.State != end.state || a.WeightsSHA256 != end.sha || len(a.History) != 1 || a.Step != 1) {
				t.Errorf("%s after %s: the run has left the state: %+v", test.name, end.message.Kind(), a)
			}
			if !test.ended && (a.State != phaseReady || a.WeightsSHA256 != "" || len(a.History) != 0 || a.Step != 0 || a.Epoch != 0 || a.ImagesPerSecond != 0) {
				t.Errorf("%s after %s: the run is still in the state: %+v", test.name, end.message.Kind(), a)
			}
			if (s.whose() == "") != test.ended {
				t.Errorf("%s after %s: the curves are said to be %q", test.name, end.message.Kind(), s.whose())
			}
		}
	}
}

func TestARunThatFailedIsForgottenWithItsExperiment(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, &port.Exit{Code: 2})
	s.onMessage(f, &port.Exit{Code: 2}) // the next one, before it was ready
	s.open("sample=3", "")
	if a := stateOf(t, s); a.State != phaseIdle || a.Error != "" || s.trainer == nil {
		t.Errorf("after another link: %+v, trainer %v", a, s.trainer)
	}
	s.onMessage(f, &port.Ready{})
	if a := stateOf(t, s); a.State != phaseReady {
		t.Errorf("with the new worker: %+v", a)
	}
}

func TestALinkThatAsksToTrainDuringARunIsSaidAndHeld(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&run=1", "")
	s.onMessage(f, &port.Ready{})
	notice := func() string { return strings.Join((&notices{s: s}).told(), " ") }
	s.open("sample=1&run=1&lang=en", "") // what is going on already
	if strings.Contains(notice(), "Press Stop") {
		t.Errorf("the same link: %q", notice())
	}
	s.open("sample=2&run=1", "")
	if got := notice(); !strings.Contains(got, "sample 1 is being trained. Press Stop and then Train") {
		t.Errorf("the notices are %q", got)
	}
	if a := stateOf(t, s); a.State != phaseLoading || a.Sample != 1 || f.kinds() != "start" {
		t.Errorf("the run is disturbed: %+v, told %q", a, f.kinds())
	}
	s.stop()
	s.onMessage(f, &port.Stopped{})
	if strings.Contains(notice(), "Press Stop") {
		t.Errorf("after the run: %q", notice())
	}
	s.train()
	if a := stateOf(t, s); a.Sample != 2 || f.kinds() != "start stop start" {
		t.Errorf("Train leads to %+v, told %q", a, f.kinds())
	}
}

func TestARunWithoutTestPicturesSaysNoAccuracy(t *testing.T) {
	for lang, want := range map[string]string{"es": "Terminado", "en": "Done"} {
		s, f := newTestSession()
		s.open("sample=1&train=128&val=64&test=0&epochs=1&lang="+lang, "")
		s.ensureWorker()
		s.onMessage(f, &port.Ready{})
		s.train()
		s.onMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Epochs: 1, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
		s.onMessage(f, &port.Epoch{Epoch: 1})
		s.onMessage(f, &port.Done{TestLoss: port.Float(nan()), TestAccuracy: port.Float(nan()), WeightsSHA256: digest, Stopped: "epochs"})
		if got := s.standing(); got != want {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestWhatALinkLocksStays(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=1&lr=0.05&epochs=7&lock=lr,seed&seed=3", "")
	s.restore()
	if e := s.experiment; e.LearningRate != 0.05 || e.Epochs != 30 || e.Seed != 3 {
		t.Errorf("restored: lr %v, epochs %d, seed %d", e.LearningRate, e.Epochs, e.Seed)
	}
	s.choose(2)
	if e := s.experiment; e.Sample != 2 || e.LearningRate != 0.05 || !s.locked("lr") || s.locked("epochs") {
		t.Errorf("another sample: %+v", e)
	}
}
