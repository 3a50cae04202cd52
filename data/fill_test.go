package data

import (
	"math"
	"testing"
)

func TestFillDividesBy255(t *testing.T) {
	p := Synthetic(1).Test
	const guard = -7
	x := make([]float32, 2*PictureBytes+1)
	x[len(x)-1] = guard
	labels := []uint8{99, 99, 99}
	if err := Fill(p, []int32{7, 13}, x, labels); err != nil {
		t.Fatal(err)
	}
	if [3]uint8(labels) != [3]uint8{7, 3, 99} {
		t.Errorf("labels %v", labels)
	}
	for i, k := range []int{7, 13} {
		for j, b := range read(t, p, k)[1:] {
			if got, want := x[i*PictureBytes+j], float32(b)/255; math.Float32bits(got) != math.Float32bits(want) {
				t.Fatalf("picture %d, value %d: %v, want %v", k, j, got, want)
			}
		}
	}
	if x[len(x)-1] != guard {
		t.Error("Fill wrote behind its pictures")
	}
}

func TestFillRefusesWhatDoesNotFit(t *testing.T) {
	p := Synthetic(1).Test
	for _, test := range []struct {
		name   string
		index  []int32
		x      int
		labels int
	}{
		{"too few values", []int32{0, 1}, 2*PictureBytes - 1, 2},
		{"too few labels", []int32{0, 1}, 2 * PictureBytes, 1},
		{"a picture that is not there", []int32{10000}, PictureBytes, 1},
	} {
		if err := Fill(p, test.index, make([]float32, test.x), make([]uint8, test.labels)); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}

func BenchmarkFill(b *testing.B) {
	p := Synthetic(1).Train
	index := Order(64, nil, false)
	x, labels := make([]float32, 64*PictureBytes), make([]uint8, 64)
	for b.Loop() {
		if err := Fill(p, index, x, labels); err != nil {
			b.Fatal(err)
		}
	}
}
