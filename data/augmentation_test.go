package data

import (
	"math"
	"math/rand/v2"
	"testing"
)

// everything switches everything on, at the ranges that the links mean.
var everything = Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2, Rotation: 15, Zoom: 0.1, Brightness: 0.2, Cutout: 8}

func TestAugmentationChecksItsRanges(t *testing.T) {
	for _, a := range []Augmentation{
		{}, everything,
		{WidthShift: 0.999, HeightShift: 0.999, Rotation: 180, Zoom: 0.999, Brightness: 1, Cutout: 32},
	} {
		if err := a.Check(); err != nil {
			t.Errorf("%+v: %v", a, err)
		}
	}
	for want, a := range map[string]Augmentation{
		"data: augmentation: width shift 1 is not in [0, 1)":       {WidthShift: 1},
		"data: augmentation: width shift NaN is not in [0, 1)":     {WidthShift: math.NaN()},
		"data: augmentation: height shift -0.1 is not in [0, 1)":   {HeightShift: -0.1},
		"data: augmentation: rotation 181 is not in [0, 180]":      {Rotation: 181},
		"data: augmentation: rotation +Inf is not in [0, 180]":     {Rotation: math.Inf(1)},
		"data: augmentation: zoom 1 is not in [0, 1)":              {Zoom: 1},
		"data: augmentation: brightness 1.5 is not in [0, 1]":      {Brightness: 1.5},
		"data: augmentation: cutout 33 is not in [0, 32]":          {Cutout: 33},
		"data: augmentation: cutout -1 is not in [0, 32]":          {Cutout: -1},
		"data: augmentation: height shift 1e+300 is not in [0, 1)": {HeightShift: 1e300},
	} {
		if err := a.Check(); err == nil || err.Error() != want {
			t.Errorf("%+v: error %v, want %s", a, err, want)
		}
	}
}

func TestNothingSwitchedOnVariesNothing(t *testing.T) {
	rng := rand.NewPCG(1, 2)
	for range 100 {
		if v := (Augmentation{}).Draw(rng); v != (Variation{ZoomY: 1, ZoomX: 1, Brightness: 1, CutY: v.CutY, CutX: v.CutX}) {
			t.Fatalf("drew %+v", v)
		}
	}
}

// TestDrawsAreEvenOverTheirRanges holds 20,000 draws to the bounds, the mean
// and the share of each tenth of an even distribution, and to being unrelated.
func TestDrawsAreEvenOverTheirRanges(t *testing.T) {
	const n = 20000
	fields := []struct {
		name      string
		low, high float64
		of        func(Variation) float64
	}{
		{"rotation", -15, 15, func(v Variation) float64 { return v.Rotation }},
		{"shift down", -6.4, 6.4, func(v Variation) float64 { return v.ShiftY }},
		{"shift right", -6.4, 6.4, func(v Variation) float64 { return v.ShiftX }},
		{"zoom of the height", 0.9, 1.1, func(v Variation) float64 { return v.ZoomY }},
		{"zoom of the width", 0.9, 1.1, func(v Variation) float64 { return v.ZoomX }},
		{"brightness", 0.8, 1.2, func(v Variation) float64 { return v.Brightness }},
		{"cut's row", 0, 32, func(v Variation) float64 { return float64(v.CutY) + 0.5 }},
		{"cut's column", 0, 32, func(v Variation) float64 { return float64(v.CutX) + 0.5 }},
	}
	rng := rand.NewPCG(3, 4)
	units := make([][]float64, len(fields)) // draws brought to -1 … 1
	flips := 0
	for range n {
		v := everything.Draw(rng)
		if v.Flip {
			flips++
		}
		for i, f := range fields {
			d := f.of(v)
			if !(d >= f.low && d < f.high) {
				t.Fatalf("%s %v is not in [%v, %v)", f.name, d, f.low, f.high)
			}
			units[i] = append(units[i], 2*(d-f.low)/(f.high-f.low)-1)
		}
	}
	// Five standard deviations.
	if math.Abs(float64(flips)-n/2) > 5*math.Sqrt(n/4) {
		t.Errorf("%d flips of %d", flips, n)
	}
	for i, f := range fields {
		var tenths [10]int
		sum := 0.0
		for _, u := range units[i] {
			sum += u
			tenths[int((u+1)*5)]++
		}
		if mean := sum / n; math.Abs(mean) > 5/math.Sqrt(3*n) {
			t.Errorf("%s: mean %v on a scale from -1 to 1", f.name, mean)
		}
		if f.low == 0 { // whole numbers do not fall into tenths evenly
			continue
		}
		for k, count := range tenths {
			if math.Abs(float64(count)-n/10) > 5*math.Sqrt(n*0.09) {
				t.Errorf("%s: %d of %d in tenth %d", f.name, count, n, k)
			}
		}
	}
	for i := range fields {
		for j := range i {
			product := 0.0
			for k := range n {
				product += units[i][k] * units[j][k]
			}
			if math.Abs(product/n) > 5/(3*math.Sqrt(n)) {
				t.Errorf("%s and %s go together: %v", fields[i].name, fields[j].name, product/n)
			}
		}
	}
}

func TestWhatOneFieldDrawsDependsOnThatFieldAlone(t *testing.T) {
	draw := func(a Augmentation) Variation { return a.Draw(rand.NewPCG(5, 7)) }
	all := draw(everything)
	if !all.Flip {
		t.Fatal("this stream does not flip: take another")
	}
	for _, test := range []struct {
		name string
		a    Augmentation
		same func(v Variation) bool
	}{
		{"flip", Augmentation{HorizontalFlip: true}, func(v Variation) bool { return v.Flip }},
		{"shift", Augmentation{WidthShift: 0.2, HeightShift: 0.2}, func(v Variation) bool { return v.ShiftX == all.ShiftX && v.ShiftY == all.ShiftY }},
		{"rotation", Augmentation{Rotation: 15}, func(v Variation) bool { return v.Rotation == all.Rotation }},
		{"zoom", Augmentation{Zoom: 0.1}, func(v Variation) bool { return v.ZoomX == all.ZoomX && v.ZoomY == all.ZoomY }},
		{"brightness", Augmentation{Brightness: 0.2}, func(v Variation) bool { return v.Brightness == all.Brightness }},
		{"cutout", Augmentation{Cutout: 8}, func(v Variation) bool { return v.CutX == all.CutX && v.CutY == all.CutY }},
	} {
		if v := draw(test.a); !test.same(v) {
			t.Errorf("%s alone draws %+v, with the others %+v", test.name, v, all)
		}
	}
}
