//go:build noasm || (!wasm && !amd64)

package kernel

// SIMD says whether the kernels are vector code.
const SIMD = false

const (
	lanes = noLanes
	panel = eight
)

// Without vectors these are never called.

func mulPanelVector(out, a, b, bias *float32, offsets *int32, rows, outStride, segments, length, stride, relu int) {
}
func gradPanelVector(c, a, d *float32, offsets *int32, rows, length, cStride int)     {}
func packPanelVector(sums *float64, dst, d *float32, rows, stride int)                {}
func reluVector(x *float32, n int)                                                    {}
func reluGradVector(dy, y *float32, n int)                                            {}
func mulVector(dst, a, b *float32, n int)                                             {}
func axpyVector(y, x *float32, n int, alpha float32)                                  {}
func notFiniteVector(x *float32, n int) int                                           { return 0 }
func sgdVector(w, grad *float32, n int, rate float32)                                 {}
func momentumVector(w, v, grad *float32, n int, rate, momentum float32)               {}
func nesterovVector(w, v, grad *float32, n int, rate, momentum float32)               {}
func adamVector(w, m, v, grad *float32, n int, s *AdamStep)                           {}
func rmspropVector(w, v, a, m, grad *float32, n int, s *RMSpropStep)                  {}
func maxWindowsVector(y *float32, arg *int32, x *float32, k *window)                  {}
func maxWindowsGradVector(dx *float32, arg *int32, dy *float32, k *window)            {}
func averageStripVector(y, x *float32, spans *int32, k *strip)                        {}
func averageStripGradVector(dx, dy *float32, shares *float64, spans *int32, k *strip) {}
func columnSumsVector(sums *float64, x *float32, rows, c int)                         {}
func columnSquaresVector(sums, mean *float64, x *float32, rows, c int)                {}
func columnProductsVector(sums, mean *float64, d, x *float32, rows, c int)            {}
func normalizeVector(y, x, mean, scale, beta *float32, rows, c int)                   {}
func normalizeGradVector(dx, dy, x, mean, scale, slope, offset *float32, rows, c int) {}
func winogradInputVector(v, x *float32, place, row, column, n int)                    {}
func winogradOutputVector(y, m, bias *float32, row, place, n, relu int)               {}
func winogradOutputGradVector(z, dy *float32, place, row, n int)                      {}
func winogradKernelVector(u, w *float32, place, n int)                                {}
func winogradKernelGradVector(dw, du *float32, n int)                                 {}
func transposePanelVector(dst, b *float32, k, stride int)                             {}
