package spec

// Winograd's minimal filtering F(2×2, 3×3) (Lavin and Gray, "Fast Algorithms for
// Convolutional Neural Networks", 2016) computes 2×2 outputs of a 3×3 convolution
// from a tile of 4×4 inputs with 16 multiplications instead of 36:
//
//	Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A
//
// The products are summed over the channels between the transforms. Each
// transform below works on one side; in two dimensions it is applied to the
// columns first (along y), then to the rows.

// Winograd says whether a convolution with f filters is computed this way. It
// depends on the shape alone.
func (g Geometry) Winograd(f int) bool {
	return g.KH == 3 && g.KW == 3 && g.SH == 1 && g.SW == 1 && g.OH%2 == 0 && g.OW%2 == 0 && g.C%16 == 0 && f%16 == 0
}

// Square is up to 4×4 values; a transform changes up to four values in place.
type (
	Square    [4][4]float32
	Transform func(v *[4]float32)
)

// WinogradInput is Bᵀ, four values to four.
func WinogradInput(d *[4]float32) {
	*d = [4]float32{d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]}
}

// WinogradKernel is G, three values to four.
func WinogradKernel(g *[4]float32) {
	s := g[0] + g[2]
	*g = [4]float32{g[0], 0.5 * (s + g[1]), 0.5 * (s - g[1]), g[2]}
}

// WinogradOutput is Aᵀ, four values to two.
func WinogradOutput(m *[4]float32) {
	*m = [4]float32{m[0] + m[1] + m[2], m[1] - m[2] - m[3]}
}

// WinogradOutputGrad is A, the transpose of WinogradOutput.
func WinogradOutputGrad(dy *[4]float32) {
	*dy = [4]float32{dy[0], dy[0] + dy[1], dy[0] - dy[1], 0 - dy[1]}
}

// WinogradKernelGrad is Gᵀ, the transpose of WinogradKernel.
func WinogradKernelGrad(du *[4]float32) {
	s := float32(0.5 * (du[1] + du[2]))
	*du = [4]float32{du[0] + s, 0.5 * (du[1] - du[2]), s + du[3]}
}

// Twice applies a transform to the columns and then to the rows of a square.
func Twice(transform Transform, s *Square) {
	for x := range 4 {
		column := [4]float32{s[0][x], s[1][x], s[2][x], s[3][x]}
		transform(&column)
		s[0][x], s[1][x], s[2][x], s[3][x] = column[0], column[1], column[2], column[3]
	}
	for y := range s {
		transform(&s[y])
	}
}

// twice is Twice of side×side values.
func twice(transform Transform, side int, value func(y, x int) float32) (s Square) {
	for y := range side {
		for x := range side {
			s[y][x] = value(y, x)
		}
	}
	Twice(transform, &s)
	return s
}

// tiles calls do for each 2×2 outputs of n pictures, with the first's place.
func (g Geometry) tiles(n int, do func(p, oy, ox int)) {
	for p := range n {
		for oy := 0; oy < g.OH; oy += 2 {
			for ox := 0; ox < g.OW; ox += 2 {
				do(p, oy, ox)
			}
		}
	}
}

// winogradConv is Conv by tiles: input gives the padded input and weight the
// kernel, whose products are summed over c channels upwards.
func (g Geometry) winogradConv(n, c, f int, input func(p, y, x, c int) float32, weight func(ky, kx, c, f int) float32, output func(p, y, x, f int, v float32)) {
	u := make([]Square, c*f)
	for i := range c {
		for j := range f {
			u[i*f+j] = twice(WinogradKernel, 3, func(ky, kx int) float32 { return weight(ky, kx, i, j) })
		}
	}
	g.tiles(n, func(p, oy, ox int) {
		v := make([]Square, c)
		for i := range v {
			v[i] = twice(WinogradInput, 4, func(y, x int) float32 { return input(p, oy+y-g.Top, ox+x-g.Left, i) })
		}
		for j := range f {
			m := twice(WinogradOutput, 4, func(y, x int) float32 {
				var sum float32
				for i := range c {
					sum += float32(v[i][y][x] * u[i*f+j][y][x])
				}
				return sum
			})
			for y := range 2 {
				for x := range 2 {
					output(p, oy+y, ox+x, j, m[y][x])
				}
			}
		}
	})
}

// winogradWeightGrad is ConvWeightGrad by tiles, summed tile after tile.
func winogradWeightGrad(dw, x, dy []float32, g Geometry, n, f int) {
	for c := range g.C {
		for j := range f {
			var du Square
			g.tiles(n, func(p, oy, ox int) {
				v := twice(WinogradInput, 4, func(ty, tx int) float32 { return g.at(x, p, oy+ty-g.Top, ox+tx-g.Left, c) })
				z := twice(WinogradOutputGrad, 2, func(ty, tx int) float32 { return dy[((p*g.OH+oy+ty)*g.OW+ox+tx)*f+j] })
				for y := range du {
					for x := range du[y] {
						du[y][x] += float32(v[y][x] * z[y][x])
					}
				}
			})
			Twice(WinogradKernelGrad, &du)
			for ky := range 3 {
				for kx := range 3 {
					dw[((ky*3+kx)*g.C+c)*f+j] = du[ky][kx]
				}
			}
		}
	}
}
