package nn

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"muestra/nn/portable"
)

// initializers holds every initializer under its Keras name. fill draws all of w; fanIn and fanOut are the number of inputs a unit reads
// and of units an input reaches.
var initializers = map[string]struct {
	class string // the Keras class that the JSON spells
	fill  func(w []float32, fanIn, fanOut int, src rand.Source)
}{
	"zeros":            {"Zeros", func(w []float32, _, _ int, _ rand.Source) { clear(w) }},
	"ones":             {"Ones", fillOnes},
	"glorot_uniform":   {"GlorotUniform", uniform(func(in, out float64) float64 { return math.Sqrt(6 / (in + out)) })},
	"glorot_normal":    {"GlorotNormal", truncated(func(in, out float64) float64 { return math.Sqrt(2/(in+out)) / truncatedStddev })},
	"he_uniform":       {"HeUniform", uniform(func(in, _ float64) float64 { return math.Sqrt(6 / in) })},
	"he_normal":        {"HeNormal", truncated(func(in, _ float64) float64 { return math.Sqrt(2/in) / truncatedStddev })},
	"lecun_uniform":    {"LecunUniform", uniform(func(in, _ float64) float64 { return math.Sqrt(3 / in) })},
	"lecun_normal":     {"LecunNormal", truncated(func(in, _ float64) float64 { return math.Sqrt(1/in) / truncatedStddev })},
	"random_uniform":   {"RandomUniform", uniform(func(_, _ float64) float64 { return 0.05 })},
	"random_normal":    {"RandomNormal", fillNormal},
	"truncated_normal": {"TruncatedNormal", truncated(func(_, _ float64) float64 { return 0.05 })},
}

const (
	// truncatedStddev is the standard deviation of a standard normal cut at ±2, by which Keras widens its truncated normals.
	truncatedStddev = 0.87962566103423978
	// belowMinusTwo is the probability that a standard normal falls below -2.
	belowMinusTwo = 0.022750131948179207
)

// initialize fills w with the named Keras initializer, drawing from the stream given.
func initialize(name string, w []float32, fanIn, fanOut int, src rand.Source) error {
	in, ok := initializers[name]
	if !ok {
		return fmt.Errorf("initializer %q is not known", name)
	}
	in.fill(w, fanIn, fanOut, src)
	return nil
}

func fillOnes(w []float32, _, _ int, _ rand.Source) {
	for i := range w {
		w[i] = 1
	}
}

// uniform draws from [-limit, limit). distuv draws from [0, 1) only: its own Min and Max arithmetic may fuse.
func uniform(limit func(fanIn, fanOut float64) float64) func([]float32, int, int, rand.Source) {
	return func(w []float32, fanIn, fanOut int, src rand.Source) {
		u := distuv.Uniform{Min: 0, Max: 1, Src: src}
		l := limit(float64(fanIn), float64(fanOut))
		for i := range w {
			w[i] = float32(float64(2*u.Rand()-1) * l) // doubling is exact
		}
	}
}

// truncated draws from a normal distribution cut at two standard deviations, through its inverse distribution function.
func truncated(stddev func(fanIn, fanOut float64) float64) func([]float32, int, int, rand.Source) {
	return func(w []float32, fanIn, fanOut int, src rand.Source) {
		u := distuv.Uniform{Min: 0, Max: 1, Src: src}
		s := stddev(float64(fanIn), float64(fanOut))
		for i := range w {
			p := belowMinusTwo + float64(u.Rand()*(1-2*belowMinusTwo))
			w[i] = float32(portable.NormalQuantile(p) * s)
		}
	}
}

// fillNormal draws from a normal distribution with standard deviation 0.05, the default of Keras's RandomNormal.
func fillNormal(w []float32, _, _ int, src rand.Source) {
	u := distuv.Uniform{Min: 0, Max: 1, Src: src}
	for i := range w {
		p := max(u.Rand(), 0x1p-54) // never 0, whose quantile is infinite
		w[i] = float32(portable.NormalQuantile(p) * 0.05)
	}
}
