//go:build wasm && !noasm

package kernel

// mulPanel is
//
//	for r := range rows { for j := range 8 {
//		sum := bias[j]
//		for s := range segments { for k := range length {
//			sum += a[offsets[r]+s*stride+k] * b[(s*length+k)*8+j]
//		}}
//		if relu != 0 { sum = max(sum, 0) }
//		out[r*outStride+j] = sum
//	}}
//
//go:noescape
func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int)

// gradPanel is
//
//	for k := range length { for j := range 8 {
//		for r := range rows { c[k*cStride+j] += a[offsets[r]+k] * d[r*8+j] }
//	}}
//
//go:noescape
func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int)

// sumPanel is
//
//	for r := range rows { for j := range 8 { sums[j] += float64(d[r*8+j]) } }
//
//go:noescape
func sumPanel(sums *float64, d *float32, rows int)
