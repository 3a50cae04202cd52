package nn

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"

	"muestra/nn/keras"
)

// Weight is one tensor of a network's parameters, in Keras's shape: [kh, kw, in, out], [in, out] or [channels].
type Weight struct {
	Name      string // "conv2d/kernel"
	Shape     []int
	Data      []float32
	Grad      []float32 // of the last batch, the L2 penalty's included; nil where not trainable
	Trainable bool

	l2 *keras.L2
}

// data is the tensor's values, nil for a layer without this weight.
func (w *Weight) data() []float32 {
	if w == nil {
		return nil
	}
	return w.Data
}

// grad is the tensor's gradient, nil for a layer without this weight.
func (w *Weight) grad() []float32 {
	if w == nil {
		return nil
	}
	return w.Grad
}

// weightsSHA256 hashes tensor after tensor as float32 little endian, and nothing else.
func weightsSHA256(weights []*Weight) string {
	h := sha256.New()
	var buf [4096]byte
	for _, w := range weights {
		for data := w.Data; len(data) > 0; {
			n := min(len(data), len(buf)/4)
			for i, v := range data[:n] {
				binary.LittleEndian.PutUint32(buf[4*i:], math.Float32bits(v))
			}
			h.Write(buf[:4*n])
			data = data[n:]
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
