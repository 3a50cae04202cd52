package optimizers

import (
	"errors"
	"fmt"
)

// Schedule gives each step its learning rate, in place of a fixed one, as Keras's learning-rate schedules do. CosineDecay,
// ExponentialDecay, InverseTimeDecay, PiecewiseConstantDecay and PolynomialDecay are all there are. Equal arguments give equal bits on
// every platform, and what a rate is depends on nothing else, so that a schedule has no state to keep.
type Schedule interface {
	// LearningRate is the rate of the step that comes after so many: 0 for a run's first, Keras's optimizer.iterations. It is a number
	// from 0 to 1e6.
	LearningRate(steps int) float64

	class() string // Keras's
	config() any   // the arguments as Keras 3 writes them
	check() error  // that every argument is in its range
}

// MaxCount is the most steps or epochs that a run may have.
const MaxCount = 1 << 30

const (
	maxRate       = 1e6  // of learning, whatever decides on it
	maxBoundaries = 1000 // of a piecewise constant
)

// scheduled is the part of an optimizer that knows its schedule, nil where the rate is fixed, and the step that followed it last.
type scheduled struct {
	schedule Schedule
	followed int
}

// Schedule is what gives each step its learning rate, nil where the rate is fixed.
func (s *scheduled) Schedule() Schedule { return s.schedule }

// SetSchedule gives each step that follows the rate of a schedule, or with nil the fixed one again. Arguments out of range are refused.
func (s *scheduled) SetSchedule(schedule Schedule) error {
	if schedule != nil {
		if err := schedule.check(); err != nil {
			return fmt.Errorf("optimizers: schedule %s: %w", schedule.class(), err)
		}
	}
	s.schedule = schedule
	return nil
}

// Follow goes on to a step, counted from 1 on; 0 is before the first.
func (s *scheduled) Follow(step int) { s.followed = step }

// rate is that of the step followed last, of the first before it.
func (s *scheduled) rate(fixed float64) float64 {
	if s.schedule == nil {
		return fixed
	}
	return s.schedule.LearningRate(max(s.followed-1, 0))
}

func (s *scheduled) checkRate(fixed float64) error {
	if s.schedule == nil {
		return checkLearningRate("learning_rate", fixed)
	}
	return s.schedule.check()
}

// checkDecay checks the arguments that most schedules begin with.
func checkDecay(initial float64, steps int) error {
	return errors.Join(checkLearningRate("initial_learning_rate", initial), checkRange("decay_steps", steps, 1, MaxCount))
}
