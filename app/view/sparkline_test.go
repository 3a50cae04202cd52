package view

import (
	"math"
	"strings"
	"testing"
)

func TestSparklinesLieBetweenNothingAndAll(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		values []float64
		want   string
	}{
		{nil, ""},
		{[]float64{nan, nan}, ""},
		{[]float64{0.5}, "36.0,16.0"},
		{[]float64{0, 1}, "2.0,30.0 70.0,2.0"},
		{[]float64{0, nan, 1}, "2.0,30.0 70.0,2.0"},
	} {
		if got := sparkOf(test.values); got != test.want {
			t.Errorf("%v: %q, want %q", test.values, got, test.want)
		}
	}
}

func TestALongCurveIsDrawnWithFewPointsAndItsLast(t *testing.T) {
	values := make([]float64, 1000)
	values[999] = 1
	points := strings.Fields(sparkOf(values))
	if n := len(points); n > sparkPoints+1 || points[n-1] != "70.0,2.0" {
		t.Errorf("%d points, the last %s", n, points[n-1])
	}
}
