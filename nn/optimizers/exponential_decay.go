package optimizers

import (
	"errors"
	"math"

	"muestra/nn/keras"
	"muestra/nn/portable"
)

// ExponentialDecay is Keras's schedule of this name: the rate is InitialLearningRate · DecayRate ^ (steps / DecaySteps), with Staircase
// the exponent's whole part alone, so that the rate falls in steps.
type ExponentialDecay struct {
	InitialLearningRate float64 `json:"initial_learning_rate"`
	DecaySteps          int     `json:"decay_steps"` // at least 1
	DecayRate           float64 `json:"decay_rate"`  // above 0
	Staircase           bool    `json:"staircase"`
}

// LearningRate is the rate after so many steps.
func (d ExponentialDecay) LearningRate(steps int) float64 {
	factor := portable.Power(d.DecayRate, progress(steps, d.DecaySteps, d.Staircase))
	return min(float64(d.InitialLearningRate*min(factor, math.MaxFloat64/maxRate)), maxRate) // a factor above 1 grows beyond all numbers
}

// progress is steps / of, or its whole part.
func progress(steps, of int, whole bool) float64 {
	if whole {
		return float64(steps / of)
	}
	return float64(steps) / float64(of)
}

func readExponentialDecay(a *keras.Config) Schedule {
	return ExponentialDecay{
		InitialLearningRate: a.RequiredNumber("initial_learning_rate"), DecaySteps: a.RequiredInteger("decay_steps"),
		DecayRate: a.RequiredNumber("decay_rate"), Staircase: a.Truth("staircase", false),
	}
}

func (d ExponentialDecay) class() string { return "ExponentialDecay" }

func (d ExponentialDecay) config() any {
	return struct {
		ExponentialDecay
		Name string `json:"name"`
	}{d, "ExponentialDecay"}
}

func (d ExponentialDecay) check() error {
	return errors.Join(checkDecay(d.InitialLearningRate, d.DecaySteps), checkNumber("decay_rate", d.DecayRate, math.SmallestNonzeroFloat64, 1e6))
}
