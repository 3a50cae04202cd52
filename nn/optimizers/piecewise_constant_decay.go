package optimizers

import (
	"fmt"
	"slices"

	"muestra/nn/keras"
)

// PiecewiseConstantDecay is Keras's schedule of this name: the rate is Values[0] up to and including Boundaries[0] steps done, Values[1]
// from there up to and including Boundaries[1], and so on; the last value stays. Since a run's first step comes after none, Values[0] is
// that of Boundaries[0] + 1 steps.
type PiecewiseConstantDecay struct {
	Boundaries []int     `json:"boundaries"` // rising, from 0 on; 1 to 1000 of them
	Values     []float64 `json:"values"`     // one more
}

// LearningRate is the rate after so many steps.
func (d PiecewiseConstantDecay) LearningRate(steps int) float64 {
	i, _ := slices.BinarySearch(d.Boundaries, steps)
	return d.Values[i]
}

func readPiecewiseConstantDecay(a *keras.Config) Schedule {
	return PiecewiseConstantDecay{Boundaries: a.Integers("boundaries", maxBoundaries), Values: a.Numbers("values", maxBoundaries+1)}
}

func (d PiecewiseConstantDecay) class() string { return "PiecewiseConstantDecay" }

func (d PiecewiseConstantDecay) config() any {
	return struct {
		PiecewiseConstantDecay
		Name string `json:"name"`
	}{d, "PiecewiseConstant"}
}

func (d PiecewiseConstantDecay) check() error {
	if n := len(d.Boundaries); n < 1 || n > maxBoundaries || len(d.Values) != n+1 {
		return fmt.Errorf("%d boundaries and %d values; 1 to %d boundaries are needed, and one value more", n, len(d.Values), maxBoundaries)
	}
	for i, b := range d.Boundaries {
		if err := checkRange(fmt.Sprintf("boundaries[%d]", i), b, 0, MaxCount); err != nil {
			return err
		}
		if i > 0 && b <= d.Boundaries[i-1] {
			return fmt.Errorf("boundaries[%d] %d is not above the one before, %d", i, b, d.Boundaries[i-1])
		}
	}
	for i, v := range d.Values {
		if err := checkLearningRate(fmt.Sprintf("values[%d]", i), v); err != nil {
			return err
		}
	}
	return nil
}
