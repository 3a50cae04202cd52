package view

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"testing"

	"muestra/nn/history"
)

func TestPointsAreColumnsOfTheLongestRun(t *testing.T) {
	short := []history.Epoch{{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.25, CrossEntropy: 2, ValCrossEntropy: 3}}
	long := append(slices.Clone(short), history.Epoch{Epoch: 2, Accuracy: 0.75, ValAccuracy: 0.5, CrossEntropy: 1, ValCrossEntropy: 1.5})
	for _, test := range []struct {
		losses, trained bool
		want            string
	}{
		{false, false, "[1 2 0.25 0.5 0.25 NaN]"},
		{false, true, "[1 2 0.25 0.5 0.5 0.75 0.25 NaN 0.5 NaN]"},
		{true, true, "[1 2 3 1.5 2 1 3 NaN 2 NaN]"},
	} {
		var got []float64
		for b := range slices.Chunk(pointsOf([][]history.Epoch{long, short}, test.losses, test.trained), 8) {
			got = append(got, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
	if b := pointsOf(nil, false, false); len(b) != 0 {
		t.Errorf("%d bytes of nothing", len(b))
	}
}
