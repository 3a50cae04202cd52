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
		t.untold = stepOf(step)
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
		t.say(new(epoch(e)))
	case history.Result: // told when the worker is free for the next run
		score := e.Score()
		t.done = &port.Done{
			TestLoss: port.Float(score.Loss), TestCrossEntropy: port.Float(score.CrossEntropy), TestAccuracy: port.Float(score.Accuracy),
			WeightsSHA256: e.WeightsSHA256, Stopped: e.Stopped,
		}
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

func stepOf(e history.Step) *port.Step {
	mean := e.Score()
	return &port.Step{
		Epoch: e.Epoch, Step: e.EpochStep, Steps: e.EpochSteps, Total: e.Step, Pictures: e.Pictures,
		Loss: port.Float(mean.Loss), CrossEntropy: port.Float(mean.CrossEntropy), Accuracy: port.Float(mean.Accuracy),
		ImagesPerSecond: port.Float(e.ImagesPerSecond),
	}
}

func epoch(e history.Epoch) port.Epoch {
	return port.Epoch{
		Epoch: e.Epoch, Loss: port.Float(e.Loss), CrossEntropy: port.Float(e.CrossEntropy), Accuracy: port.Float(e.Accuracy),
		ValLoss: port.Float(e.ValLoss), ValCrossEntropy: port.Float(e.ValCrossEntropy), ValAccuracy: port.Float(e.ValAccuracy),
		ImagesPerSecond: port.Float(e.ImagesPerSecond), Seconds: port.Float(e.Seconds),
	}
}

// history is the epochs done so far.
func historyOf(r *train.Run) []port.Epoch {
	all := make([]port.Epoch, len(r.History)) // never null
	for i, e := range r.History {
		all[i] = epoch(e)
	}
	return all
}
