package optimizers

import (
	"errors"

	"muestra/nn/keras"
)

// InverseTimeDecay is Keras's schedule of this name: the rate is InitialLearningRate / (1 + DecayRate · steps / DecaySteps), with
// Staircase the quotient's whole part alone.
type InverseTimeDecay struct {
	InitialLearningRate float64 `json:"initial_learning_rate"`
	DecaySteps          int     `json:"decay_steps"` // at least 1
	DecayRate           float64 `json:"decay_rate"`  // at least 0
	Staircase           bool    `json:"staircase"`
}

// LearningRate is the rate after so many steps.
func (d InverseTimeDecay) LearningRate(steps int) float64 {
	return d.InitialLearningRate / (1 + float64(d.DecayRate*progress(steps, d.DecaySteps, d.Staircase)))
}

func readInverseTimeDecay(a *keras.Config) Schedule {
	return InverseTimeDecay{
		InitialLearningRate: a.RequiredNumber("initial_learning_rate"), DecaySteps: a.RequiredInteger("decay_steps"),
		DecayRate: a.RequiredNumber("decay_rate"), Staircase: a.Truth("staircase", false),
	}
}

func (d InverseTimeDecay) class() string { return "InverseTimeDecay" }

func (d InverseTimeDecay) config() any {
	return struct {
		InverseTimeDecay
		Name string `json:"name"`
	}{d, "InverseTimeDecay"}
}

func (d InverseTimeDecay) check() error {
	return errors.Join(checkDecay(d.InitialLearningRate, d.DecaySteps), checkNumber("decay_rate", d.DecayRate, 0, 1e6))
}
