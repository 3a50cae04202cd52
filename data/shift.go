package data

import "math"

// shift is transform for a picture that is neither turned nor zoomed, the
// common case: every pixel lies equally far between its neighbours, so rows are
// blended along x first and then with one another.
func (g *Augmenter) shift(x []float32, rgb []byte, levels *[256]float32, v Variation) {
	down, under := whole(v.ShiftY)
	right, beside := whole(v.ShiftX)
	// The rows that come to lie in the picture.
	for y := inside(down); y <= inside(Height+down); y++ {
		row := rgb[y*rowValues : (y+1)*rowValues]
		left, next := g.wide[:rowValues], g.wide[Channels:]
		if v.Flip {
			g.spreadFlipped(row, levels, right)
			left, next = next, left
		} else {
			g.spread(row, levels, right)
		}
		blend(g.rows[y*rowValues:(y+1)*rowValues], left, next, beside)
	}
	for y := range Height {
		upper, lower := inside(y+down)*rowValues, inside(y+down+1)*rowValues
		blend(x[y*rowValues:(y+1)*rowValues], g.rows[upper:upper+rowValues], g.rows[lower:lower+rowValues], under)
	}
}

// whole splits a shift into whole pixels, rounded down, and the rest of a
// pixel. Beyond the picture's size every shift looks the same.
func whole(shift float64) (pixels int, rest float32) {
	shift = min(max(shift, -Width), Width)
	down := math.Floor(shift)
	return int(down), float32(shift - down)
}

// inside is the nearest row or column of the picture: Keras's fill_mode nearest.
func inside(at int) int { return min(max(at, 0), Width-1) }

// spread is `for i := range 33 { wide[i] = levels[row[inside(i+right)]] }` over
// pixels: what the row's pixels are blended from.
func (g *Augmenter) spread(row []byte, levels *[256]float32, right int) {
	first, end := min(max(-right, 0), Width), min(Width-right, Width+1) // wide[first:end] is in the picture
	wide := g.wide[:]
	repeat(wide[:first*Channels], levels, row[:Channels])
	lookUp(wide[first*Channels:end*Channels], row[(first+right)*Channels:], levels)
	repeat(wide[end*Channels:], levels, row[rowValues-Channels:])
}

// spreadFlipped is spread with the pixels in reverse.
func (g *Augmenter) spreadFlipped(row []byte, levels *[256]float32, right int) {
	for i := 0; i < len(g.wide); i += Channels {
		at := inside(Width-i/Channels+right) * Channels
		from, to := (*[Channels]byte)(row[at:]), (*[Channels]float32)(g.wide[i:])
		to[0], to[1], to[2] = levels[from[0]], levels[from[1]], levels[from[2]]
	}
}

// repeat fills wide with one pixel.
func repeat(wide []float32, levels *[256]float32, pixel []byte) {
	r, g, b := levels[pixel[0]], levels[pixel[1]], levels[pixel[2]]
	for len(wide) >= Channels {
		wide[0], wide[1], wide[2] = r, g, b
		wide = wide[Channels:]
	}
}

// blend is `for i := range out { out[i] = a[i] + t*(b[i]-a[i]) }`, eight at a
// time. Where t is 0, or a and b are equal, that is a to the last bit. The
// slices' length is a multiple of eight.
func blend(out, a, b []float32, t float32) {
	for len(out) >= 8 && len(a) >= 8 && len(b) >= 8 {
		out8, a8, b8 := (*[8]float32)(out), (*[8]float32)(a), (*[8]float32)(b)
		out8[0] = a8[0] + float32(t*(b8[0]-a8[0]))
		out8[1] = a8[1] + float32(t*(b8[1]-a8[1]))
		out8[2] = a8[2] + float32(t*(b8[2]-a8[2]))
		out8[3] = a8[3] + float32(t*(b8[3]-a8[3]))
		out8[4] = a8[4] + float32(t*(b8[4]-a8[4]))
		out8[5] = a8[5] + float32(t*(b8[5]-a8[5]))
		out8[6] = a8[6] + float32(t*(b8[6]-a8[6]))
		out8[7] = a8[7] + float32(t*(b8[7]-a8[7]))
		out, a, b = out[8:], a[8:], b[8:]
	}
}
