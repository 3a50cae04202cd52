//go:build !noasm

package kernel

import "golang.org/x/sys/cpu"

// SIMD says whether the kernels are vector code.
var SIMD = cpu.X86.HasAVX2

// panel is the number of columns of a panel.
const panel = 16

// lanes is how many floats a vector holds.
var lanes = lanesOf(SIMD)

func lanesOf(simd bool) int {
	if simd {
		return 8
	}
	return noLanes
}
