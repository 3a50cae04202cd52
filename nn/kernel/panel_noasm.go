//go:build noasm || (!wasm && !amd64)

package kernel

const panel = eight

func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
	mulPanelPlain(out, a, b, bias, offsets, rows, outStride, segments, length, stride, relu)
}

func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int) {
	gradPanelPlain(c, a, d, offsets, rows, length, cStride)
}

func sumPanel(sums *float64, d *float32, rows int) {
	sumPanelPlain(sums, d, rows)
}
