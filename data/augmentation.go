package data

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
)

// Augmentation says within which ranges pictures are varied at random while a
// network trains. The fields are those of Keras's ImageDataGenerator, and the
// zero value varies nothing.
type Augmentation struct {
	// HorizontalFlip mirrors a picture left to right with probability ½.
	HorizontalFlip bool `json:"horizontal_flip"`
	// WidthShift and HeightShift are fractions of the picture's size: shifts
	// are drawn evenly from ± that many pixels and not rounded. In [0, 1).
	WidthShift  float64 `json:"width_shift_range"`
	HeightShift float64 `json:"height_shift_range"`
	// Rotation is in degrees: angles are drawn evenly from ± it. In [0, 180].
	Rotation float64 `json:"rotation_range"`
	// Zoom draws two factors evenly from 1 ± it, one for the height and one for
	// the width: Keras's zoom_range. Above 1 a picture shrinks. In [0, 1).
	Zoom float64 `json:"zoom_range"`
	// Brightness draws a factor evenly from 1 ± it: Keras's brightness_range.
	// In [0, 1].
	Brightness float64 `json:"brightness_range"`
	// Cutout is the side in pixels of a square that is blacked out (DeVries and
	// Taylor, 2017). Its centre is any pixel, so it may lie partly outside.
	// Keras has none. In 0 … 32.
	Cutout int `json:"cutout"`
}

// Check returns an error for a range that cannot be.
func (a Augmentation) Check() error {
	for _, r := range []struct {
		name    string
		value   float64
		in      bool
		allowed string
	}{
		{"width shift", a.WidthShift, a.WidthShift >= 0 && a.WidthShift < 1, "[0, 1)"},
		{"height shift", a.HeightShift, a.HeightShift >= 0 && a.HeightShift < 1, "[0, 1)"},
		{"rotation", a.Rotation, a.Rotation >= 0 && a.Rotation <= 180, "[0, 180]"},
		{"zoom", a.Zoom, a.Zoom >= 0 && a.Zoom < 1, "[0, 1)"},
		{"brightness", a.Brightness, a.Brightness >= 0 && a.Brightness <= 1, "[0, 1]"},
		{"cutout", float64(a.Cutout), a.Cutout >= 0 && a.Cutout <= Width, "[0, 32]"},
	} {
		if !r.in {
			return fmt.Errorf("data: augmentation: %s %v is not in %s", r.name, r.value, r.allowed)
		}
	}
	return nil
}

// Variation is what happens to one picture. The steps follow one another in
// this order: one affine transform, the flip, the brightness, the cutout.
type Variation struct {
	Rotation       float64 // degrees
	ShiftY, ShiftX float64 // pixels; output pixel (y, x) shows input (y+ShiftY, x+ShiftX)
	ZoomY, ZoomX   float64 // 1 is none; above 1 shrinks
	Flip           bool
	Relit          bool    // the brightness is changed
	Brightness     float64 // by this factor
	Cutout         int     // side in pixels; 0 is none
	CutY, CutX     int     // pixel at the cutout's centre
}

// Draw draws one picture's variation. What one field draws depends on rng and
// on that field alone, so switching rotations on leaves the flips as they are.
func (a Augmentation) Draw(rng *rand.PCG) Variation {
	var v Variation
	v.Rotation = within(rng, a.Rotation)
	v.ShiftY = within(rng, a.HeightShift) * Height
	v.ShiftX = within(rng, a.WidthShift) * Width
	v.ZoomY = 1 + within(rng, a.Zoom)
	v.ZoomX = 1 + within(rng, a.Zoom)
	v.Flip = rng.Uint64()>>63 == 1 && a.HorizontalFlip
	v.Relit, v.Brightness = a.Brightness > 0, 1+within(rng, a.Brightness)
	v.Cutout, v.CutY, v.CutX = a.Cutout, below(rng, Height), below(rng, Width)
	return v
}

// within is even over [-r, r), in steps of r·2⁻⁵².
func within(rng *rand.PCG, r float64) float64 {
	unit := float64(rng.Uint64()>>11) / (1 << 53)
	return float64(float64(2*r)*unit) - r
}

// below is even over 0 … n-1 but for one part in 2⁵⁸.
func below(rng *rand.PCG, n int) int {
	high, _ := bits.Mul64(rng.Uint64(), uint64(n))
	return int(high)
}
