//go:build wasm && !noasm

package kernel

const panel = 8

//go:noescape
func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int)

//go:noescape
func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int)

//go:noescape
func sumPanel(sums *float64, d *float32, rows int)
