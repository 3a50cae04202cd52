//go:build (wasm || amd64) && !noasm

package kernel

// Each of these does n elements, a multiple of lanes, of what its namesake does.

//go:noescape
func reluVector(x *float32, n int)

//go:noescape
func reluGradVector(dy, y *float32, n int)

//go:noescape
func mulVector(dst, a, b *float32, n int)

//go:noescape
func axpyVector(y, x *float32, n int, alpha float32)

//go:noescape
func sgdVector(w, grad *float32, n int, rate float32)

//go:noescape
func momentumVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func nesterovVector(w, v, grad *float32, n int, rate, momentum float32)

//go:noescape
func adamVector(w, m, v, grad *float32, n int, s *AdamStep)

// maxWindowsVector is maxWindowsScalar for all whole vectors of channels.
//
//go:noescape
func maxWindowsVector(y *float32, arg *int32, x *float32, k *window)

// maxWindowsGradVector is maxWindowsGradScalar for all whole vectors of channels.
//
//go:noescape
func maxWindowsGradVector(dx *float32, arg *int32, dy *float32, k *window)

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
