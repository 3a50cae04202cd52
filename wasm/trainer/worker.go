package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"muestra/data"
	"muestra/nn/samples"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// turnEvery is how long the worker computes between two turns. A turn costs 0.13 ms, and the page waits at most this and
// one layer for an answer.
const turnEvery = 20 * time.Millisecond

// opener opens a file of a pack.
type opener func(name string) (io.ReadCloser, error)

// worker is what a page speaks with: one run at a time, and the wishes that arrive while it goes on.
type worker struct {
	send func(port.Message)
	turn func() // lets messages arrive; receive is called meanwhile
	// open says how a pack is read, in the context that current returns when a file is opened.
	open func(base string, current func() context.Context) opener

	starts chan *port.Start

	mu      sync.Mutex
	running bool
	ctx     context.Context // of the present run
	cancel  context.CancelFunc
	resume  chan struct{} // closed by Resume; nil while not paused

	pack string // the address of set
	set  *data.Set
}

func newWorker(send func(port.Message), turn func()) *worker {
	return &worker{send: send, turn: turn, starts: make(chan *port.Start, 1)}
}

// context is the present run's, or a dead one.
func (w *worker) context() context.Context {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.ctx == nil {
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		return ctx
	}
	return w.ctx
}

// receive takes what the page says. It runs while the worker's own work holds still, and does not block.
func (w *worker) receive(m port.Message, err error) {
	if err != nil {
		w.send(&port.Error{Text: clip(err.Error())})
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	switch m := m.(type) {
	case *port.Start:
		w.start(m)
	case *port.Pause:
		w.pause()
	case *port.Resume:
		w.goOn()
	case *port.Stop:
		w.stop()
	default:
		w.send(&port.Error{Text: fmt.Sprintf("a worker does not understand %q", m.Kind())})
	}
}

// start lets serve begin a run, also while a stopped one is still ending.
func (w *worker) start(m *port.Start) {
	stopping := w.running && w.ctx.Err() != nil
	if w.running && !stopping {
		w.send(&port.Error{Text: "a run is going on already"})
		return
	}
	select {
	case w.starts <- m:
	default:
		w.send(&port.Error{Text: "a run is about to begin already"})
	}
}

// pause makes the next yield wait. The run is in a turn or waits for pictures now, so it holds still from here on.
func (w *worker) pause() {
	if !w.running || w.resume != nil {
		return
	}
	w.resume = make(chan struct{})
	w.send(&port.Paused{})
}

func (w *worker) goOn() {
	if w.resume == nil {
		return
	}
	close(w.resume)
	w.resume = nil
	w.send(&port.Resumed{})
}

func (w *worker) stop() {
	if w.running {
		w.cancel()
	}
}

// serve carries out one run after another, for ever.
func (w *worker) serve() {
	for m := range w.starts {
		ctx := w.begin()
		answer := w.run(ctx, m)
		w.end()
		w.send(answer)
	}
}

func (w *worker) begin() context.Context {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running = true
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w.ctx
}

// end forgets the run, so that its memory is there for the next.
func (w *worker) end() {
	w.mu.Lock()
	w.cancel()
	w.running, w.resume = false, nil
	w.mu.Unlock()
	runtime.GC()
}

// run carries out one run and returns its last word: Done, Stopped or Error.
func (w *worker) run(ctx context.Context, m *port.Start) (last port.Message) {
	defer func() {
		if thrown := recover(); thrown != nil {
			last = &port.Error{Text: clip(fmt.Sprintf("the trainer has failed: %v", thrown))}
		}
	}()
	e := new(samples.Experiment)
	if err := json.Unmarshal(m.Experiment, e); err != nil {
		return failure(err, "")
	}
	done, err := w.train(ctx, e, m.Pack)
	switch {
	case ctx.Err() != nil:
		return &port.Stopped{}
	case err != nil:
		return failure(err, e.Lang)
	}
	return done
}

// failure puts an error into words, in the visitor's language where it knows them.
func failure(err error, lang string) *port.Error {
	var both interface{ In(lang string) string }
	if errors.As(err, &both) {
		return &port.Error{Text: clip(both.In(lang))}
	}
	return &port.Error{Text: clip(err.Error())}
}

// clip keeps a text within what a message carries.
func clip(s string) string { return port.Clip(s, 2000) }

// train loads what the experiment needs and trains it.
func (w *worker) train(ctx context.Context, e *samples.Experiment, pack string) (*port.Done, error) {
	set, err := w.pictures(pack)
	if err != nil {
		return nil, err
	}
	r, err := samples.NewRun(e, set)
	if err != nil {
		return nil, err
	}
	if err := w.load(ctx, r); err != nil {
		return nil, err
	}
	w.send(&port.Started{
		Dataset: set.Kind, Train: e.Train, Val: e.Val, Test: e.Test, Epochs: e.Epochs, StepsPerEpoch: r.StepsPerEpoch(),
		Workers: 1, Transport: "none",
	})
	t := &teller{send: w.send}
	if err := r.Fit(ctx, t.tell, w.yielder(ctx)); err != nil {
		return nil, err
	}
	return t.done, nil
}

// pictures opens the pack, or keeps it where it is the last run's: what has arrived need not come again.
func (w *worker) pictures(pack string) (*data.Set, error) {
	if w.set != nil && w.pack == pack {
		return w.set, nil
	}
	w.pack, w.set = pack, nil
	if pack == "" {
		w.set = data.Synthetic(samples.SyntheticSeed)
		return w.set, nil
	}
	set, err := data.OpenPack(w.open(pack, w.context))
	if err != nil {
		return nil, err
	}
	w.set = set
	return set, nil
}

// load fetches all pictures of the run in the background, in the order of need, and returns when the first sprite is there.
func (w *worker) load(ctx context.Context, r *train.Run) error {
	needs := r.Needs()
	var training atomic.Bool // the page hears of loading until the first step
	defer training.Store(true)
	go data.Prefetch(ctx, needs, func(done, total int) {
		if total > 0 && !training.Load() {
			w.send(&port.Loading{Done: done, Total: total})
		}
	}) // its error comes again to whoever reads the picture
	first := data.Need{Pictures: needs[0].Pictures, Index: needs[0].Index[:min(data.Run, len(needs[0].Index))]}
	return data.Prefetch(ctx, []data.Need{first}, func(int, int) {})
}

// yielder is the run's yield function: every 20 ms it takes a turn; it waits while the page wants a pause and ends the run
// when the page wants that.
func (w *worker) yielder(ctx context.Context) func() error {
	last := time.Now()
	return func() error {
		if time.Since(last) >= turnEvery {
			w.turn()
			last = time.Now()
		}
		for {
			w.mu.Lock()
			resume := w.resume
			w.mu.Unlock()
			if ctx.Err() != nil {
				return train.ErrStopped
			}
			if resume == nil {
				return nil
			}
			select {
			case <-resume:
			case <-ctx.Done():
			}
			last = time.Now()
		}
	}
}
