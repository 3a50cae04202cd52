package nn

import (
	"fmt"

	"muestra/nn/kernel"
)

// Dropout is Keras's Dropout: in training each value is dropped with probability Rate and the kept ones are multiplied by 1/(1−Rate); in
// inference nothing happens.
type Dropout struct {
	Name string
	Rate float64 // 0 ≤ Rate < 1
}

// readDropout leaves Keras's seed aside: streams come from the run's own seed.
func readDropout(a *arguments) Layer {
	if isNull(a.raw["rate"]) {
		a.failf("argument %q is missing", "rate")
	}
	d := Dropout{Rate: a.number("rate", 0)}
	a.take("seed")
	a.only("noise_shape")
	return d
}

// ClassName is "Dropout".
func (d Dropout) ClassName() string { return "Dropout" }

// LayerName is the layer's own name.
func (d Dropout) LayerName() string { return d.Name }

func (d Dropout) named(name string) Layer { d.Name = name; return d }

// OutputShape is the input's.
func (d Dropout) OutputShape(in Shape) (Shape, error) {
	if !(d.Rate >= 0 && d.Rate < 1) {
		return nil, fmt.Errorf("rate %v is not in [0, 1)", d.Rate)
	}
	return in, nil
}

// ParamCount is 0.
func (d Dropout) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (d Dropout) config(name string) any {
	return struct {
		commonConfig
		Rate       float64 `json:"rate"`
		Seed       *int    `json:"seed"`
		NoiseShape *[]int  `json:"noise_shape"`
	}{common(name), d.Rate, nil, nil}
}

func (d Dropout) build(b *builder, in, _ Shape) unit {
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
