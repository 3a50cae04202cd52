package kernel_test

import (
	"fmt"

	"muestra/nn/kernel"
)

// A 2×2 picture of one channel, convolved with a 3×3 kernel of ones: each
// output is the sum of the four pixels.
func Example() {
	x := []float32{1, 2, 3, 4}
	w := []float32{1, 1, 1, 1, 1, 1, 1, 1, 1}
	y := make([]float32, 4)
	var scratch kernel.Scratch
	kernel.Conv(y, x, w, nil, kernel.Same(2, 2, 1, 3, 3, 1, 1), 1, 1, false, &scratch)
	fmt.Println(y)
	// Output: [10 10 10 10]
}
