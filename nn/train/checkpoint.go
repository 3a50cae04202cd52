package train

import (
	"encoding/json"
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
)

// progress is what the fit loop adds to a checkpoint: its position and how far its callbacks are.
type progress struct {
	position
	Stopping []*EarlyStopping   `json:"early_stopping"`
	Plateau  *ReduceLROnPlateau `json:"reduce_lr_on_plateau"`
	// Augmentation is that of the next step, nil in checkpoints from before it could change.
	Augmentation *data.Augmentation `json:"augmentation"`
	Changed      bool               `json:"changed"`
}

// Snapshot is the run at rest: all that Restore needs to go on with the same bits as if it had never stopped. It may be
// taken whenever Fit is not running, and during Fit by its own goroutine, in events; over a Local backend in yield too:
// within a step, and within validation, it is the state before. Its tensors are those in use and not copies: they must be written before
// the next step.
func (r *Run) Snapshot() (*nn.Checkpoint, error) {
	at := r.at
	at.Epoch = max(at.Epoch, 1)
	c, err := r.Backend.Checkpoint()
	if err != nil {
		return nil, fmt.Errorf("train: snapshot: %w", err)
	}
	c.Epoch, c.Recipe, c.DataSet = at.Epoch, r.Recipe, r.DataSet
	if c.Progress, err = json.Marshal(progress{at, r.Stopping, r.Plateau, &r.Augmentation, r.Changed}); err != nil {
		return nil, fmt.Errorf("train: snapshot: %w", err)
	}
	if c.History, err = history.WriteLines(r.closed()); err != nil {
		return nil, fmt.Errorf("train: snapshot: %w", err)
	}
	if at.Restored == 0 {
		c.Best = r.best
	}
	return c, nil
}

// Restore puts the run where the checkpoint's stood, so that Fit goes on from there. The run must be that of the
// checkpoint, but for its numbers of epochs and steps and its test; what is different is named. On an error nothing has
// changed.
func (r *Run) Restore(c *nn.Checkpoint) error {
	if err := r.Check(); err != nil {
		return err
	}
	if err := r.restore(c); err != nil {
		return fmt.Errorf("train: go on from a checkpoint: %w", err)
	}
	return nil
}

func (r *Run) restore(c *nn.Checkpoint) error {
	if c.Progress == nil || c.Optimizer == nil {
		return errors.New("it has weights alone: a run can begin with them, but not go on")
	}
	if c.Seed != r.Seed {
		return fmt.Errorf("its seed is %d, the run's %d", c.Seed, r.Seed)
	}
	if c.DataSet != r.DataSet {
		return fmt.Errorf("its data set is %.12s…, the run's %.12s… (first digits of their digests)", c.DataSet, r.DataSet)
	}
	var p progress
	if err := json.Unmarshal(c.Progress, &p); err != nil {
		return fmt.Errorf("its progress: %w", err)
	}
	epochs, err := history.ReadLines(c.History)
	if err != nil {
		return fmt.Errorf("its history: %w", err)
	}
	if err := r.checkPosition(c, p.position, epochs); err != nil {
		return err
	}
	if err := r.checkStates(&p, len(epochs)); err != nil {
		return err
	}
	if p.Augmentation != nil {
		if err := p.Augmentation.Check(); err != nil {
			return err
		}
	}
	if wanted := p.keeps(); wanted != (c.Best != nil) {
		return fmt.Errorf("its best weights: kept %v, wanted %v", c.Best != nil, wanted)
	}
	if err := r.Backend.Restore(c); err != nil {
		return err
	}
	r.at, r.History, r.best, r.Changed = p.position, epochs, nil, p.Changed
	if p.Augmentation != nil {
		r.Augmentation = *p.Augmentation
	}
	if c.Best != nil {
		r.keep(c.Best)
	}
	for i, s := range p.Stopping {
		*r.Stopping[i] = *s
	}
	if r.Plateau != nil {
		*r.Plateau = *p.Plateau
	}
	return nil
}

// keeps says whether the run must have the weights of its best epoch.
func (p *progress) keeps() bool {
	for _, s := range p.Stopping {
		if s.RestoreBestWeights && s.BestEpoch > 0 && p.Restored == 0 {
			return true
		}
	}
	return false
}

// checkPosition refuses a position that this run cannot come to, or cannot leave.
func (r *Run) checkPosition(c *nn.Checkpoint, at position, epochs []history.Epoch) error {
	steps, done := r.StepsPerEpoch(), at.Epoch-1
	pictures := min(at.EpochStep*r.Batch, len(r.Train.Index))
	switch {
	case at.Epoch < 1 || at.Epoch != c.Epoch || len(epochs) != done:
		return fmt.Errorf("it is in epoch %d by one account, in %d by another, with %d epochs in its history", at.Epoch, c.Epoch, len(epochs))
	case at.EpochStep < 0 || at.EpochStep > steps || c.Step != done*steps+at.EpochStep:
		return fmt.Errorf("step %d is not step %d of epoch %d: the run has %d steps an epoch", c.Step, at.EpochStep, at.Epoch, steps)
	case at.Sum.Pictures != pictures:
		return fmt.Errorf("%d pictures after %d steps, not %d", at.Sum.Pictures, at.EpochStep, pictures)
	case at.Restored < 0 || at.Restored > done:
		return fmt.Errorf("weights of epoch %d of %d", at.Restored, done)
	case done > r.Epochs || done == r.Epochs && at.EpochStep > 0:
		return fmt.Errorf("it is in epoch %d, beyond the run's %d", at.Epoch, r.Epochs)
	case !timely(at.Seconds) || !timely(at.TrainingSeconds):
		return fmt.Errorf("%v seconds, %v of them training", at.Seconds, at.TrainingSeconds)
	case !at.Sum.IsFinite():
		return fmt.Errorf("losses that add up to %v and %v", at.Sum.CrossEntropy, at.Sum.Penalty)
	}
	if err := at.Sum.Check(); err != nil {
		return fmt.Errorf("its sums: %w", err)
	}
	if err := history.Check(epochs); err != nil {
		return fmt.Errorf("its history: %w", err)
	}
	for _, e := range epochs {
		if e.Step != e.Epoch*steps {
			return fmt.Errorf("epoch %d of its history ends with step %d, not %d", e.Epoch, e.Step, e.Epoch*steps)
		}
	}
	return nil
}

// timely reports whether a half-done epoch may have taken so many seconds: up to ten years, so that the whole one passes history.Check.
func timely(seconds float64) bool { return seconds >= 0 && seconds <= 3e8 }

// checkStates refuses callbacks that are not the run's, or stand where they cannot.
func (r *Run) checkStates(p *progress, epochs int) error {
	if len(p.Stopping) != len(r.Stopping) {
		return fmt.Errorf("it has %d rules of early stopping, the run %d", len(p.Stopping), len(r.Stopping))
	}
	for i, s := range p.Stopping {
		if s == nil || !s.same(r.Stopping[i]) {
			return fmt.Errorf("its rule %d of early stopping is another than the run's, on %s with patience %d", i+1, r.Stopping[i].Monitor, r.Stopping[i].Patience)
		}
		if err := s.checkState(epochs); err != nil {
			return err
		}
	}
	switch {
	case (p.Plateau == nil) != (r.Plateau == nil), p.Plateau != nil && !p.Plateau.same(r.Plateau):
		return errors.New("the learning rate is reduced on a plateau otherwise than in the run")
	case p.Plateau != nil:
		return p.Plateau.checkState(epochs)
	}
	return nil
}
