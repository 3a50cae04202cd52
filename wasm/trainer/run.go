package trainer

import (
	"context"
	"encoding/json"
	"fmt"
	"sync/atomic"
	"time"

	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// run is one training run from Start to its last word.
type run struct {
	w      *worker
	ctx    context.Context
	teller teller
	keeper *keeper    // nil where the page wants nothing kept
	fit    *train.Run // nil until all is there
	last   time.Time  // turn
	id     string     // under which it is kept, or ""
	lost   error      // why the attempt before has ended, nil in the first

	inspections inspectionLimiter
}

// do carries out the run and returns its last word: Done, Stopped or Error.
func (r *run) do(m *port.Start) (last port.Message) {
	defer func() {
		if thrown := recover(); thrown != nil {
			r.fit, r.w.inspection = nil, nil // nobody knows what state it is in
			last = &port.Error{Text: clip(fmt.Sprintf("the trainer has failed: %v", thrown))}
		}
	}()
	e := new(recipe.Experiment)
	if err := json.Unmarshal(m.Experiment, e); err != nil {
		return failure(err, "")
	}
	err := r.train(m, e)
	switch {
	case r.ctx.Err() != nil:
		return &port.Stopped{}
	case err != nil:
		return failure(err, e.Lang)
	}
	return r.teller.done
}

// train loads what the experiment needs and trains it.
func (r *run) train(m *port.Start, e *recipe.Experiment) error {
	r.last, r.id = time.Now(), m.Run
	if m.Run != "" {
		r.keeper = newKeeper(r, m.Run)
		if err := r.keeper.own(); err != nil {
			return err
		}
	}
	set, err := r.w.pictures(m.Pack)
	if err != nil {
		return err
	}
	members, resume := m.Workers, m.Resume
	if r.w.pool == nil {
		members = 1
	}
	for ; ; members-- { // who trains alone loses nobody
		err := r.attempt(e, set, resume, members)
		if !workerLost(err) || r.ctx.Err() != nil {
			return err
		}
		r.teller.catchUp()
		r.w.send(&port.Notice{Text: clip(fmt.Sprintf(textLost.In(e.Lang), err))})
		r.lost = err
		r.w.pool.dismiss()
		r.fit, r.w.inspection = nil, nil
		resume = r.keeper != nil && r.keeper.kept()
	}
}

// attempt trains with so many workers to the end of the run, or until one of them is lost.
func (r *run) attempt(e *recipe.Experiment, set *data.Set, resume bool, members int) error {
	if members > 1 {
		r.w.pool.prepare(members)
	}
	fit, err := r.newFit(e, set, resume)
	if err != nil {
		return err
	}
	if err := r.load(fit); err != nil {
		return err
	}
	transport, members := r.share(fit, e, members)
	if r.keeper != nil {
		r.keeper.describe(e, set.Kind)
	}
	r.fit = fit
	r.w.inspection = newInspection(r.id, fit)
	if r.lost != nil {
		r.sayFewer(fit, e.Lang, members)
	}
	r.w.send(&port.Started{
		Dataset: set.Kind, Train: e.Train, Val: e.Val, Test: e.Test, Epochs: e.Epochs, StepsPerEpoch: fit.StepsPerEpoch(),
		Workers: members, Transport: transport, Epoch: len(fit.History), Step: fit.Step(), History: epochsOf(fit),
	})
	if resume {
		r.sayChanged()
	}
	return fit.Fit(r.ctx, r.tell, r.yield(e.Lang))
}

// newFit builds the run, and puts it where the kept one stands if it is to go on from there.
func (r *run) newFit(e *recipe.Experiment, set *data.Set, resume bool) (*train.Run, error) {
	if !resume {
		return recipe.NewRun(e, set)
	}
	c, err := r.keeper.load()
	if err != nil {
		return nil, err
	}
	return recipe.Resume(e, set, c)
}

// load fetches all pictures of the run in the background, in the order of need, and returns when the first sprite is there.
func (r *run) load(fit *train.Run) error {
	needs := fit.Needs()
	var training atomic.Bool // the page hears of loading until the first step
	defer training.Store(true)
	loaded := make(chan struct{})
	go func() {
		defer close(loaded)
		data.Prefetch(r.ctx, needs, func(done, total int) {
			if total > 0 && !training.Load() {
				r.w.send(&port.Loading{Done: done, Total: total})
			}
		}) // its error comes again to whoever reads the picture
	}()
	go r.beatUntil(loaded)
	first := data.Need{Pictures: needs[0].Pictures, Index: needs[0].Index[:min(data.Run, len(needs[0].Index))]}
	return data.Prefetch(r.ctx, []data.Need{first}, func(int, int) {})
}

// beatUntil tells the page that the worker is alive while it may wait for pictures.
func (r *run) beatUntil(loaded <-chan struct{}) {
	tick := time.NewTicker(aliveEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			r.w.beat()
		case <-loaded:
			return
		}
	}
}

// tell tells the page what Fit says, and keeps the run when it is time.
func (r *run) tell(e train.Event) {
	_, stepped := e.(history.Step)
	hold := stepped && r.w.holdAfterStep()
	r.teller.tell(e, hold)
	if t, ok := e.(train.Evaluating); ok {
		r.w.inspection.judge(t)
	}
	if hold {
		r.w.send(&port.Paused{})
	}
	if r.keeper != nil {
		r.keeper.keep(e)
	}
}

// breathe takes a turn where one is due, and says when the run is to end. A save takes as many turns as it has pieces, and some: it gets them
// sooner, so that an epoch is kept soon after its end.
func (r *run) breathe() error {
	every := turnEvery
	if r.keeper != nil && r.keeper.busy() {
		every = keepingTurnEvery
	}
	if time.Since(r.last) >= every {
		r.w.turn()
		r.w.beat()
		r.last = time.Now()
	}
	if r.ctx.Err() != nil {
		return train.ErrStopped
	}
	return r.poolLost()
}

// yield is Fit's yield function: every 20 ms it takes a turn; it makes the changes that the page wants, answers what it asks, waits while it
// wants a pause and ends the run when it wants that.
func (r *run) yield(lang string) func() error {
	return func() error {
		for {
			if err := r.breathe(); err != nil {
				return err
			}
			r.w.mu.Lock()
			resume := r.w.resume
			r.w.mu.Unlock()
			r.answerInspections(resume != nil)
			if resume == nil {
				select {
				case m := <-r.w.changes:
					r.change(m, lang)
					continue
				default:
					return nil
				}
			}
			select {
			case <-resume:
			case m := <-r.w.changes:
				r.change(m, lang)
			case q := <-r.w.inspections:
				r.answer(q)
			case <-r.ctx.Done():
			}
			r.last = time.Now()
		}
	}
}

// change makes a change and says what has become of it.
func (r *run) change(m *port.Change, lang string) {
	if err := recipe.Change(r.fit, m.LearningRate, m.Augment); err != nil {
		r.w.send(&port.Notice{Text: words(err, lang)})
		return
	}
	r.sayChanged()
	if r.keeper != nil {
		r.keeper.owed = true
	}
}

func (r *run) sayChanged() {
	r.w.send(&port.Changed{LearningRate: r.fit.Backend.LearningRate(), Augment: recipe.Augment(r.fit)})
}

// close keeps the run as it is after its last word, and lets go of it.
func (r *run) close(last port.Message) {
	if r.w.pool != nil {
		defer r.w.pool.leave()
	}
	if r.keeper == nil {
		return
	}
	defer r.keeper.close()
	if r.fit == nil || r.fit.Step() == 0 {
		return
	}
	if done, ok := last.(*port.Done); ok {
		r.keeper.keepLast(store.Done, done)
		return
	}
	r.keeper.keepLast(store.Stopped, nil)
}

// leaveInspection leaves what can be seen of the run for those who ask from now on, and answers those who have asked.
func (r *run) leaveInspection() {
	if r.w.inspection != nil {
		r.w.inspection.rest()
	}
	r.inspections.leave(r.w)
}
