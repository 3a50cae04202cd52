package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"muestra/data"
	"muestra/nn"
)

// ErrStopped is what a yield function returns to end a run; Fit then returns it.
var ErrStopped = errors.New("train: stopped")

// Run is a whole training run. Its fields are set before Fit and left alone during it.
type Run struct {
	Backend Backend
	Train   Split
	// Validation and Test may be empty.
	Validation Split
	Test       Split
	Epochs     int
	Batch      int
	// Seed decides the order of the pictures; with Shuffle off they keep that of Train.
	Seed    uint64
	Shuffle bool
	// Augmentation varies the training pictures, each anew in every epoch; with AugmentValidation those of validation too.
	Augmentation      data.Augmentation
	AugmentValidation bool
	// WholeBatches leaves out what is too little for a whole batch at an epoch's end, as Keras does whose steps per epoch
	// are the whole part of pictures / batch. Fewer pictures than one batch are one batch all the same.
	WholeBatches bool
	// Steps ends the run after so many optimizer steps, in the middle of an epoch if need be; 0 is no limit.
	Steps    int
	Stopping []*EarlyStopping

	// History has the epochs done so far.
	History []Epoch

	step   int
	speed  speed
	waited time.Duration // in yield
	buffer *buffer
	ctx    context.Context
	events func(Event)
	yield  func() error
}

// Check returns the first thing that would keep Fit from running.
func (r *Run) Check() error {
	switch {
	case r.Backend == nil:
		return errors.New("train: there is no backend")
	case len(r.Train.Index) == 0:
		return errors.New("train: there are no training pictures")
	case r.Epochs < 1:
		return fmt.Errorf("train: %d epochs are fewer than 1", r.Epochs)
	case r.Batch < 1:
		return fmt.Errorf("train: a batch of %d is smaller than 1", r.Batch)
	case r.Steps < 0:
		return fmt.Errorf("train: %d steps are fewer than 0", r.Steps)
	}
	for _, s := range r.Stopping {
		if err := s.Check(); err != nil {
			return err
		}
	}
	if err := r.Augmentation.Check(); err != nil {
		return err
	}
	return errors.Join(r.Train.check("training"), r.Validation.check("validation"), r.Test.check("the test"))
}

// Fit trains until the last epoch, an early stop or the limit of steps, then tests. It tells events everything that
// happens; the epoch in which the limit of steps falls is an epoch too. It calls yield before each batch and within it, on
// the goroutine that called Fit: yield may block, and its error ends the run and is returned as it is. Either may be nil.
// The end of ctx ends the run while it waits for pictures that are still on their way.
// A run whose numbers are no longer finite ends with *Diverged.
func (r *Run) Fit(ctx context.Context, events func(Event), yield func() error) error {
	if err := r.Check(); err != nil {
		return err
	}
	if events == nil {
		events = func(Event) {}
	}
	r.ctx, r.events, r.yield = ctx, events, nil
	if yield != nil {
		r.yield = r.timed(yield)
	}
	r.History, r.step, r.speed, r.waited = nil, 0, speed{}, 0
	r.buffer = newBuffer(min(r.Batch, len(r.Train.Index)), r.Augmentation, r.Seed)
	end := EndEpochs
	for epoch := 1; epoch <= r.Epochs; epoch++ {
		e, err := r.epoch(epoch)
		if err != nil {
			return err
		}
		r.History = append(r.History, e)
		r.events(e)
		if r.enough() && r.step < r.Epochs*r.StepsPerEpoch() {
			end = EndSteps
			break
		}
		if r.stops(e) {
			end = EndEarly
			break
		}
	}
	return r.finish(end)
}

// Needs lists the pictures in the order in which the run first reads them: training, validation, test.
func (r *Run) Needs() []data.Need {
	var needs []data.Need
	for _, s := range []Split{r.Train, r.Validation, r.Test} {
		if len(s.Index) > 0 {
			needs = append(needs, data.Need{Pictures: s.Source, Index: s.Index})
		}
	}
	return needs
}

// timed is yield with its time added to r.waited.
func (r *Run) timed(yield func() error) func() error {
	return func() error {
		begun := time.Now()
		err := yield()
		r.waited += time.Since(begun)
		return err
	}
}

// StepsPerEpoch is the number of steps of a whole epoch; the last may be a smaller batch, but for WholeBatches.
func (r *Run) StepsPerEpoch() int {
	if r.WholeBatches {
		return max(len(r.Train.Index)/r.Batch, 1)
	}
	return (len(r.Train.Index) + r.Batch - 1) / r.Batch
}

// enough says whether the limit of steps is reached.
func (r *Run) enough() bool { return r.Steps > 0 && r.step >= r.Steps }

// stops asks every rule, since each keeps its own count.
func (r *Run) stops(e Epoch) bool {
	stop := false
	for _, s := range r.Stopping {
		if s.Stop(e) {
			stop = true
		}
	}
	return stop
}

// epoch trains on every training picture once, or on as many as make whole batches, and validates.
func (r *Run) epoch(epoch int) (Epoch, error) {
	begun := time.Now()
	order := r.order(epoch)
	steps := r.StepsPerEpoch()
	var sum mean
	var took time.Duration
	for s := 1; s <= steps && !r.enough(); s++ {
		if err := pass(r.yield); err != nil {
			return Epoch{}, err
		}
		index := order[(s-1)*r.Batch : min(s*r.Batch, len(order))]
		d, err := r.train(index, epoch, &sum)
		if err != nil {
			return Epoch{}, err
		}
		took += d
		r.events(Step{
			Epoch: epoch, Step: r.step, EpochStep: s, EpochSteps: steps,
			Loss: sum.loss(), CrossEntropy: sum.crossEntropy(), Accuracy: sum.accuracy(),
			ImagesPerSecond: r.speed.perSecond(),
		})
	}
	e := Epoch{Epoch: epoch, Step: r.step, Loss: sum.loss(), CrossEntropy: sum.crossEntropy(), Accuracy: sum.accuracy()}
	if took > 0 {
		e.ImagesPerSecond = float64(sum.pictures) / took.Seconds()
	}
	v, err := r.judge(r.Validation, Validation, epoch)
	if err != nil {
		return Epoch{}, err
	}
	if v != nil {
		e.ValLoss, e.ValCrossEntropy, e.ValAccuracy = &v.Loss, &v.CrossEntropy, &v.Accuracy
	}
	e.Seconds = time.Since(begun).Seconds()
	return e, nil
}

// order is the order in which an epoch visits the training pictures.
func (r *Run) order(epoch int) []int32 {
	rng := nn.Stream(r.Seed, nn.Shuffle, 0, epoch, 0)
	if !r.Shuffle {
		rng = nil
	}
	order := data.Order(len(r.Train.Index), rng, epoch == 1)
	for i, k := range order {
		order[i] = r.Train.Index[k]
	}
	return order
}

// train does one optimizer step and returns the time it took. Waiting for pictures, and whatever yield does, do not count.
func (r *Run) train(index []int32, epoch int, sum *mean) (time.Duration, error) {
	if err := arrive(r.ctx, r.Train.Source, index); err != nil {
		return 0, err
	}
	begun, waited := time.Now(), r.waited
	batch, err := r.buffer.fill(r.Train.Source, index, epoch)
	if err != nil {
		return 0, err
	}
	result, err := r.Backend.TrainOnBatch(batch, r.yield)
	if errors.Is(err, nn.ErrNotFinite) {
		return 0, &Diverged{Epoch: epoch, Step: r.step + 1, Err: err}
	}
	if err != nil {
		return 0, err
	}
	took := time.Since(begun) - (r.waited - waited)
	r.step++
	r.speed.add(took, len(index))
	sum.add(result)
	return took, nil
}

// judge evaluates a split, or returns nil where it is empty.
func (r *Run) judge(s Split, what string, epoch int) (*Evaluation, error) {
	if len(s.Index) == 0 {
		return nil, nil
	}
	judged := func(done int) { r.events(Testing{What: what, Done: done, Total: len(s.Index)}) }
	var a data.Augmentation // the test's pictures stay as they are, always
	if what == Validation && r.AugmentValidation {
		a = r.Augmentation
	}
	buffer := newBuffer(min(r.Batch, len(s.Index)), a, r.Seed)
	v, err := evaluate(r.ctx, r.Backend, s, buffer, epoch, r.Batch, judged, r.yield)
	if err != nil {
		return nil, err
	}
	if math.IsNaN(v.Loss) || math.IsInf(v.Loss, 0) {
		return nil, &Diverged{Epoch: epoch, Step: r.step, Err: fmt.Errorf("the loss in %s is %w", what, nn.ErrNotFinite)}
	}
	return &v, nil
}

// finish tests and tells the end.
func (r *Run) finish(end string) error {
	t, err := r.judge(r.Test, Test, len(r.History))
	if err != nil {
		return err
	}
	done := Done{WeightsSHA256: r.Backend.SHA256(), Stopped: end}
	if t != nil {
		done.TestLoss, done.TestCrossEntropy, done.TestAccuracy = &t.Loss, &t.CrossEntropy, &t.Accuracy
	}
	r.events(done)
	return nil
}
