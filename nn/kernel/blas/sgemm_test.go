package blas

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// call is the arguments of one Sgemm.
type call struct {
	tA, tB      blas.Transpose
	m, n, k     int
	alpha, beta float32
	lda, ldb    int
	ldc         int
	a, b, c     []float32
}

func (c call) String() string {
	return fmt.Sprintf("Sgemm(%c, %c, m %d, n %d, k %d, alpha %v, a[%d], lda %d, b[%d], ldb %d, beta %v, c[%d], ldc %d)",
		c.tA, c.tB, c.m, c.n, c.k, c.alpha, len(c.a), c.lda, len(c.b), c.ldb, c.beta, len(c.c), c.ldc)
}

// run computes a copy of C, and returns what it panicked with.
func (c call) run(impl blas.Float32Level3) (result []float32, panicked any) {
	result = append(result, c.c...)
	defer func() { panicked = recover() }()
	impl.Sgemm(c.tA, c.tB, c.m, c.n, c.k, c.alpha, c.a, c.lda, c.b, c.ldb, c.beta, result, c.ldc)
	return result, nil
}

// newCall fills matrices of these shapes, with extra elements behind each row, with numbers between -1 and 1.
func newCall(rng *rand.Rand, tA, tB blas.Transpose, m, n, k, extra int, alpha, beta float32) call {
	aRows, aColumns := stored(transposed(tA), m, k)
	bRows, bColumns := stored(transposed(tB), k, n)
	c := call{tA: tA, tB: tB, m: m, n: n, k: k, alpha: alpha, beta: beta,
		lda: max(1, aColumns+extra), ldb: max(1, bColumns+2*extra), ldc: max(1, n+3*extra)}
	c.a, c.b, c.c = random(rng, aRows*c.lda), random(rng, bRows*c.ldb), random(rng, m*c.ldc)
	return c
}

func random(rng *rand.Rand, n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = 2*rng.Float32() - 1
	}
	return x
}

// magnitudes is a call with the amounts of all numbers: what comes out bounds the rounding of the call itself.
func (c call) magnitudes() call {
	amount := func(x []float32) []float32 {
		y := make([]float32, len(x))
		for i, v := range x {
			y[i] = float32(math.Abs(float64(v)))
		}
		return y
	}
	c.alpha, c.beta = amount([]float32{c.alpha})[0], amount([]float32{c.beta})[0]
	c.a, c.b, c.c = amount(c.a), amount(c.b), amount(c.c)
	return c
}

// compare says where ours differs from gonum's by more than two ways to round can: each product and sum by a unit of 2⁻²⁴, once in ours and once in
// gonum's (Higham, Accuracy and Stability of Numerical Algorithms, 3.5).
func compare(t *testing.T, c call) {
	t.Helper()
	got, panicked := c.run(Implementation{})
	if panicked != nil {
		t.Fatalf("%v: %v", c, panicked)
	}
	want, _ := c.run(gonum.Implementation{})
	most, _ := c.magnitudes().run(gonum.Implementation{})
	unit := 2 * float64(c.k+4) * 0x1p-24
	for i := range want {
		tolerance := unit*float64(most[i]) + 0x1p-140 // below the smallest normal number rounding is by amounts
		if math.Abs(float64(got[i])-float64(want[i])) > tolerance || math.IsNaN(float64(got[i])) != math.IsNaN(float64(want[i])) {
			t.Fatalf("%v: c[%d] is %v, want %v", c, i, got[i], want[i])
		}
		if i%c.ldc >= c.n && got[i] != c.c[i] {
			t.Fatalf("%v: c[%d], which is not C's, has changed", c, i)
		}
	}
}

var (
	transposes = []blas.Transpose{blas.NoTrans, blas.Trans, blas.ConjTrans}
	factors    = []float32{0, 1, -1, 0.5, 3}
)

func TestSgemmAgreesWithGonums(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	sizes := []int{0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 64, 70, 130}
	for range 3000 {
		pick := func(from []float32) float32 { return from[rng.IntN(len(from))] }
		size := func() int { return sizes[rng.IntN(len(sizes))] }
		compare(t, newCall(rng, transposes[rng.IntN(3)], transposes[rng.IntN(3)], size(), size(), size(), rng.IntN(3)*rng.IntN(3),
			pick(factors), pick(factors)))
	}
}

func TestSgemmReadsNoMoreThanItMay(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, tA := range transposes {
		for _, tB := range transposes {
			c := newCall(rng, tA, tB, 20, 30, 25, 4, 2, 0.5)
			// The last row may end where its last element lies; what lies behind rows may be anything.
			aRows, aColumns := stored(transposed(tA), 20, 25)
			bRows, bColumns := stored(transposed(tB), 25, 30)
			c.a, c.b, c.c = c.a[:(aRows-1)*c.lda+aColumns], c.b[:(bRows-1)*c.ldb+bColumns], c.c[:19*c.ldc+30]
			spoil(c.a, c.lda, aColumns)
			spoil(c.b, c.ldb, bColumns)
			got, panicked := c.run(Implementation{})
			if panicked != nil {
				t.Fatalf("%v: %v", c, panicked)
			}
			for i, v := range got {
				if math.IsNaN(float64(v)) {
					t.Fatalf("%v: c[%d] is NaN", c, i)
				}
			}
			compare(t, c)
		}
	}
}

// spoil puts NaN behind each row.
func spoil(x []float32, ld, columns int) {
	for i := range x {
		if i%ld >= columns {
			x[i] = float32(math.NaN())
		}
	}
}

func TestSgemmWithBetaZeroForgetsWhatWasInC(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, size := range []int{3, 40} {
		for _, alpha := range factors {
			for _, tA := range transposes {
				for _, tB := range transposes {
					for extra := range 2 {
						c := newCall(rng, tA, tB, size, size+1, size+2, extra, alpha, 0)
						for i := range c.c {
							if i%c.ldc < c.n {
								c.c[i] = float32(math.NaN())
							}
						}
						compare(t, c)
					}
				}
			}
		}
	}
}

func TestSgemmPanicsAsGonumsDoes(t *testing.T) {
	for name, spoil := range map[string]func(*call){
		"transpose of A":  func(c *call) { c.tA = 'X' },
		"transpose of B":  func(c *call) { c.tB = 0 },
		"m":               func(c *call) { c.m = -1 },
		"n":               func(c *call) { c.n = -1 },
		"k":               func(c *call) { c.k = -1 },
		"lda":             func(c *call) { c.lda = 19 },
		"ldb":             func(c *call) { c.ldb = 19 },
		"ldc":             func(c *call) { c.ldc = 19 },
		"lda 0":           func(c *call) { c.m, c.n, c.k, c.lda = 0, 0, 0, 0 },
		"short a":         func(c *call) { c.a = c.a[:len(c.a)-1] },
		"short b":         func(c *call) { c.b = c.b[:len(c.b)-1] },
		"short c":         func(c *call) { c.c = c.c[:len(c.c)-1] },
		"short and empty": func(c *call) { c.m, c.c = 0, nil },
		"nothing":         func(*call) {},
		"no k":            func(c *call) { c.k, c.a, c.b, c.beta = 0, nil, nil, 1 },
		"no k, scaled":    func(c *call) { c.k, c.beta = 0, 2 },
		"no alpha":        func(c *call) { c.alpha, c.beta = 0, 1 },
		"two at once":     func(c *call) { c.lda, c.c = 0, nil },
		"two others":      func(c *call) { c.tB, c.m = 'X', -1 },
		"three":           func(c *call) { c.a, c.b, c.c = nil, nil, nil },
	} {
		for _, tA := range transposes {
			for _, tB := range transposes {
				c := newCall(rand.New(rand.NewPCG(7, 8)), tA, tB, 20, 20, 20, 0, 1, 0)
				spoil(&c)
				_, got := c.run(Implementation{})
				_, want := c.run(gonum.Implementation{})
				if got != want {
					t.Errorf("%s: %v panics with %v, gonum's with %v", name, c, got, want)
				}
			}
		}
	}
}

func TestSgemmMayRunInManyGoroutines(t *testing.T) {
	c := newCall(rand.New(rand.NewPCG(9, 10)), blas.NoTrans, blas.Trans, 40, 50, 60, 1, 1, 0)
	want, _ := c.run(Implementation{})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				got, _ := c.run(Implementation{})
				for i := range want {
					if got[i] != want[i] {
						t.Errorf("c[%d] is %v, alone %v", i, got[i], want[i])
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

func FuzzSgemm(f *testing.F) {
	f.Add(uint64(1), uint8(0), uint8(1), uint8(20), uint8(30), uint8(40), uint8(1), float32(1), float32(0))
	f.Fuzz(func(t *testing.T, seed uint64, tA, tB, m, n, k, extra uint8, alpha, beta float32) {
		if !(math.Abs(float64(alpha)) < 1e3 && math.Abs(float64(beta)) < 1e3) {
			return
		}
		compare(t, newCall(rand.New(rand.NewPCG(seed, 0)), transposes[tA%3], transposes[tB%3], int(m), int(n), int(k), int(extra%9), alpha, beta))
	})
}

// BenchmarkSgemm multiplies square matrices; GFLOP/s count a multiplication and an addition as two. gonum's uses all processors, ours one.
func BenchmarkSgemm(b *testing.B) {
	for _, impl := range []struct {
		name string
		blas.Float32Level3
	}{{"gonum", gonum.Implementation{}}, {"muestra", Implementation{}}} {
		for _, size := range []int{8, 16, 32, 64, 256, 512} {
			for _, tB := range []blas.Transpose{blas.NoTrans, blas.Trans} {
				b.Run(fmt.Sprintf("%s/%d/%c", impl.name, size, tB), func(b *testing.B) {
					c := newCall(rand.New(rand.NewPCG(1, 1)), blas.NoTrans, tB, size, size, size, 0, 1, 0)
					for b.Loop() {
						impl.Sgemm(c.tA, c.tB, c.m, c.n, c.k, c.alpha, c.a, c.lda, c.b, c.ldb, c.beta, c.c, c.ldc)
					}
					b.ReportMetric(2*float64(size)*float64(size)*float64(size)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
				})
			}
		}
	}
}
