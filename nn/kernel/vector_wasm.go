//go:build wasm && !noasm

package kernel

// SIMD says whether the kernels are vector code.
const SIMD = true

// lanes is how many floats a vector holds.
const lanes = 4
