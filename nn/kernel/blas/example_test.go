package blas_test

import (
	"fmt"

	gonum "gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"muestra/nn/kernel/blas"
)

// After Use, every float32 matrix product of a gonum program runs on these kernels.
func Example() {
	blas32.Use(blas.Implementation{})

	a := blas32.General{Rows: 2, Cols: 3, Stride: 3, Data: []float32{
		1, 2, 3,
		4, 5, 6,
	}}
	b := blas32.General{Rows: 2, Cols: 3, Stride: 3, Data: []float32{
		1, 0, 1,
		0, 1, 0,
	}}
	c := blas32.General{Rows: 2, Cols: 2, Stride: 2, Data: make([]float32, 4)}
	blas32.Gemm(gonum.NoTrans, gonum.Trans, 1, a, b, 0, c)
	fmt.Println(c.Data)
	// Output: [4 2 10 5]
}
