package nn

import (
	"muestra/nn/keras"
	"muestra/nn/kernel"
)

func newDropout(b *builder, d keras.Dropout, in, _ keras.Shape) unit {
	if d.Rate == 0 {
		return identity{}
	}
	return &dropout{
		layer: b.layer, size: in.Size(),
		threshold: uint32(min(float64(d.Rate*(1<<32)), 1<<32-1)), scale: float32(1 / (1 - d.Rate)),
	}
}

// dropout multiplies by a mask of 0 and 1/(1−rate), in place: the layers before it need their output only to see where ReLU let it pass,
// and where the mask is 0 the gradient is 0 as well. The mask is drawn from the stream of each picture, so it does not depend on which
// batch or worker the picture is in.
type dropout struct {
	passive
	layer     int
	size      int     // values of one picture
	threshold uint32  // draws below it drop the value
	scale     float32 // of the kept ones
	mask      []float32
}

func (u *dropout) forward(p *part, y, _ []float32) {
	if !p.training {
		return
	}
	mask := u.mask[:len(y)]
	for i := range p.pictures {
		seed1, seed2 := streamSeed(p.seed, DropoutMask, u.layer, p.epoch, p.picture(i))
		kernel.DropoutMask(mask[i*u.size:(i+1)*u.size], seed1, seed2, u.threshold, u.scale)
	}
	kernel.Mul(y, y, mask)
}

func (u *dropout) backwardInput(p *part, dx, dy, _ []float32) {
	if !p.training {
		return
	}
	kernel.Mul(dx, dy, u.mask[:len(dy)])
}

func (u *dropout) plan(pictures int, training bool) {
	if size := pictures * u.size; training && size > len(u.mask) {
		u.mask = make([]float32, size)
	}
}

func (u *dropout) kept() int     { return u.size }
func (u *dropout) inPlace() bool { return true }
