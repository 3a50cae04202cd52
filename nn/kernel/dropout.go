package kernel

import (
	"math/bits"

	"muestra/nn/kernel/spec"
)

// DropoutMask is mask[i] = 0 where a number of 32 bits is below threshold, and
// scale elsewhere; the numbers are drawn from a PCG with these seeds. See
// spec.DropoutMask.
//
// It is math/rand/v2's PCG without its function calls and with the state in
// registers. Vectors would not help: each draw needs the state of the one before.
func DropoutMask(mask []float32, seed1, seed2 uint64, threshold uint32, scale float32) {
	const (
		multiplierHigh, multiplierLow = 2549297995355413924, 4865540595714422341
		incrementHigh, incrementLow   = 6364136223846793005, 1442695040888963407
		cheapMultiplier               = 0xda942042e4dd58b5
	)
	choices := [2]float32{scale, 0}
	high, low := seed1, seed2
	pairs := len(mask) &^ 1
	for i := 0; i < pairs; i += 2 {
		h, l := bits.Mul64(low, multiplierLow)
		h += high*multiplierLow + low*multiplierHigh
		var carry uint64
		low, carry = bits.Add64(l, incrementLow, 0)
		high, _ = bits.Add64(h, incrementHigh, carry)
		draw := (high ^ high>>32) * cheapMultiplier
		draw = (draw ^ draw>>48) * (low | 1)
		mask[i], mask[i+1] = choices[below(uint32(draw), threshold)], choices[below(uint32(draw>>32), threshold)]
	}
	spec.DropoutMask(mask[pairs:], high, low, threshold, scale)
}

// below is 1 where a < b, without a branch that nothing could predict.
func below(a, b uint32) uint64 { return (uint64(a) - uint64(b)) >> 63 }
