package nn

import (
	"math/rand/v2"
	"testing"
)

func TestSeedStreamIsStreamInPlace(t *testing.T) {
	var rng rand.PCG
	for picture := range 10 {
		want := Stream(7, Augment, 0, 3, picture)
		SeedStream(&rng, 7, Augment, 0, 3, picture)
		for i := range 5 {
			if a, b := rng.Uint64(), want.Uint64(); a != b {
				t.Fatalf("picture %d, number %d: %d, want %d", picture, i, a, b)
			}
		}
	}
}
