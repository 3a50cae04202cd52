package nn

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
		if got, want := exp(x), math.Exp(x); ulps(got, want) > 2 { // each is allowed one
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
		y := math.Ldexp(1+float64(i)/200_000, i%600-300)
		if got, want := log(y), math.Log(y); ulps(got, want) > 2 {
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
		{"exp(0)", exp(0), 1},
		{"exp(-∞)", exp(-inf), 0},
		{"exp(∞)", exp(inf), inf},
		{"exp(710)", exp(710), inf},
		{"exp(-800)", exp(-800), 0},
		{"exp(NaN)", exp(nan), nan},
		{"log(1)", log(1), 0},
		{"log(0)", log(0), -inf},
		{"log(∞)", log(inf), inf},
		{"log(-1)", log(-1), nan},
		{"log(NaN)", log(nan), nan},
		{"log of a subnormal", log(0x1p-1070), -1070 * math.Ln2},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
	if got := exp(709.7); ulps(got, math.Exp(709.7)) > 2 {
		t.Errorf("exp(709.7) = %v", got)
	}
}

func TestNormalQuantile(t *testing.T) {
	for _, c := range []struct{ p, want float64 }{ // from tables
		{0.5, 0}, {0.975, 1.959963984540054}, {belowMinusTwo, -2}, {0.25, -0.6744897501960817}, {1e-10, -6.361340902404056}, {1e-20, -9.262340089798408},
	} {
		if got := normalQuantile(c.p); math.Abs(got-c.want) > 1e-14*max(1, math.Abs(c.want)) {
			t.Errorf("normalQuantile(%v) = %v, want %v", c.p, got, c.want)
		}
	}
}
