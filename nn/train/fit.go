package train

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/tensor"
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
	Steps int
	// Stopping are rules that end the run; at most one of them may restore the best weights.
	Stopping []*EarlyStopping
	// Plateau, where not nil, lowers the optimizer's learning rate, which must then be a fixed one, as in Keras.
	Plateau *ReduceLROnPlateau
	// Recipe and DataSet, the pictures' digest, say what the run is; checkpoints carry them. Recipe is JSON or nil.
	Recipe  json.RawMessage
	DataSet string

	// History has the epochs done so far, one that the limit of steps has cut short included.
	History []history.Epoch

	// Changed says that SetLearningRate or SetAugmentation has been called: Recipe alone does not lead to these weights.
	Changed bool

	at     position
	best   []tensor.Tensor // the weights of the best epoch, where a rule wants them back
	speed  speed
	last   time.Time     // up to which at.Seconds counts
	waited time.Duration // in yield
	inStep bool
	rate   *float64 // for the steps after the one under way
	ctx    context.Context
	events func(Event)
	yield  func() error
}

// position is where a run stands between two steps.
type position struct {
	Epoch     int          `json:"epoch"`      // under way, from 1; 0 for a run that has not begun
	EpochStep int          `json:"epoch_step"` // steps done in it
	Sum       history.Sums `json:"sum"`        // of its batches so far
	// Seconds is the time spent in the epoch, TrainingSeconds that in training steps.
	Seconds         float64 `json:"seconds"`
	TrainingSeconds float64 `json:"training_seconds"`
	// Stopped says that a rule has ended the run, Restored is the epoch whose weights it has got back, 0 for none.
	Stopped  bool `json:"stopped"`
	Restored int  `json:"restored_epoch"`
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
	if err := errors.Join(r.checkCallbacks(), r.Augmentation.Check()); err != nil {
		return err
	}
	return errors.Join(r.Train.check("training"), r.Validation.check("validation"), r.Test.check("the test"))
}

// checkCallbacks checks the callbacks, each and together.
func (r *Run) checkCallbacks() error {
	restoring := 0
	for _, s := range r.Stopping {
		if err := s.Check(); err != nil {
			return err
		}
		if s.RestoreBestWeights {
			restoring++
		}
	}
	switch {
	case restoring > 1:
		return fmt.Errorf("train: %d rules of early stopping want to restore the best weights; one can", restoring)
	case r.Plateau != nil && r.Backend.Schedule() != nil:
		return errors.New("train: a learning rate that follows a schedule cannot be reduced on a plateau")
	case r.Plateau != nil:
		return r.Plateau.Check()
	}
	return nil
}

// Fit trains until the last epoch, an early stop or the limit of steps, then tests. It goes on where the run stands: at its
// beginning, where Restore has put it, or where a Fit that ended early has left it. It tells events everything that
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
	r.at.Epoch = max(r.at.Epoch, 1)
	if r.at.Restored > 0 && r.end() == "" {
		return fmt.Errorf("train: the run has ended with epoch %d and gone back to the weights of epoch %d: there is nothing to go on from", r.at.Epoch-1, r.at.Restored)
	}
	r.History = r.closed()
	r.speed, r.waited = speed{}, 0
	for r.end() == "" {
		if err := r.epoch(); err != nil {
			return err
		}
	}
	return r.finish(r.end())
}

// end is why the run is over, or empty while it is not.
func (r *Run) end() string {
	switch {
	case r.at.Stopped:
		return history.EndEarly
	case r.at.Epoch > r.Epochs:
		return history.EndEpochs
	case r.enough():
		return history.EndSteps
	}
	return ""
}

// closed is the history without an epoch that is still under way.
func (r *Run) closed() []history.Epoch { return r.History[:max(r.at.Epoch-1, 0)] }

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

// StepsPerEpoch is the number of steps of a whole epoch.
func (r *Run) StepsPerEpoch() int {
	return history.StepsPerEpoch(len(r.Train.Index), r.Batch, r.WholeBatches)
}

// enough says whether the limit of steps is reached.
func (r *Run) enough() bool { return r.Steps > 0 && r.Step() >= r.Steps }

// Step is the number of optimizer steps done.
func (r *Run) Step() int { return max(r.at.Epoch-1, 0)*r.StepsPerEpoch() + r.at.EpochStep }

// epoch trains on what is left of the epoch under way, every training picture once or as many as make whole batches, and
// validates. An epoch that the limit of steps cuts short stays under way.
func (r *Run) epoch() error {
	at, sum, steps := &r.at, &r.at.Sum, r.StepsPerEpoch()
	r.last = time.Now()
	order := r.order(at.Epoch)
	for at.EpochStep < steps && !r.enough() {
		if err := pass(r.yield); err != nil {
			return err
		}
		from := at.EpochStep * r.Batch
		if err := r.train(order[from:min(from+r.Batch, len(order))]); err != nil {
			return err
		}
		r.events(history.Step{
			Epoch: at.Epoch, Step: r.Step(), EpochStep: at.EpochStep, EpochSteps: steps, Sums: *sum,
			ImagesPerSecond: history.Float(r.speed.perSecond()),
		})
	}
	v, err := r.judge(r.Validation, Validation, at.Epoch)
	if err != nil {
		return err
	}
	r.count()
	now, val := sum.Score(), v.Score()
	e := history.Epoch{
		Epoch: at.Epoch, Step: r.Step(), Loss: now.Loss, CrossEntropy: now.CrossEntropy, Accuracy: now.Accuracy,
		ValLoss: val.Loss, ValCrossEntropy: val.CrossEntropy, ValAccuracy: val.Accuracy,
		LearningRate: history.Float(r.Backend.LearningRate()), Seconds: history.Float(at.Seconds),
	}
	if at.TrainingSeconds > 0 {
		e.ImagesPerSecond = history.Float(float64(sum.Pictures) / at.TrainingSeconds)
	}
	r.History = append(r.History, e)
	if at.EpochStep == steps {
		r.close(e)
	}
	r.events(e)
	return nil
}

// count adds the time since it was last called to the epoch's.
func (r *Run) count() {
	now := time.Now()
	r.at.Seconds += now.Sub(r.last).Seconds()
	r.last = now
}

// close lets the rules see an epoch, every one of them since each keeps its own count, and goes on to the next.
func (r *Run) close(e history.Epoch) {
	next := position{Epoch: e.Epoch + 1}
	for _, s := range r.Stopping {
		if s.Stop(e) {
			next.Stopped = true
		}
		if s.RestoreBestWeights && s.BestEpoch == e.Epoch {
			r.keep(r.Backend.Tensors())
		}
	}
	if r.Plateau != nil {
		r.Backend.SetLearningRate(r.Plateau.Rate(e, r.Backend.LearningRate()))
	}
	r.at = next
}

// keep remembers weights as they are.
func (r *Run) keep(weights []tensor.Tensor) {
	if r.best == nil {
		r.best = make([]tensor.Tensor, len(weights))
	}
	for i, t := range weights {
		r.best[i] = tensor.Tensor{Name: t.Name, Shape: t.Shape, Data: append(r.best[i].Data[:0], t.Data...)}
	}
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

// train does one optimizer step. Waiting for pictures, and whatever yield does, do not count as time in it.
func (r *Run) train(index []int32) error {
	if err := arrive(r.ctx, r.Train.Source, index); err != nil {
		return err
	}
	begun, waited := time.Now(), r.waited
	batch := Batch{Pictures: r.Train.Source, Index: index, Epoch: r.at.Epoch, Seed: r.Seed, Augmentation: r.Augmentation}
	r.inStep = true
	result, err := r.Backend.TrainOnBatch(batch, r.yield)
	r.leaveStep()
	if errors.Is(err, nn.ErrNotFinite) {
		return &Diverged{Epoch: r.at.Epoch, Step: r.Step() + 1, Err: err}
	}
	if err != nil {
		return err
	}
	took := time.Since(begun) - (r.waited - waited)
	r.at.EpochStep++
	add(&r.at.Sum, result)
	r.at.TrainingSeconds += took.Seconds()
	r.speed.add(took, len(index))
	r.count()
	return nil
}

// judge evaluates a split. The sums are of no pictures where it is empty.
func (r *Run) judge(s Split, what string, epoch int) (history.Sums, error) {
	if len(s.Index) == 0 {
		return history.Sums{}, nil
	}
	judged := func(done int, index []int32, probabilities []float32) {
		r.events(Evaluating{What: what, Done: done, Total: len(s.Index), Index: index, Probabilities: probabilities})
	}
	var a data.Augmentation // the test's pictures stay as they are, always
	if what == Validation && r.AugmentValidation {
		a = r.Augmentation
	}
	v, err := evaluate(r.ctx, r.Backend, s, r.Batch, Batch{Epoch: epoch, Seed: r.Seed, Augmentation: a}, judged, r.yield)
	if err == nil && !v.IsFinite() {
		err = &Diverged{Epoch: epoch, Step: r.Step(), Err: fmt.Errorf("the loss in %s is %w", what, nn.ErrNotFinite)}
	}
	return v, err
}

// finish gives the network its best weights where a rule wants that, tests, and tells the end. The limit of steps is no end
// of training: everything stays as it is, so that the run can go on.
func (r *Run) finish(end string) error {
	if end != history.EndSteps {
		if err := r.restoreBest(); err != nil {
			return err
		}
	}
	t, err := r.judge(r.Test, Test, len(r.History))
	if err != nil {
		return err
	}
	done := history.Result{WeightsSHA256: r.Backend.SHA256(), Stopped: end, RestoredEpoch: r.at.Restored}
	if t.Pictures > 0 {
		done.Test = new(t.Score())
	}
	r.events(done)
	return nil
}

// restoreBest gives the network the weights that keep has remembered, where they are not its last.
func (r *Run) restoreBest() error {
	for _, s := range r.Stopping {
		if s.RestoreBestWeights && r.best != nil && s.BestEpoch < len(r.History) {
			r.at.Restored = s.BestEpoch
			return r.Backend.SetTensors(r.best)
		}
	}
	return nil
}
