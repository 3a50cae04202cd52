package portable

import (
	"math"
	"testing"
)

// ulps is how many float64 numbers lie between a and b.
func ulps(a, b float64) float64 {
	return math.Abs(a-b) / (math.Nextafter(math.Abs(b), math.Inf(1)) - math.Abs(b))
}

func TestExpAndLogAgreeWithMath(t *testing.T) {
	for i := range 200_000 {
		x := -700 + 1400*float64(i)/200_000
		if got, want := Exp(x), math.Exp(x); ulps(got, want) > 2 { // each is allowed one
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
		y := math.Ldexp(1+float64(i)/200_000, i%600-300)
		if got, want := Log(y), math.Log(y); ulps(got, want) > 2 {
			t.Fatalf("log(%v) = %v, want %v", y, got, want)
		}
	}
}

func TestExpAndLogOfSpecialNumbers(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"exp(0)", Exp(0), 1},
		{"exp(-∞)", Exp(-inf), 0},
		{"exp(∞)", Exp(inf), inf},
		{"exp(710)", Exp(710), inf},
		{"exp(-800)", Exp(-800), 0},
		{"exp(NaN)", Exp(nan), nan},
		{"log(1)", Log(1), 0},
		{"log(0)", Log(0), -inf},
		{"log(∞)", Log(inf), inf},
		{"log(-1)", Log(-1), nan},
		{"log(NaN)", Log(nan), nan},
		{"log of a subnormal", Log(0x1p-1070), -1070 * math.Ln2},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
	if got := Exp(709.7); ulps(got, math.Exp(709.7)) > 2 {
		t.Errorf("exp(709.7) = %v", got)
	}
}

func TestNormalQuantile(t *testing.T) {
	for _, c := range []struct{ p, want float64 }{ // from tables
		{0.5, 0}, {0.975, 1.959963984540054}, {0.022750131948179207, -2}, {0.25, -0.6744897501960817}, {1e-10, -6.361340902404056}, {1e-20, -9.262340089798408},
	} {
		if got := NormalQuantile(c.p); math.Abs(got-c.want) > 1e-14*max(1, math.Abs(c.want)) {
			t.Errorf("normalQuantile(%v) = %v, want %v", c.p, got, c.want)
		}
	}
}
