package kernel

// AveragePool is y[n,oh,ow,c] = the mean of the x of each window that lie inside
// the picture. See spec.AveragePool.
func AveragePool(y, x []float32, g Geometry, n int, s *Scratch) {
	spans := grow(&s.offsets, 2*g.OW)
	for ox := range g.OW {
		setSpan(spans, ox, inside(ox*g.SW-g.Left, g.KW, g.W))
	}
	sums := grow(&s.sums, g.C)
	k := strip{count: g.OW, channels: g.C, width: g.W}
	for p := range n {
		for oy := range g.OH {
			rows := inside(oy*g.SH-g.Top, g.KH, g.H)
			k.rows = rows.end - rows.first
			averageStrip(y[(p*g.OH+oy)*g.OW*g.C:], x[(p*g.H+rows.first)*g.W*g.C:], spans, sums, &k)
		}
	}
}

// AveragePoolGrad is dx[n,h,w,c] = the sum of dy/size over all windows that hold
// the pixel, size being how many pixels of the picture a window holds. See
// spec.AveragePoolGrad.
func AveragePoolGrad(dx, dy []float32, g Geometry, n int, s *Scratch) {
	spans := grow(&s.offsets, 2*g.W)
	for ix := range g.W {
		setSpan(spans, ix, over(ix+g.Left, g.KW, g.SW, g.OW))
	}
	sums := grow(&s.sums, g.C+g.OH*g.OW)
	sums, shares := sums[:g.C], sums[g.C:]
	for oy := range g.OH {
		rows := inside(oy*g.SH-g.Top, g.KH, g.H)
		for ox := range g.OW {
			columns := inside(ox*g.SW-g.Left, g.KW, g.W)
			shares[oy*g.OW+ox] = 1 / float64((rows.end-rows.first)*(columns.end-columns.first))
		}
	}
	k := strip{count: g.W, channels: g.C, width: g.OW}
	for p := range n {
		for iy := range g.H {
			rows := over(iy+g.Top, g.KH, g.SH, g.OH)
			k.rows = rows.end - rows.first
			to := dx[(p*g.H+iy)*g.W*g.C:][:g.W*g.C]
			if k.rows == 0 { // between windows
				clear(to)
				continue
			}
			averageStripGrad(to, dy[(p*g.OH+rows.first)*g.OW*g.C:], shares[rows.first*g.OW:], spans, sums, &k)
		}
	}
}

// interval is first…end−1; it may be empty but not negative.
type interval struct{ first, end int }

// inside is the part inside 0…size of a window of length pixels from first on.
func inside(first, length, size int) interval {
	return interval{max(first, 0), min(first+length, size)}
}

// over is those of count windows, each length pixels from a multiple of stride
// on, that hold the pixel at.
func over(at, length, stride, count int) interval {
	first, end := 0, min(at/stride+1, count)
	if at >= length {
		first = min((at-length)/stride+1, end)
	}
	return interval{first, end}
}

// setSpan notes for output i of a strip which places it adds up.
func setSpan(spans []int32, i int, of interval) {
	spans[2*i], spans[2*i+1] = int32(of.first), int32(of.end-of.first)
}

// strip describes count outputs beside each other, each of which adds up places
// of rows rows of the input, width places long: from spans[2i] on spans[2i+1] of
// each row, where a place is one number a channel.
type strip struct{ count, channels, rows, width int }

// averageStrip writes the means of the places.
func averageStrip(y, x []float32, spans []int32, sums []float64, k *strip) {
	n := whole(k.channels)
	if n > 0 {
		averageStripVector(&y[0], &x[0], &spans[0], k)
	}
	if n < k.channels {
		averageStripScalar(y, x, spans, sums, k, n)
	}
}

// averageStripGrad writes the sums of the places, each times its share.
func averageStripGrad(dx, dy []float32, shares []float64, spans []int32, sums []float64, k *strip) {
	n := whole(k.channels)
	if n > 0 {
		averageStripGradVector(&dx[0], &dy[0], &shares[0], &spans[0], k)
	}
	if n < k.channels {
		averageStripGradScalar(dx, dy, shares, spans, sums, k, n)
	}
}

// averageStripScalar does the channels from first on of what averageStrip does.
func averageStripScalar(y, x []float32, spans []int32, sums []float64, k *strip, first int) {
	sums = sums[first:]
	for i := range k.count {
		at, columns := int(spans[2*i]), int(spans[2*i+1])
		clear(sums)
		for r := range k.rows {
			for place := r*k.width + at; place < r*k.width+at+columns; place++ {
				from := x[place*k.channels+first:]
				for c := range sums {
					sums[c] += float64(from[c])
				}
			}
		}
		size := float64(k.rows * columns)
		to := y[i*k.channels+first:]
		for c, sum := range sums {
			to[c] = float32(sum / size)
		}
	}
}

// averageStripGradScalar does the channels from first on of what averageStripGrad
// does.
func averageStripGradScalar(dx, dy []float32, shares []float64, spans []int32, sums []float64, k *strip, first int) {
	sums = sums[first:]
	for i := range k.count {
		at, columns := int(spans[2*i]), int(spans[2*i+1])
		clear(sums)
		for r := range k.rows {
			for place := r*k.width + at; place < r*k.width+at+columns; place++ {
				from, share := dy[place*k.channels+first:], shares[place]
				for c := range sums {
					sums[c] += float64(float64(from[c]) * share)
				}
			}
		}
		to := dx[i*k.channels+first:]
		for c, sum := range sums {
			to[c] = float32(sum)
		}
	}
}
