package data

import "fmt"

// scaled holds each byte's value as the network sees it: divided by 255.
// unscaled holds it as it is.
var scaled, unscaled = func() (scaled, unscaled [256]float32) {
	for b := range scaled {
		scaled[b], unscaled[b] = float32(b)/255, float32(b)
	}
	return scaled, unscaled
}()

// Fill puts the pictures index of p into x, [len(index), height, width,
// channels] from 0 to 1, and their labels into labels.
func Fill(p Pictures, index []int32, x []float32, labels []uint8) error {
	return new(Augmenter).Fill(p, index, x, labels, nil)
}

// Scale is rgb as a network sees it: from 0 to 1.
func Scale(rgb []byte) []float32 {
	x := make([]float32, len(rgb))
	lookUp(x, rgb, &scaled)
	return x
}

func checkRoom(index []int32, x []float32, labels []uint8) error {
	if len(x) < len(index)*PictureBytes || len(labels) < len(index) {
		return fmt.Errorf("data: fill a batch of %d pictures: there is room for %d values (want %d) and %d labels",
			len(index), len(x), len(index)*PictureBytes, len(labels))
	}
	return nil
}

// lookUp is `for i, b := range rgb[:len(x)] { x[i] = levels[b] }`, eight at a
// time: a browser takes a jump table at the end of each turn of a Go loop.
func lookUp(x []float32, rgb []byte, levels *[256]float32) {
	for len(rgb) >= 8 && len(x) >= 8 {
		from, to := (*[8]byte)(rgb), (*[8]float32)(x)
		to[0], to[1], to[2], to[3] = levels[from[0]], levels[from[1]], levels[from[2]], levels[from[3]]
		to[4], to[5], to[6], to[7] = levels[from[4]], levels[from[5]], levels[from[6]], levels[from[7]]
		rgb, x = rgb[8:], x[8:]
	}
	for i := range x {
		x[i] = levels[rgb[i]]
	}
}
