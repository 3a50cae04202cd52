package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// fakeArchive keeps runs in memory.
type fakeArchive struct {
	store.Memory
	refuses    error    // opening
	others     []string // runs that other tabs train
	persisted  int
	downloaded []string
	file       []byte // of runs: the last that was written, or the one to be read
}

func (a *fakeArchive) open(context.Context) (store.Store, error) {
	if a.refuses != nil {
		return nil, a.refuses
	}
	return &a.Memory, nil
}

func (a *fakeArchive) owned(_ context.Context, ids ...string) ([]string, error) {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(a.others, id) }), nil
}

func (a *fakeArchive) persist(context.Context)             { a.persisted++ }
func (a *fakeArchive) room(context.Context) (int64, int64) { return 1e6, 1e9 }

func (a *fakeArchive) download(_ context.Context, _ store.Store, id, name string) error {
	a.downloaded = append(a.downloaded, id+" "+name)
	return nil
}

func (a *fakeArchive) bundle(ctx context.Context, s store.Store, ids []string, name string) error {
	var b bytes.Buffer
	err := store.WriteBundle(ctx, &b, s, ids...)
	if err == nil {
		a.file = b.Bytes()
		a.downloaded = append(a.downloaded, strings.Join(ids, ",")+" "+name)
	}
	return err
}

func (a *fakeArchive) unbundle(context.Context, any) (*store.Bundle, error) {
	return store.OpenBundle(bytes.NewReader(a.file), int64(len(a.file)))
}

const cutLink = "sample=2&train=128&val=64&test=64&epochs=9&seed=5"

// keep puts a run into the archive.
func (a *fakeArchive) keep(t *testing.T, r store.Record) {
	t.Helper()
	if r.Link == "" {
		r.Link, r.Sample = cutLink, 2
	}
	r.Dataset, r.Epochs = "cifar10", 9
	if r.Epoch > 0 {
		history, err := json.Marshal(started(r.Epoch, 0).History)
		if err != nil {
			t.Fatal(err)
		}
		r.History, r.Step = history, 2*r.Epoch
	}
	parcel := a.NewParcel()
	parcel.Write([]byte("weights"))
	if err := a.Save(context.Background(), &r, parcel); err != nil {
		t.Fatal(err)
	}
}

func TestARunThatWasCutShortIsOfferedAndGoesOn(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3, Labels: store.Labels{Name: "night"}})
	a.keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &store.Score{Accuracy: 0.6}})
	s, f := newSessionWith(a)
	s.open("sample=1&lang=es", "")
	if s.offer == nil || s.offer.ID != "old" || s.phase() != phaseIdle {
		t.Fatalf("offer %v, phase %q", s.offer, s.phase())
	}
	if s.best[2] != 0.6 {
		t.Errorf("the best of sample 2 is %v", s.best[2])
	}
	s.goOn("old")
	s.onMessage(f, &port.Ready{})
	start := f.sent[0].(*port.Start)
	if start.Run != "old" || !start.Resume {
		t.Errorf("told %+v", start)
	}
	if e := s.experiment; e.Sample != 2 || e.Seed != 5 || e.Epochs != 9 || s.lang != "es" || !strings.Contains(f.fragment, "seed=5") {
		t.Errorf("the recipe is %+v, the address %q", e, f.fragment)
	}
	// Not an epoch is lost from sight before the worker has its pictures.
	if a := stateOf(t, s); a.State != phaseLoading || a.Epoch != 3 || len(a.History) != 3 || a.Step != 6 {
		t.Errorf("%+v", a)
	}
	s.onMessage(f, started(3, 7))
	s.onMessage(f, &port.Step{Epoch: 4, Step: 2, Steps: 2, Pictures: 128, Total: 8, Accuracy: 0.5})
	s.onMessage(f, &port.Epoch{Epoch: 4})
	if a := stateOf(t, s); a.State != phaseTraining || a.Epoch != 4 || len(a.History) != 4 || a.Step != 8 {
		t.Errorf("%+v", a)
	}
	s.onMessage(f, &port.Done{TestAccuracy: 0.7, WeightsSHA256: digest, Stopped: "epochs"})
	if a := stateOf(t, s); a.State != phaseDone || len(a.History) != 4 {
		t.Errorf("%+v", a)
	}
}

func TestALinkThatAsksForARunThatWasCutShortWaitsAndGoesOn(t *testing.T) {
	tests := []struct {
		name   string
		during func(*session)
		told   string
		run    string
	}{
		{"nothing", func(*session) {}, "start", "old"},
		{"not now", func(s *session) { s.postpone("old") }, "", ""},
		{"another sample", func(s *session) { s.choose(3) }, "", ""},
		{"discarded", func(s *session) { s.discard("old") }, "start", "new"},
		{"Train", func(s *session) { s.train() }, "start", "new"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := &fakeArchive{}
			a.keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
			s, f := newSessionWith(a)
			s.ensureWorker()
			s.onMessage(f, &port.Ready{})
			s.open(cutLink+"&run=1", "")
			if s.countdown != grace || len(f.sent) > 0 {
				t.Fatalf("countdown %d, told %q", s.countdown, f.kinds())
			}
			beat(s, grace-1)
			test.during(s)
			beat(s, 1)
			if f.kinds() != test.told || test.run != "" && s.run.id != test.run {
				t.Errorf("told %q, run %+v", f.kinds(), s.run)
			}
		})
	}
}

func TestALinkThatAsksForAnOlderRunGetsIt(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "older", State: store.Running, Epoch: 3})
	a.keep(t, store.Record{ID: "newer", State: store.Running, Link: "sample=3", Sample: 3})
	s, _ := newSessionWith(a)
	s.open("", "")
	if s.offer == nil || s.offer.ID != "newer" || s.countdown != 0 {
		t.Fatalf("offer %v, countdown %d", s.offer, s.countdown)
	}
	s.open(cutLink+"&run=1", "")
	if s.offer == nil || s.offer.ID != "older" || s.countdown != grace {
		t.Fatalf("offer %v, countdown %d", s.offer, s.countdown)
	}
	s.postpone("older")
	if s.offer != nil || s.countdown != 0 || len(s.records) != 2 {
		t.Errorf("put away, and yet offered: %v", s.offer)
	}
}

func TestALinkThatAsksForARunWaitsForTheBrowsersAnswer(t *testing.T) {
	for _, answer := range []string{"late", "never", "no"} {
		t.Run(answer, func(t *testing.T) {
			a := &fakeArchive{}
			s, f := newSessionWith(a)
			s.answered = false
			s.onMessage(f, &port.Ready{})
			s.ensureWorker()
			s.onMessage(f, &port.Ready{})
			s.open("sample=1&run=1", "")
			if len(f.sent) > 0 {
				t.Fatalf("told %q", f.kinds())
			}
			switch answer {
			case "late":
				s.reloadSavedRuns()
			case "never":
				f.later[0]()
			case "no":
				a.refuses = store.ErrRefused
				s.openSavedRuns()
			}
			if f.kinds() != "start" {
				t.Errorf("told %q", f.kinds())
			}
		})
	}
}

func TestOneTabAloneTrainsARun(t *testing.T) {
	a := &fakeArchive{others: []string{"old"}}
	a.keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
	s, f := newSessionWith(a)
	f.later[1]() // the second look
	s.open("", "")
	if s.offer != nil || s.elsewhere == nil {
		t.Fatalf("offer %v, elsewhere %v", s.offer, s.elsewhere)
	}
	s.goOn("old")
	if len(f.sent) > 0 || s.run != nil || s.problem() != "" {
		t.Fatalf("told %q, problem %q", f.kinds(), s.problem())
	}
	s.viewRun("old")
	if s.shown() == nil || len(s.shown().history) != 3 || stateOf(t, s).State == phaseTraining {
		t.Errorf("shown %+v", s.shown())
	}
	a.keep(t, store.Record{ID: "old", State: store.Running, Epoch: 4})
	beat(s, 2)
	if n := len(s.shown().history); n != 4 {
		t.Errorf("%d epochs are shown", n)
	}
	// The link of the run in the other tab starts no second one by itself.
	s.open(cutLink+"&run=1", "")
	if s.run != nil {
		t.Fatal("it is trained twice")
	}
	s.startAnother("old")
	if s.run == nil || s.run.id != "new" || s.shown() != s.run {
		t.Errorf("run %+v", s.run)
	}
	s.onMessage(f, &port.Ready{})
	s.stop()
	s.onMessage(f, &port.Stopped{})

	// When the other tab has gone, its run can go on here.
	a.others = nil
	s.postponed = map[string]bool{}
	s.reloadSavedRuns()
	if s.offer == nil || s.offer.ID != "old" || s.elsewhere != nil {
		t.Errorf("offer %v, elsewhere %v", s.offer, s.elsewhere)
	}
}

func TestARunOfATabThatIsJustEndingIsOffered(t *testing.T) {
	a := &fakeArchive{others: []string{"old"}}
	a.keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3})
	f := &fake{}
	s := newSession(func(supervisor) trainer { return f }, f, "en")
	s.archive = a
	s.aside = func(work func(context.Context) func()) { work(context.Background())() }
	var later []func()
	s.after = func(_ time.Duration, then func()) { later = append(later, then) }
	s.open(cutLink+"&run=1", "")
	s.openSavedRuns()
	a.others = nil
	later[1]()
	if s.countdown != grace || s.elsewhere != nil {
		t.Errorf("countdown %d, elsewhere %v", s.countdown, s.elsewhere)
	}
}

func TestWhyARunIsNotKeptIsSaidOnceAndStopsNothing(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		for _, reason := range []string{"full", "refused", "corrupt", "other"} {
			s, f := newWatched(false)
			s.speak(lang)
			n := &notices{s: s}
			before := len(n.told())
			for range 3 {
				s.onMessage(f, &port.Unsaved{Run: "new", Reason: reason, Text: "QuotaExceededError"})
			}
			told := n.told()
			if len(told) != before+1 || s.phase() != phaseTraining || s.problem() != "" {
				t.Fatalf("%s: told %q, phase %q, problem %q", reason, told, s.phase(), s.problem())
			}
			if text, what := told[before], map[string]string{"es": "página", "en": "page"}[lang]; !strings.Contains(text, what) && reason != "full" {
				t.Errorf("%s: %q", reason, text)
			}
		}
	}
}

func TestABrowserThatKeepsNothingIsSaidWhereRunsWouldBe(t *testing.T) {
	s, f := newSessionWith(&fakeArchive{refuses: store.ErrRefused})
	s.open("sample=1&run=1", "")
	s.onMessage(f, &port.Ready{})
	if f.kinds() != "start" {
		t.Errorf("told %q", f.kinds())
	}
	if got := s.noRuns(); !strings.Contains(got, "Nothing can be saved: this browser does not allow it") {
		t.Errorf("said %q", got)
	}
}

func TestTheBrowserIsAskedToKeepRunsOnce(t *testing.T) {
	a := &fakeArchive{}
	s, f := newSessionWith(a)
	s.open("sample=1&run=1", "")
	s.onMessage(f, &port.Ready{})
	s.onMessage(f, started(0, 0))
	if a.persisted != 0 {
		t.Error("asked before there is anything to keep")
	}
	for i := range 3 {
		a.keep(t, store.Record{ID: "new", State: store.Running})
		s.onMessage(f, &port.Saved{Run: "new", Step: i + 1, Bytes: 7})
	}
	if a.persisted != 1 {
		t.Errorf("asked %d times", a.persisted)
	}
	if r := s.record("new"); r == nil || r.Step != 3 || r.Bytes != 7 || s.standingOf(r) != standsTraining {
		t.Errorf("listed as %+v", r)
	}
	if s.offer != nil || s.elsewhere != nil {
		t.Errorf("the run that goes on is offered: %v, %v", s.offer, s.elsewhere)
	}
}

func TestRunsAreRenamedDeletedLookedAtAndExported(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "one", State: store.Done, Epoch: 2, Test: &store.Score{Accuracy: 0.5}, WeightsSHA256: digest})
	a.keep(t, store.Record{ID: "two", State: store.Stopped, Epoch: 1})
	s, _ := newSessionWith(a)
	s.open("", "")
	if len(s.records) != 2 || s.offer != nil {
		t.Fatalf("records %v, offer %v", s.records, s.offer)
	}
	if got := s.title(2, ""); got != "Sample 2 · SGD instead of Adam" {
		t.Errorf("called %q", got)
	}
	s.rename("one", strings.Repeat("\U0001f4f7", maxName+1))
	kept, err := a.Run(context.Background(), "one")
	if err != nil || kept.Name != strings.Repeat("\U0001f4f7", maxName) || kept.Name != s.record("one").Name {
		t.Errorf("named %q, %v", kept.Name, err)
	}
	s.rename("one", "Mi récord / 1")
	s.download("one")
	if got := strings.Join(a.downloaded, ""); got != "one muestra-2-Mi-rcord--1.safetensors" {
		t.Errorf("downloaded %q", got)
	}
	s.viewRun("one")
	if r := s.shown(); r.done == nil || r.done.WeightsSHA256 != digest || len(r.history) != 2 || !strings.Contains(s.whose(), "Mi récord") {
		t.Errorf("shown %+v, %q", r, s.whose())
	}
	if st := stateOf(t, s); st.WeightsSHA256 != "" || st.State != phaseIdle {
		t.Errorf("what is looked at is in the state: %+v", st)
	}
	s.discard("one")
	if _, err := a.Run(context.Background(), "one"); !errors.Is(err, store.ErrNotFound) || s.record("one") != nil || s.shown() != nil {
		t.Errorf("deleted: %v", err)
	}
	s.goOn("two")
	if s.run == nil || s.run.id != "two" || !s.run.resumes {
		t.Errorf("a stopped run does not go on: %+v", s.run)
	}
}

func TestARunThatCannotGoOnIsSaidInWords(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "odd", State: store.Running, Link: "sample=99", Sample: 1})
	s, _ := newSessionWith(a)
	s.open("", "")
	s.goOn("odd")
	if s.run != nil || !strings.Contains(s.problem(), "cannot be taken up again") || !strings.Contains(s.problem(), "99") {
		t.Errorf("run %v, problem %q", s.run, s.problem())
	}
	s.goOn("none")
	if s.run != nil || !strings.Contains(s.problem(), "not saved any more") {
		t.Errorf("run %v, problem %q", s.run, s.problem())
	}
}

func TestLeavingIsGuardedAndTheScreenLitOnlyWhileTraining(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1", "")
	expect := func(when string, losing, lit bool) {
		t.Helper()
		if f.losing != losing || f.lit != lit {
			t.Errorf("%s: losing %v, lit %v", when, f.losing, f.lit)
		}
	}
	expect("at first", false, false)
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, started(0, 0))
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	expect("in training", true, true)
	s.onMessage(f, &port.Paused{})
	expect("in a pause", true, false)
	s.onMessage(f, &port.Resumed{})
	expect("after it", true, true)
	s.onMessage(f, &port.Done{TestAccuracy: 0.3, WeightsSHA256: digest, Stopped: "epochs"})
	expect("at the end", false, false)
}

func TestOwnBestsAreThoseOfTheSamplesOwnNetworksAndBuildNone(t *testing.T) {
	a := &fakeArchive{}
	for id, r := range map[string]struct {
		link     string
		accuracy float64
	}{
		"good":   {"sample=3&seed=1", 0.6},
		"better": {"sample=3&seed=2&lr=0.01", 0.61},
		"edited": {"sample=3&model=" + modelOf(t, 6), 0.7},
		"broken": {"sample=3&%zz", 0.8},
	} {
		a.keep(t, store.Record{ID: id, State: store.Done, Link: r.link, Sample: 3, Epoch: 9, Test: &store.Score{Accuracy: r.accuracy}})
	}
	s, _ := newSessionWith(a)
	if len(s.records) != 4 || s.best[3] != 0.61 {
		t.Errorf("%d runs, the best of sample 3 is %v", len(s.records), s.best[3])
	}
	if len(s.recipes) != 0 {
		t.Errorf("%d recipes were built for runs that nobody looks at", len(s.recipes))
	}
}
