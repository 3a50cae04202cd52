package data

import "fmt"

// maxShrunk is the largest width and height that Shrink takes.
const maxShrunk = 8192

// Shrink makes any picture rgb [height, width, 3] one for a network: its middle
// square, of which each pixel of the result is the mean of the area that it
// covers. A picture of fewer pixels becomes larger in the same way.
func Shrink(rgb []byte, width, height int) ([]byte, error) {
	if width < 1 || height < 1 || width > maxShrunk || height > maxShrunk || len(rgb) != width*height*Channels {
		return nil, fmt.Errorf("data: shrink: %d bytes are not a picture of %d × %d pixels, each at most %d", len(rgb), width, height, maxShrunk)
	}
	side := min(width, height)
	left, top := (width-side)/2, (height-side)/2
	line, small := make([]uint64, Width*Channels), make([]byte, 0, PictureBytes)
	for row := range Height {
		clear(line)
		eachCovered(row, side, func(y, high int) {
			addLine(line, rgb[((top+y)*width+left)*Channels:][:side*Channels], uint64(high))
		})
		area := uint64(side * side) // with a source pixel cut into 32 × 32
		for _, sum := range line {
			small = append(small, byte((sum+area/2)/area))
		}
	}
	return small, nil
}

// addLine adds a line of pixels, so high, to the sums of the 32 pixels that it
// is a part of.
func addLine(sums []uint64, rgb []byte, high uint64) {
	for column := range Width {
		eachCovered(column, len(rgb)/Channels, func(x, wide int) {
			for c := range Channels {
				sums[column*Channels+c] += high * uint64(wide) * uint64(rgb[x*Channels+c])
			}
		})
	}
}

// eachCovered calls do for each of size pixels in a row that the i-th of 32
// covers, with how much of it: 32 is all.
func eachCovered(i, size int, do func(at, much int)) {
	first, end := i*size, (i+1)*size
	for at := first / Width; at*Width < end; at++ {
		do(at, min(end, (at+1)*Width)-max(first, at*Width))
	}
}
