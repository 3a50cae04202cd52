package nn

import "muestra/nn/tensor"

// slicer is a unit whose gradient can be sliced.
type slicer interface {
	unit
	slicing() slicing
	// backwardSlice is backwardWeights for so many of the input's channels, which alone are in x, and without the bias. It leaves the
	// gradient of the kernel's slice at the beginning of its Grad.
	backwardSlice(p *part, dy, x []float32, channels int)
}

// slicing is how a large kernel [blocks, channels, filters] is divided: a member has a run of the input's channels, of every block.
type slicing struct {
	kernel, bias              *tensor.Weight // bias may be nil
	blocks, channels, filters int
	pixels                    int // of the input, each with all channels
	grain                     int // the least number of channels, but for the last slice
}

// gradientOf is how the gradient of a kernel with so many weights comes about, from the numbers of values that one picture has in the
// layer's input and output. It must not depend on the members or the batch. For 64 pictures and two members, summed sends the weights and
// adds them up for 16 parts; sliced sends 32 pictures' outputs, a half of their inputs, and a half of the weights.
func gradientOf(weights, inputs, outputs int) gradient {
	if weights > 2*inputs+4*outputs && weights > 1<<14 {
		return sliced
	}
	return summed
}

// slice is the channels first…end−1 of a member; there may be none.
func (s slicing) slice(member, members int) (first, end int) {
	grains := (s.channels + s.grain - 1) / s.grain
	return min(member*grains/members*s.grain, s.channels), min((member+1)*grains/members*s.grain, s.channels)
}

// size is how many weights of the channels first…end−1 there are.
func (s slicing) size(first, end int) int { return s.blocks * (end - first) * s.filters }

// block is where the channels first…end−1 of a block are in the kernel.
func (s slicing) block(i, first, end int) []float32 {
	return s.kernel.Data[(i*s.channels+first)*s.filters : (i*s.channels+end)*s.filters]
}

// gather copies the weights of the channels first…end−1, block after block, to dst and returns what it has written.
func (s slicing) gather(dst []float32, first, end int) []float32 {
	at := 0
	for i := range s.blocks {
		at += copy(dst[at:], s.block(i, first, end))
	}
	return dst[:at]
}

// scatter puts back what gather has copied.
func (s slicing) scatter(src []float32, first, end int) {
	for i := range s.blocks {
		src = src[copy(s.block(i, first, end), src):]
	}
}

// pack copies the channels first…end−1 of pictures' inputs x, so that only they are in the result, which is memory of dst.
func (s slicing) pack(dst, x []float32, pictures, first, end int) []float32 {
	count := end - first
	dst = dst[:pictures*s.pixels*count]
	for i := range pictures * s.pixels {
		copy(dst[i*count:][:count], x[i*s.channels+first:])
	}
	return dst
}
