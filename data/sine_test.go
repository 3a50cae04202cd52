package data

import (
	"math"
	"testing"
)

func TestSineAndCosineAreThoseOfMath(t *testing.T) {
	for degrees := -180.0; degrees <= 180; degrees += 0.37 {
		sin, cos := SinCos(degrees)
		wantSin, wantCos := math.Sincos(degrees * math.Pi / 180)
		if math.Abs(sin-wantSin) > 1e-15 || math.Abs(cos-wantCos) > 1e-15 {
			t.Errorf("%v degrees: %v and %v, want %v and %v", degrees, sin, cos, wantSin, wantCos)
		}
	}
}

func TestSineAndCosineOfRightAnglesAreExact(t *testing.T) {
	for degrees, want := range map[float64][2]float64{0: {0, 1}, 90: {1, 0}, 180: {0, -1}, -90: {-1, 0}, -180: {0, -1}, 270: {-1, 0}} {
		if sin, cos := SinCos(degrees); sin != want[0] || cos != want[1] {
			t.Errorf("%v degrees: %v and %v, want %v", degrees, sin, cos, want)
		}
	}
}
