package blas

import (
	"math"
	"runtime"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"

	"muestra/nn/kernel"
)

// Implementation is gonum's BLAS, Sgemm excepted. Its zero value is ready, and any number of goroutines may use it.
type Implementation struct{ gonum.Implementation }

var (
	_ blas.Float32       = Implementation{}
	_ blas.Float32Level3 = Implementation{}
)

// The panics of gonum's own Sgemm.
const (
	badTranspose = "blas: illegal transpose"
	mLT0         = "blas: m < 0"
	nLT0         = "blas: n < 0"
	kLT0         = "blas: k < 0"
	badLdA       = "blas: bad leading dimension of A"
	badLdB       = "blas: bad leading dimension of B"
	badLdC       = "blas: bad leading dimension of C"
	shortA       = "blas: insufficient length of a"
	shortB       = "blas: insufficient length of b"
	shortC       = "blas: insufficient length of c"
)

// leaveToGonum says whether arranging B anew would not pay: for little work, and, where gonum has vector code of its own, for few rows;
// or whether A is too large for the kernels' 32-bit offsets.
func leaveToGonum(m, n, k int) bool {
	return m*n*k < 16*16*16 || m < 8 && runtime.GOARCH != "wasm" || m > math.MaxInt32/max(k, 1)
}

// Sgemm computes
//
//	C = alpha * op(A) * op(B) + beta * C
//
// where op(X) is X or its transpose, A is m×k or k×m, B is k×n or n×k, and C is m×n. Where beta is 0, what was in C does not matter, NaN
// included. It panics where gonum's does. C must not overlap A or B.
func (impl Implementation) Sgemm(tA, tB blas.Transpose, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int,
	beta float32, c []float32, ldc int) {
	aTrans, bTrans := transposed(tA), transposed(tB)
	check(aTrans, bTrans, m, n, k, lda, ldb, ldc)
	if m == 0 || n == 0 {
		return
	}
	checkLengths(aTrans, bTrans, m, n, k, len(a), lda, len(b), ldb, len(c), ldc)
	if (alpha == 0 || k == 0) && beta == 1 {
		return
	}
	if alpha == 0 || k == 0 || leaveToGonum(m, n, k) {
		impl.Implementation.Sgemm(tA, tB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
		return
	}
	w := memory.Get().(*work)
	defer memory.Put(w)
	if alpha == 1 && beta == 0 && ldc == n && !(aTrans && bTrans) {
		w.multiply(c[:m*n], aTrans, bTrans, m, n, k, a, lda, b, ldb)
		return
	}
	product := grow(&w.product, m*n)
	if aTrans && bTrans { // (B·A)ᵀ
		w.multiply(product, false, false, n, m, k, b, ldb, a, lda)
		addTransposed(c, ldc, product, m, n, alpha, beta)
		return
	}
	w.multiply(product, aTrans, bTrans, m, n, k, a, lda, b, ldb)
	add(c, ldc, product, m, n, alpha, beta)
}

func transposed(t blas.Transpose) bool {
	switch t {
	case blas.NoTrans:
		return false
	case blas.Trans, blas.ConjTrans:
		return true
	}
	panic(badTranspose)
}

// check panics for sizes that cannot be.
func check(aTrans, bTrans bool, m, n, k, lda, ldb, ldc int) {
	_, aColumns := stored(aTrans, m, k)
	_, bColumns := stored(bTrans, k, n)
	switch {
	case m < 0:
		panic(mLT0)
	case n < 0:
		panic(nLT0)
	case k < 0:
		panic(kLT0)
	case lda < max(1, aColumns):
		panic(badLdA)
	case ldb < max(1, bColumns):
		panic(badLdB)
	case ldc < max(1, n):
		panic(badLdC)
	}
}

// checkLengths panics for slices that end too early.
func checkLengths(aTrans, bTrans bool, m, n, k, a, lda, b, ldb, c, ldc int) {
	aRows, aColumns := stored(aTrans, m, k)
	bRows, bColumns := stored(bTrans, k, n)
	switch {
	case a < (aRows-1)*lda+aColumns:
		panic(shortA)
	case b < (bRows-1)*ldb+bColumns:
		panic(shortB)
	case c < (m-1)*ldc+n:
		panic(shortC)
	}
}

// stored is the shape in memory of a matrix that enters as rows×columns.
func stored(trans bool, rows, columns int) (int, int) {
	if trans {
		return columns, rows
	}
	return rows, columns
}

// work is the memory of one call.
type work struct {
	scratch       kernel.Scratch
	a, b, product []float32
}

var memory = sync.Pool{New: func() any { return new(work) }}

// multiply computes out[m,n] = op(A)·op(B); not both are transposed.
func (w *work) multiply(out []float32, aTrans, bTrans bool, m, n, k int, a []float32, lda int, b []float32, ldb int) {
	aRows, aColumns := stored(aTrans, m, k)
	bRows, bColumns := stored(bTrans, k, n)
	a, b = dense(a, lda, aRows, aColumns, &w.a), dense(b, ldb, bRows, bColumns, &w.b)
	switch {
	case aTrans:
		kernel.MatMulWeightGrad(out, nil, a, b, k, m, n, &w.scratch)
	case bTrans:
		kernel.MatMulInputGrad(out, a, b, m, n, k, &w.scratch)
	default:
		kernel.MatMul(out, a, b, nil, m, k, n, false, &w.scratch)
	}
}

// dense returns the matrix without gaps between its rows, copied to buf where it has some.
func dense(x []float32, ld, rows, columns int, buf *[]float32) []float32 {
	if ld == columns {
		return x[:rows*columns]
	}
	to := grow(buf, rows*columns)
	for i := range rows {
		copy(to[i*columns:(i+1)*columns], x[i*ld:])
	}
	return to
}

// add is C = alpha·product + beta·C, with the product [m,n].
func add(c []float32, ldc int, product []float32, m, n int, alpha, beta float32) {
	for i := range m {
		row := c[i*ldc : i*ldc+n]
		if beta == 0 {
			clear(row)
		}
		for j, v := range product[i*n : (i+1)*n] {
			row[j] = float32(alpha*v) + float32(beta*row[j])
		}
	}
}

// addTransposed is C = alpha·productᵀ + beta·C, with the product [n,m].
func addTransposed(c []float32, ldc int, product []float32, m, n int, alpha, beta float32) {
	for i := range m {
		row := c[i*ldc : i*ldc+n]
		if beta == 0 {
			clear(row)
		}
		for j := range row {
			row[j] = float32(alpha*product[j*m+i]) + float32(beta*row[j])
		}
	}
}

// grow returns n elements of buf, which is made longer where it is too short.
func grow(buf *[]float32, n int) []float32 {
	if cap(*buf) < n {
		*buf = make([]float32, n)
	}
	return (*buf)[:n]
}
