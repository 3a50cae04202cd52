//go:build wasm && !noasm

package kernel

// SIMD says whether the kernels are vector code.
const SIMD = true

const (
	lanes = 4 // floats in a vector
	panel = 8 // columns of a panel
)
