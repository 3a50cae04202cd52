package train

import (
	"fmt"
	"math"

	"muestra/nn/history"
)

// ReduceLROnPlateau is Keras's callback: it multiplies the learning rate by Factor when the monitored value of the epochs
// has not improved for Patience epochs, improved meaning better than the best so far by more than MinDelta. Its JSON has
// Keras's names; Keras's defaults are val_loss, 0.1, 10, 1e-4, 0 and 0.
type ReduceLROnPlateau struct {
	// Monitor is loss, accuracy, val_loss or val_accuracy; losses improve downwards, accuracies upwards.
	Monitor  string  `json:"monitor"`
	Factor   float64 `json:"factor"` // above 0, below 1
	Patience int     `json:"patience"`
	MinDelta float64 `json:"min_delta"`
	// Cooldown is the number of epochs after a reduction in which waiting begins anew with each. (In Keras the last of
	// them already counts, so 1 is as good as 0.)
	Cooldown int `json:"cooldown"`
	// MinLearningRate is never gone below.
	MinLearningRate float64 `json:"min_lr"`

	// Best, Wait and CooldownCounter are how far the callback is: the best value, nil before the first, the number of epochs
	// without improvement, and of the cooldown's epochs still to come.
	Best            *float64 `json:"best"`
	Wait            int      `json:"wait"`
	CooldownCounter int      `json:"cooldown_counter"`
}

// Check returns an error for a monitor that no epoch has, and for numbers out of range.
func (p *ReduceLROnPlateau) Check() error {
	if err := p.check(); err != nil {
		return fmt.Errorf("train: reduce the learning rate: %w", err)
	}
	return nil
}

func (p *ReduceLROnPlateau) check() error {
	switch {
	case !(p.Factor > 0 && p.Factor < 1):
		return fmt.Errorf("factor %v is not between 0 and 1", p.Factor)
	case p.Cooldown < 0:
		return fmt.Errorf("cooldown %d is below 0", p.Cooldown)
	}
	if err := checkAtLeastZero("min_lr", p.MinLearningRate); err != nil {
		return err
	}
	return checkWatch(p.Monitor, p.MinDelta, p.Patience)
}

// Rate takes the values of one epoch and the learning rate of its last step, and returns that of the steps that follow. An
// epoch without the monitored value, for want of validation pictures, counts for nothing.
func (p *ReduceLROnPlateau) Rate(e history.Epoch, rate float64) float64 {
	value, up, err := monitored(p.Monitor, &e)
	if err != nil || math.IsNaN(value) {
		return rate
	}
	if p.CooldownCounter > 0 {
		p.CooldownCounter--
		p.Wait = 0
	}
	if better(value, p.Best, p.MinDelta, up) {
		p.Best, p.Wait = &value, 0
		return rate
	}
	if p.CooldownCounter > 0 {
		return rate
	}
	if p.Wait++; p.Wait < p.Patience || rate <= p.MinLearningRate {
		return rate
	}
	p.Wait, p.CooldownCounter = 0, p.Cooldown
	return max(float64(rate*p.Factor), p.MinLearningRate)
}

// same says whether both are the same rule, wherever they stand.
func (p *ReduceLROnPlateau) same(o *ReduceLROnPlateau) bool {
	return p.Monitor == o.Monitor && p.Factor == o.Factor && p.Patience == o.Patience && p.MinDelta == o.MinDelta &&
		p.Cooldown == o.Cooldown && p.MinLearningRate == o.MinLearningRate
}

// checkState refuses what no rule comes to within some epochs.
func (p *ReduceLROnPlateau) checkState(epochs int) error {
	if p.Wait < 0 || p.Wait > epochs || p.CooldownCounter < 0 || p.CooldownCounter > p.Cooldown {
		return fmt.Errorf("reducing the learning rate cannot stand at wait %d and cooldown %d after %d epochs", p.Wait, p.CooldownCounter, epochs)
	}
	return nil
}
