package apptest

import (
	"context"
	"strings"
	"testing"
	"time"

	"muestra/app"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

func TestARunThatWasCutShortIsOfferedAndGoesOn(t *testing.T) {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3, Labels: store.Labels{Name: "night"}})
	a.Keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &history.Score{Accuracy: 0.6}})
	s, f := NewSessionWith(a)
	s.Open("sample=1&lang=es", "")
	if s.Saved.Offer == nil || s.Saved.Offer.ID != "old" || s.Training.Phase() != run.PhaseIdle {
		t.Fatalf("offer %v, phase %q", s.Saved.Offer, s.Training.Phase())
	}
	if s.Training.Best[2] != 0.6 {
		t.Errorf("the best of sample 2 is %v", s.Training.Best[2])
	}
	s.Saved.GoOn("old")
	s.Training.OnMessage(f, &port.Ready{})
	start := f.Sent[0].(*port.Start)
	if start.Run != "old" || !start.Resume {
		t.Errorf("told %+v", start)
	}
	if e := s.Recipe.Experiment; e.Sample != 2 || e.Seed != 5 || e.Epochs != 9 || s.Lang != "es" || !strings.Contains(f.Fragment, "seed=5") {
		t.Errorf("the recipe is %+v, the address %q", e, f.Fragment)
	}
	// Not an epoch is lost from sight before the worker has its pictures.
	if a := StateOf(t, s); a.State != run.PhaseLoading || a.Epoch != 3 || len(a.History) != 3 || a.Step != 6 {
		t.Errorf("%+v", a)
	}
	s.Training.OnMessage(f, Started(3, 7))
	s.Training.OnMessage(f, &port.Step{Epoch: 4, Step: 8, EpochStep: 2, EpochSteps: 2, Sums: history.Sums{Correct: 64, Pictures: 128}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 4})
	if a := StateOf(t, s); a.State != run.PhaseTraining || a.Epoch != 4 || len(a.History) != 4 || a.Step != 8 {
		t.Errorf("%+v", a)
	}
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.7}, WeightsSHA256: Digest, Stopped: "epochs"})
	if a := StateOf(t, s); a.State != run.PhaseDone || len(a.History) != 4 {
		t.Errorf("%+v", a)
	}
}

func TestALinkThatAsksForARunThatWasCutShortWaitsAndGoesOn(t *testing.T) {
	tests := []struct {
		name   string
		during func(*app.Session)
		told   string
		run    string
	}{
		{"nothing", func(*app.Session) {}, "start", "old"},
		{"not now", func(s *app.Session) { s.Saved.Postpone("old") }, "", ""},
		{"another sample", func(s *app.Session) { s.Recipe.Choose(3) }, "", ""},
		{"discarded", func(s *app.Session) { s.Saved.Discard("old") }, "start", "new"},
		{"Train", func(s *app.Session) { s.Training.Train() }, "start", "new"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := &FakeArchive{}
			a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
			s, f := NewSessionWith(a)
			s.Training.EnsureWorker()
			s.Training.OnMessage(f, &port.Ready{})
			s.Open(cutLink+"&run=1", "")
			if s.Saved.Countdown != saved.Grace || len(f.Sent) > 0 {
				t.Fatalf("countdown %d, told %q", s.Saved.Countdown, f.Kinds())
			}
			Beat(s, saved.Grace-1)
			test.during(s)
			Beat(s, 1)
			if f.Kinds() != test.told || test.run != "" && s.Training.Run.ID != test.run {
				t.Errorf("told %q, run %+v", f.Kinds(), s.Training.Run)
			}
		})
	}
}

func TestALinkThatAsksForAnOlderRunGetsIt(t *testing.T) {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "older", State: store.Running, Epoch: 3})
	a.Keep(t, store.Record{ID: "newer", State: store.Running, Link: "sample=3", Sample: 3})
	s, _ := NewSessionWith(a)
	s.Open("", "")
	if s.Saved.Offer == nil || s.Saved.Offer.ID != "newer" || s.Saved.Countdown != 0 {
		t.Fatalf("offer %v, countdown %d", s.Saved.Offer, s.Saved.Countdown)
	}
	s.Open(cutLink+"&run=1", "")
	if s.Saved.Offer == nil || s.Saved.Offer.ID != "older" || s.Saved.Countdown != saved.Grace {
		t.Fatalf("offer %v, countdown %d", s.Saved.Offer, s.Saved.Countdown)
	}
	s.Saved.Postpone("older")
	if s.Saved.Offer != nil || s.Saved.Countdown != 0 || len(s.Saved.Records) != 2 {
		t.Errorf("put away, and yet offered: %v", s.Saved.Offer)
	}
}

func TestALinkThatAsksForARunWaitsForTheBrowsersAnswer(t *testing.T) {
	for _, answer := range []string{"late", "never", "no"} {
		t.Run(answer, func(t *testing.T) {
			a := &FakeArchive{}
			s, f := NewSessionWith(a)
			s.Saved.Answered = false
			s.Training.OnMessage(f, &port.Ready{})
			s.Training.EnsureWorker()
			s.Training.OnMessage(f, &port.Ready{})
			s.Open("sample=1&run=1", "")
			if len(f.Sent) > 0 {
				t.Fatalf("told %q", f.Kinds())
			}
			switch answer {
			case "late":
				s.Saved.ReloadSavedRuns()
			case "never":
				f.Later[0]()
			case "no":
				a.Refuses = store.ErrRefused
				s.Saved.OpenSavedRuns()
			}
			if f.Kinds() != "start" {
				t.Errorf("told %q", f.Kinds())
			}
		})
	}
}

func TestOneTabAloneTrainsARun(t *testing.T) {
	a := &FakeArchive{others: []string{"old"}}
	a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
	s, f := NewSessionWith(a)
	f.Later[1]() // the second look
	s.Open("", "")
	if s.Saved.Offer != nil || s.Saved.Elsewhere == nil {
		t.Fatalf("offer %v, elsewhere %v", s.Saved.Offer, s.Saved.Elsewhere)
	}
	s.Saved.GoOn("old")
	if len(f.Sent) > 0 || s.Training.Run != nil || s.Training.Problem() != "" {
		t.Fatalf("told %q, problem %q", f.Kinds(), s.Training.Problem())
	}
	s.Saved.ViewRun("old")
	if s.Saved.Shown() == nil || len(s.Saved.Shown().History) != 3 || StateOf(t, s).State == run.PhaseTraining {
		t.Errorf("shown %+v", s.Saved.Shown())
	}
	a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 4})
	Beat(s, 2)
	if n := len(s.Saved.Shown().History); n != 4 {
		t.Errorf("%d epochs are shown", n)
	}
	// The link of the run in the other tab starts no second one by itself.
	s.Open(cutLink+"&run=1", "")
	if s.Training.Run != nil {
		t.Fatal("it is trained twice")
	}
	s.Saved.StartAnother("old")
	if s.Training.Run == nil || s.Training.Run.ID != "new" || s.Saved.Shown() != s.Training.Run {
		t.Errorf("run %+v", s.Training.Run)
	}
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Stop()
	s.Training.OnMessage(f, &port.Stopped{})

	// When the other tab has gone, its run can go on here.
	a.others = nil
	s.Saved.Postponed = map[string]bool{}
	s.Saved.ReloadSavedRuns()
	if s.Saved.Offer == nil || s.Saved.Offer.ID != "old" || s.Saved.Elsewhere != nil {
		t.Errorf("offer %v, elsewhere %v", s.Saved.Offer, s.Saved.Elsewhere)
	}
}

func TestARunOfATabThatIsJustEndingIsOffered(t *testing.T) {
	a := &FakeArchive{others: []string{"old"}}
	a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
	f := &Fake{}
	s := app.NewSession(func(run.Supervisor) run.Trainer { return f }, f, "en")
	s.Saved.Archive = a
	s.Saved.Aside = func(work func(context.Context) func()) { work(context.Background())() }
	var later []func()
	s.After = func(_ time.Duration, then func()) { later = append(later, then) }
	s.Open(cutLink+"&run=1", "")
	s.Saved.OpenSavedRuns()
	a.others = nil
	later[1]()
	if s.Saved.Countdown != saved.Grace || s.Saved.Elsewhere != nil {
		t.Errorf("countdown %d, elsewhere %v", s.Saved.Countdown, s.Saved.Elsewhere)
	}
}

func TestTheBrowserIsAskedToKeepRunsOnce(t *testing.T) {
	a := &FakeArchive{}
	s, f := NewSessionWith(a)
	s.Open("sample=1&run=1", "")
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, Started(0, 0))
	if a.persisted != 0 {
		t.Error("asked before there is anything to keep")
	}
	for i := range 3 {
		a.Keep(t, store.Record{ID: "new", State: store.Running})
		s.Training.OnMessage(f, &port.Saved{Run: "new", Step: i + 1, Bytes: 7})
	}
	if a.persisted != 1 {
		t.Errorf("asked %d times", a.persisted)
	}
	if r := s.Saved.Record("new"); r == nil || r.Step != 3 || r.Bytes != 7 || s.Saved.StandingOf(r) != saved.StandsTraining {
		t.Errorf("listed as %+v", r)
	}
	if s.Saved.Offer != nil || s.Saved.Elsewhere != nil {
		t.Errorf("the run that goes on is offered: %v, %v", s.Saved.Offer, s.Saved.Elsewhere)
	}
}

func TestARunThatCannotGoOnIsSaidInWords(t *testing.T) {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "odd", State: store.Running, Link: "sample=99", Sample: 1})
	s, _ := NewSessionWith(a)
	s.Open("", "")
	s.Saved.GoOn("odd")
	if s.Training.Run != nil || !strings.Contains(s.Training.Problem(), "cannot be taken up again") || !strings.Contains(s.Training.Problem(), "99") {
		t.Errorf("run %v, problem %q", s.Training.Run, s.Training.Problem())
	}
	s.Saved.GoOn("none")
	if s.Training.Run != nil || !strings.Contains(s.Training.Problem(), "not saved any more") {
		t.Errorf("run %v, problem %q", s.Training.Run, s.Training.Problem())
	}
}

func TestLeavingIsGuardedAndTheScreenLitOnlyWhileTraining(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1", "")
	expect := func(when string, losing, lit bool) {
		t.Helper()
		if f.losing != losing || f.lit != lit {
			t.Errorf("%s: losing %v, lit %v", when, f.losing, f.lit)
		}
	}
	expect("at first", false, false)
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, Started(0, 0))
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	expect("in training", true, true)
	s.Training.OnMessage(f, &port.Paused{})
	expect("in a pause", true, false)
	s.Training.OnMessage(f, &port.Resumed{})
	expect("after it", true, true)
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
	expect("at the end", false, false)
}

func TestOwnBestsAreThoseOfTheSamplesOwnNetworksAndBuildNone(t *testing.T) {
	a := &FakeArchive{}
	for id, r := range map[string]struct {
		link     string
		accuracy float64
	}{
		"good":   {"sample=3&seed=1", 0.6},
		"better": {"sample=3&seed=2&lr=0.01", 0.61},
		"edited": {"sample=3&model=" + modelOf(t, 6), 0.7},
		"broken": {"sample=3&%zz", 0.8},
	} {
		a.Keep(t, store.Record{ID: id, State: store.Done, Link: r.link, Sample: 3, Epoch: 9, Test: &history.Score{Accuracy: history.Float(r.accuracy)}})
	}
	s, _ := NewSessionWith(a)
	if len(s.Saved.Records) != 4 || s.Training.Best[3] != 0.61 {
		t.Errorf("%d runs, the best of sample 3 is %v", len(s.Saved.Records), s.Training.Best[3])
	}
	if len(s.Saved.Recipes) != 0 {
		t.Errorf("%d recipes were built for runs that nobody looks at", len(s.Saved.Recipes))
	}
}

func TestARunOfAnotherVersionLeavesNothingThatThisOneDoesNotKnow(t *testing.T) {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "later", State: store.Stopped, Epoch: 3, Link: cutLink + "&foo=1", Sample: 2})
	s, _ := NewSessionWith(a)
	s.Open("sample=1", "")
	s.Saved.Recall(s.Saved.RecipeOf(s.Saved.Record("later")).Pairs)
	s.Recipe.Choose(3)
	if _, there := s.Recipe.Given["foo"]; there || s.Recipe.Experiment.Sample != 3 {
		t.Errorf("given is %v", s.Recipe.Given)
	}
	s.Recipe.Undo()
	if s.Recipe.Experiment.Seed != 5 {
		t.Errorf("the recipe that was taken is gone: %+v", s.Recipe.Given)
	}
}

func TestAReadThatFailsLosesNoRunFromTheList(t *testing.T) {
	a := SomeRuns(t)
	s, _ := NewSessionWith(a)
	s.Open("sample=1", "")
	there := len(s.Saved.Records)
	for _, err := range []error{store.ErrRefused, store.ErrCorrupt} {
		s.Saved.Store = silent{&a.Memory, err}
		s.Saved.ReloadSavedRuns()
		if len(s.Saved.Records) != there || there == 0 || s.Saved.None == nil && !s.Saved.Unreadable {
			t.Errorf("%d of %d runs are left, and it says %v", len(s.Saved.Records), there, s.Saved.None)
		}
	}
	s.Saved.Store = &a.Memory
	s.Saved.ReloadSavedRuns()
	if len(s.Saved.Records) != there || s.Saved.None != nil || s.Saved.Unreadable {
		t.Errorf("%d of %d runs, and it still says %v", len(s.Saved.Records), there, s.Saved.None)
	}
}

// silent is a store that does not say what is in it.
type silent struct {
	*store.Memory
	why error
}

func (s silent) Runs(context.Context) ([]*store.Record, error) { return nil, s.why }
