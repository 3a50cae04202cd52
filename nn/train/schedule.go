package train

import (
	"fmt"
	"math"

	"muestra/data"
)

// Schedule gives each step its learning rate, as Keras's learning-rate schedules do. Equal arguments give equal bits on
// every platform.
type Schedule interface {
	// LearningRate is the rate of the step that comes after so many: 0 for a run's first, Keras's optimizer.iterations.
	LearningRate(steps int) float64
	// Check returns an error for arguments out of range.
	Check() error
}

// ExponentialDecay is Keras's schedule of this name with staircase=True: the rate is multiplied by DecayRate after each
// DecaySteps steps.
type ExponentialDecay struct {
	InitialLearningRate float64 `json:"initial_learning_rate"`
	DecaySteps          int     `json:"decay_steps"`
	DecayRate           float64 `json:"decay_rate"` // above 0, at most 1
}

// LearningRate multiplies once for each decay, so that no power function is needed.
func (d ExponentialDecay) LearningRate(steps int) float64 {
	rate := d.InitialLearningRate
	for range steps / d.DecaySteps {
		next := float64(rate * d.DecayRate)
		if next == rate { // for ever
			break
		}
		rate = next
	}
	return rate
}

// Check returns an error for arguments out of range.
func (d ExponentialDecay) Check() error {
	if !(d.DecayRate > 0 && d.DecayRate <= 1) {
		return fmt.Errorf("train: exponential decay: decay_rate %v is not above 0 and at most 1", d.DecayRate)
	}
	return checkDecay("exponential decay", d.InitialLearningRate, d.DecaySteps)
}

// CosineDecay is Keras's schedule of this name, of Loshchilov and Hutter (2016): the rate falls along half a cosine, to
// Alpha of its beginning after DecaySteps steps, and stays there.
type CosineDecay struct {
	InitialLearningRate float64 `json:"initial_learning_rate"`
	DecaySteps          int     `json:"decay_steps"`
	Alpha               float64 `json:"alpha"` // from 0 to 1
}

// LearningRate is InitialLearningRate · ((1 − Alpha) · ½(1 + cos(π · steps / DecaySteps)) + Alpha).
func (d CosineDecay) LearningRate(steps int) float64 {
	part := float64(min(steps, d.DecaySteps)) / float64(d.DecaySteps)
	_, cos := data.SinCos(float64(180 * part))
	cos = float64(0.5 * (1 + cos))
	return float64(d.InitialLearningRate * (float64((1-d.Alpha)*cos) + d.Alpha))
}

// Check returns an error for arguments out of range.
func (d CosineDecay) Check() error {
	if !(d.Alpha >= 0 && d.Alpha <= 1) {
		return fmt.Errorf("train: cosine decay: alpha %v is not from 0 to 1", d.Alpha)
	}
	return checkDecay("cosine decay", d.InitialLearningRate, d.DecaySteps)
}

func checkDecay(name string, rate float64, steps int) error {
	if !(rate >= 0) || math.IsInf(rate, 1) {
		return fmt.Errorf("train: %s: initial_learning_rate %v is not a number from 0 on", name, rate)
	}
	if steps < 1 {
		return fmt.Errorf("train: %s: decay_steps %d is below 1", name, steps)
	}
	return nil
}
