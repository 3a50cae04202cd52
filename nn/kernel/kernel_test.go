package kernel_test

import (
	"math/rand/v2"
	"testing"

	"muestra/nn/kernel"
	"muestra/nn/kernel/kerneltest"
)

func TestKernelsEqualTheirDefinition(t *testing.T) { kerneltest.Run(t) }

func FuzzConvEqualsItsDefinition(f *testing.F) {
	f.Add(uint64(1), uint8(4), uint8(5), uint8(3), uint8(3), uint8(3), uint8(1), uint8(1), uint8(9), true)
	f.Add(uint64(2), uint8(9), uint8(9), uint8(7), uint8(2), uint8(4), uint8(2), uint8(3), uint8(8), false)
	f.Fuzz(func(t *testing.T, seed uint64, h, w, c, kh, kw, sh, sw, filters uint8, same bool) {
		rng := rand.New(rand.NewPCG(seed, 0))
		g := geometry(h, w, c, kh, kw, sh, sw, same)
		kerneltest.CheckConv(t, rng, new(kernel.Scratch), g, 1+rng.IntN(3), bound(filters, 20))
	})
}

func FuzzPoolingEqualsItsDefinition(f *testing.F) {
	f.Add(uint64(1), uint8(7), uint8(5), uint8(8), uint8(2), uint8(2), uint8(1), uint8(0), true)
	f.Add(uint64(2), uint8(9), uint8(9), uint8(19), uint8(1), uint8(4), uint8(2), uint8(3), false)
	f.Fuzz(func(t *testing.T, seed uint64, h, w, c, kh, kw, sh, sw uint8, same bool) {
		rng := rand.New(rand.NewPCG(seed, 0))
		g, n := geometry(h, w, c, kh, kw, sh, sw, same), 1+rng.IntN(3)
		kerneltest.CheckMaxPool(t, rng, g, n)
		kerneltest.CheckAveragePool(t, rng, new(kernel.Scratch), g, n)
	})
}

func FuzzUpdatesEqualTheirDefinition(f *testing.F) {
	f.Add(uint64(1), uint8(21), float32(0.9), float32(0.1), float32(0.01), float32(1e-7))
	f.Add(uint64(2), uint8(64), float32(-2), float32(3e38), float32(0), float32(0))
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, keep, rest, rate, epsilon float32) {
		kerneltest.CheckUpdates(t, rand.New(rand.NewPCG(seed, 0)), int(n),
			kernel.AdamStep{Beta1: keep, Rest1: rest, Beta2: rest, Rest2: keep, Rate1: rate, Scale2: rest, Epsilon: epsilon},
			kernel.RMSpropStep{Rho: keep, Rest: rest, Rate: rate, Momentum: rest, Epsilon: epsilon})
	})
}

func FuzzDropoutMaskEqualsItsDefinition(f *testing.F) {
	f.Add(uint8(9), uint64(1), uint64(2), uint32(1<<30), float32(1.25))
	f.Add(uint8(8), uint64(1<<63), ^uint64(0), uint32(1<<31), float32(2))
	f.Fuzz(func(t *testing.T, n uint8, seed1, seed2 uint64, threshold uint32, scale float32) {
		kerneltest.CheckDropoutMask(t, int(n), seed1, seed2, threshold, scale)
	})
}

// bound makes any number one of 1…most.
func bound(v uint8, most int) int { return 1 + int(v)%most }

// geometry makes a small one of any numbers.
func geometry(h, w, c, kh, kw, sh, sw uint8, same bool) kernel.Geometry {
	g := kernel.Same(bound(h, 12), bound(w, 12), bound(c, 20), bound(kh, 5), bound(kw, 5), bound(sh, 4), bound(sw, 4))
	if !same {
		g = kernel.Valid(max(g.H, g.KH), max(g.W, g.KW), g.C, g.KH, g.KW, g.SH, g.SW)
	}
	return g
}

func FuzzMatMulEqualsItsDefinition(f *testing.F) {
	f.Add(uint64(1), uint8(5), uint8(27), uint8(10))
	f.Fuzz(func(t *testing.T, seed uint64, m, k, n uint8) {
		kerneltest.CheckMatMul(t, rand.New(rand.NewPCG(seed, 0)), new(kernel.Scratch), 1+int(m), 1+int(k), 1+int(n)%40)
	})
}
