package tensor

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
)

// Weight is one tensor of a network's parameters, in Keras's shape: [kh, kw, in, out], [in, out] or [channels].
type Weight struct {
	Name      string // "conv2d/kernel"
	Shape     []int
	Data      []float32
	Grad      []float32 // of the last batch, the L2 penalty's included; nil where not trainable
	Trainable bool
	L2        float64 // the rate of its L2 regularizer, 0 for none
}

// SHA256 hashes tensor after tensor as float32 little endian, and nothing else.
func SHA256(weights []*Weight) string {
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
