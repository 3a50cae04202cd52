package data

import "math/rand/v2"

// Lengths in a drawing are in 1/64 of a pixel, angles in 1/64 of a turn.
const (
	px    = 64
	turn  = 64
	unit  = 1024 // what 1 is in sine
	shade = 256  // what 1 is in colours' arithmetic
)

// quarterSine is 1024 × sine of the first sixteen 64ths of a turn and of the
// seventeenth, rounded.
var quarterSine = [turn/4 + 1]int{0, 100, 200, 297, 392, 483, 569, 650, 724, 792, 851, 903, 946, 980, 1004, 1019, 1024}

func sine(angle int) int {
	switch a := angle & (turn - 1); {
	case a <= turn/4:
		return quarterSine[a]
	case a <= turn/2:
		return quarterSine[turn/2-a]
	default:
		return -sine(a - turn/2)
	}
}

func cosine(angle int) int { return sine(angle + turn/4) }

// dice draws whole numbers for one picture.
type dice struct{ pcg rand.PCG }

func newDice(seed, picture uint64) *dice {
	d := new(dice)
	// Neighbouring pictures get far-apart states: splitmix64's finalizer.
	z := picture + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	d.pcg.Seed(seed, z^z>>31)
	return d
}

// between is a whole number from lo to hi, both included.
func (d *dice) between(lo, hi int) int {
	return lo + int(d.pcg.Uint64()>>32*uint64(hi-lo+1)>>32)
}

func (d *dice) percent(p int) bool { return d.between(1, 100) <= p }

// colour is red, green and blue from 0 to 255.
type colour [Channels]int

// hues is the number of steps around the colour circle.
const hues = 6 * 256

// newColour is the colour of a hue, greyed to saturation and darkened to value
// (both of 256).
func newColour(hue, saturation, value int) colour {
	ramp := hue & 255
	pure := [6]colour{
		{255, ramp, 0}, {255 - ramp, 255, 0}, {0, 255, ramp},
		{0, 255 - ramp, 255}, {ramp, 0, 255}, {255, 0, 255 - ramp},
	}[hue%hues>>8]
	for i, c := range pure {
		pure[i] = (255*(shade-saturation) + c*saturation) / shade * value / shade
	}
	return pure
}

// draw fills rgb with a picture of the class.
func draw(rgb []byte, class int, d *dice) {
	fore, back := colours(class, d)
	figure := newFigure(class, d)
	light := newLight(d)
	noise := d.between(10, 60)
	blot, blotColour := newBlot(d)

	// A pixel is as full as many of its four corners lie inside.
	var above, below [Width + 1]corner
	figure.row(&above, &blot, 0)
	for y := range Height {
		figure.row(&below, &blot, y+1)
		for x := range Width {
			c := above[x] + above[x+1] + below[x] + below[x+1]
			inside, blotted := int(c&0xff), int(c>>8)
			bits := d.pcg.Uint64()
			bright := light.at(x, y)
			pixel := rgb[(y*Width+x)*Channels:][:Channels]
			for i := range pixel {
				v := (fore[i]*inside + back[i]*(4-inside)) / 4
				v = (blotColour[i]*blotted + v*(4-blotted)) / 4
				// Two bytes of chance add up to a triangle around 255.
				grain := (int(bits&255) + int(bits>>8&255) - 255) * noise / shade
				bits >>= 16
				pixel[i] = byte(min(max(v*bright/shade+grain, 0), 255))
			}
		}
		above = below
	}
}

// colours draws the figure's and the ground's. The class leans towards a hue
// of its own, so that colour helps a little. Mostly the figure is the lighter.
func colours(class int, d *dice) (fore, back colour) {
	hue := d.between(0, hues-1)
	if d.percent(45) {
		hue = class*hues/Classes + d.between(0, hues/Classes)
	}
	fore = newColour(hue, d.between(60, 256), d.between(170, 256))
	back = newColour(d.between(0, hues-1), d.between(0, 200), d.between(20, 120))
	if d.percent(20) {
		return back, fore
	}
	return fore, back
}

// light is a brightness that changes evenly across the picture.
type light struct{ start, right, down int }

func newLight(d *dice) light {
	return light{start: d.between(150, 290), right: d.between(-3, 3), down: d.between(-3, 3)}
}

// at is the brightness at a pixel, 256 for plain.
func (l light) at(x, y int) int {
	return l.start + l.right*(x-Width/2) + l.down*(y-Height/2)
}

// corner says whether the corner of a pixel lies inside the figure (1) and
// under the blot (256); four corners add up without mixing the two.
type corner int

// blot is a disc that hides something.
type blot struct{ x, y, radius int }

func newBlot(d *dice) (blot, colour) {
	b := blot{x: d.between(0, Width*px), y: d.between(0, Height*px), radius: d.between(2*px, 5*px)}
	if d.percent(50) {
		b.radius = -1
	}
	return b, newColour(d.between(0, hues-1), d.between(0, 256), d.between(40, 256))
}

func (b *blot) covers(x, y int) bool {
	dx, dy := x-b.x, y-b.y
	return b.radius > 0 && dx*dx+dy*dy <= b.radius*b.radius
}

// figure is a class's shape or texture, at its place, size and angle.
type figure struct {
	class    int
	x, y     int // centre
	cos, sin int
	radius   int // of a shape
	inner    int // a second length: the ring's hole, the cross's half width …
	wave     int // of a texture
	window   int // a texture fills a disc of this radius, or everything if 0
}

func newFigure(class int, d *dice) *figure {
	angle := d.between(-turn/12, turn/12)
	f := &figure{
		class:  class,
		x:      d.between(11*px, 21*px),
		y:      d.between(11*px, 21*px),
		cos:    cosine(angle),
		sin:    sine(angle),
		radius: d.between(7*px, 13*px),
		wave:   d.between(4*px, 9*px),
	}
	f.inner = f.radius * d.between(30, 55) / 100
	if d.percent(60) {
		f.window = d.between(9*px, 16*px)
	}
	return f
}

// row says for the corners along the upper edge of pixel row y what they are in.
func (f *figure) row(corners *[Width + 1]corner, blot *blot, y int) {
	for x := range corners {
		dx, dy := x*px-f.x, y*px-f.y
		corners[x] = 0
		if f.contains((dx*f.cos+dy*f.sin)/unit, (dy*f.cos-dx*f.sin)/unit) {
			corners[x] = 1
		}
		if blot.covers(x*px, y*px) {
			corners[x] += 256
		}
	}
}

// contains says whether the point (u, v) from the centre, turned upright, lies
// inside.
func (f *figure) contains(u, v int) bool {
	far := u*u + v*v
	if f.class >= 6 && f.window > 0 && far > f.window*f.window {
		return false
	}
	switch f.class {
	case 0: // disc
		return far <= f.radius*f.radius
	case 1: // ring
		return far <= f.radius*f.radius && far >= f.inner*f.inner
	case 2: // square, of about the disc's area
		side := f.radius * 9 / 10
		return abs(u) <= side && abs(v) <= side
	case 3: // triangle with equal sides around the centre
		return v >= -f.radius*6/10 && 7*abs(u)+4*v <= 5*f.radius
	case 4: // cross
		arm := f.inner * 6 / 10
		return min(abs(u), abs(v)) <= arm && max(abs(u), abs(v)) <= f.radius
	case 5: // crescent: a disc without another one beside it
		away := u - f.inner
		return far <= f.radius*f.radius && away*away+v*v >= f.radius*f.radius*7/10
	case 6: // stripes
		return phase(u, f.wave) < f.wave/2
	case 7: // checks
		return (phase(u, f.wave) < f.wave/2) != (phase(v, f.wave) < f.wave/2)
	case 8: // dots
		du, dv := phase(u, f.wave)-f.wave/2, phase(v, f.wave)-f.wave/2
		return du*du+dv*dv <= f.wave*f.wave/9
	default: // waves: stripes that turn to and fro
		to := abs(phase(v, 2*f.wave) - f.wave)
		return phase(u+to, f.wave) < f.wave/2
	}
}

func abs(n int) int { return max(n, -n) }

// phase is how far n is into its period, 0 … period-1.
func phase(n, period int) int { return ((n % period) + period) % period }
