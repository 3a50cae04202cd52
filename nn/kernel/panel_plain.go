package kernel

import (
	"unsafe"

	"muestra/nn/kernel/spec"
)

// eight is how many columns the loops below do at once: as many sums as stay in
// registers. A panel is a multiple of it.
const eight = 8

// mulPanelPlain is mulPanel in plain Go.
func mulPanelPlain(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
	start := unsafe.Slice(offsets, rows)
	right := unsafe.Slice(b, segments*length*panel)
	for j := 0; j < panel; j += eight {
		first := (*[eight]float32)(unsafe.Add(unsafe.Pointer(bias), j*4))
		for r, from := range start {
			s0, s1, s2, s3, s4, s5, s6, s7 := first[0], first[1], first[2], first[3], first[4], first[5], first[6], first[7]
			at := j
			for s := range segments {
				row := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(a), (int(from)+s*stride)*4)), length)
				for _, v := range row {
					w := (*[eight]float32)(right[at:])
					s0 += float32(v * w[0])
					s1 += float32(v * w[1])
					s2 += float32(v * w[2])
					s3 += float32(v * w[3])
					s4 += float32(v * w[4])
					s5 += float32(v * w[5])
					s6 += float32(v * w[6])
					s7 += float32(v * w[7])
					at += panel
				}
			}
			to := (*[eight]float32)(unsafe.Add(unsafe.Pointer(out), (r*outStride+j)*4))
			*to = [eight]float32{s0, s1, s2, s3, s4, s5, s6, s7}
			if relu != 0 {
				spec.ReLU(to[:])
			}
		}
	}
}

// gradPanelPlain is gradPanel in plain Go.
func gradPanelPlain(c, a, d *float32, offsets *int32, rows, length, cStride int) {
	start := unsafe.Slice(offsets, rows)
	right := unsafe.Slice(d, rows*panel)
	for k := range length {
		for j := 0; j < panel; j += eight {
			sum := (*[eight]float32)(unsafe.Add(unsafe.Pointer(c), (k*cStride+j)*4))
			s0, s1, s2, s3, s4, s5, s6, s7 := sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6], sum[7]
			for r, from := range start {
				v := *(*float32)(unsafe.Add(unsafe.Pointer(a), (int(from)+k)*4))
				w := (*[eight]float32)(right[r*panel+j:])
				s0 += float32(v * w[0])
				s1 += float32(v * w[1])
				s2 += float32(v * w[2])
				s3 += float32(v * w[3])
				s4 += float32(v * w[4])
				s5 += float32(v * w[5])
				s6 += float32(v * w[6])
				s7 += float32(v * w[7])
			}
			*sum = [eight]float32{s0, s1, s2, s3, s4, s5, s6, s7}
		}
	}
}

// packPanelPlain is packPanel in plain Go.
func packPanelPlain(sums *float64, dst, d *float32, rows, stride int) {
	to := (*[panel]float64)(unsafe.Pointer(sums))
	for r := range rows {
		row := (*[panel]float32)(unsafe.Add(unsafe.Pointer(d), r*stride*4))
		*(*[panel]float32)(unsafe.Add(unsafe.Pointer(dst), r*panel*4)) = *row
		for j, v := range row {
			to[j] += float64(v)
		}
	}
}
