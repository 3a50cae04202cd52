package history

import (
	"cmp"
	"fmt"
)

// Step is where training stands after an optimizer step.
type Step struct {
	Epoch      int `json:"epoch"`       // from 1
	Step       int `json:"step"`        // optimizer steps since the run began
	EpochStep  int `json:"epoch_step"`  // of them in this epoch
	EpochSteps int `json:"epoch_steps"` // of a whole epoch
	// Sums are over the epoch so far, in training mode, each batch with the weights that it met.
	Sums
	ImagesPerSecond Float `json:"images_per_second"` // over about the last two seconds of training steps
}

// Check refuses a step that no training comes to.
func (s *Step) Check() error {
	if s.EpochStep > s.EpochSteps {
		return fmt.Errorf("epoch_step: %d of %d is no progress", s.EpochStep, s.EpochSteps)
	}
	return cmp.Or(
		checkLeast("epoch", s.Epoch, 1), checkLeast("epoch_step", s.EpochStep, 1), checkLeast("step", s.Step, s.EpochStep),
		checkLeast("pictures", s.Pictures, s.EpochStep), s.Sums.Check(), checkSpeed(s.ImagesPerSecond))
}

// StepsPerEpoch is the number of optimizer steps of a whole epoch. The last batch may be smaller, but where only whole batches count: then what is
// too little for one is left out, as Keras does whose steps per epoch are the whole part of pictures / batch. Fewer pictures than one batch are one
// batch all the same.
func StepsPerEpoch(pictures, batch int, wholeBatches bool) int {
	if wholeBatches {
		return max(pictures/batch, 1)
	}
	return (pictures + batch - 1) / batch
}
