package data

// The centre about which Keras turns and zooms since 2.4.4 (keras-preprocessing
// pull request 314, October 2020): the middle of the picture, h/2 - 0.5 and
// w/2 - 0.5. Older versions have h/2 + 0.5, a pixel further down and right.
// A shift is the same about either.
const (
	centreY = Height/2 - 0.5
	centreX = Width/2 - 0.5
)

// affine takes output pixels to places in the input, both counted from the
// centre: (y, x) comes from (yy·y + yx·x + ty, xy·y + xx·x + tx).
type affine struct {
	yy, yx, ty float64
	xy, xx, tx float64
}

// newAffine is rotation · shift · zoom, the order of Keras's
// apply_affine_transform: an output pixel's place is zoomed, then shifted, then
// turned. Keras's x axis is the rows, so tx is the height's shift there.
func newAffine(v Variation) affine {
	sin, cos := SinCos(v.Rotation)
	return affine{
		yy: float64(cos * v.ZoomY), yx: -float64(sin * v.ZoomX), ty: float64(cos*v.ShiftY) - float64(sin*v.ShiftX),
		xy: float64(sin * v.ZoomY), xx: float64(cos * v.ZoomX), tx: float64(sin*v.ShiftY) + float64(cos*v.ShiftX),
	}
}

// transform moves a picture's pixels as scipy.ndimage.affine_transform does
// with order=1 and mode="nearest", and flips the result: an output pixel is
// blended from the four input pixels around its place, and a place outside the
// picture is that of the nearest pixel.
func (g *Augmenter) transform(x []float32, rgb []byte, levels *[256]float32, v Variation) {
	m := newAffine(v)
	for row := range Height {
		y := float64(row) - centreY
		fromY := float64(m.yy*y) + m.ty + centreY
		fromX := float64(m.xy*y) + m.tx + centreX
		for column := range Width {
			at := float64(column) - centreX
			top, under := split(float64(m.yx*at) + fromY)
			left, beside := split(float64(m.xx*at) + fromX)
			to := column
			if v.Flip {
				to = Width - 1 - column
			}
			bottom, right := inside(top+1), inside(left+1)
			a, b := pixel(rgb, top, left), pixel(rgb, top, right)
			c, d := pixel(rgb, bottom, left), pixel(rgb, bottom, right)
			out := (*[Channels]float32)(x[(row*Width+to)*Channels:])
			for k := range Channels {
				upper := between(levels[a[k]], levels[b[k]], beside)
				lower := between(levels[c[k]], levels[d[k]], beside)
				out[k] = between(upper, lower, under)
			}
		}
	}
}

// split puts a place inside the picture and takes it apart into its pixel and
// the rest.
func split(place float64) (pixel int, rest float32) {
	place = min(max(place, 0), Width-1)
	pixel = int(place)
	return pixel, float32(place - float64(pixel))
}

// between is a where t is 0, or where a and b are equal.
func between(a, b, t float32) float32 { return a + float32(t*(b-a)) }

func pixel(rgb []byte, y, x int) *[Channels]byte {
	return (*[Channels]byte)(rgb[(y*Width+x)*Channels:])
}
