package train

import (
	"math"
	"testing"
)

func TestExponentialDecayFallsInSteps(t *testing.T) {
	d := ExponentialDecay{InitialLearningRate: 0.08, DecaySteps: 10, DecayRate: 0.5}
	for steps, want := range map[int]float64{0: 0.08, 9: 0.08, 10: 0.04, 19: 0.04, 20: 0.02, 39: 0.01, 40: 0.005} {
		if got := d.LearningRate(steps); got != want {
			t.Errorf("after %d steps %v, want %v", steps, got, want)
		}
	}
	if got := (ExponentialDecay{InitialLearningRate: 1, DecaySteps: 1, DecayRate: 0.1}).LearningRate(1 << 30); got != 0 {
		t.Errorf("in the end %v", got)
	}
}

func TestCosineDecayIsKerass(t *testing.T) {
	for _, d := range []CosineDecay{
		{InitialLearningRate: 0.1, DecaySteps: 1000}, {InitialLearningRate: 0.01, DecaySteps: 7, Alpha: 0.1}, {InitialLearningRate: 3, DecaySteps: 1},
	} {
		for steps := 0; steps <= d.DecaySteps+3; steps++ {
			part := float64(min(steps, d.DecaySteps)) / float64(d.DecaySteps)
			want := d.InitialLearningRate * ((1-d.Alpha)*0.5*(1+math.Cos(math.Pi*part)) + d.Alpha)
			if got := d.LearningRate(steps); math.Abs(got-want) > 1e-15*d.InitialLearningRate {
				t.Errorf("%+v: after %d steps %v, want %v", d, steps, got, want)
			}
		}
		if got := d.LearningRate(0); got != d.InitialLearningRate {
			t.Errorf("%+v begins with %v", d, got)
		}
	}
	if got := (CosineDecay{InitialLearningRate: 0.1, DecaySteps: 5}).LearningRate(9); got != 0 {
		t.Errorf("in the end %v", got)
	}
}

// TestHashOfSchedules holds every platform to the same bits.
func TestHashOfSchedules(t *testing.T) {
	for name, test := range map[string]struct {
		s    Schedule
		want uint64
	}{
		"cosine":      {CosineDecay{InitialLearningRate: 0.1, DecaySteps: 977, Alpha: 0.05}, 0x4049ba3d70a3d720},
		"exponential": {ExponentialDecay{InitialLearningRate: 0.1, DecaySteps: 31, DecayRate: 0.93}, 0x404402ccc1acd411},
	} {
		sum := 0.0
		for steps := range 1000 {
			sum += test.s.LearningRate(steps)
		}
		if got := math.Float64bits(sum); got != test.want {
			t.Errorf("%s: the sum of a thousand rates is %#x, want %#x", name, got, test.want)
		}
	}
}

func TestSchedulesRefuseWhatCannotBe(t *testing.T) {
	for _, s := range []Schedule{
		ExponentialDecay{0.1, 0, 0.5}, ExponentialDecay{0.1, 10, 0}, ExponentialDecay{0.1, 10, 1.1}, ExponentialDecay{math.NaN(), 10, 0.5},
		ExponentialDecay{-1, 10, 0.5}, ExponentialDecay{0.1, 10, math.NaN()},
		CosineDecay{0.1, 0, 0}, CosineDecay{0.1, 10, -0.1}, CosineDecay{0.1, 10, 2}, CosineDecay{math.Inf(1), 10, 0}, CosineDecay{0.1, 10, math.NaN()},
	} {
		if s.Check() == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
}
