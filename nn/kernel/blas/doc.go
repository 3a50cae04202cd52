// Package blas lends this module's matrix kernels to gonum: an Implementation is gonum's own BLAS with Sgemm, the product of float32
// matrices, replaced. In a browser, where gonum's is plain Go, every gonum program that multiplies float32 matrices gets faster by
//
//	blas32.Use(blas.Implementation{})
//
// Matrices are row-major, as everywhere in gonum: element (i, j) of a is a[i*lda+j]. A sum runs in one order, which is not gonum's, so
// results agree to rounding only; they are the same bits on every platform.
package blas
