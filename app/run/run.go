package run

import (
	"encoding/binary"
	"math"
	"slices"
	"time"

	"muestra/app/say"
	"muestra/nn/history"
	"muestra/nn/metrics"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// Phase is where the page stands, in the words of state().
type Phase string

const (
	PhaseIdle     Phase = "idle"     // the page is there, its worker not yet
	PhaseReady    Phase = "ready"    // Train would start
	PhaseLoading  Phase = "loading"  // Train was pressed, the first step not done
	PhaseTraining Phase = "training" // validation and test included
	PhasePaused   Phase = "paused"
	PhaseDone     Phase = "done"
	PhaseError    Phase = "error"
)

// Run is one training, from Train to its end.
type Run struct {
	ID         string // under which it is saved
	Name       string // the visitor's, or ""
	Experiment *recipe.Experiment
	Identity   string // the recipe's when it began
	Edited     bool   // the network is not the sample's own
	Phase      Phase
	Resumes    bool // it goes on from what is saved, or will when it is started again
	stopping   bool // Stop was pressed, the worker has not answered yet
	Stopped    bool // it has
	stepping   bool // a single step is under way
	halts      bool // it has to pause as soon as it is there again
	falls      int  // workers it has lost since the last whole epoch

	Saved bool   // at least once
	fell  string // how it lost its last worker, in words

	Override        Override  // what it goes on with
	pendingOverride *Override // what it will go on with when the worker has agreed; nil where nothing was asked
	Overridden      bool      // it went on otherwise than it began: its link alone does not lead to its weights
	overriddenAt    int       // at this step, the last time

	loading port.Loading
	Started *port.Started
	Step    history.Step
	testing *port.Evaluating // nil while it trains
	History []history.Epoch
	Done    *history.Result
	problem string

	Curve Curve
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

// Active reports whether the run has neither ended nor failed.
func (r *Run) Active() bool {
	return r != nil && (r.Phase == PhaseLoading || r.Phase == PhaseTraining || r.Phase == PhasePaused)
}

// Broken reports whether the run has ended with a problem.
func (r *Run) Broken() bool { return r != nil && r.Phase == PhaseError }

// receive takes a worker's message in. It reports whether more than numbers changed: something to announce and to lay out anew.
func (r *Run) receive(m port.Message, now time.Time) (turned bool) {
	if !r.Active() {
		return false // the last words of a run that was given up
	}
	switch m := m.(type) {
	case *port.Loading:
		r.loading = *m
	case *port.Started:
		r.TakeUp(m, now)
		return true
	case *port.Step:
		turned = r.Phase == PhaseLoading || r.testing != nil || r.Step.Epoch != m.Epoch
		if r.Phase == PhaseLoading {
			r.Phase = PhaseTraining
			r.clock.goOn(now)
		}
		r.Step, r.testing = history.Step(*m), nil
		r.Curve.Step(&r.Step)
	case *port.Evaluating:
		turned = r.testing == nil || r.testing.What != m.What
		r.testing = m
	case *port.Epoch:
		r.History = append(r.History, history.Epoch(*m))
		r.Curve.Epoch((*history.Epoch)(m))
		r.falls = 0
		return true
	case *port.Paused:
		r.Phase, r.stepping = PhasePaused, false
		r.clock.halt(now)
		return true
	case *port.Resumed:
		r.Phase = PhaseTraining
		if r.Step.Step == 0 {
			r.Phase = PhaseLoading
		} else {
			r.clock.goOn(now)
		}
		return true
	case *port.Done:
		r.Done, r.testing = (*history.Result)(m), nil
		r.end(PhaseDone, now)
		return true
	case *port.Stopped:
		r.Stopped = true
		r.end(PhaseReady, now)
		return true
	}
	return turned
}

// TakeUp puts the run where its worker goes on from: its beginning, or what was saved. What had come after that is forgotten, it comes again.
func (r *Run) TakeUp(m *port.Started, now time.Time) {
	r.Started = m
	within := m.Step - m.Epoch*m.StepsPerEpoch
	r.Step = history.Step{Epoch: m.Epoch, Step: m.Step, EpochStep: within, EpochSteps: m.StepsPerEpoch}
	if within > 0 {
		r.Step.Epoch++
	}
	r.testing = nil
	r.History = slices.Clone(m.History)
	r.Curve.rewind(float64(m.Step)/float64(m.StepsPerEpoch), r.History)
	going := !r.clock.since.IsZero()
	if r.clock = (stopwatch{}); going {
		r.clock.goOn(now)
	}
	_, seconds := history.Short(r.History)
	r.begun, r.before = r.Progress(), say.Span(seconds)
}

// fallen readies the run for another worker.
func (r *Run) fallen(reason string) {
	r.fell, r.Resumes = reason, r.Saved
	r.falls++
	r.halts = r.Phase == PhasePaused
	r.Phase, r.stepping = PhaseLoading, false
	r.pendingOverride = nil // what the worker has not confirmed may not have been made
	r.loading, r.testing, r.Started = port.Loading{}, nil, nil
	r.clock = stopwatch{}
}

// fail ends the run with a reason in words.
func (r *Run) fail(problem string, now time.Time) {
	r.problem = problem
	r.end(PhaseError, now)
}

func (r *Run) end(p Phase, now time.Time) {
	r.Phase, r.stopping, r.stepping = p, false, false
	r.clock.halt(now)
}

// steps are the optimizer steps done and those of the whole run.
func (r *Run) steps() (done, all int) {
	perEpoch := r.Step.EpochSteps
	if r.Started != nil {
		perEpoch = r.Started.StepsPerEpoch
	}
	all = perEpoch * r.Experiment.Epochs
	if limit := r.Experiment.Steps; limit > 0 {
		all = min(all, limit)
	}
	return r.Step.Step, all
}

// Progress is the share that is done, between 0 and 1.
func (r *Run) Progress() float64 {
	done, all := r.steps()
	if r.Phase == PhaseDone {
		return 1
	}
	if all == 0 {
		return 0
	}
	return float64(done) / float64(all)
}

// Left is how long the rest will take if it goes on as it did. It is not known until something has been done.
func (r *Run) Left(now time.Time) (d time.Duration, known bool) {
	p, e := r.Progress(), r.clock.elapsed(now)
	if p <= r.begun || e < 500*time.Millisecond || r.Phase == PhaseDone {
		return 0, false
	}
	return time.Duration(float64(e) * (1 - p) / (p - r.begun)), true
}

// took is how long the run has trained, with the epochs from before it was taken up again.
func (r *Run) took(now time.Time) time.Duration { return r.before + r.clock.elapsed(now) }

// LastEpoch is the last epoch that is closed, or nil.
func (r *Run) LastEpoch() *history.Epoch {
	if len(r.History) == 0 {
		return nil
	}
	return &r.History[len(r.History)-1]
}

// Accuracy is that of training in the epoch under way, or in the last one until it has a step.
func (r *Run) Accuracy() float64 {
	if e := r.LastEpoch(); e != nil && r.Step.Pictures == 0 {
		return float64(e.Accuracy)
	}
	return float64(r.Step.Score().Accuracy)
}

// Span is how many epochs the charts of a run show: all that are planned, but for a run that may end early, of which it shows those that it may soon
// have come to, and for one that has ended, of which it shows what there is. A recorded run under it has to fit in.
func (r *Run) Span(recorded int) int {
	planned := r.Experiment.Epochs
	reached := max(len(r.History), 1, recorded)
	if n := len(r.Curve.X); n > 0 {
		reached = max(reached, int(math.Ceil(r.Curve.X[n-1])))
	}
	switch {
	case !r.Active() && len(r.Curve.X) > 0:
		return reached
	case !r.Experiment.EarlyStopping:
		return planned
	}
	for _, n := range [...]int{10, 20, 30, 50, 75, 100, 150, 200, 300, 500} {
		if reached <= n {
			return min(n, planned)
		}
	}
	return planned
}

// Marks are the epoch with the best validation loss and the one after which early stopping ended the run; 0 for none. A best epoch is worth a mark
// only when others have followed.
func (r *Run) Marks() (best, end int) {
	if best = metrics.BestEpoch(r.History); best == len(r.History) {
		best = 0
	}
	if r.Done == nil {
		return best, 0
	}
	e := r.Experiment
	early := r.Done.Stopped == history.EndEarly
	if r.Done.Stopped == "" { // a kept run does not say
		early = e.EarlyStopping && e.Steps == 0 && len(r.History) < e.Epochs
	}
	if early {
		end = len(r.History)
	}
	return best, end
}

// FloatBytes appends values as a Float64Array reads them.
func FloatBytes(buffer []byte, values []float64) []byte {
	for _, v := range values {
		buffer = binary.LittleEndian.AppendUint64(buffer, math.Float64bits(v))
	}
	return buffer
}
