package trainer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// page is the other side of a worker in a test: it keeps what it hears, and what it wants to say is delivered in turns, as
// a browser does.
type page struct {
	t     *testing.T
	heard chan port.Message
	say   chan port.Message
	w     *worker

	atStart port.Message  // said before the first step
	served  chan struct{} // closed when the worker has ended
}

func newPage(t *testing.T) *page {
	p := &page{t: t, heard: make(chan port.Message, 10_000), say: make(chan port.Message, 10)}
	deliver := func() {
		runtime.Gosched() // where there is one thread, the page's turn comes here
		select {
		case m := <-p.say:
			p.w.receive(m, nil)
		default:
		}
	}
	p.w = newWorker(func(m port.Message) {
		if _, err := port.Encode(m); err != nil {
			t.Errorf("the worker says %#v: %v", m, err)
		}
		if m.Kind() == port.KindStarted && p.atStart != nil {
			p.w.receive(p.atStart, nil)
		}
		p.heard <- m
	}, deliver)
	p.keepIn(new(store.Memory))
	p.w.own = func(context.Context, string) (func(), error) { return func() {}, nil }
	p.served = make(chan struct{})
	go func() {
		defer close(p.served)
		p.w.serve()
	}()
	t.Cleanup(func() {
		select {
		case <-p.served:
		default:
			p.w.receive(&port.Stop{}, nil)
			p.end()
		}
	})
	return p
}

// end waits until the worker has done all it has been asked for, and ends it.
func (p *page) end() {
	select {
	case <-p.served:
	default:
		close(p.w.starts)
		<-p.served
	}
}

// keepIn lets the worker keep its runs in a store.
func (p *page) keepIn(s store.Store) {
	p.w.connect = func(context.Context) (store.Store, error) { return s, nil }
}

// start asks for a run with as many workers as the link says, else two, where the worker has others at all.
func start(link, pack string) *port.Start {
	workers := 2
	fmt.Sscanf(link[max(strings.Index(link, "workers="), 0):], "workers=%d", &workers)
	return &port.Start{Experiment: []byte(`{"link":"` + link + `"}`), Pack: pack, Workers: workers}
}

// hear waits for a message of a kind and returns it; others pass by.
func (p *page) hear(kind port.Kind) port.Message {
	p.t.Helper()
	limit := time.After(2 * time.Minute)
	for {
		select {
		case m := <-p.heard:
			if m.Kind() == kind {
				return m
			}
			if m.Kind() == port.KindError {
				p.t.Fatalf("waiting for %s: %s", kind, m.(*port.Error).Text)
			}
		case <-limit:
			p.t.Fatalf("no %s within two minutes", kind)
		}
	}
}

const short = "sample=1&train=96&val=32&test=32&epochs=2&batch=32&seed=3"

func TestARunIsToldFromStartToEnd(t *testing.T) {
	p := newPage(t)
	p.w.receive(start(short, ""), nil)
	var kinds []string
	for done := false; !done; {
		m := <-p.heard
		switch m := m.(type) {
		case *port.Started:
			if m.Dataset != data.KindSynthetic || m.Train != 96 || m.StepsPerEpoch != 3 || m.Epochs != 2 {
				t.Errorf("%+v", m)
			}
		case *port.Done:
			done = true
			if len(m.WeightsSHA256) != 64 || m.Stopped != "epochs" || m.Test == nil {
				t.Errorf("%+v", m)
			}
		case *port.Error:
			t.Fatal(m.Text)
		}
		if k := string(m.Kind()); k != "evaluating" && (k != "step" || kinds[len(kinds)-1] != "step") {
			kinds = append(kinds, k)
		}
	}
	if got, want := strings.Join(kinds, " "), "started step epoch step epoch done"; got != want {
		t.Errorf("heard %q, want %q", got, want)
	}
}

func TestAPauseHoldsStillAndChangesNothing(t *testing.T) {
	hash := func(pause bool) string {
		p := newPage(t)
		p.w.receive(start(short, ""), nil)
		if pause {
			p.hear(port.KindStarted)
			p.say <- &port.Pause{}
			p.hear(port.KindPaused)
			for len(p.heard) > 0 {
				<-p.heard
			}
			time.Sleep(100 * time.Millisecond)
			if n := len(p.heard); n > 0 {
				t.Errorf("%d messages in the pause, the first %#v", n, <-p.heard)
			}
			p.w.receive(&port.Resume{}, nil)
			p.hear(port.KindResumed)
		}
		return p.hear(port.KindDone).(*port.Done).WeightsSHA256
	}
	if a, b := hash(false), hash(true); a != b {
		t.Errorf("weights %s with a pause, %s without", b, a)
	}
}

func TestAfterAStopThereIsAnotherRun(t *testing.T) {
	p := newPage(t)
	const long = "sample=1&train=5000&epochs=1000"
	p.w.receive(start(long, ""), nil)
	p.hear(port.KindStep)
	p.say <- &port.Stop{}
	p.hear(port.KindStopped)

	p.w.receive(start(long, ""), nil) // stopped in its pause
	p.hear(port.KindStep)
	p.say <- &port.Pause{}
	p.hear(port.KindPaused)
	p.w.receive(&port.Stop{}, nil)
	p.w.receive(start(short, ""), nil) // without waiting for Stopped
	p.hear(port.KindStopped)
	p.hear(port.KindDone)
}

func TestWhatCannotBeIsAnsweredInWords(t *testing.T) {
	tests := []struct {
		name string
		m    port.Message
		err  error
		want string
	}{
		{"a broken message", nil, errors.New("port: decode: EOF"), "port: decode: EOF"},
		{"a message for pages", &port.Ready{}, nil, `a worker does not understand "ready"`},
		{"an experiment that cannot be", start("train=1e9", ""), nil, "train=1e9: train takes a whole number from 1 to 50,000"},
		{"a folder that is not there", start(short, "nowhere"), nil, "data: open pack.json: file does not exist"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p := newPage(t)
			p.w.open = folder
			p.w.receive(test.m, test.err)
			m, ok := (<-p.heard).(*port.Error)
			if !ok || m.Text != test.want {
				t.Errorf("heard %#v, want %s", m, test.want)
			}
		})
	}
}

func TestASecondStartIsRefusedWhileOneRuns(t *testing.T) {
	p := newPage(t)
	p.w.receive(start(short, ""), nil)
	p.hear(port.KindStarted)
	p.say <- start(short, "")
	for {
		if m, ok := (<-p.heard).(*port.Error); ok {
			if m.Text != "a run is going on already" {
				t.Errorf("heard %q", m.Text)
			}
			break
		}
	}
	p.hear(port.KindDone)
}

func TestAPanicEndsTheRunAndNotTheWorker(t *testing.T) {
	p := newPage(t)
	p.w.open = func(string, func() context.Context) opener { panic("out of luck") }
	p.w.receive(start(short, "pack"), nil)
	if m, ok := (<-p.heard).(*port.Error); !ok || m.Text != "the trainer has failed: out of luck" {
		t.Errorf("heard %#v", m)
	}
	p.w.receive(start(short, ""), nil)
	p.hear(port.KindDone)
}

func TestFailuresSpeakTheVisitorsLanguage(t *testing.T) {
	diverged := &train.Diverged{Epoch: 1, Step: 7, Err: nn.ErrNotFinite}
	tests := []struct {
		lang, want string
	}{{"es", "prueba una tasa de aprendizaje menor"}, {"en", "try a lower learning rate"}, {"", "try a lower learning rate"}}
	for _, test := range tests {
		if got := failure(diverged, test.lang).Text; !strings.Contains(got, test.want) {
			t.Errorf("%q: %s", test.lang, got)
		}
	}
	if got := failure(errors.New(strings.Repeat("x", 9999)), "").Text; len(got) > 2100 {
		t.Errorf("%d bytes", len(got))
	}
}

// folder opens packs in the file system, as a site serves them.
func folder(base string, _ func() context.Context) opener {
	return func(name string) (io.ReadCloser, error) {
		body, err := os.ReadFile(filepath.Join(base, name))
		if err != nil {
			return nil, os.ErrNotExist
		}
		return newPatient(body, func() {}), nil
	}
}

// few is the first pictures of another source.
type few struct {
	data.Pictures
	n int
}

func (f few) Len() int { return f.n }

func TestAPackAndItsSourceGiveTheSameWeights(t *testing.T) {
	set := data.Synthetic(recipe.SyntheticSeed)
	small := *set
	small.Train, small.Test = few{set.Train, 2000}, few{set.Test, 1000}
	dir := t.TempDir()
	if err := data.WritePack(dir, &small); err != nil {
		t.Fatal(err)
	}
	const link = "sample=1&train=1200&val=0&test=32&steps=4&batch=16"
	p := newPage(t)
	p.w.open = folder
	p.w.receive(start(link, dir), nil)
	loading := p.hear(port.KindLoading).(*port.Loading)
	if loading.Total != 3 {
		t.Errorf("%d sprites are loaded, want 3", loading.Total)
	}
	packed := p.hear(port.KindDone).(*port.Done)
	p.w.receive(start(link, ""), nil)
	drawn := p.hear(port.KindDone).(*port.Done)
	if packed.WeightsSHA256 != drawn.WeightsSHA256 {
		t.Errorf("weights %s from the pack, %s from its source", packed.WeightsSHA256, drawn.WeightsSHA256)
	}
}

func TestPatientReadsEverythingInSmallPieces(t *testing.T) {
	body := bytes.Repeat([]byte("0123456789"), 10_000)
	turns := 0
	p := newPatient(body, func() { turns++ }).(*patient)
	p.last = time.Time{} // a turn is due
	piece := make([]byte, len(body))
	n, err := p.Read(piece)
	if err != nil || n != patientPiece || turns != 1 {
		t.Errorf("read %d bytes with %d turns, %v", n, turns, err)
	}
	rest, err := io.ReadAll(p)
	if err != nil || !bytes.Equal(append(piece[:n], rest...), body) {
		t.Errorf("the bytes have changed, %v", err)
	}
}
