package trainer

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"muestra/nn/history"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// steady is a short run with everything that carries state from step to step: 3 epochs of 3 steps.
const steady = "sample=3&train=48&val=16&test=16&epochs=3&batch=16&seed=5&optimizer=adam&augment=flip&schedule=cosine&lr=0.01"

func keep(link, run string) *port.Start {
	m := start(link, "")
	m.Run = run
	return m
}

func goOn(link, run string) *port.Start {
	m := keep(link, run)
	m.Resume = true
	return m
}

// hash trains without interruption.
func hash(t *testing.T, link string) string {
	p := newPage(t)
	p.w.receive(start(link, ""), nil)
	return p.hear(port.KindDone).(*port.Done).WeightsSHA256
}

// whole hears a run from start to end, its last save included, and returns its Done and the messages of a kind.
func whole(p *page, m *port.Start, kind port.Kind) (done *port.Done, those []port.Message) {
	p.t.Helper()
	p.w.receive(m, nil)
	p.end()
	close(p.heard)
	for m := range p.heard {
		switch m := m.(type) {
		case *port.Error:
			p.t.Fatal(m.Text)
		case *port.Done:
			done = m
		}
		if m.Kind() == kind {
			those = append(those, m)
		}
	}
	if done == nil {
		p.t.Fatal("the run has come to no end")
	}
	return done, those
}

func TestARunIsKeptFromItsFirstStepToItsEnd(t *testing.T) {
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	done, saves := whole(p, keep(steady, "a"), port.KindSaved)
	first, last := saves[0].(*port.Saved), saves[len(saves)-1].(*port.Saved)
	if first.Run != "a" || first.Step >= last.Step || first.Bytes < 1000 || last.Step != 9 || last.Epoch != 3 {
		t.Errorf("first %+v, last %+v", first, last)
	}
	r, err := m.Run(context.Background(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if r.Epoch != 3 || r.Epochs != 3 || r.Step != 9 || r.Sample != 3 || r.State != store.Done || r.Dataset != "synthetic" || r.WeightsSHA256 != done.WeightsSHA256 || r.Changed {
		t.Errorf("%+v", r)
	}
	if r.Test == nil || *r.Test != *done.Test {
		t.Errorf("test %+v, told %+v", r.Test, done)
	}
	if epochs, err := history.Read(r.History); err != nil || len(epochs) != 3 || !epochs[2].ValLoss.IsFinite() {
		t.Errorf("history %s, %v", r.History, err)
	}
	if !strings.Contains(r.Link, "sample=3&train=48&") {
		t.Errorf("link %s", r.Link)
	}
}

func TestEveryEpochIsKept(t *testing.T) {
	p := newPage(t)
	saved := make(chan *port.Saved, 100)
	send := p.w.send
	p.w.send = func(m port.Message) {
		switch m := m.(type) {
		case *port.Saved:
			saved <- m
		case *port.Step: // the first of an epoch waits until the epoch before is kept: saves are quick, but these steps are quicker
			for m.EpochStep == 1 && m.Epoch > 1 {
				select {
				case s := <-saved:
					if s.Epoch < m.Epoch-1 {
						continue
					}
					if s.Epoch != m.Epoch-1 || s.Step != m.Step-1 {
						t.Errorf("at step %d of epoch %d, kept after step %d and epoch %d", m.Step, m.Epoch, s.Step, s.Epoch)
					}
				case <-time.After(time.Minute):
					t.Errorf("epoch %d is not kept", m.Epoch-1)
				}
				break
			}
		}
		send(m)
	}
	p.w.receive(keep(steady, "a"), nil)
	p.hear(port.KindDone)
}

func TestWhenASaveIsDue(t *testing.T) {
	step, last := history.Step{Step: 5, EpochStep: 2, EpochSteps: 9}, history.Step{Step: 9, EpochStep: 9, EpochSteps: 9}
	for _, test := range []struct {
		name          string
		begun, seen   time.Duration // ago
		took, judging time.Duration
		owed          bool
		credit        time.Duration
		event         train.Event
		want          bool
	}{
		{"soon after a save", 9 * time.Second, time.Second, time.Second, 0, false, 0, step, false},
		{"while there is time for a step and a save", 24 * time.Second, 2 * time.Second, 3 * time.Second, 0, false, 0, step, false},
		{"when the next step would be too late", 26 * time.Second, 2 * time.Second, 3 * time.Second, 0, false, 0, step, true},
		{"what is owed", 9 * time.Second, time.Second, 0, 0, true, 0, step, true},
		{"what is owed, too dear", 9 * time.Second, time.Second, 0, 0, true, -time.Second, step, false},
		{"what is owed, and paid for meanwhile", 30 * time.Second, 21 * time.Second, 0, 0, true, -time.Second, step, true},
		{"the end of an epoch", time.Second, time.Second, 0, 0, false, 0, history.Epoch{}, true},
		{"its last step", time.Second, time.Second, 0, 0, true, 0, last, false},
		{"its last step before a long validation", 9 * time.Second, time.Second, time.Second, 25 * time.Second, false, 0, last, true},
		{"validation", time.Minute, time.Second, 0, 0, true, 0, train.Evaluating{What: train.Validation}, false},
		{"a test, the last epoch kept", time.Minute, time.Second, 0, 0, false, 0, train.Evaluating{What: train.Test}, false},
		{"a test, the last epoch not kept yet", time.Second, time.Second, 0, 0, true, 0, train.Evaluating{What: train.Test}, true},
		{"the end", time.Minute, time.Second, 0, 0, true, 0, history.Result{}, false},
	} {
		k := newKeeper(nil, "a")
		k.begun, k.seen = k.begun.Add(-test.begun), k.seen.Add(-test.seen)
		k.owed, k.judging, k.credit = test.owed, test.judging, test.credit
		k.took.Store(int64(test.took))
		if got := k.due(test.event); got != test.want {
			t.Errorf("%s: due %v, want %v", test.name, got, test.want)
		}
	}
}

func TestAStoppedRunGoesOnWithTheSameBits(t *testing.T) {
	want := hash(t, steady)
	for _, kind := range []port.Kind{port.KindStarted, port.KindStep, port.KindEpoch, port.KindEvaluating} {
		t.Run(string(kind), func(t *testing.T) {
			m := new(store.Memory)
			begin := keep(steady, "a")
			for n := 1; ; n++ { // each sitting one message longer
				p := newPage(t)
				p.keepIn(m)
				p.w.receive(begin, nil)
				last := listen(p, kind, n)
				if done, ok := last.(*port.Done); ok {
					if done.WeightsSHA256 != want {
						t.Errorf("after %d sittings the weights are %s, want %s", n, done.WeightsSHA256, want)
					}
					return
				}
				if _, err := m.Run(context.Background(), "a"); err == nil {
					begin = goOn(steady, "a")
				}
			}
		})
	}
}

// listen stops the run after so many messages of a kind, and returns its last word once the run is kept.
func listen(p *page, kind port.Kind, n int) (last port.Message) {
	p.t.Helper()
	for {
		m := <-p.heard
		if m.Kind() == kind {
			if n--; n == 0 {
				p.say <- &port.Stop{}
			}
		}
		switch m := m.(type) {
		case *port.Error:
			p.t.Fatal(m.Text)
		case *port.Done, *port.Stopped:
			p.end()
			return m
		}
	}
}

// mortal is a store that a crash leaves behind: saves after so many are lost.
type mortal struct {
	*store.Memory
	saves int
}

func (m *mortal) Save(ctx context.Context, r *store.Record, p store.Parcel) error {
	if m.saves == 0 {
		return nil
	}
	m.saves--
	return m.Memory.Save(ctx, r, p)
}

func TestARunThatCrashedGoesOnWithTheSameBits(t *testing.T) {
	want := hash(t, steady)
	for saves := 1; saves <= 4; saves++ {
		m := &mortal{new(store.Memory), saves}
		p := newPage(t)
		p.keepIn(m)
		p.w.receive(keep(steady, "a"), nil)
		p.hear(port.KindDone)

		p = newPage(t)
		p.keepIn(m.Memory)
		p.w.receive(goOn(steady, "a"), nil)
		started := p.hear(port.KindStarted).(*port.Started)
		if started.Step == 0 || len(started.History) != started.Epoch {
			t.Errorf("%d saves: %+v", saves, started)
		}
		if got := p.hear(port.KindDone).(*port.Done).WeightsSHA256; got != want {
			t.Errorf("%d saves, on from step %d: weights %s, want %s", saves, started.Step, got, want)
		}
	}
}

// failing is a store in which nothing can be saved.
type failing struct {
	*store.Memory
	err   error
	saves int
}

func (f *failing) Save(context.Context, *store.Record, store.Parcel) error {
	f.saves++
	return f.err
}

func TestARunThatCannotBeKeptGoesOn(t *testing.T) {
	want := hash(t, steady)
	for why, err := range map[string]error{
		"full": fmt.Errorf("store: save: %w", store.ErrFull), "refused": store.ErrNewer, "corrupt": store.ErrCorrupt, "other": errors.New("no luck"),
	} {
		t.Run(why, func(t *testing.T) {
			p := newPage(t)
			f := &failing{new(store.Memory), err, 0}
			p.keepIn(f)
			done, unsaved := whole(p, keep(steady, "a"), port.KindUnsaved)
			if len(unsaved) != 1 || *unsaved[0].(*port.Unsaved) != (port.Unsaved{Run: "a", Reason: why, Text: err.Error()}) {
				t.Errorf("told %d times, first %+v", len(unsaved), unsaved[0])
			}
			if done.WeightsSHA256 != want {
				t.Errorf("weights %s, want %s", done.WeightsSHA256, want)
			}
			if f.saves < 2 {
				t.Errorf("tried %d times", f.saves)
			}
		})
	}
	t.Run("no store", func(t *testing.T) {
		p := newPage(t)
		tries := 0
		p.w.connect = func(context.Context) (store.Store, error) { tries++; return nil, store.ErrRefused }
		done, unsaved := whole(p, keep(steady, "a"), port.KindUnsaved)
		if len(unsaved) != 1 || unsaved[0].(*port.Unsaved).Reason != "refused" {
			t.Errorf("%+v", unsaved)
		}
		if done.WeightsSHA256 != want {
			t.Errorf("weights %s, want %s", done.WeightsSHA256, want)
		}
		if tries < 2 || tries > 5 {
			t.Errorf("tried %d times in 9 steps", tries)
		}
	})
}

func TestWhatCannotGoOnIsSaidInWords(t *testing.T) {
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	p.w.receive(keep(steady, "a"), nil)
	p.hear(port.KindDone)
	p.end()
	broken := new(store.Memory)
	for id, text := range map[string]string{"junk": "no safetensors at all", "nothing": ""} {
		parcel := broken.NewParcel()
		parcel.Write([]byte(text))
		if err := broken.Save(context.Background(), &store.Record{ID: id, State: store.Running}, parcel); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name, link, run string
		in              store.Store
		refused         error
		want            string
	}{
		{"another run", steady, "b", m, nil, "this run is no longer kept"},
		{"in Spanish", steady + "&lang=es", "b", m, nil, "este entrenamiento ya no está guardado"},
		{"no checkpoint", steady, "junk", broken, nil, "what was kept of this run is damaged: begin anew"},
		{"an empty checkpoint", steady, "nothing", broken, nil, "what was kept of this run is damaged: begin anew"},
		{"another experiment", strings.Replace(steady, "lr=0.01", "lr=0.02", 1), "a", m, nil, "lr=0.02: the checkpoint is of a run with lr=0.01"},
		{"no store", steady, "a", nil, store.ErrRefused, "the browser does not let what was kept be read"},
		{"a run that another tab trains", steady, "a", m, store.ErrOwned, "this run is going on in another tab: stop it there, or begin another one"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPage(t)
			p.w.connect = func(context.Context) (store.Store, error) { return test.in, test.refused }
			if test.refused == store.ErrOwned {
				p.w.own = func(context.Context, string) (func(), error) { return nil, fmt.Errorf("store: %w", store.ErrOwned) }
			}
			p.w.receive(goOn(test.link, test.run), nil)
			m := <-p.heard
			if e, ok := m.(*port.Error); !ok || e.Text != test.want {
				t.Errorf("heard %#v, want %s", m, test.want)
			}
		})
	}
}

func TestARunThatIsDoneMayGoOnForLonger(t *testing.T) {
	plain := strings.Replace(steady, "&schedule=cosine", "", 1) // which would stretch
	longer := strings.Replace(plain, "epochs=3", "epochs=5", 1)
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	p.w.receive(keep(plain, "a"), nil)
	p.hear(port.KindDone)
	p.w.receive(goOn(longer, "a"), nil) // waits for the last save
	if started := p.hear(port.KindStarted).(*port.Started); started.Epoch != 3 || started.Step != 9 || started.Epochs != 5 {
		t.Errorf("%+v", started)
	}
	if got, want := p.hear(port.KindDone).(*port.Done).WeightsSHA256, hash(t, longer); got != want {
		t.Errorf("weights %s, want %s", got, want)
	}
}

// slow is a store whose saves take as long as the test wants.
type slow struct {
	*store.Memory
	begun, end chan struct{}
}

func (s *slow) Save(ctx context.Context, r *store.Record, p store.Parcel) error {
	s.begun <- struct{}{}
	<-s.end
	return s.Memory.Save(ctx, r, p)
}

func TestTrainingDoesNotWaitForASaveAndTheNextRunDoes(t *testing.T) {
	p := newPage(t)
	s := &slow{new(store.Memory), make(chan struct{}, 100), make(chan struct{})}
	p.keepIn(s)
	p.w.receive(keep(steady, "a"), nil)
	<-s.begun
	p.hear(port.KindDone) // nine steps during one save
	if n := len(s.begun); n > 0 {
		t.Errorf("%d saves at once", n+1)
	}
	p.w.receive(start(steady, ""), nil)
	s.end <- struct{}{}
	<-s.begun // the last
	for len(p.heard) > 0 {
		if m := <-p.heard; m.Kind() == port.KindStarted {
			t.Error("the next run has begun before the last save")
		}
	}
	s.end <- struct{}{}
	p.hear(port.KindSaved)
	p.hear(port.KindStarted)
	p.hear(port.KindDone)
}

func TestARunWithoutANameIsNotKept(t *testing.T) {
	p := newPage(t)
	p.w.connect = func(context.Context) (store.Store, error) {
		t.Error("a store was opened")
		return nil, store.ErrRefused
	}
	p.w.own = func(context.Context, string) (func(), error) {
		t.Error("a run was owned")
		return nil, store.ErrRefused
	}
	p.w.receive(start(steady, ""), nil)
	p.hear(port.KindDone)
}

func TestTheRightToTrainIsGivenBackAfterTheLastSave(t *testing.T) {
	p := newPage(t)
	m := new(store.Memory)
	p.keepIn(m)
	released := make(chan store.State, 1)
	p.w.own = func(_ context.Context, id string) (func(), error) {
		return func() {
			r, err := m.Run(context.Background(), id)
			if err != nil {
				t.Error(err)
				return
			}
			released <- r.State
		}, nil
	}
	p.w.receive(keep(steady, "a"), nil)
	if state := <-released; state != store.Done {
		t.Errorf("given back when the run was %s", state)
	}
}
