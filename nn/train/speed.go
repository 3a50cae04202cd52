package train

import "time"

// speed measures training pictures per second over about the last two seconds of training steps. Only the time inside
// steps counts: waiting for pictures, pausing and validating do not.
type speed struct {
	steps    []timedStep
	took     time.Duration // of steps
	pictures int           // of steps
}

type timedStep struct {
	took     time.Duration
	pictures int
}

const speedWindow = 2 * time.Second

func (s *speed) add(took time.Duration, pictures int) {
	s.steps = append(s.steps, timedStep{took, pictures})
	s.took += took
	s.pictures += pictures
	drop := 0
	for drop < len(s.steps)-1 && s.took-s.steps[drop].took >= speedWindow {
		s.took -= s.steps[drop].took
		s.pictures -= s.steps[drop].pictures
		drop++
	}
	s.steps = append(s.steps[:0], s.steps[drop:]...)
}

// perSecond is 0 before the first step, and where a clock is too coarse to have seen one.
func (s *speed) perSecond() float64 {
	if s.took <= 0 {
		return 0
	}
	return float64(s.pictures) / s.took.Seconds()
}
