//go:build !wasm || noasm

package kernel

import (
	"unsafe"

	"muestra/nn/kernel/spec"
)

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
func mulPanel(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
	start := unsafe.Slice(offsets, rows)
	panels := unsafe.Slice(b, segments*length*panel)
	first := unsafe.Slice(bias, panel)
	for r, from := range start {
		s0, s1, s2, s3, s4, s5, s6, s7 := first[0], first[1], first[2], first[3], first[4], first[5], first[6], first[7]
		right := panels
		for s := range segments {
			row := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(a), (int(from)+s*stride)*4)), length)
			for _, v := range row {
				w := (*[panel]float32)(right)
				s0 += float32(v * w[0])
				s1 += float32(v * w[1])
				s2 += float32(v * w[2])
				s3 += float32(v * w[3])
				s4 += float32(v * w[4])
				s5 += float32(v * w[5])
				s6 += float32(v * w[6])
				s7 += float32(v * w[7])
				right = right[panel:]
			}
		}
		to := (*[panel]float32)(unsafe.Add(unsafe.Pointer(out), r*outStride*4))
		*to = [panel]float32{s0, s1, s2, s3, s4, s5, s6, s7}
		if relu != 0 {
			spec.ReLU(to[:])
		}
	}
}

// gradPanel is
//
//	for k := range length { for j := range 8 {
//		for r := range rows { c[k*cStride+j] += a[offsets[r]+k] * d[r*8+j] }
//	}}
func gradPanel(c, a, d *float32, offsets *int32, rows, length, cStride int) {
	start := unsafe.Slice(offsets, rows)
	columns := unsafe.Slice(d, rows*panel)
	for k := range length {
		sum := (*[panel]float32)(unsafe.Add(unsafe.Pointer(c), k*cStride*4))
		s0, s1, s2, s3, s4, s5, s6, s7 := sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]
		for r, from := range start {
			v := *(*float32)(unsafe.Add(unsafe.Pointer(a), (int(from)+k)*4))
			w := (*[panel]float32)(columns[r*panel:])
			s0 += float32(v * w[0])
			s1 += float32(v * w[1])
			s2 += float32(v * w[2])
			s3 += float32(v * w[3])
			s4 += float32(v * w[4])
			s5 += float32(v * w[5])
			s6 += float32(v * w[6])
			s7 += float32(v * w[7])
		}
		*sum = [panel]float32{s0, s1, s2, s3, s4, s5, s6, s7}
	}
}

// sumPanel is
//
//	for r := range rows { for j := range 8 { sums[j] += float64(d[r*8+j]) } }
func sumPanel(sums *float64, d *float32, rows int) {
	to := (*[panel]float64)(unsafe.Pointer(sums))
	columns := unsafe.Slice(d, rows*panel)
	for r := range rows {
		for j, v := range columns[r*panel : r*panel+panel] {
			to[j] += float64(v)
		}
	}
}
