// Package kerneltest holds every implementation of the kernels to their
// definition in package spec, bit for bit, over odd shapes, with guard values
// around every slice that a kernel writes or reads.
package kerneltest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"muestra/nn/kernel"
	"muestra/nn/kernel/spec"
)

// guard surrounds each slice: a kernel that writes there is caught, and one that
// computes with it yields NaN.
var guard = math.Float32frombits(0x7fc0dead)

const guardLength = 32

// guarded returns n floats between guards and a check that they are whole.
func guarded(n int) (inner []float32, check func(t *testing.T, what string)) {
	all := make([]float32, n+2*guardLength)
	for i := range all {
		all[i] = guard
	}
	return all[guardLength : guardLength+n : guardLength+n], func(t *testing.T, what string) {
		t.Helper()
		for i, v := range all {
			if outside := i < guardLength || i >= guardLength+n; outside && math.Float32bits(v) != math.Float32bits(guard) {
				t.Errorf("%s: wrote %v at %d of a slice of %d", what, v, i-guardLength, n)
				return
			}
		}
	}
}

// random fills n guarded floats: mostly of ordinary size, some zeros of either
// sign, very small and large ones.
func random(rng *rand.Rand, n int) []float32 {
	x, _ := guarded(n)
	for i := range x {
		switch v := float32(rng.Float64()*2 - 1); rng.IntN(16) {
		case 0:
			x[i] = 0
		case 1:
			x[i] = float32(math.Copysign(0, float64(v)))
		case 2:
			x[i] = v * 1e-20
		case 3:
			x[i] = v * 1e6
		default:
			x[i] = v
		}
	}
	return x
}

// same demands equal bits; every NaN is equal to every other, since WebAssembly
// leaves their bits open.
func same(t *testing.T, what string, got, want []float32) {
	t.Helper()
	for i := range want {
		if math.Float32bits(got[i]) != math.Float32bits(want[i]) && !(got[i] != got[i] && want[i] != want[i]) {
			t.Errorf("%s: element %d of %d: got %v (%08x), want %v (%08x)", what, i, len(want), got[i], math.Float32bits(got[i]), want[i], math.Float32bits(want[i]))
			return
		}
	}
}

// compare runs kernel and definition on outputs of the given length and
// compares the results and the guards.
func compare(t *testing.T, what string, n int, run func(out []float32), define func(out []float32)) {
	t.Helper()
	got, whole := guarded(n)
	want := make([]float32, n)
	run(got)
	define(want)
	same(t, what, got, want)
	whole(t, what)
}

// Run is the whole suite.
func Run(t *testing.T) {
	t.Run("MatMul", testMatMul)
	t.Run("Conv", testConv)
	t.Run("MaxPool", testMaxPool)
	t.Run("AveragePool", testAveragePool)
	t.Run("Elementwise", testElementwise)
	t.Run("Updates", testUpdates)
	t.Run("Columns", testColumns)
	t.Run("Finite", testFinite)
	t.Run("DropoutMask", testDropoutMask)
}

func testMatMul(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	var s kernel.Scratch
	for _, shape := range [][3]int{{1, 1, 1}, {4, 8, 8}, {3, 5, 7}, {5, 27, 32}, {64, 33, 10}, {17, 300, 9}, {2, 1, 19}, {64, 128, 10}, {300, 13, 8}, {16, 9, 64}, {21, 700, 130}, {33, 40, 140}} {
		m, k, n := shape[0], shape[1], shape[2]
		CheckMatMul(t, rng, &s, m, k, n)
	}
	for range 40 {
		CheckMatMul(t, rng, &s, 1+rng.IntN(70), 1+rng.IntN(70), 1+rng.IntN(40))
	}
}

// CheckMatMul compares the three matrix products of one shape.
func CheckMatMul(t *testing.T, rng *rand.Rand, s *kernel.Scratch, m, k, n int) {
	t.Helper()
	what := fmt.Sprintf("[%d,%d]·[%d,%d]", m, k, k, n)
	a, b, d, bias := random(rng, m*k), random(rng, k*n), random(rng, m*n), random(rng, n)
	for _, rectify := range []bool{false, true} {
		compare(t, "MatMul "+what, m*n, func(out []float32) { kernel.MatMul(out, a, b, bias, m, k, n, rectify, s) },
			func(out []float32) { spec.MatMul(out, a, b, bias, m, k, n, rectify) })
	}
	compare(t, "MatMul without bias "+what, m*n, func(out []float32) { kernel.MatMul(out, a, b, nil, m, k, n, false, s) },
		func(out []float32) { spec.MatMul(out, a, b, nil, m, k, n, false) })
	compare(t, "MatMulInputGrad "+what, m*k, func(out []float32) { kernel.MatMulInputGrad(out, d, b, m, k, n, s) },
		func(out []float32) { spec.MatMulInputGrad(out, d, b, m, k, n) })
	gotBias, whole := guarded(n)
	wantBias := make([]float32, n)
	compare(t, "MatMulWeightGrad "+what, k*n, func(out []float32) { kernel.MatMulWeightGrad(out, gotBias, a, d, m, k, n, s) },
		func(out []float32) { spec.MatMulWeightGrad(out, wantBias, a, d, m, k, n) })
	same(t, "bias gradient "+what, gotBias, wantBias)
	whole(t, "bias gradient "+what)
}

func testConv(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	var s kernel.Scratch
	for _, c := range []struct {
		g    kernel.Geometry
		n, f int
	}{
		{kernel.Same(1, 1, 1, 1, 1, 1, 1), 1, 1},
		{kernel.Same(8, 8, 3, 3, 3, 1, 1), 3, 32},
		{kernel.Same(32, 32, 3, 3, 3, 1, 1), 2, 8},
		{kernel.Same(5, 7, 4, 3, 3, 1, 1), 2, 10},
		{kernel.Same(2, 2, 24, 3, 3, 1, 1), 9, 16},
		{kernel.Same(1, 1, 5, 3, 3, 1, 1), 4, 3},
		{kernel.Same(9, 6, 3, 5, 2, 2, 3), 2, 9},
		{kernel.Same(6, 6, 2, 1, 1, 1, 1), 2, 8},
		{kernel.Same(7, 7, 3, 2, 4, 1, 1), 2, 8},
		{kernel.Valid(9, 9, 3, 3, 3, 2, 2), 3, 6},
		{kernel.Valid(6, 5, 7, 6, 5, 1, 1), 3, 11},
		{kernel.Valid(8, 8, 4, 3, 2, 3, 1), 2, 5},
		{kernel.Same(16, 16, 40, 3, 3, 1, 1), 12, 8}, // more than one block of pictures
		{kernel.Same(2, 2, 16, 3, 3, 1, 1), 5, 16},   // by tiles
		{kernel.Same(8, 6, 32, 3, 3, 1, 1), 2, 48},
		{kernel.Valid(6, 8, 48, 3, 3, 1, 1), 2, 16},
		{kernel.Same(32, 32, 16, 3, 3, 1, 1), 2, 32}, // in several chunks
		{kernel.Same(4, 4, 16, 3, 3, 1, 1), 50, 16},
		{kernel.Same(7, 8, 16, 3, 3, 1, 1), 2, 16}, // odd height: not by tiles
	} {
		CheckConv(t, rng, &s, c.g, c.n, c.f)
	}
	for range 40 {
		h, w, c := 1+rng.IntN(9), 1+rng.IntN(9), 1+rng.IntN(9)
		kh, kw, sh, sw := 1+rng.IntN(4), 1+rng.IntN(4), 1+rng.IntN(3), 1+rng.IntN(3)
		g := kernel.Same(h, w, c, kh, kw, sh, sw)
		if kh <= h && kw <= w && rng.IntN(2) == 0 {
			g = kernel.Valid(h, w, c, kh, kw, sh, sw)
		}
		CheckConv(t, rng, &s, g, 1+rng.IntN(4), 1+rng.IntN(20))
	}
}

// CheckConv compares a convolution's forward pass and its gradients for one
// geometry, n pictures and f filters.
func CheckConv(t *testing.T, rng *rand.Rand, s *kernel.Scratch, g kernel.Geometry, n, f int) {
	t.Helper()
	what := fmt.Sprintf("%+v, %d pictures, %d filters", g, n, f)
	in, out, size := n*g.H*g.W*g.C, n*g.OH*g.OW*f, g.KH*g.KW*g.C*f
	x, dy, w, bias := random(rng, in), random(rng, out), random(rng, size), random(rng, f)
	for _, rectify := range []bool{false, true} {
		compare(t, "Conv "+what, out, func(y []float32) { kernel.Conv(y, x, w, bias, g, n, f, rectify, s) },
			func(y []float32) { spec.Conv(y, x, w, bias, g, n, f, rectify) })
	}
	compare(t, "ConvInputGrad "+what, in, func(dx []float32) { kernel.ConvInputGrad(dx, dy, w, g, n, f, s) },
		func(dx []float32) { spec.ConvInputGrad(dx, dy, w, g, n, f) })
	gotBias, whole := guarded(f)
	wantBias := make([]float32, f)
	compare(t, "ConvWeightGrad "+what, size, func(dw []float32) { kernel.ConvWeightGrad(dw, gotBias, x, dy, g, n, f, s) },
		func(dw []float32) { spec.ConvWeightGrad(dw, wantBias, x, dy, g, n, f) })
	same(t, "bias gradient "+what, gotBias, wantBias)
	whole(t, "bias gradient "+what)
}

// eachPooling calls check for poolings of all kinds.
func eachPooling(rng *rand.Rand, check func(g kernel.Geometry, n int)) {
	for _, c := range []struct {
		g kernel.Geometry
		n int
	}{
		{kernel.Valid(2, 2, 1, 2, 2, 2, 2), 1},
		{kernel.Valid(32, 32, 32, 2, 2, 2, 2), 2},
		{kernel.Valid(5, 7, 6, 2, 3, 2, 1), 3},
		{kernel.Valid(7, 7, 4, 3, 3, 2, 2), 2}, // overlapping
		{kernel.Same(7, 5, 9, 3, 3, 2, 2), 2},
		{kernel.Same(4, 4, 8, 2, 2, 1, 1), 2},
		{kernel.Same(3, 3, 5, 5, 5, 1, 1), 2},
		{kernel.Same(1, 6, 12, 2, 2, 2, 2), 2},
		{kernel.Same(5, 5, 3, 2, 2, 3, 4), 2},   // gaps between windows
		{kernel.Valid(9, 8, 9, 2, 1, 3, 3), 2},  // and at the end
		{kernel.Valid(4, 3, 20, 4, 3, 1, 1), 3}, // the whole picture
	} {
		check(c.g, c.n)
	}
	for range 60 {
		h, w, c := 1+rng.IntN(9), 1+rng.IntN(9), 1+rng.IntN(13)
		kh, kw, sh, sw := 1+rng.IntN(4), 1+rng.IntN(4), 1+rng.IntN(4), 1+rng.IntN(4)
		g := kernel.Same(h, w, c, kh, kw, sh, sw)
		if kh <= h && kw <= w && rng.IntN(2) == 0 {
			g = kernel.Valid(h, w, c, kh, kw, sh, sw)
		}
		check(g, 1+rng.IntN(3))
	}
}

func testMaxPool(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 3))
	eachPooling(rng, func(g kernel.Geometry, n int) { CheckMaxPool(t, rng, g, n) })
}

// CheckMaxPool compares max pooling and its gradient for one geometry.
func CheckMaxPool(t *testing.T, rng *rand.Rand, g kernel.Geometry, n int) {
	t.Helper()
	what := fmt.Sprintf("%+v, %d pictures", g, n)
	in, out := n*g.H*g.W*g.C, n*g.OH*g.OW*g.C
	x, dy := random(rng, in), random(rng, out)
	for i := range x { // ties and NaN
		switch rng.IntN(8) {
		case 0:
			x[i] = 1
		case 1:
			x[i] = float32(math.NaN())
		}
	}
	gotArg, wantArg := make([]int32, out), make([]int32, out)
	compare(t, "MaxPool "+what, out, func(y []float32) { kernel.MaxPool(y, gotArg, x, g, n) },
		func(y []float32) { spec.MaxPool(y, wantArg, x, g, n) })
	for i := range wantArg {
		if gotArg[i] != wantArg[i] {
			t.Fatalf("MaxPool %s: arg %d: got %d, want %d", what, i, gotArg[i], wantArg[i])
		}
	}
	compare(t, "MaxPoolGrad "+what, in, func(dx []float32) { kernel.MaxPoolGrad(dx, wantArg, dy, g, n) },
		func(dx []float32) { spec.MaxPoolGrad(dx, wantArg, dy, g, n) })
}

func testAveragePool(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	var s kernel.Scratch
	eachPooling(rng, func(g kernel.Geometry, n int) { CheckAveragePool(t, rng, &s, g, n) })
}

// CheckAveragePool compares average pooling and its gradient for one geometry.
func CheckAveragePool(t *testing.T, rng *rand.Rand, s *kernel.Scratch, g kernel.Geometry, n int) {
	t.Helper()
	what := fmt.Sprintf("%+v, %d pictures", g, n)
	in, out := n*g.H*g.W*g.C, n*g.OH*g.OW*g.C
	x, dy := random(rng, in), random(rng, out)
	compare(t, "AveragePool "+what, out, func(y []float32) { kernel.AveragePool(y, x, g, n, s) },
		func(y []float32) { spec.AveragePool(y, x, g, n) })
	compare(t, "AveragePoolGrad "+what, in, func(dx []float32) { kernel.AveragePoolGrad(dx, dy, g, n, s) },
		func(dx []float32) { spec.AveragePoolGrad(dx, dy, g, n) })
}

func testElementwise(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for _, n := range []int{0, 1, 3, 4, 5, 8, 31, 32, 33, 1027} {
		a, b, c := random(rng, n), random(rng, n), random(rng, n)
		if n > 2 {
			a[0], a[2] = float32(math.NaN()), float32(math.Inf(1))
		}
		for _, k := range []struct {
			name        string
			run, define func(y []float32)
		}{
			{"ReLU", func(y []float32) { copy(y, a); kernel.ReLU(y) }, func(y []float32) { copy(y, a); spec.ReLU(y) }},
			{"ReLUGrad", func(y []float32) { copy(y, a); kernel.ReLUGrad(y, b) }, func(y []float32) { copy(y, a); spec.ReLUGrad(y, b) }},
			{"Mul", func(y []float32) { kernel.Mul(y, a, b) }, func(y []float32) { spec.Mul(y, a, b) }},
			{"Axpy", func(y []float32) { copy(y, c); kernel.Axpy(y, -0.37, b) }, func(y []float32) { copy(y, c); spec.Axpy(y, -0.37, b) }},
		} {
			compare(t, fmt.Sprintf("%s of %d", k.name, n), n, k.run, k.define)
		}
	}
}

func testUpdates(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	step := kernel.AdamStep{Beta1: 0.9, Rest1: 0.1, Beta2: 0.999, Rest2: 0.001, Rate1: 0.01, Scale2: 1000, Epsilon: 1e-7}
	for _, n := range []int{0, 1, 4, 7, 64, 1027} {
		CheckUpdates(t, rng, n, step, kernel.RMSpropStep{Rho: 0.9, Rest: 0.1, Rate: 0.01, Momentum: 0.8, Epsilon: 1e-7})
	}
}

// CheckUpdates compares the updates of n weights. Each writes w and its slots m, v
// and a; they are laid end to end so that compare sees them all.
func CheckUpdates(t *testing.T, rng *rand.Rand, n int, adam kernel.AdamStep, rmsprop kernel.RMSpropStep) {
	t.Helper()
	w, m, v, a, g := random(rng, n), random(rng, n), random(rng, n), random(rng, n), random(rng, n)
	kernel.Mul(v, v, v)
	rate, momentum := rmsprop.Rate, rmsprop.Momentum
	for _, k := range []struct {
		name        string
		run, define func(w, m, v, a []float32)
	}{
		{"SGD", func(w, _, _, _ []float32) { kernel.SGD(w, g, rate) }, func(w, _, _, _ []float32) { spec.SGD(w, g, rate) }},
		{"Momentum", func(w, m, _, _ []float32) { kernel.Momentum(w, m, g, rate, momentum) },
			func(w, m, _, _ []float32) { spec.Momentum(w, m, g, rate, momentum) }},
		{"Nesterov", func(w, m, _, _ []float32) { kernel.Nesterov(w, m, g, rate, momentum) },
			func(w, m, _, _ []float32) { spec.Nesterov(w, m, g, rate, momentum) }},
		{"Adam", func(w, m, v, _ []float32) { kernel.Adam(w, m, v, g, adam) },
			func(w, m, v, _ []float32) { spec.Adam(w, m, v, g, adam) }},
		{"RMSprop", func(w, _, v, _ []float32) { kernel.RMSprop(w, v, nil, nil, g, rmsprop) },
			func(w, _, v, _ []float32) { spec.RMSprop(w, v, nil, nil, g, rmsprop) }},
		{"RMSprop with momentum", func(w, m, v, _ []float32) { kernel.RMSprop(w, v, nil, m, g, rmsprop) },
			func(w, m, v, _ []float32) { spec.RMSprop(w, v, nil, m, g, rmsprop) }},
		{"centered RMSprop", func(w, _, v, a []float32) { kernel.RMSprop(w, v, a, nil, g, rmsprop) },
			func(w, _, v, a []float32) { spec.RMSprop(w, v, a, nil, g, rmsprop) }},
		{"centered RMSprop with momentum", func(w, m, v, a []float32) { kernel.RMSprop(w, v, a, m, g, rmsprop) },
			func(w, m, v, a []float32) { spec.RMSprop(w, v, a, m, g, rmsprop) }},
	} {
		on := func(update func(w, m, v, a []float32)) func([]float32) {
			return func(y []float32) {
				for i, slot := range [][]float32{w, m, v, a} {
					copy(y[i*n:], slot)
				}
				update(y[:n:n], y[n:2*n:2*n], y[2*n:3*n:3*n], y[3*n:])
			}
		}
		compare(t, fmt.Sprintf("%s of %d", k.name, n), 4*n, on(k.run), on(k.define))
	}
}

func testColumns(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 6))
	for _, shape := range [][2]int{{1, 1}, {3, 8}, {64, 8}, {65, 24}, {200, 19}, {7, 5}, {130, 64}} {
		rows, c := shape[0], shape[1]
		x, d, start := random(rng, rows*c), random(rng, rows*c), make([]float64, c)
		mean64 := make([]float64, c)
		for j := range mean64 {
			mean64[j], start[j] = rng.Float64(), rng.Float64()
		}
		mean, scale, slope, offset := random(rng, c), random(rng, c), random(rng, c), random(rng, c)
		what := fmt.Sprintf("of [%d,%d]", rows, c)
		for _, k := range []struct {
			name        string
			run, define func(sums []float64)
		}{
			{"ColumnSums", func(s []float64) { kernel.ColumnSums(s, x, c) }, func(s []float64) { spec.ColumnSums(s, x, c) }},
			{"ColumnSquares", func(s []float64) { kernel.ColumnSquares(s, mean64, x, c) }, func(s []float64) { spec.ColumnSquares(s, mean64, x, c) }},
			{"ColumnProducts", func(s []float64) { kernel.ColumnProducts(s, mean64, d, x, c) }, func(s []float64) { spec.ColumnProducts(s, mean64, d, x, c) }},
		} {
			got, want := append([]float64{}, start...), append([]float64{}, start...)
			k.run(got)
			k.define(want)
			for j := range want {
				if math.Float64bits(got[j]) != math.Float64bits(want[j]) {
					t.Errorf("%s %s: column %d: got %v, want %v", k.name, what, j, got[j], want[j])
				}
			}
		}
		compare(t, "Normalize "+what, rows*c, func(y []float32) { kernel.Normalize(y, x, mean, scale, offset, c) },
			func(y []float32) { spec.Normalize(y, x, mean, scale, offset, c) })
		compare(t, "NormalizeGrad "+what, rows*c, func(dx []float32) { kernel.NormalizeGrad(dx, d, x, mean, scale, slope, offset, c) },
			func(dx []float32) { spec.NormalizeGrad(dx, d, x, mean, scale, slope, offset, c) })
	}
}

func testFinite(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for _, n := range []int{0, 1, 4, 7, 8, 33, 200} {
		x := random(rng, n)
		if n > 0 {
			x[0] = -math.MaxFloat32
		}
		if !kernel.Finite(x) {
			t.Errorf("%d finite values are not", n)
		}
		for i := range x {
			for _, bits := range []uint32{0x7f800000, 0xff800000, 0x7fc00000, 0xffc00001, 0x7f800001} { // infinities and NaN
				was := x[i]
				x[i] = math.Float32frombits(bits)
				if kernel.Finite(x) || spec.Finite(x) {
					t.Errorf("%08x at %d of %d values is finite", bits, i, n)
				}
				x[i] = was
			}
		}
	}
}

func testDropoutMask(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	for _, n := range []int{0, 1, 2, 3, 8, 1000, 1001} {
		for _, threshold := range []uint32{0, 1, 1 << 30, 1 << 31, 1<<32 - 1} {
			CheckDropoutMask(t, n, rng.Uint64(), rng.Uint64(), threshold, 1.25)
		}
	}
	for range 40 {
		CheckDropoutMask(t, rng.IntN(100), rng.Uint64(), rng.Uint64(), rng.Uint32(), rng.Float32())
	}
}

// CheckDropoutMask compares a mask of n values.
func CheckDropoutMask(t *testing.T, n int, seed1, seed2 uint64, threshold uint32, scale float32) {
	t.Helper()
	compare(t, fmt.Sprintf("DropoutMask of %d, seeds %d and %d, threshold %d", n, seed1, seed2, threshold), n,
		func(mask []float32) { kernel.DropoutMask(mask, seed1, seed2, threshold, scale) },
		func(mask []float32) { spec.DropoutMask(mask, seed1, seed2, threshold, scale) })
}
