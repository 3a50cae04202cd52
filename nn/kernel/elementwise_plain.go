//go:build !wasm || noasm

package kernel

import (
	"unsafe"

	"muestra/nn/kernel/spec"
)

// SIMD says whether the kernels are vector code.
const SIMD = false

// lanes is how many floats a vector holds.
const lanes = 1

func slice(p *float32, n int) []float32 { return unsafe.Slice(p, n) }

func reluVector(x *float32, n int)                   { spec.ReLU(slice(x, n)) }
func reluGradVector(dy, y *float32, n int)           { spec.ReLUGrad(slice(dy, n), slice(y, n)) }
func mulVector(dst, a, b *float32, n int)            { spec.Mul(slice(dst, n), slice(a, n), slice(b, n)) }
func sgdVector(w, g *float32, n int, rate float32)   { spec.SGD(slice(w, n), slice(g, n), rate) }
func axpyVector(y, x *float32, n int, alpha float32) { spec.Axpy(slice(y, n), alpha, slice(x, n)) }

func momentumVector(w, v, g *float32, n int, rate, momentum float32) {
	spec.Momentum(slice(w, n), slice(v, n), slice(g, n), rate, momentum)
}

func nesterovVector(w, v, g *float32, n int, rate, momentum float32) {
	spec.Nesterov(slice(w, n), slice(v, n), slice(g, n), rate, momentum)
}

func adamVector(w, m, v, g *float32, n int, s *AdamStep) {
	spec.Adam(slice(w, n), slice(m, n), slice(v, n), slice(g, n), *s)
}
