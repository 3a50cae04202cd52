package optimizers

import (
	"errors"
	"math"

	"muestra/nn/keras"
	"muestra/nn/portable"
)

// CosineDecay is Keras's schedule of this name, of Loshchilov and Hutter (2016): the rate falls from InitialLearningRate along half a
// cosine, to Alpha of it after DecaySteps steps, and stays there. With a WarmupTarget it first rises in a straight line from
// InitialLearningRate, for WarmupSteps steps, and falls from the target.
type CosineDecay struct {
	InitialLearningRate float64  `json:"initial_learning_rate"`
	DecaySteps          int      `json:"decay_steps"`   // at least 1, those of the warmup not among them
	Alpha               float64  `json:"alpha"`         // from 0 to 1
	WarmupTarget        *float64 `json:"warmup_target"` // nil for no warmup, whatever WarmupSteps says
	WarmupSteps         int      `json:"warmup_steps"`
}

// LearningRate is the rate after so many steps: from · ((1 − Alpha) · ½(1 + cos(π · steps / DecaySteps)) + Alpha).
func (d CosineDecay) LearningRate(steps int) float64 {
	from := d.InitialLearningRate
	if d.WarmupTarget != nil {
		if steps < d.WarmupSteps {
			return float64((*d.WarmupTarget-from)*progress(steps, d.WarmupSteps, false)) + from
		}
		from, steps = *d.WarmupTarget, steps-d.WarmupSteps
	}
	return float64(from * (float64((1-d.Alpha)*halfCosine(min(steps, d.DecaySteps), d.DecaySteps)) + d.Alpha))
}

// halfCosine is ½(1 + cos(π · steps / of)), which is cos² of half that angle and sin² of the rest to a right one. The smaller of both
// angles is at most π/4, where a polynomial will do.
func halfCosine(steps, of int) float64 {
	if rest := of - steps; rest < steps {
		s := sin(float64(progress(rest, of, false) * (math.Pi / 2)))
		return float64(s * s)
	}
	s := sin(float64(progress(steps, of, false) * (math.Pi / 2)))
	return 1 - float64(s*s)
}

// sin is that of FreeBSD's msun (k_sin.c) for angles from 0 to π/4.
func sin(x float64) float64 {
	z := float64(x * x)
	return x + float64(float64(z*x)*portable.Horner(z, 1.58969099521155010221e-10, -2.50507602534068634195e-08, 2.75573137070700676789e-06,
		-1.98412698298579493134e-04, 8.33333333332248946124e-03, -1.66666666666666324348e-01))
}

func readCosineDecay(a *keras.Config) Schedule {
	return CosineDecay{
		InitialLearningRate: a.RequiredNumber("initial_learning_rate"), DecaySteps: a.RequiredInteger("decay_steps"), Alpha: a.Number("alpha", 0),
		WarmupTarget: a.OptionalNumber("warmup_target"), WarmupSteps: a.Integer("warmup_steps", 0),
	}
}

func (d CosineDecay) class() string { return "CosineDecay" }

func (d CosineDecay) config() any {
	return struct {
		CosineDecay
		Name string `json:"name"`
	}{d, "CosineDecay"}
}

func (d CosineDecay) check() error {
	err := errors.Join(checkDecay(d.InitialLearningRate, d.DecaySteps), checkNumber("alpha", d.Alpha, 0, 1),
		checkRange("warmup_steps", d.WarmupSteps, 0, MaxCount))
	if d.WarmupTarget != nil {
		err = errors.Join(err, checkLearningRate("warmup_target", *d.WarmupTarget))
	}
	return err
}
