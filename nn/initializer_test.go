package nn

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestInitializersHaveTheirSpread(t *testing.T) {
	const in, out = 300, 100
	for _, c := range []struct {
		name             string
		stddev, furthest float64 // furthest: no value lies beyond
	}{
		{"zeros", 0, 0},
		{"glorot_uniform", math.Sqrt(2.0 / (in + out)), math.Sqrt(6.0 / (in + out))},
		{"glorot_normal", math.Sqrt(2.0 / (in + out)), 2.28 * math.Sqrt(2.0/(in+out))},
		{"he_uniform", math.Sqrt(2.0 / in), math.Sqrt(6.0 / in)},
		{"he_normal", math.Sqrt(2.0 / in), 2.28 * math.Sqrt(2.0/in)},
		{"lecun_uniform", math.Sqrt(1.0 / in), math.Sqrt(3.0 / in)},
		{"lecun_normal", math.Sqrt(1.0 / in), 2.28 * math.Sqrt(1.0/in)},
		{"random_uniform", 0.05 / math.Sqrt(3), 0.05},
		{"random_normal", 0.05, 0.5},
		{"truncated_normal", 0.05 * truncatedStddev, 0.1},
	} {
		w := make([]float32, in*out)
		if err := initialize(c.name, w, in, out, rand.NewPCG(1, 2)); err != nil {
			t.Fatal(err)
		}
		var sum, sumsq, furthest float64
		for _, v := range w {
			sum += float64(v)
			sumsq += float64(v) * float64(v)
			furthest = max(furthest, math.Abs(float64(v)))
		}
		n := float64(len(w))
		mean, stddev := sum/n, math.Sqrt(sumsq/n)
		if math.Abs(mean) > 4*c.stddev/math.Sqrt(n) || math.Abs(stddev-c.stddev) > 0.02*c.stddev || furthest > c.furthest*(1+1e-6) {
			t.Errorf("%s: mean %v, standard deviation %v (want %v), furthest %v (want at most %v)", c.name, mean, stddev, c.stddev, furthest, c.furthest)
		}
	}
	ones := make([]float32, 3)
	if err := initialize("ones", ones, 1, 1, nil); err != nil || !slices.Equal(ones, []float32{1, 1, 1}) {
		t.Errorf("ones: %v, %v", ones, err)
	}
}

func TestStreamsDifferInEachArgument(t *testing.T) {
	seen := make(map[uint64]string)
	for _, c := range []struct {
		name                  string
		seed                  uint64
		purpose               Purpose
		layer, epoch, picture int
	}{
		{"base", 1, Shuffle, 0, 0, 0}, {"seed", 2, Shuffle, 0, 0, 0}, {"purpose", 1, Augment, 0, 0, 0}, {"layer", 1, Shuffle, 1, 0, 0},
		{"epoch", 1, Shuffle, 0, 1, 0}, {"picture", 1, Shuffle, 0, 0, 1}, {"seed 0", 0, Init, 0, 0, 0}, {"swapped", 1, Shuffle, 2, 3, 5}, {"swapped back", 1, Shuffle, 3, 2, 5},
	} {
		first := Stream(c.seed, c.purpose, c.layer, c.epoch, c.picture).Uint64()
		if again := Stream(c.seed, c.purpose, c.layer, c.epoch, c.picture).Uint64(); again != first {
			t.Errorf("%s: the stream differs from itself", c.name)
		}
		if other, ok := seen[first]; ok {
			t.Errorf("%s begins like %s", c.name, other)
		}
		seen[first] = c.name
	}
}
