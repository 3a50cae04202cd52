//go:build wasm && !noasm

package kernel

// SIMD says whether the kernels are vector code.
const SIMD = true

// lanes is how many floats a vector holds. The functions below take a multiple.
const lanes = 4

//go:noescape
func reluVector(x *float32, n int)

//go:noescape
func reluGradVector(dy, y *float32, n int)

//go:noescape
func mulVector(dst, a, b *float32, n int)

//go:noescape
func axpyVector(y, x *float32, n int, alpha float32)

//go:noescape
func sgdVector(w, grad *float32, n int, rate float32)

//go:noescape
func momentumVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func nesterovVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func adamVector(w, m, v, grad *float32, n int, s *AdamStep)
