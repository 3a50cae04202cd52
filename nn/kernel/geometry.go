package kernel

import "muestra/nn/kernel/spec"

// Geometry is that of a convolution or a pooling: input [H,W,C], kernel or
// window [KH,KW], strides [SH,SW], the zero rows Top and columns Left before the
// picture, and the output's height and width [OH,OW].
type Geometry = spec.Geometry

// Same is the geometry of Keras's padding "same": the output has ⌈size/stride⌉
// pixels and an odd pixel of border goes to the bottom and the right.
func Same(h, w, c, kh, kw, sh, sw int) Geometry {
	oh, ow := (h+sh-1)/sh, (w+sw-1)/sw
	return Geometry{H: h, W: w, C: c, KH: kh, KW: kw, SH: sh, SW: sw,
		Top: max((oh-1)*sh+kh-h, 0) / 2, Left: max((ow-1)*sw+kw-w, 0) / 2, OH: oh, OW: ow}
}

// Valid is the geometry of Keras's padding "valid": windows lie wholly inside
// the picture, which must not be smaller than the window.
func Valid(h, w, c, kh, kw, sh, sw int) Geometry {
	return Geometry{H: h, W: w, C: c, KH: kh, KW: kw, SH: sh, SW: sw, OH: (h-kh)/sh + 1, OW: (w-kw)/sw + 1}
}
