package optimizers

import (
	"errors"

	"muestra/nn/keras"
	"muestra/nn/portable"
)

// PolynomialDecay is Keras's schedule of this name: the rate goes from InitialLearningRate to EndLearningRate by
// (1 − steps / DecaySteps) ^ Power, and stays there. With Cycle it begins anew instead, each time from lower down: DecaySteps is then the
// first of its multiples that is not below steps.
type PolynomialDecay struct {
	InitialLearningRate float64 `json:"initial_learning_rate"`
	DecaySteps          int     `json:"decay_steps"`       // at least 1
	EndLearningRate     float64 `json:"end_learning_rate"` // Keras's default is 0.0001
	Power               float64 `json:"power"`             // from 0 to 1000; Keras's default is 1
	Cycle               bool    `json:"cycle"`
}

// LearningRate is the rate after so many steps.
func (d PolynomialDecay) LearningRate(steps int) float64 {
	all := d.DecaySteps
	if d.Cycle {
		all *= max((steps+all-1)/all, 1)
	}
	rest := float64(max(all-steps, 0)) / float64(all)
	return float64((d.InitialLearningRate-d.EndLearningRate)*portable.Power(rest, d.Power)) + d.EndLearningRate
}

func readPolynomialDecay(a *keras.Config) Schedule {
	return PolynomialDecay{
		InitialLearningRate: a.RequiredNumber("initial_learning_rate"), DecaySteps: a.RequiredInteger("decay_steps"),
		EndLearningRate: a.Number("end_learning_rate", 0.0001), Power: a.Number("power", 1), Cycle: a.Truth("cycle", false),
	}
}

func (d PolynomialDecay) class() string { return "PolynomialDecay" }

func (d PolynomialDecay) config() any {
	return struct {
		PolynomialDecay
		Name string `json:"name"`
	}{d, "PolynomialDecay"}
}

func (d PolynomialDecay) check() error {
	return errors.Join(checkDecay(d.InitialLearningRate, d.DecaySteps), checkLearningRate("end_learning_rate", d.EndLearningRate),
		checkNumber("power", d.Power, 0, 1000))
}
