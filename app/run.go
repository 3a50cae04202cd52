package app

import (
	"math"
	"slices"
	"time"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// phase is where the page stands, in the words of state().
type phase string

const (
	phaseIdle     phase = "idle"     // the page is there, its worker not yet
	phaseReady    phase = "ready"    // Train would start
	phaseLoading  phase = "loading"  // Train was pressed, the first step not done
	phaseTraining phase = "training" // validation and test included
	phasePaused   phase = "paused"
	phaseDone     phase = "done"
	phaseError    phase = "error"
)

// run is one training, from Train to its end.
type run struct {
	id         string // under which it is saved
	name       string // the visitor's, or ""
	experiment *samples.Experiment
	identity   string // the session's when it began
	edited     bool   // the network is not the sample's own
	phase      phase
	resumes    bool // it goes on from what is saved, or will when it is started again
	stopping   bool // Stop was pressed, the worker has not answered yet
	stopped    bool // it has
	stepping   bool // a single step is under way
	halts      bool // it has to pause as soon as it is there again
	falls      int  // workers it has lost since the last whole epoch

	saved bool   // at least once
	fell  string // how it lost its last worker, in words

	override        override  // what it goes on with
	pendingOverride *override // what it will go on with when the worker has agreed; nil where nothing was asked
	overridden      bool      // it went on otherwise than it began: its link alone does not lead to its weights
	overriddenAt    int       // at this step, the last time

	loading port.Loading
	started *port.Started
	step    port.Step
	testing *port.Evaluating // nil while it trains
	history []port.Epoch
	done    *port.Done
	problem string

	curve curve
	clock stopwatch // runs while it trains, not while it loads or pauses
	// Where the clock began: the progress that there was, and how long that had taken.
	begun  float64
	before time.Duration
}

// stopwatch sums up the time between go and halt.
type stopwatch struct {
	total time.Duration
	since time.Time // zero while it stands
}

func (w *stopwatch) goOn(now time.Time) {
	if w.since.IsZero() {
		w.since = now
	}
}

func (w *stopwatch) halt(now time.Time) {
	w.total, w.since = w.elapsed(now), time.Time{}
}

func (w *stopwatch) elapsed(now time.Time) time.Duration {
	if w.since.IsZero() {
		return w.total
	}
	return w.total + now.Sub(w.since)
}

// active reports whether the run has neither ended nor failed.
func (r *run) active() bool {
	return r != nil && (r.phase == phaseLoading || r.phase == phaseTraining || r.phase == phasePaused)
}

// broken reports whether the run has ended with a problem.
func (r *run) broken() bool { return r != nil && r.phase == phaseError }

// receive takes a worker's message in. It reports whether more than numbers changed: something to announce and to lay out anew.
func (r *run) receive(m port.Message, now time.Time) (turned bool) {
	if !r.active() {
		return false // the last words of a run that was given up
	}
	switch m := m.(type) {
	case *port.Loading:
		r.loading = *m
	case *port.Started:
		r.takeUp(m, now)
		return true
	case *port.Step:
		turned = r.phase == phaseLoading || r.testing != nil || r.step.Epoch != m.Epoch
		if r.phase == phaseLoading {
			r.phase = phaseTraining
			r.clock.goOn(now)
		}
		r.step, r.testing = *m, nil
		r.curve.step(m)
	case *port.Evaluating:
		turned = r.testing == nil || r.testing.What != m.What
		r.testing = m
	case *port.Epoch:
		r.history = append(r.history, *m)
		r.curve.epoch(m)
		r.falls = 0
		return true
	case *port.Paused:
		r.phase, r.stepping = phasePaused, false
		r.clock.halt(now)
		return true
	case *port.Resumed:
		r.phase = phaseTraining
		if r.step.Total == 0 {
			r.phase = phaseLoading
		} else {
			r.clock.goOn(now)
		}
		return true
	case *port.Done:
		r.done, r.testing = m, nil
		r.end(phaseDone, now)
		return true
	case *port.Stopped:
		r.stopped = true
		r.end(phaseReady, now)
		return true
	}
	return turned
}

// takeUp puts the run where its worker goes on from: its beginning, or what was saved. What had come after that is forgotten, it comes again.
func (r *run) takeUp(m *port.Started, now time.Time) {
	r.started = m
	within := m.Step - m.Epoch*m.StepsPerEpoch
	r.step = port.Step{Epoch: m.Epoch, Step: within, Steps: m.StepsPerEpoch, Total: m.Step, Accuracy: port.Float(math.NaN())}
	if within > 0 {
		r.step.Epoch++
	}
	r.testing = nil
	r.history = slices.Clone(m.History)
	if e := r.lastEpoch(); e != nil {
		r.step.Accuracy = e.Accuracy // until there is a newer one
	}
	r.curve.rewind(float64(m.Step)/float64(m.StepsPerEpoch), r.history)
	going := !r.clock.since.IsZero()
	if r.clock = (stopwatch{}); going {
		r.clock.goOn(now)
	}
	_, seconds := inShort(r.history)
	r.begun, r.before = r.progress(), span(seconds)
}

// fallen readies the run for another worker.
func (r *run) fallen(reason string) {
	r.fell, r.resumes = reason, r.saved
	r.falls++
	r.halts = r.phase == phasePaused
	r.phase, r.stepping = phaseLoading, false
	r.loading, r.testing, r.started = port.Loading{}, nil, nil
	r.clock = stopwatch{}
}

// fail ends the run with a reason in words.
func (r *run) fail(problem string, now time.Time) {
	r.problem = problem
	r.end(phaseError, now)
}

func (r *run) end(p phase, now time.Time) {
	r.phase, r.stopping, r.stepping = p, false, false
	r.clock.halt(now)
}

// steps are the optimizer steps done and those of the whole run.
func (r *run) steps() (done, all int) {
	perEpoch := r.step.Steps
	if r.started != nil {
		perEpoch = r.started.StepsPerEpoch
	}
	all = perEpoch * r.experiment.Epochs
	if limit := r.experiment.Steps; limit > 0 {
		all = min(all, limit)
	}
	return r.step.Total, all
}

// progress is the share that is done, between 0 and 1.
func (r *run) progress() float64 {
	done, all := r.steps()
	if r.phase == phaseDone {
		return 1
	}
	if all == 0 {
		return 0
	}
	return float64(done) / float64(all)
}

// left is how long the rest will take if it goes on as it did. It is not known until something has been done.
func (r *run) left(now time.Time) (d time.Duration, known bool) {
	p, e := r.progress(), r.clock.elapsed(now)
	if p <= r.begun || e < 500*time.Millisecond || r.phase == phaseDone {
		return 0, false
	}
	return time.Duration(float64(e) * (1 - p) / (p - r.begun)), true
}

// took is how long the run has trained, with the epochs from before it was taken up again.
func (r *run) took(now time.Time) time.Duration { return r.before + r.clock.elapsed(now) }

// lastEpoch is the last epoch that is closed, or nil.
func (r *run) lastEpoch() *port.Epoch {
	if len(r.history) == 0 {
		return nil
	}
	return &r.history[len(r.history)-1]
}
