package data

import "fmt"

// scaled holds each byte's value as the network sees it: divided by 255.
var scaled = func() (table [256]float32) {
	for b := range table {
		table[b] = float32(b) / 255
	}
	return table
}()

// Fill puts the pictures index of p into x, [len(index), height, width,
// channels] from 0 to 1, and their labels into labels.
func Fill(p Pictures, index []int32, x []float32, labels []uint8) error {
	if len(x) < len(index)*PictureBytes || len(labels) < len(index) {
		return fmt.Errorf("data: fill a batch of %d pictures: there is room for %d values (want %d) and %d labels",
			len(index), len(x), len(index)*PictureBytes, len(labels))
	}
	rgb := make([]byte, PictureBytes)
	for i, k := range index {
		label, err := p.Read(int(k), rgb)
		if err != nil {
			return err
		}
		labels[i] = label
		scale(x[i*PictureBytes:(i+1)*PictureBytes], rgb)
	}
	return nil
}

// scale is `for i, b := range rgb { x[i] = float32(b) / 255 }`, eight at a
// time: a browser takes a jump table at the end of each turn of a Go loop.
func scale(x []float32, rgb []byte) {
	for len(rgb) >= 8 && len(x) >= 8 {
		from, to := (*[8]byte)(rgb), (*[8]float32)(x)
		to[0], to[1], to[2], to[3] = scaled[from[0]], scaled[from[1]], scaled[from[2]], scaled[from[3]]
		to[4], to[5], to[6], to[7] = scaled[from[4]], scaled[from[5]], scaled[from[6]], scaled[from[7]]
		rgb, x = rgb[8:], x[8:]
	}
}
