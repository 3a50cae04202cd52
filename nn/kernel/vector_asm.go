//go:build (wasm || amd64) && !noasm

package kernel

// The innermost loops of panel.go.

//go:noescape
func mulPanelVector(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int)

//go:noescape
func gradPanelVector(c, a, d *float32, offsets *int32, rows, length, cStride int)

//go:noescape
func packPanelVector(sums *float64, dst, d *float32, rows, stride int)

// transposePanelVector is transposePanel for a whole panel.
//
//go:noescape
func transposePanelVector(dst, b *float32, k, stride int)

// Each of these does n elements, a multiple of lanes, of what its namesake does.

//go:noescape
func reluVector(x *float32, n int)

//go:noescape
func reluGradVector(dy, y *float32, n int)

//go:noescape
func mulVector(dst, a, b *float32, n int)

//go:noescape
func axpyVector(y, x *float32, n int, alpha float32)

// notFiniteVector is 0 where all n elements are finite.
//
//go:noescape
func notFiniteVector(x *float32, n int) int

//go:noescape
func sgdVector(w, grad *float32, n int, rate float32)

//go:noescape
func momentumVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func nesterovVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func adamVector(w, m, v, grad *float32, n int, s *AdamStep)

// a and m may be nil.
//
//go:noescape
func rmspropVector(w, v, a, m, grad *float32, n int, s *RMSpropStep)

// maxWindowsVector is maxWindowsScalar for all whole vectors of channels.
//
//go:noescape
func maxWindowsVector(y *float32, arg *int32, x *float32, k *window)

// maxWindowsGradVector is maxWindowsGradScalar for all whole vectors of channels.
//
//go:noescape
func maxWindowsGradVector(dx *float32, arg *int32, dy *float32, k *window)

// averageStripVector is averageStripScalar for all whole vectors of channels.
//
//go:noescape
func averageStripVector(y, x *float32, spans *int32, k *strip)

// averageStripGradVector is averageStripGradScalar for all whole vectors of
// channels.
//
//go:noescape
func averageStripGradVector(dx, dy *float32, shares *float64, spans *int32, k *strip)

// The following do eight columns of what their namesakes do; c is the distance of
// the rows.

//go:noescape
func columnSumsVector(sums *float64, x *float32, rows, c int)

//go:noescape
func columnSquaresVector(sums, mean *float64, x *float32, rows, c int)

//go:noescape
func columnProductsVector(sums, mean *float64, d, x *float32, rows, c int)

//go:noescape
func normalizeVector(y, x, mean, scale, beta *float32, rows, c int)

//go:noescape
func normalizeGradVector(dx, dy, x, mean, scale, slope, offset *float32, rows, c int)

// The Winograd transforms of one tile, for n channels: elements of a square of
// inputs or outputs are row and column, or place, floats apart, or else n.

//go:noescape
func winogradInputVector(v, x *float32, place, row, column, n int)

//go:noescape
func winogradOutputVector(y, m, bias *float32, row, place, n, relu int)

//go:noescape
func winogradOutputGradVector(z, dy *float32, place, row, n int)

//go:noescape
func winogradKernelVector(u, w *float32, place, n int)

//go:noescape
func winogradKernelGradVector(dw, du *float32, n int)
