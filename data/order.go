package data

import (
	"math/bits"
	"math/rand/v2"
)

// Run is the number of pictures in a sprite, and so the length of the runs
// that the first epoch visits one after the other.
const Run = 1000

// Order is the order in which an epoch visits n pictures: a permutation of
// 0 … n-1 drawn from rng, or 0 … n-1 itself where rng is nil. With blocks, as
// in the first epoch, every run of [Run] pictures is shuffled within itself and
// the runs stay in order: then training begins when the first sprite has
// arrived, and the result still does not depend on when the others do.
func Order(n int, rng *rand.Rand, blocks bool) []int32 {
	order := run(0, n)
	if rng == nil {
		return order
	}
	if !blocks {
		shuffle(order, rng)
		return order
	}
	for at := 0; at < n; at += Run {
		shuffle(order[at:min(at+Run, n)], rng)
	}
	return order
}

// shuffle is Fisher and Yates's, one Uint64 a swap. rand.Shuffle may change
// with the Go version and draws a varying number of values; this never does.
func shuffle(order []int32, rng *rand.Rand) {
	for i := len(order) - 1; i > 0; i-- {
		// The high half of the product is even over 0 … i but for one part in 2⁴⁷.
		high, _ := bits.Mul64(rng.Uint64(), uint64(i+1))
		order[i], order[high] = order[high], order[i]
	}
}
