package data

// relight multiplies a picture's values, 0 … 255, and divides them by 255.
//
// It is Keras's apply_brightness_shift, as ImageDataGenerator calls it since
// 2.4.4 (without stretching the contrast first), on a generator that divides by
// 255 itself (rescale=1/255): Keras hands the picture to PIL as bytes, dropping
// fractions, and PIL's blend with black drops them again and stops at 255.
func (g *Augmenter) relight(x []float32, factor float64) {
	f := float32(factor)
	for b := range g.relit {
		g.relit[b] = scaled[min(int(float32(f*float32(b))), 255)]
	}
	for i, v := range x {
		x[i] = g.relit[uint8(int32(v))]
	}
}
