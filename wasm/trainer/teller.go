package trainer

import (
	"sync"
	"time"

	"muestra/nn/history"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// tellEvery keeps the page from drowning: steps and test batches are told at most this often, epochs always.
const tellEvery = 100 * time.Millisecond

// teller tells the page what Fit tells the worker. A step that is not told at once is told before whatever comes next: where the run stands
// is known exactly whenever it holds still or does something else.
type teller struct {
	send func(port.Message)
	last time.Time
	done *port.Done

	mu     sync.Mutex // a pause comes from elsewhere
	untold *port.Step
}

// tell tells an event; a step that is not due is told where that must be.
func (t *teller) tell(e train.Event, must bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	step, ok := e.(history.Step)
	if ok {
		t.untold = (*port.Step)(&step)
	}
	if must || !ok || step.Step == 1 || step.EpochStep == step.EpochSteps || t.due() {
		t.sayUntold()
	}
	switch e := e.(type) {
	case train.Evaluating:
		if t.due() {
			t.say(&port.Evaluating{What: e.What, Done: e.Done, Total: e.Total})
		}
	case history.Epoch:
		t.say((*port.Epoch)(&e))
	case history.Result: // told when the worker is free for the next run
		t.done = (*port.Done)(&e)
	}
}

// catchUp tells the last step where it has not been told.
func (t *teller) catchUp() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.sayUntold()
}

func (t *teller) sayUntold() {
	if t.untold != nil {
		t.say(t.untold)
		t.untold = nil
	}
}

func (t *teller) due() bool { return time.Since(t.last) >= tellEvery }

func (t *teller) say(m port.Message) {
	t.send(m)
	t.last = time.Now()
}

// epochsOf are the epochs done so far; none are no epochs, and not null.
func epochsOf(r *train.Run) []history.Epoch { return append([]history.Epoch{}, r.History...) }
