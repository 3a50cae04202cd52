package nn

import (
	"math"
	"math/rand/v2"
	"testing"

	"muestra/nn/kernel"
)

// TestAveragesAreOverPixelsInsideThePicture compares with loops that visit each place of each window.
func TestAveragesAreOverPixelsInsideThePicture(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		number := func(most int) int { return 1 + rng.IntN(most) }
		h, w, c, kh, kw, n := number(9), number(9), number(4), number(5), number(5), number(3)
		of := kernel.Same
		if h >= kh && w >= kw && rng.IntN(2) == 0 {
			of = kernel.Valid
		}
		g := of(h, w, c, kh, kw, number(4), number(4))
		x, dy := make([]float32, n*h*w*c), make([]float32, n*g.OH*g.OW*c)
		for i := range x {
			x[i] = float32(rng.Float64())
		}
		for i := range dy {
			dy[i] = float32(rng.Float64())
		}
		wantY, wantDX := make([]float64, len(dy)), make([]float64, len(x))
		eachWindow(g, n, func(out int, in []int) {
			for _, i := range in {
				wantY[out] += float64(x[i]) / float64(len(in))
				wantDX[i] += float64(dy[out]) / float64(len(in))
			}
		})
		u, whole := &averagePooling{geometry: g}, &part{pictures: n, scratch: new(kernel.Scratch)}
		y, dx := make([]float32, len(dy)), make([]float32, len(x))
		u.forward(whole, y, x)
		u.backwardInput(whole, dx, dy, nil)
		for i := range y {
			if math.Abs(float64(y[i])-wantY[i]) > 1e-7 {
				t.Fatalf("%+v: y[%d] is %v, want %v", g, i, y[i], wantY[i])
			}
		}
		for i := range dx {
			if math.Abs(float64(dx[i])-wantDX[i]) > 1e-6 {
				t.Fatalf("%+v: dx[%d] is %v, want %v", g, i, dx[i], wantDX[i])
			}
		}
	}
}

// eachWindow calls do for each output with the indices of the inputs in its window.
func eachWindow(g kernel.Geometry, n int, do func(out int, in []int)) {
	for o := range n * g.OH * g.OW * g.C {
		c, ox, oy, p := o%g.C, o/g.C%g.OW, o/g.C/g.OW%g.OH, o/g.C/g.OW/g.OH
		var in []int
		for y := oy*g.SH - g.Top; y < oy*g.SH-g.Top+g.KH; y++ {
			for x := ox*g.SW - g.Left; x < ox*g.SW-g.Left+g.KW; x++ {
				if y >= 0 && y < g.H && x >= 0 && x < g.W {
					in = append(in, ((p*g.H+y)*g.W+x)*g.C+c)
				}
			}
		}
		do(o, in)
	}
}
