package data

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

func TestOrderIsAPermutation(t *testing.T) {
	for _, n := range []int{0, 1, 2, 999, 1000, 1001, 5000} {
		for _, rng := range []*rand.Rand{nil, newRand()} {
			for _, blocks := range []bool{false, true} {
				order := Order(n, rng, blocks)
				slices.Sort(order)
				if !slices.Equal(order, run(0, n)) {
					t.Errorf("Order(%d, random %t, %t) is not a permutation", n, rng != nil, blocks)
				}
			}
		}
	}
}

func TestOrderWithoutChanceIsCanonical(t *testing.T) {
	if order := Order(5, nil, true); !slices.Equal(order, []int32{0, 1, 2, 3, 4}) {
		t.Errorf("order %v", order)
	}
}

func TestOrderInBlocksStaysWithinEachSprite(t *testing.T) {
	order := Order(2500, newRand(), true)
	if slices.IsSorted(order[:Run]) {
		t.Error("the first run is not shuffled")
	}
	for at, k := range order {
		if at/Run != int(k)/Run {
			t.Fatalf("place %d holds picture %d", at, k)
		}
	}
}

func TestOrderNeverChanges(t *testing.T) {
	// A link must give the same curve for ever: these must not change.
	if got, want := fmt.Sprint(Order(10, newRand(), false)), "[2 4 3 9 0 1 8 6 5 7]"; got != want {
		t.Errorf("order %s, want %s", got, want)
	}
}

func TestShuffleIsEven(t *testing.T) {
	const n, rounds = 6, 60000
	var counts [n][n]int
	rng := newRand()
	for range rounds {
		for at, k := range Order(n, rng, false) {
			counts[at][k]++
		}
	}
	for at, row := range counts {
		for k, c := range row {
			if c < rounds/n*95/100 || c > rounds/n*105/100 {
				t.Errorf("picture %d is at place %d %d times of %d", k, at, c, rounds)
			}
		}
	}
}
