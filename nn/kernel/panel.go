package kernel

// The innermost loops work on one panel, which is so many columns at once as the
// vector code of the platform takes (panel, a multiple of eight).
//
// mulPanel(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu) is
//
//	for r := range rows { for j := range panel {
//		sum := bias[j]
//		for s := range segments { for k := range length {
//			sum += a[offsets[r]+s*stride+k] * b[(s*length+k)*panel+j]
//		}}
//		if relu != 0 { sum = max(sum, 0) }
//		out[r*outStride+j] = sum
//	}}
//
// gradPanel(c, a, d, offsets, rows, length, cStride) is
//
//	for k := range length { for j := range panel {
//		for r := range rows { c[k*cStride+j] += a[offsets[r]+k] * d[r*panel+j] }
//	}}
//
// packPanel(sums, dst, d, rows, stride) is
//
//	for r := range rows { for j := range panel {
//		dst[r*panel+j] = d[r*stride+j]
//		sums[j] += float64(d[r*stride+j])
//	}}

func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
	if lanes == noLanes {
		mulPanelPlain(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu)
	} else {
		mulPanelVector(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu)
	}
}

func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int) {
	if lanes == noLanes {
		gradPanelPlain(c, a, d, offsets, rows, length, cStride)
	} else {
		gradPanelVector(c, a, d, offsets, rows, length, cStride)
	}
}

func packPanel(sums *float64, dst, d *float32, rows, stride int) {
	if lanes == noLanes {
		packPanelPlain(sums, dst, d, rows, stride)
	} else {
		packPanelVector(sums, dst, d, rows, stride)
	}
}

// gather says where the rows of a left-hand matrix lie: row r consists of
// segments runs of length floats; the first begins at offsets[r], each next one
// stride floats later.
type gather struct {
	offsets                  []int32
	segments, length, stride int
}

func (g gather) columns() int { return g.segments * g.length }

// first is the gather of the first n rows.
func (g gather) first(n int) gather {
	g.offsets = g.offsets[:n]
	return g
}

// panels is the length of a [k,n] matrix packed in panels.
func panels(k, n int) int { return (n + panel - 1) / panel * panel * k }

// packRows is how many rows pack takes at once: so that they stay in the cache while it goes from panel to panel.
const packRows = 64

// pack writes b[k,n] as panels, [⌈n/panel⌉, k, panel], the last filled up with
// zeros.
func pack(dst, b []float32, k, n int) {
	var sums [panel]float64 // of no interest here, but added up
	for first := 0; first < k; first += packRows {
		rows := min(packRows, k-first)
		for j := 0; j < n; j += panel {
			to, from := dst[j*k+first*panel:], b[first*n+j:]
			if n-j < panel {
				packEdge(to, from, rows, n, n-j)
			} else {
				packPanel(&sums[0], &to[0], &from[0], rows, n)
			}
		}
	}
}

// packTransposed packs the transpose of b[n,k] as panels of a [k,n] matrix.
func packTransposed(dst, b []float32, k, n int) {
	for j := 0; j < n; j += panel {
		transposePanel(dst, b[j*k:], k, k, min(panel, n-j))
		dst = dst[k*panel:]
	}
}

// packTurned packs the convolution kernel w[kh,kw,c,f], turned by 180° and with
// inputs and outputs exchanged, as panels of a [kh·kw·f, c] matrix.
func packTurned(dst, w []float32, taps, c, f int) {
	for i := 0; i < c; i += panel {
		turnPanel(dst[i*taps*f:], w, taps, c, f, i)
	}
}

// turnPanel writes the panel of packTurned that begins with column i.
func turnPanel(dst, w []float32, taps, c, f, i int) {
	for tap := range taps {
		transposePanel(dst[tap*f*panel:], w[((taps-1-tap)*c+i)*f:], f, f, min(panel, c-i))
	}
}

// transposePanel writes the first width rows of b, k floats each and stride
// apart, as the columns of a panel; the columns beyond are zero.
func transposePanel(dst, b []float32, k, stride, width int) {
	if width == panel && lanes != noLanes {
		transposePanelVector(&dst[0], &b[0], k, stride)
		return
	}
	if width < panel {
		clear(dst[:k*panel])
	}
	for q := range width {
		for i, v := range b[q*stride : q*stride+k] {
			dst[i*panel+q] = v
		}
	}
}

// mul is out[r,n] = rows of a · b + bias, where b is packed as [columns,n].
func mul(out, a []float32, rows gather, packed []float32, n int, bias []float32, rectify bool, s *Scratch) {
	mulPanels(out, a, rows, packed, n, fillBias(bias, n, s), rectify, s)
}

// fillBias is the bias, or zeros, for whole panels.
func fillBias(bias []float32, n int, s *Scratch) []float32 {
	filled := grow(&s.bias, (n+panel-1)/panel*panel)
	clear(filled[copy(filled, bias):])
	return filled
}

// mulPanels is mul with a bias for whole panels.
func mulPanels(out, a []float32, rows gather, packed []float32, n int, bias []float32, rectify bool, s *Scratch) {
	k, m := rows.columns(), len(rows.offsets)
	for j := 0; j < n; j += panel {
		to, step := out[j:], n
		if n-j < panel {
			to, step = grow(&s.edge, m*panel), panel
		}
		mulPanel(&to[0], &a[0], &packed[j*k], &bias[j], &rows.offsets[0], m, step, rows.segments, rows.length, rows.stride, flag(rectify))
		if n-j < panel {
			for r := range m {
				copy(out[r*n+j:r*n+n], to[r*panel:])
			}
		}
		if s.did(m * k * panel) {
			return
		}
	}
}

// chunk is the number of rows that mulGrad walks before it goes on to the next
// columns, so that they stay in the first-level cache.
const chunk = 256

// gradient accumulates c[k,n] += transposed rows of a · d and the column sums of
// d, over any number of calls between begin and end.
type gradient struct {
	c, dbias []float32
	k, n     int
	s        *Scratch
}

func beginGradient(c, dbias []float32, k, n int, s *Scratch) gradient {
	clear(c[:k*n])
	if n%panel != 0 {
		clear(grow(&s.edge, k*panel))
	}
	clear(grow(&s.sums, (n+panel-1)/panel*panel))
	return gradient{c, dbias, k, n, s}
}

// add takes the rows of a and, for each, one row of d[rows,n]; most is the
// number of rows to walk at once.
func (g gradient) add(a []float32, rows gather, d []float32, most int) {
	n := g.n
	for first := 0; first < len(rows.offsets); first += most {
		offsets := rows.offsets[first:min(first+most, len(rows.offsets))]
		m := len(offsets)
		for j := 0; j < n; j += panel {
			columns := grow(&g.s.rows, m*panel)
			c, step, from, stride := g.c[j:], n, d[first*n+j:], n
			if n-j < panel {
				c, step = g.s.edge, panel
				packEdge(columns, from, m, n, n-j)
				from, stride = columns, panel
			}
			packPanel(&g.s.sums[j], &columns[0], &from[0], m, stride)
			for seg := range rows.segments {
				gradPanel(&c[seg*rows.length*step], &a[seg*rows.stride], &columns[0], &offsets[0], m, rows.length, step)
			}
			if g.s.did(m * rows.columns() * panel) {
				return
			}
		}
	}
}

// packEdge copies the first width columns of d, whose rows are n apart, as one
// panel filled up with zeros.
func packEdge(dst, d []float32, rows, n, width int) {
	for r := range rows {
		row := dst[r*panel : r*panel+panel]
		clear(row[copy(row, d[r*n:r*n+width]):])
	}
}

func (g gradient) end() {
	if edge := g.n % panel; edge != 0 {
		j := g.n - edge
		for i := range g.k {
			copy(g.c[i*g.n+j:i*g.n+g.n], g.s.edge[i*panel:])
		}
	}
	for j := range g.dbias {
		g.dbias[j] = float32(g.s.sums[j])
	}
}
