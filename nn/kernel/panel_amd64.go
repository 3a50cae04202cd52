//go:build !noasm

package kernel

const panel = 16

func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
	if SIMD {
		mulPanelVector(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu)
	} else {
		mulPanelPlain(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu)
	}
}

func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int) {
	if SIMD {
		gradPanelVector(c, a, d, offsets, rows, length, cStride)
	} else {
		gradPanelPlain(c, a, d, offsets, rows, length, cStride)
	}
}

func sumPanel(sums *float64, d *float32, rows int) {
	if SIMD {
		sumPanelVector(sums, d, rows)
	} else {
		sumPanelPlain(sums, d, rows)
	}
}

//go:noescape
func mulPanelVector(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int)

//go:noescape
func gradPanelVector(c, a, d *float32, offsets *int32, rows, length, cStride int)

//go:noescape
func sumPanelVector(sums *float64, d *float32, rows int)
