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
	if m >= panel && n >= 4*m {
		matMulInputGradTurned(da, d, b, m, k, n, s)
		return
	}
	packed := grow(&s.packed, panels(n, k))
	packTransposed(packed, b, n, k)
	mul(da, d, matrixRows(m, n, s), packed, k, nil, false, s)
}

// turnedFloats is how many weights matMulInputGradTurned reads over and over: they stay in the second-level cache.
const turnedFloats = 32 << 10

// matMulInputGradTurned computes the transpose of da, b·transposed d, the same sums of the same products, and turns it. So the
// small d is packed instead of the large b.
func matMulInputGradTurned(da, d, b []float32, m, k, n int, s *Scratch) {
	packed := grow(&s.packed, panels(n, m))
	packTransposed(packed, d, n, m)
	most := max(panel, turnedFloats/n)
	rows, turned, zeros := matrixRows(min(most, k), n, s), grow(&s.edge, most*panel), fillBias(nil, panel, s)
	for first := 0; first < k; first += most {
		count := min(most, k-first)
		for j := 0; j < m; j += panel {
			mulPanel(&turned[0], &b[first*n], &packed[j*n], &zeros[0], &rows.offsets[0], count, panel, 1, n, 0, 0)
			for q := range min(panel, m-j) {
				for i, to := 0, da[(j+q)*k+first:][:count]; i < count; i++ {
					to[i] = turned[i*panel+q]
				}
			}
			if s.did(count * n * panel) {
				return
			}
		}
	}
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
