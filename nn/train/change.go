package train

import "muestra/data"

// SetLearningRate gives the steps that follow another learning rate, in place of a schedule; a step under way keeps its own. A
// plateau goes on from the new rate. It may be called where Snapshot may.
func (r *Run) SetLearningRate(rate float64) {
	r.Changed = true
	if r.inStep {
		r.rate = &rate
		return
	}
	r.Backend.SetLearningRate(rate)
}

// SetAugmentation varies the pictures of the steps that follow otherwise, and with AugmentValidation those of the validations
// that follow; WholeBatches stays as it is. It may be called where Snapshot may. On an error nothing has changed.
func (r *Run) SetAugmentation(a data.Augmentation) error {
	if err := a.Check(); err != nil {
		return err
	}
	r.Changed, r.Augmentation = true, a
	return nil
}

// leaveStep ends a step, whatever has become of it.
func (r *Run) leaveStep() {
	r.inStep = false
	if r.rate != nil {
		r.Backend.SetLearningRate(*r.rate)
		r.rate = nil
	}
}
