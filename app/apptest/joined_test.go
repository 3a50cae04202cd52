package apptest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/run"
	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
	"muestra/wasm/trainer"
)

// joined is the page's models with real workers. What they tell each other is written and read as between a page and its web workers.
type joined struct {
	*app.Session
	t       *testing.T
	archive *FakeArchive
	screen  *Fake         // whose Later is the page's clock
	worker  *joinedWorker // the newest
	heard   chan heard    // without room, so that no worker is more than a message ahead of the page
}

// heard is what a worker said, or that it has died.
type heard struct {
	from *joinedWorker
	text string
	load []byte
}

// joinedWorker is a run.Trainer whose other end is a trainer.Local.
type joinedWorker struct {
	local *trainer.Local
	told  chan port.Message // on their way to it
	gone  chan struct{}     // closed when it is dead
	dead  atomic.Bool
}

// mortal is the store of a worker that may die: then nothing of what it saves arrives.
type mortal struct {
	store.Store
	worker *joinedWorker
}

var errDead = errors.New("the worker is dead")

func (m mortal) Save(ctx context.Context, r *store.Record, p store.Parcel) error {
	if m.worker.dead.Load() {
		return errDead
	}
	return m.Store.Save(ctx, r, p)
}

// openJoined opens a page over an archive.
func openJoined(t *testing.T, archive *FakeArchive, link string) *joined {
	j := &joined{t: t, archive: archive, screen: &Fake{}, heard: make(chan heard)}
	j.Session = app.NewSession(func(run.Supervisor) run.Trainer { return j.start() }, j.screen, "en")
	j.Saved.Archive = archive
	j.Saved.Aside = func(work func(context.Context) func()) { work(context.Background())() }
	j.After = func(_ time.Duration, then func()) { j.screen.Later = append(j.screen.Later, then) }
	j.Training.Name = func() string { return "new" }
	j.Saved.OpenSavedRuns()
	j.Open(link, "")
	j.Training.EnsureWorker()
	t.Cleanup(j.close)
	return j
}

func (j *joined) start() run.Trainer {
	w := &joinedWorker{told: make(chan port.Message, 100), gone: make(chan struct{})}
	j.worker = w
	w.local = trainer.NewLocal(mortal{&j.archive.Memory, w}, func(m port.Message) {
		text, err := port.Encode(m)
		if err != nil {
			j.t.Errorf("the worker says %#v: %v", m, err)
			return
		}
		select {
		case j.heard <- heard{w, text, port.Load(m)}:
		case <-w.gone:
		}
	})
	go func() {
		for {
			select {
			case m := <-w.told:
				w.local.Receive(m)
			case <-w.gone:
				return
			}
		}
	}()
	return w
}

// Send implements run.Trainer.
func (w *joinedWorker) Send(m port.Message) {
	text, err := port.Encode(m)
	if err != nil {
		panic(err)
	}
	again, err := port.DecodeWith(text, port.Load(m))
	if err != nil {
		panic(err)
	}
	w.told <- again
}

// Dismiss implements run.Trainer: the worker is ended in the middle of whatever it does.
func (w *joinedWorker) Dismiss() {
	if !w.dead.Swap(true) {
		close(w.gone)
		w.local.End()
	}
}

// close closes the page, and with it its worker.
func (j *joined) close() {
	if j.worker != nil {
		j.worker.Dismiss()
	}
}

// die ends the worker as a browser that has no memory left does.
func (j *joined) die() {
	w := j.worker
	w.Dismiss()
	j.Training.OnWorkerLost(w, run.TextErrorWorkerDied, "out of memory")
}

// until takes in what workers say until a condition holds.
func (j *joined) until(what string, ok func(app.Automation) bool) app.Automation {
	j.t.Helper()
	limit := time.After(2 * time.Minute)
	for {
		a := StateOf(j.t, j.Session)
		if ok(a) {
			return a
		}
		if a.State == run.PhaseError {
			j.t.Fatalf("waiting for %s: %s", what, a.Error)
		}
		select {
		case h := <-j.heard:
			if h.from.dead.Load() {
				continue
			}
			m, err := port.DecodeWith(h.text, h.load)
			if err != nil {
				j.t.Fatalf("the page cannot read %s: %v", h.text, err)
			}
			j.Training.OnMessage(h.from, m)
		case <-limit:
			j.t.Fatalf("no %s within two minutes: %+v", what, a)
		}
	}
}

// kept is the run as it is kept now.
func (j *joined) kept() *store.Record {
	j.t.Helper()
	r, err := j.archive.Run(context.Background(), "new")
	if err != nil {
		j.t.Fatal(err)
	}
	return r
}

func (j *joined) done() string {
	j.t.Helper()
	return j.until("end", func(a app.Automation) bool { return a.State == run.PhaseDone }).WeightsSHA256
}

// endsAsPlainly waits for the end, with the weights that the link leads to without a page.
func (j *joined) endsAsPlainly() {
	j.t.Helper()
	if got, want := j.done(), plainly(j.t); got != want {
		j.t.Errorf("weights %s, want %s", got, want)
	}
}

func (j *joined) step(n int) {
	j.t.Helper()
	j.until("step", func(a app.Automation) bool { return a.Step >= n })
}

const joinedLink = "sample=1&train=96&val=32&test=32&epochs=3&batch=16&seed=3&workers=1"

// plainly is what the same link trains to without a page.
func plainly(t *testing.T) string {
	t.Helper()
	e, _, err := recipe.ParseLink(joinedLink)
	if err != nil {
		t.Fatal(err)
	}
	r, err := recipe.NewRun(e, data.Synthetic(recipe.SyntheticSeed))
	if err != nil {
		t.Fatal(err)
	}
	digest := ""
	err = r.Fit(context.Background(), func(e train.Event) {
		if result, ok := e.(history.Result); ok {
			digest = result.WeightsSHA256
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return digest
}

func TestThePageTrainsToWhatItsLinkIs(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.endsAsPlainly()
	if a := StateOf(t, j.Session); len(a.History) != 3 || a.Step != 18 {
		t.Errorf("state %+v", a)
	}
}

func TestAPauseAndASingleStepChangeNoBit(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.step(2)
	paused := func(a app.Automation) bool { return a.State == run.PhasePaused }
	j.Training.Pause()
	at := j.until("pause", paused).Step
	j.Training.Once()
	j.until("single step", func(a app.Automation) bool { return paused(a) && a.Step == at+1 })
	j.Training.Resume()
	j.endsAsPlainly()
}

func TestARunOutlivesItsWorker(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.step(8) // in the second epoch
	first := j.worker
	j.die()
	if j.worker == first || StateOf(t, j.Session).State == run.PhaseDone {
		t.Fatal("the run did not need another worker")
	}
	j.endsAsPlainly()
}

func TestARunOutlivesItsPage(t *testing.T) {
	archive := &FakeArchive{}
	j := openJoined(t, archive, joinedLink)
	j.Training.Train()
	j.step(8)
	j.close()
	again := openJoined(t, archive, "")
	again.Saved.GoOn("new")
	again.endsAsPlainly()
}

func TestAStoppedRunGoesOnInAnotherBrowser(t *testing.T) {
	archive, elsewhere := &FakeArchive{}, &FakeArchive{}
	j := openJoined(t, archive, joinedLink)
	j.Training.Train()
	j.step(8)
	j.Training.Stop()
	j.until("stop", func(a app.Automation) bool { return a.State == run.PhaseReady })
	j.until("save", func(app.Automation) bool { r := j.Saved.Record("new"); return r != nil && r.State == store.Stopped })
	j.Saved.ExportRuns([]string{"new"})
	elsewhere.File = archive.File
	other := openJoined(t, elsewhere, "")
	other.Saved.ImportRuns(nil)
	other.Saved.GoOn("new")
	other.endsAsPlainly()
}

func TestARunThatLosesTooManyWorkersIsGivenUpWithAdviceAndGoesOn(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.step(8)
	for range run.Falls {
		j.die()
		j.until("another worker", func(app.Automation) bool { return j.Training.Run.Started != nil })
	}
	if at, kept := j.Training.Run.Started.Step, j.kept().Step; at != kept || at == 0 {
		t.Fatalf("the last worker goes on after step %d, and %d is kept", at, kept)
	}
	j.die()
	a := StateOf(t, j.Session)
	if a.State != run.PhaseError || !strings.Contains(a.Error, "out of memory") || !strings.Contains(a.Error, "happened 3 times in a row") {
		t.Fatalf("%+v", a)
	}
	if j.Saved.Offer == nil || j.Saved.Offer.ID != "new" {
		t.Fatalf("offered is %+v", j.Saved.Offer)
	}
	j.Saved.GoOn("new")
	j.endsAsPlainly()
}

func TestARunOutlivesAWorkerThatFallsSilent(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.step(8)
	silent := j.worker
	for range run.Endurance { // seconds in which nothing is heard
		j.Training.Watch()
	}
	if j.worker == silent || !silent.dead.Load() {
		t.Fatal("the silent worker is still waited for")
	}
	j.endsAsPlainly()
}

// curious is a panel that shows everything there is to ask about a network, as fast as it can be had.
type curious struct {
	j     *joined
	sheet inspect.Sheet
}

func (c *curious) Ask() {
	s := c.j.Inspection
	s.WantVerdicts()
	s.WantFresh()
	s.WantLayers()
	s.WantSheet(&c.sheet, "test", []int32{3, 1, 2})
}

func TestQuestionsWhileItTrainsChangeNoBit(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	panel := &curious{j: j}
	j.Inspection.Show(panel)
	j.Inspection.Visible = true
	j.Training.Train()
	live := 0
	end := j.until("end", func(a app.Automation) bool {
		j.screen.WakeUp()
		j.Inspection.RefreshPanel()
		if v, shown := j.Inspection.Predicted(); a.State == run.PhaseTraining && v != nil && len(shown) > 0 {
			live++
		}
		return a.State == run.PhaseDone
	})
	if got, want := end.WeightsSHA256, plainly(t); got != want {
		t.Errorf("weights %s, want %s", got, want)
	}
	if live == 0 || panel.sheet.Address == "" {
		t.Errorf("predictions were shown %d times, the sheet is at %q", live, panel.sheet.Address)
	}
	j.until("verdicts on the test pictures", func(app.Automation) bool {
		j.screen.WakeUp()
		j.Inspection.RefreshPanel()
		v := j.Inspection.Judged()
		return v != nil && v.Pass == "test"
	})
	judged := j.Inspection.Judged()
	right := 0
	for i, label := range judged.Labels {
		if int(label) == judged.Said[i] {
			right++
		}
	}
	if want := float64(j.Training.Run.Done.Test.Accuracy); len(judged.Labels) != 32 || float64(right)/32 != want {
		t.Errorf("%d of %d pictures are right, and the run's test says %v", right, len(judged.Labels), want)
	}
}

func TestWhatAStoppedRunKeeps(t *testing.T) {
	archive := &FakeArchive{}
	j := openJoined(t, archive, joinedLink)
	j.Training.Train()
	j.step(8)
	j.Training.Stop()
	at := j.until("stop", func(a app.Automation) bool { return a.State == run.PhaseReady })
	j.until("save", func(app.Automation) bool { r := j.Saved.Record("new"); return r != nil && r.State == store.Stopped })
	r := j.Saved.Record("new")
	if r.Epoch != len(at.History) || r.Epoch == 0 || r.Step != at.Step || len(r.ValAccuracy) != r.Epoch || r.Bytes == 0 || r.Test != nil {
		t.Errorf("of a run that was stopped at step %d is kept %+v", at.Step, r)
	}
	j.close()
	again := openJoined(t, archive, joinedLink+"&run=1")
	if again.Saved.Offer != nil {
		t.Errorf("a run that its visitor stopped is offered: %+v", again.Saved.Offer)
	}
}

func TestAReopenedPageOffersWhatWasCutShort(t *testing.T) {
	archive := &FakeArchive{}
	j := openJoined(t, archive, joinedLink)
	j.Training.Train()
	j.step(8)
	j.close()
	again := openJoined(t, archive, joinedLink)
	if o := again.Saved.Offer; o == nil || o.ID != "new" || o.Step != j.kept().Step || o.Step == 0 {
		t.Fatalf("offered is %+v", o)
	}
	if a := StateOf(t, again.Session); a.State != run.PhaseIdle && a.State != run.PhaseReady {
		t.Errorf("it goes on by itself: %+v", a)
	}
	again.Saved.GoOn("new")
	again.endsAsPlainly()
}

func TestGoingOnRightAfterAStopLosesNoStep(t *testing.T) {
	j := openJoined(t, &FakeArchive{}, joinedLink)
	j.Training.Train()
	j.step(8)
	j.Training.Stop()
	at := j.until("stop", func(a app.Automation) bool { return a.State == run.PhaseReady }).Step
	j.Saved.GoOn("new") // before the page hears that it is kept
	j.until("start", func(a app.Automation) bool { return a.State == run.PhaseTraining })
	if got := j.Training.Run.Started.Step; got != at {
		t.Errorf("it goes on after step %d, and was stopped at %d", got, at)
	}
	j.endsAsPlainly()
}
