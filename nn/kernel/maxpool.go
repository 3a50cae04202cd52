package kernel

// MaxPool is y[n,oh,ow,c] = the largest x of each window; arg, of y's size, holds
// which of the window's KH·KW places it came from. See spec.MaxPool.
func MaxPool(y []float32, arg []int32, x []float32, g Geometry, n int) {
	k := window{step: g.SW * g.C, channels: g.C, rowStride: g.W * g.C, tapRow: g.KW}
	eachWindows(g, n, &k, func(out, in int) { maxWindows(y[out:], arg[out:], x[in:], &k) })
}

// MaxPoolGrad is dx[n,h,w,c] = the sum of dy over all windows that took their
// value there, with the arg that MaxPool left. See spec.MaxPoolGrad.
func MaxPoolGrad(dx []float32, arg []int32, dy []float32, g Geometry, n int) {
	clear(dx[:n*g.H*g.W*g.C])
	k := window{step: g.SW * g.C, channels: g.C, rowStride: g.W * g.C, tapRow: g.KW}
	eachWindows(g, n, &k, func(out, in int) { maxWindowsGrad(dx[in:], arg[out:], dy[out:], &k) })
}

// window describes count windows beside each other, step floats apart, each
// rows × columns places large; place 0 of the first lies at the start of the
// slice at hand and has the number tap in its window, a place one row below has
// tapRow more and lies rowStride floats further.
type window struct {
	count, step, channels, rows, columns, rowStride, tap, tapRow int
}

// eachWindows calls do for all windows of n pictures, row by row, with where the
// windows' output begins and where their first place inside the picture lies.
// Windows that reach beyond the picture come one by one, the others in one call
// a row.
func eachWindows(g Geometry, n int, k *window, do func(out, in int)) {
	for p := range n {
		for oy := range g.OH {
			y := oy*g.SH - g.Top
			ky, kyEnd := max(0, -y), min(g.KH, g.H-y)
			for ox := 0; ox < g.OW; ox += k.count {
				x := ox*g.SW - g.Left
				kx, kxEnd := max(0, -x), min(g.KW, g.W-x)
				k.count = 1
				if kx == 0 && kxEnd == g.KW {
					k.count = min(g.OW-ox, (g.W-g.KW-x)/g.SW+1)
				}
				k.rows, k.columns, k.tap = kyEnd-ky, kxEnd-kx, ky*g.KW+kx
				do(((p*g.OH+oy)*g.OW+ox)*g.C, ((p*g.H+y+ky)*g.W+x+kx)*g.C)
			}
		}
	}
}

// maxWindows writes the maxima of k.count windows beside each other.
func maxWindows(y []float32, arg []int32, x []float32, k *window) {
	n := whole(k.channels)
	if n > 0 {
		maxWindowsVector(&y[0], &arg[0], &x[0], k)
	}
	if n < k.channels {
		maxWindowsScalar(y, arg, x, k, n)
	}
}

// maxWindowsGrad adds dy where the maxima of k.count windows came from.
func maxWindowsGrad(dx []float32, arg []int32, dy []float32, k *window) {
	n := whole(k.channels)
	if n > 0 {
		maxWindowsGradVector(&dx[0], &arg[0], &dy[0], k)
	}
	if n < k.channels {
		maxWindowsGradScalar(dx, arg, dy, k, n)
	}
}

// maxWindowsScalar does the channels from first on of what maxWindows does.
func maxWindowsScalar(y []float32, arg []int32, x []float32, k *window, first int) {
	for i := range k.count {
		for c := first; c < k.channels; c++ {
			at := i*k.step + c
			best, from := x[at], k.tap
			for r := range k.rows {
				for q := range k.columns {
					if v := x[at+r*k.rowStride+q*k.channels]; v > best {
						best, from = v, k.tap+r*k.tapRow+q
					}
				}
			}
			y[i*k.channels+c], arg[i*k.channels+c] = best, int32(from)
		}
	}
}

// maxWindowsGradScalar does the channels from first on of what maxWindowsGrad does.
func maxWindowsGradScalar(dx []float32, arg []int32, dy []float32, k *window, first int) {
	for i := range k.count {
		for c := first; c < k.channels; c++ {
			o := i*k.channels + c
			from := int(arg[o]) - k.tap
			dx[i*k.step+c+from/k.tapRow*k.rowStride+from%k.tapRow*k.channels] += dy[o]
		}
	}
}
