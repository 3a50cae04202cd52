package kernel

// MatMul is out[m,n] = a[m,k]·b[k,n] + bias[n] (no bias where nil), then ReLU
// where rectify is set: a dense layer's forward pass. See spec.MatMul.
func MatMul(out, a, b, bias []float32, m, k, n int, rectify bool, s *Scratch) {
	packed := grow(&s.packed, panels(k, n))
	pack(packed, b, k, n)
	mul(out, a, matrixRows(m, k, s), packed, n, bias, rectify, s)
}

// MatMulInputGrad is da[m,k] = d[m,n]·transposed b[k,n]: a dense layer's gradient
// for its input. See spec.MatMulInputGrad.
func MatMulInputGrad(da, d, b []float32, m, k, n int, s *Scratch) {
	packed := grow(&s.packed, panels(n, k))
	packTransposed(packed, b, n, k)
	mul(da, d, matrixRows(m, n, s), packed, k, nil, false, s)
}

// denseChunk is smaller than chunk: a dense layer's rows are far apart, often by
// a power of two, and push each other out of the cache.
const denseChunk = 64

// MatMulWeightGrad is db[k,n] = transposed a[m,k]·d[m,n] and dbias[n] = the column
// sums of d (nil: not wanted): a dense layer's gradients for its weights. See
// spec.MatMulWeightGrad.
func MatMulWeightGrad(db, dbias, a, d []float32, m, k, n int, s *Scratch) {
	g := beginGradient(db, dbias, k, n, s)
	g.add(a, matrixRows(m, k, s), d, denseChunk)
	g.end()
}

// matrixRows is the gather of an ordinary matrix [m,k].
func matrixRows(m, k int, s *Scratch) gather {
	offsets := grow(&s.offsets, m)
	for r := range offsets {
		offsets[r] = int32(r * k)
	}
	return gather{offsets, 1, k, 0}
}
