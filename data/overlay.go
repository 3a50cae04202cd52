package data

// OverlaySide is the height and width of what Overlay draws: four pixels for each of a picture's.
const OverlaySide = 4 * Height

// Overlay lays heat [height, width], from 0 to 1, over a picture: rgb
// [OverlaySide, OverlaySide, 3], in which the picture is grey and as dark as
// the heat is low, and glows from red to yellow where it is high. Between the
// middles of its places heat is blended.
func Overlay(rgb []byte, heat []float32, height, width int) []byte {
	over := make([]byte, 0, OverlaySide*OverlaySide*Channels)
	for row := range OverlaySide {
		for column := range OverlaySide {
			p := rgb[(row/4*Width+column/4)*Channels:]
			grey := (0.299*float32(p[0]) + 0.587*float32(p[1]) + 0.114*float32(p[2]))
			h := blended(heat, height, width, row, column)
			base := grey * (0.45 + 0.25*h)
			over = append(over, glow(base, 250, 0.8*min(1.4*h, 1)), glow(base, 60+190*h, 0.8*h), glow(base, 20, 0.7*h))
		}
	}
	return over
}

// glow is between a base and a colour.
func glow(base, colour, share float32) byte {
	return byte(base + (colour-base)*share + 0.5)
}

// blended is heat at a pixel of the overlay.
func blended(heat []float32, height, width, row, column int) float32 {
	top, bottom, y := neighbours(row, height)
	left, right, x := neighbours(column, width)
	above := heat[top*width+left]*(1-x) + heat[top*width+right]*x
	below := heat[bottom*width+left]*(1-x) + heat[bottom*width+right]*x
	return above*(1-y) + below*y
}

// neighbours are the two of size places between whose middles a pixel of the
// overlay lies, and how far it is from the first to the second.
func neighbours(pixel, size int) (first, second int, share float32) {
	at := (float32(pixel)+0.5)*float32(size)/OverlaySide - 0.5
	at = min(max(at, 0), float32(size-1))
	first = int(at)
	return first, min(first+1, size-1), at - float32(first)
}
