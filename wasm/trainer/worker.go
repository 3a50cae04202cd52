package trainer

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"muestra/data"
	"muestra/nn/recipe"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// turnEvery is how long the worker computes between two turns. A turn costs 0.13 ms, and the page waits at most this and
// one layer for an answer.
const turnEvery = 20 * time.Millisecond

// keepingTurnEvery is the same while the run is being kept.
const keepingTurnEvery = 5 * time.Millisecond

// aliveEvery is how often the page hears that the worker is alive, at most.
const aliveEvery = time.Second

// opener opens a file of a pack.
type opener func(name string) (io.ReadCloser, error)

// worker is what a page speaks with: one run at a time, and the wishes that arrive while it goes on.
type worker struct {
	send func(port.Message)
	turn func() // lets messages arrive; receive is called meanwhile
	// open says how a pack is read, in the context that current returns when a file is opened.
	open func(base string, current func() context.Context) opener
	// connect opens the store in which runs are kept; own asks for the right to train one of them.
	connect func(ctx context.Context) (store.Store, error)
	own     func(ctx context.Context, id string) (release func(), err error)

	pool workerPool // nil where there is none

	starts      chan *port.Start
	inspections chan *question
	inspection  *inspection // of the present run or the last; nil where there is nothing to see

	mu      sync.Mutex
	running bool
	asked   int             // questions without an answer
	ctx     context.Context // of the present run, or of what is done between two
	teller  *teller
	cancel  context.CancelFunc
	resume  chan struct{} // closed by Resume; nil while not paused
	once    bool          // to pause after the step under way
	changes chan *port.Change
	beaten  time.Time // when the page last heard that the worker is alive

	packing sync.Mutex // who opens a pack
	pack    string     // the address of set
	set     *data.Set
}

func newWorker(send func(port.Message), turn func()) *worker {
	w := &worker{send: send, turn: turn, starts: make(chan *port.Start, 1), inspections: make(chan *question, mostQuestions)}
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w
}

// context is the present run's, or between two runs one that ends with the next Start.
func (w *worker) context() context.Context {
	w.mu.Lock()
	defer w.mu.Unlock()
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
	w.take(m)
}

// take is receive for who holds the lock.
func (w *worker) take(m port.Message) {
	switch m := m.(type) {
	case *port.Start:
		w.start(m)
	case *port.Pause:
		w.pause()
	case *port.Resume:
		w.goOn()
	case *port.Once:
		w.goOnce()
	case *port.Change:
		w.change(m)
	case *port.Stop:
		w.stop()
	case *port.Inspect:
		w.onInspect(m)
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
		if !w.running {
			w.cancel()
		}
	default:
		w.send(&port.Error{Text: "a run is about to begin already"})
	}
}

// pause makes the next yield wait. The run is in a turn or waits for pictures now, so it holds still from here on.
func (w *worker) pause() {
	w.once = false
	if !w.running || w.resume != nil {
		return
	}
	w.resume = make(chan struct{})
	w.teller.catchUp()
	w.send(&port.Paused{})
}

func (w *worker) goOn() {
	if w.resume == nil && !w.once {
		return
	}
	w.once = false
	w.wake()
	w.send(&port.Resumed{})
}

// goOnce goes on to the end of the next step.
func (w *worker) goOnce() {
	if w.running {
		w.once = true
		w.wake()
	}
}

func (w *worker) wake() {
	if w.resume != nil {
		close(w.resume)
		w.resume = nil
	}
}

// change hands a change to the run, which makes it itself.
func (w *worker) change(m *port.Change) {
	if !w.running {
		return
	}
	select {
	case w.changes <- m:
	default:
		w.send(&port.Notice{Text: "too many changes at once"})
	}
}

func (w *worker) stop() {
	if w.running {
		w.cancel()
	}
}

// holdAfterStep holds still after a step where Once has asked for that, and says whether it has.
func (w *worker) holdAfterStep() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.once {
		return false
	}
	w.once, w.resume = false, make(chan struct{})
	return true
}

// beat tells the page now and then that the worker is alive.
func (w *worker) beat() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.running && w.resume == nil && time.Since(w.beaten) >= aliveEvery {
		w.send(&port.Alive{})
		w.beaten = time.Now()
	}
}

// serve carries out one run after another, for ever, and answers what is asked between them.
func (w *worker) serve() {
	for {
		select {
		case m, ok := <-w.starts:
			if !ok {
				return
			}
			w.carryOut(m)
			runtime.GC() // the run's memory is there for the next
		case q := <-w.inspections:
			w.answer(q, w.idle())
		}
	}
}

// carryOut trains, says how that has ended, and keeps the run as it is then.
func (w *worker) carryOut(m *port.Start) {
	r := &run{w: w, teller: teller{send: w.send}}
	r.ctx = w.begin(&r.teller)
	w.inspection = nil
	last := r.do(m)
	r.teller.catchUp()
	w.end()
	w.send(last)
	r.close(last)
	r.leaveInspection()
}

func (w *worker) begin(t *teller) context.Context {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.running, w.teller, w.beaten = true, t, time.Now()
	w.changes = make(chan *port.Change, 16)
	w.cancel()
	w.ctx, w.cancel = context.WithCancel(context.Background())
	return w.ctx
}

func (w *worker) end() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cancel()
	w.ctx, w.cancel = context.WithCancel(context.Background())
	w.running, w.resume, w.once = false, nil, false
}

// pictures opens the pack, or keeps it where it is the last run's: what has arrived need not come again.
func (w *worker) pictures(pack string) (*data.Set, error) {
	w.packing.Lock()
	defer w.packing.Unlock()
	if w.set != nil && w.pack == pack {
		return w.set, nil
	}
	w.pack, w.set = pack, nil
	if pack == "" {
		w.set = data.Synthetic(recipe.SyntheticSeed)
		return w.set, nil
	}
	set, err := data.OpenPack(w.open(pack, w.context))
	if err != nil {
		return nil, err
	}
	w.set = set
	return set, nil
}
