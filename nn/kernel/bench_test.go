package kernel_test

import (
	"fmt"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"muestra/nn/kernel"
)

// layers are the 3×3 convolutions of samples 1, 6 and 8 with batches small
// enough for a quick run: input size, channels, filters, pictures.
var layers = []struct{ size, channels, filters, pictures int }{
	{32, 3, 32, 64},
	{16, 32, 64, 64},
	{8, 64, 128, 64},
	{32, 64, 64, 8},
	{16, 128, 128, 16},
	{8, 256, 256, 16},
	{4, 512, 512, 32},
	{2, 512, 512, 64},
}

// flops reports a benchmark's speed; operations are multiplications and
// additions of one iteration.
func flops(b *testing.B, operations float64) {
	b.ReportMetric(operations*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
	b.ReportMetric(0, "ns/op")
}

func values(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i%17)/17 - 0.4
	}
	return x
}

func BenchmarkConv(b *testing.B) {
	var s kernel.Scratch
	for _, l := range layers {
		g := kernel.Same(l.size, l.size, l.channels, 3, 3, 1, 1)
		n, f := l.pictures, l.filters
		x, w := values(n*g.H*g.W*g.C), values(9*g.C*f)
		y, dw, bias := values(n*g.OH*g.OW*f), values(9*g.C*f), values(f)
		operations := 2 * float64(n*g.OH*g.OW*f*9*g.C)
		shape := fmt.Sprintf("%dx%dx%d→%d", l.size, l.size, l.channels, f)
		b.Run("Forward/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.Conv(y, x, w, bias, g, n, f, true, &s)
			}
			flops(b, operations)
		})
		b.Run("InputGrad/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.ConvInputGrad(x, y, w, g, n, f, &s)
			}
			flops(b, operations)
		})
		b.Run("WeightGrad/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.ConvWeightGrad(dw, bias, x, y, g, n, f, &s)
			}
			flops(b, operations)
		})
	}
}

// products are the dense layers of samples 1 and 6 and a square one.
var products = []struct{ m, k, n int }{{64, 8192, 32}, {64, 2048, 512}, {32, 2048, 512}, {512, 512, 512}}

func BenchmarkMatMul(b *testing.B) {
	var s kernel.Scratch
	for _, p := range products {
		x, w, y, dw, bias := values(p.m*p.k), values(p.k*p.n), values(p.m*p.n), values(p.k*p.n), values(p.n)
		operations := 2 * float64(p.m*p.k*p.n)
		shape := fmt.Sprintf("%dx%dx%d", p.m, p.k, p.n)
		b.Run("Forward/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.MatMul(y, x, w, bias, p.m, p.k, p.n, false, &s)
			}
			flops(b, operations)
		})
		b.Run("InputGrad/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.MatMulInputGrad(x, y, w, p.m, p.k, p.n, &s)
			}
			flops(b, operations)
		})
		b.Run("WeightGrad/"+shape, func(b *testing.B) {
			for b.Loop() {
				kernel.MatMulWeightGrad(dw, bias, x, y, p.m, p.k, p.n, &s)
			}
			flops(b, operations)
		})
		b.Run("Gonum/"+shape, func(b *testing.B) {
			general := func(rows, cols int, data []float32) blas32.General {
				return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: data}
			}
			for b.Loop() {
				blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, general(p.m, p.k, x), general(p.k, p.n, w), 0, general(p.m, p.n, y))
			}
			flops(b, operations)
		})
	}
}

func BenchmarkMaxPool(b *testing.B) {
	g := kernel.Valid(32, 32, 32, 2, 2, 2, 2)
	const n = 64
	x, y, arg := values(n*g.H*g.W*g.C), values(n*g.OH*g.OW*g.C), make([]int32, n*g.OH*g.OW*g.C)
	b.Run("Forward", func(b *testing.B) {
		b.SetBytes(int64(4 * len(x)))
		for b.Loop() {
			kernel.MaxPool(y, arg, x, g, n)
		}
	})
	b.Run("Grad", func(b *testing.B) {
		b.SetBytes(int64(4 * len(x)))
		for b.Loop() {
			kernel.MaxPoolGrad(x, arg, y, g, n)
		}
	})
}

func BenchmarkAveragePool(b *testing.B) {
	const n = 64
	var s kernel.Scratch
	for _, c := range []struct {
		name string
		g    kernel.Geometry
	}{
		{"2x2", kernel.Valid(32, 32, 32, 2, 2, 2, 2)},
		{"3x3overlapping", kernel.Same(32, 32, 32, 3, 3, 2, 2)},
		{"Global", kernel.Valid(8, 8, 512, 8, 8, 1, 1)},
	} {
		g := c.g
		x, y := values(n*g.H*g.W*g.C), values(n*g.OH*g.OW*g.C)
		b.Run(c.name+"/Forward", func(b *testing.B) {
			b.SetBytes(int64(4 * len(x)))
			for b.Loop() {
				kernel.AveragePool(y, x, g, n, &s)
			}
		})
		b.Run(c.name+"/Grad", func(b *testing.B) {
			b.SetBytes(int64(4 * len(x)))
			for b.Loop() {
				kernel.AveragePoolGrad(x, y, g, n, &s)
			}
		})
	}
}

// BenchmarkColumns is what batch normalization does to a layer of sample 12.
func BenchmarkColumns(b *testing.B) {
	const rows, c = 16 * 32 * 32, 64
	x, y, each := values(rows*c), values(rows*c), values(c)
	sums, mean := make([]float64, c), make([]float64, c)
	for _, k := range []struct {
		name string
		run  func()
	}{
		{"Sums", func() { kernel.ColumnSums(sums, x, c) }},
		{"Squares", func() { kernel.ColumnSquares(sums, mean, x, c) }},
		{"Products", func() { kernel.ColumnProducts(sums, mean, y, x, c) }},
		{"Normalize", func() { kernel.Normalize(y, x, each, each, each, c) }},
		{"NormalizeGrad", func() { kernel.NormalizeGrad(y, y, x, each, each, each, each, c) }},
	} {
		b.Run(k.name, func(b *testing.B) {
			b.SetBytes(4 * rows * c)
			for b.Loop() {
				k.run()
			}
		})
	}
}

// BenchmarkElementwise counts the bytes of one operand. Each loop has numbers of
// its own, which stay of ordinary size.
func BenchmarkElementwise(b *testing.B) {
	const n = 1 << 16
	adam := kernel.AdamStep{Beta1: 0.9, Rest1: 0.1, Beta2: 0.999, Rest2: 0.001, Rate1: 1e-3, Scale2: 1, Epsilon: 1e-7}
	rmsprop := kernel.RMSpropStep{Rho: 0.9, Rest: 0.1, Rate: 1e-3, Momentum: 0.9, Epsilon: 1e-7}
	for _, k := range []struct {
		name string
		run  func(w, m, v, a, g []float32)
	}{
		{"ReLUGrad", func(w, _, _, _, g []float32) { kernel.ReLUGrad(g, w) }},
		{"Mul", func(w, m, _, _, g []float32) { kernel.Mul(w, m, g) }},
		{"Finite", func(w, _, _, _, _ []float32) { kernel.Finite(w) }},
		{"DropoutMask", func(w, _, _, _, _ []float32) { kernel.DropoutMask(w, 1, 2, 1<<30, 1.25) }},
		{"Momentum", func(w, m, _, _, g []float32) { kernel.Momentum(w, m, g, 1e-3, 0.9) }},
		{"Adam", func(w, m, v, _, g []float32) { kernel.Adam(w, m, v, g, adam) }},
		{"RMSprop", func(w, _, v, _, g []float32) { kernel.RMSprop(w, v, nil, nil, g, rmsprop) }},
		{"RMSpropCenteredMomentum", func(w, m, v, a, g []float32) { kernel.RMSprop(w, v, a, m, g, rmsprop) }},
	} {
		w, m, v, a, g := values(n), values(n), make([]float32, n), values(n), values(n)
		b.Run(k.name, func(b *testing.B) {
			b.SetBytes(4 * n)
			for b.Loop() {
				k.run(w, m, v, a, g)
			}
		})
	}
}
