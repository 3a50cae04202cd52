package main

import "muestra/nn/kernel"

// The machine's peak is what one thread does when it has nothing to load or store: as many multiplications as additions,
// never fused, each waiting for none of its neighbours. No kernel that rounds products before it adds them computes more
// operations in the same time.

// spinOperations is how many floating-point operations a round of spin is.
func spinOperations() float64 {
	if kernel.SIMD {
		return spinVectorOperations
	}
	return spinPlainOperations
}

// spin does so many rounds of operations in registers. The result keeps compilers from seeing that nobody needs them.
func spin(rounds int) float32 {
	if kernel.SIMD {
		var out [8]float32
		spinVector(&out[0], rounds)
		return out[0]
	}
	return spinPlain(rounds)
}

// spinPlainOperations is for spinPlain.
const spinPlainOperations = 8

// spinPlain is spin without vectors.
func spinPlain(rounds int) float32 {
	var a, b, c, d float32
	p, q, r, s := float32(1), float32(1), float32(1), float32(1)
	for range rounds {
		a, b, c, d = a+1, b+1, c+1, d+1
		p, q, r, s = p*0.999, q*0.999, r*0.999, s*0.999
		if p < 0.5 { // small numbers are slow
			p, q, r, s = 1, 1, 1, 1
		}
	}
	return a + b + c + d + p + q + r + s
}
