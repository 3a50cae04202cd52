package data

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkVary(b *testing.B) {
	rgb := make([]byte, PictureBytes)
	if _, err := Synthetic(1).Train.Read(7, rgb); err != nil {
		b.Fatal(err)
	}
	x := make([]float32, PictureBytes)
	for _, test := range []struct {
		name string
		a    Augmentation
	}{
		{"none", Augmentation{}},
		{"flip", Augmentation{HorizontalFlip: true}},
		{"flip,shift", Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2}},
		{"brightness", Augmentation{Brightness: 0.2}},
		{"everything", everything},
	} {
		b.Run(test.name, func(b *testing.B) {
			var g Augmenter
			rng := rand.NewPCG(1, 2)
			b.ReportAllocs()
			for b.Loop() {
				g.Vary(x, rgb, test.a.Draw(rng))
			}
		})
	}
}
