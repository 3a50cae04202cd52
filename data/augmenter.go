package data

import "math/rand/v2"

// Values of one row of a picture.
const rowValues = Width * Channels

// Augmenter varies pictures within the ranges of its Augmentation, and keeps
// the memory it needs for that. Equal pictures and variations give equal bits
// on every platform. It is not safe for concurrent use.
type Augmenter struct {
	Augmentation

	rgb   [PictureBytes]byte
	wide  [rowValues + Channels]float32 // one row and a pixel
	rows  [PictureBytes]float32
	relit [256]float32
	rng   rand.PCG
}

// Fill is the package's Fill, with each picture varied by what is drawn from
// the random stream that seed sets up for it. That should depend on the picture
// and the epoch: then what becomes of a picture does not depend on the batch it
// is in or on who assembles it. Where nothing is to vary, seed is not called and
// may be nil. Fill allocates nothing.
func (g *Augmenter) Fill(p Pictures, index []int32, x []float32, labels []uint8, seed func(rng *rand.PCG, picture int32)) error {
	if err := checkRoom(index, x, labels); err != nil {
		return err
	}
	for i, k := range index {
		label, err := p.Read(int(k), g.rgb[:])
		if err != nil {
			return err
		}
		labels[i] = label
		out := x[i*PictureBytes : (i+1)*PictureBytes]
		if g.Augmentation == (Augmentation{}) {
			lookUp(out, g.rgb[:], &scaled)
			continue
		}
		seed(&g.rng, k)
		g.Vary(out, g.rgb[:], g.Draw(&g.rng))
	}
	return nil
}

// Vary writes the picture rgb, varied, into x, [height, width, channels] from
// 0 to 1. Both hold PictureBytes values.
func (g *Augmenter) Vary(x []float32, rgb []byte, v Variation) {
	levels := &scaled
	if v.Relit {
		levels = &unscaled
	}
	if v.Rotation == 0 && v.ZoomY == 1 && v.ZoomX == 1 {
		g.shift(x, rgb, levels, v)
	} else {
		g.transform(x, rgb, levels, v)
	}
	if v.Relit {
		g.relight(x, v.Brightness)
	}
	cutOut(x, v)
}
