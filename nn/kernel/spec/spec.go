// Package spec defines what each kernel computes: plain nested loops, slow and
// obvious. The order of every sum below is part of the definition; the fast
// kernels must give the same bits.
//
// Shapes are those of package kernel: pictures [n, h, w, c], convolution kernels
// [kh, kw, c, f], matrices row-major.
package spec

import (
	"math"
	"math/rand/v2"
)

// relu is max(x, 0) with 0 for NaN and for -0.
func relu(x float32) float32 {
	if x > 0 {
		return x
	}
	return 0
}

// MatMul is out[m,n] = a[m,k]·b[k,n] + bias[n], then ReLU where rectify is set.
// A sum begins with the bias (0 where bias is nil) and runs over k upwards.
func MatMul(out, a, b, bias []float32, m, k, n int, rectify bool) {
	for r := range m {
		for j := range n {
			var sum float32
			if bias != nil {
				sum = bias[j]
			}
			for i := range k {
				sum += float32(a[r*k+i] * b[i*n+j])
			}
			if rectify {
				sum = relu(sum)
			}
			out[r*n+j] = sum
		}
	}
}

// MatMulInputGrad is da[m,k] = d[m,n]·transposed b[k,n]; sums run over n upwards.
func MatMulInputGrad(da, d, b []float32, m, k, n int) {
	for r := range m {
		for i := range k {
			var sum float32
			for j := range n {
				sum += float32(d[r*n+j] * b[i*n+j])
			}
			da[r*k+i] = sum
		}
	}
}

// MatMulWeightGrad is db[k,n] = transposed a[m,k]·d[m,n] and, where dbias is not
// nil, dbias[n] = the column sums of d. Sums run over the rows upwards, those of
// dbias in float64.
func MatMulWeightGrad(db, dbias, a, d []float32, m, k, n int) {
	for i := range k {
		for j := range n {
			var sum float32
			for r := range m {
				sum += float32(a[r*k+i] * d[r*n+j])
			}
			db[i*n+j] = sum
		}
	}
	if dbias != nil {
		columnSums(dbias, d, m, n)
	}
}

func columnSums(sums, d []float32, m, n int) {
	for j := range n {
		var sum float64
		for r := range m {
			sum += float64(d[r*n+j])
		}
		sums[j] = float32(sum)
	}
}

// ColumnSums is sums[j] += Σ x[r,j] over the rows of x[rows,c], in float64 and in
// row order.
func ColumnSums(sums []float64, x []float32, c int) {
	for i, v := range x {
		sums[i%c] += float64(v)
	}
}

// ColumnSquares is sums[j] += Σ (x[r,j] − mean[j])².
func ColumnSquares(sums, mean []float64, x []float32, c int) {
	for i, v := range x {
		d := float64(v) - mean[i%c]
		sums[i%c] += float64(d * d)
	}
}

// ColumnProducts is sums[j] += Σ d[r,j]·(x[r,j] − mean[j]).
func ColumnProducts(sums, mean []float64, d, x []float32, c int) {
	for i, v := range x {
		sums[i%c] += float64(float64(d[i]) * (float64(v) - mean[i%c]))
	}
}

// Normalize is y[r,j] = (x[r,j] − mean[j])·scale[j] + beta[j].
func Normalize(y, x, mean, scale, beta []float32, c int) {
	for i, v := range x {
		y[i] = float32((v-mean[i%c])*scale[i%c]) + beta[i%c]
	}
}

// NormalizeGrad is dx[r,j] = (scale[j]·dy[r,j] + slope[j]·(x[r,j] − mean[j])) + offset[j].
func NormalizeGrad(dx, dy, x, mean, scale, slope, offset []float32, c int) {
	for i, v := range x {
		j := i % c
		dx[i] = float32(scale[j]*dy[i]) + float32(slope[j]*(v-mean[j])) + offset[j]
	}
}

// Geometry is that of a convolution or a pooling: input [h,w,c], kernel or
// window [kh,kw], strides, the zero rows and columns before the picture, and the
// output's height and width.
type Geometry struct {
	H, W, C        int
	KH, KW, SH, SW int
	Top, Left      int
	OH, OW         int
}

// Conv is y[n,oh,ow,f] = x[n,h,w,c] * w[kh,kw,c,f] + bias[f], then ReLU where
// rectify is set. A sum begins with the bias and runs over ky, kx, c; outside
// the picture x is 0 and still takes part. Where g.Winograd(f) it goes by tiles
// instead, and the bias is added at the end.
func Conv(y, x, w, bias []float32, g Geometry, n, f int, rectify bool) {
	if g.Winograd(f) {
		g.winogradConv(n, g.C, f, func(p, y, xx, c int) float32 { return g.at(x, p, y, xx, c) },
			func(ky, kx, c, j int) float32 { return w[((ky*g.KW+kx)*g.C+c)*f+j] },
			func(p, oy, ox, j int, v float32) {
				if bias != nil {
					v += bias[j]
				}
				if rectify {
					v = relu(v)
				}
				y[((p*g.OH+oy)*g.OW+ox)*f+j] = v
			})
		return
	}
	for p := range n {
		for oy := range g.OH {
			for ox := range g.OW {
				for j := range f {
					var sum float32
					if bias != nil {
						sum = bias[j]
					}
					for ky := range g.KH {
						for kx := range g.KW {
							for c := range g.C {
								sum += float32(g.at(x, p, oy*g.SH+ky-g.Top, ox*g.SW+kx-g.Left, c) * w[((ky*g.KW+kx)*g.C+c)*f+j])
							}
						}
					}
					if rectify {
						sum = relu(sum)
					}
					y[((p*g.OH+oy)*g.OW+ox)*f+j] = sum
				}
			}
		}
	}
}

func (g Geometry) at(x []float32, p, y, xx, c int) float32 {
	if y < 0 || y >= g.H || xx < 0 || xx >= g.W {
		return 0
	}
	return x[((p*g.H+y)*g.W+xx)*g.C+c]
}

// ConvInputGrad is the gradient of Conv for x: dx[n,h,w,c] from dy[n,oh,ow,f].
// It is the convolution of dy, spread out by the strides with zeros between,
// with the kernel turned by 180°: a sum runs over the turned kernel's ky, kx and
// over f, and the zeros take part. Where g.Back(f).Winograd(g.C) it goes by tiles.
func ConvInputGrad(dx, dy, w []float32, g Geometry, n, f int) {
	if back := g.Back(f); back.Winograd(g.C) {
		back.winogradConv(n, f, g.C, func(p, y, x, j int) float32 { return back.at(dy, p, y, x, j) },
			func(ty, tx, j, c int) float32 { return w[(((2-ty)*g.KW+2-tx)*g.C+c)*f+j] },
			func(p, y, x, c int, v float32) { dx[((p*g.H+y)*g.W+x)*g.C+c] = v })
		return
	}
	for p := range n {
		for y := range g.H {
			for x := range g.W {
				for c := range g.C {
					var sum float32
					for ty := range g.KH {
						for tx := range g.KW {
							ky, kx := g.KH-1-ty, g.KW-1-tx
							for j := range f {
								sum += float32(g.spread(dy, p, y+g.Top-ky, x+g.Left-kx, j, f) * w[((ky*g.KW+kx)*g.C+c)*f+j])
							}
						}
					}
					dx[((p*g.H+y)*g.W+x)*g.C+c] = sum
				}
			}
		}
	}
}

// Back is the geometry of the convolution that ConvInputGrad is, for a
// convolution of stride 1: from dy[oh,ow,f] to dx[h,w,c].
func (g Geometry) Back(f int) Geometry {
	return Geometry{H: g.OH, W: g.OW, C: f, KH: g.KH, KW: g.KW, SH: g.SH, SW: g.SW,
		Top: g.KH - 1 - g.Top, Left: g.KW - 1 - g.Left, OH: g.H, OW: g.W}
}

func (g Geometry) spread(dy []float32, p, sy, sx, j, f int) float32 {
	if sy < 0 || sx < 0 || sy%g.SH != 0 || sx%g.SW != 0 || sy/g.SH >= g.OH || sx/g.SW >= g.OW {
		return 0
	}
	return dy[((p*g.OH+sy/g.SH)*g.OW+sx/g.SW)*f+j]
}

// ConvWeightGrad is the gradient of Conv for the kernel, dw[kh,kw,c,f], and,
// where dbias is not nil, for the bias. Sums run over the pictures and in each
// over the output pixels row by row, those of dbias in float64. Where
// g.Winograd(f) dw goes by tiles.
func ConvWeightGrad(dw, dbias, x, dy []float32, g Geometry, n, f int) {
	if dbias != nil {
		columnSums(dbias, dy, n*g.OH*g.OW, f)
	}
	if g.Winograd(f) {
		winogradWeightGrad(dw, x, dy, g, n, f)
		return
	}
	for ky := range g.KH {
		for kx := range g.KW {
			for c := range g.C {
				for j := range f {
					var sum float32
					for p := range n {
						for oy := range g.OH {
							for ox := range g.OW {
								sum += float32(g.at(x, p, oy*g.SH+ky-g.Top, ox*g.SW+kx-g.Left, c) * dy[((p*g.OH+oy)*g.OW+ox)*f+j])
							}
						}
					}
					dw[((ky*g.KW+kx)*g.C+c)*f+j] = sum
				}
			}
		}
	}
}

// MaxPool is y[n,oh,ow,c] = the largest x of each window; arg holds where in the
// window (ky·KW + kx) the first largest stands, in row-major order. What lies
// outside the picture never wins. A NaN wins only where it is the first.
func MaxPool(y []float32, arg []int32, x []float32, g Geometry, n int) {
	for p := range n {
		for oy := range g.OH {
			for ox := range g.OW {
				for c := range g.C {
					o := ((p*g.OH+oy)*g.OW+ox)*g.C + c
					first := true
					for ky := range g.KH {
						for kx := range g.KW {
							iy, ix := oy*g.SH+ky-g.Top, ox*g.SW+kx-g.Left
							if iy < 0 || iy >= g.H || ix < 0 || ix >= g.W {
								continue
							}
							if v := x[((p*g.H+iy)*g.W+ix)*g.C+c]; first || v > y[o] {
								y[o], arg[o], first = v, int32(ky*g.KW+kx), false
							}
						}
					}
				}
			}
		}
	}
}

// MaxPoolGrad is dx[n,h,w,c] = the sum of the dy of all windows that took their
// value there, beginning with 0 and adding windows row by row.
func MaxPoolGrad(dx []float32, arg []int32, dy []float32, g Geometry, n int) {
	clear(dx[:n*g.H*g.W*g.C])
	for p := range n {
		for oy := range g.OH {
			for ox := range g.OW {
				for c := range g.C {
					o := ((p*g.OH+oy)*g.OW+ox)*g.C + c
					iy, ix := oy*g.SH+int(arg[o])/g.KW-g.Top, ox*g.SW+int(arg[o])%g.KW-g.Left
					dx[((p*g.H+iy)*g.W+ix)*g.C+c] += dy[o]
				}
			}
		}
	}
}

// AveragePool is y[n,oh,ow,c] = the mean of the x of each window that lie inside
// the picture. A sum is float64 and runs over the window row by row.
func AveragePool(y, x []float32, g Geometry, n int) {
	for p := range n {
		for oy := range g.OH {
			for ox := range g.OW {
				top, bottom, left, right := g.window(oy, ox)
				for c := range g.C {
					var sum float64
					for iy := top; iy < bottom; iy++ {
						for ix := left; ix < right; ix++ {
							sum += float64(x[((p*g.H+iy)*g.W+ix)*g.C+c])
						}
					}
					y[((p*g.OH+oy)*g.OW+ox)*g.C+c] = float32(sum / float64((bottom-top)*(right-left)))
				}
			}
		}
	}
}

// AveragePoolGrad is dx[n,h,w,c] = the sum of dy/size over all windows that hold
// the pixel, size being how many pixels of the picture a window holds. A sum is
// float64, begins with 0 and adds windows row by row; dy is multiplied by 1/size.
func AveragePoolGrad(dx, dy []float32, g Geometry, n int) {
	for p := range n {
		for iy := range g.H {
			for ix := range g.W {
				for c := range g.C {
					var sum float64
					for oy := range g.OH {
						for ox := range g.OW {
							top, bottom, left, right := g.window(oy, ox)
							if iy >= top && iy < bottom && ix >= left && ix < right {
								share := 1 / float64((bottom-top)*(right-left))
								sum += float64(float64(dy[((p*g.OH+oy)*g.OW+ox)*g.C+c]) * share)
							}
						}
					}
					dx[((p*g.H+iy)*g.W+ix)*g.C+c] = float32(sum)
				}
			}
		}
	}
}

// window is the part of an output's window that lies inside the picture.
func (g Geometry) window(oy, ox int) (top, bottom, left, right int) {
	y, x := oy*g.SH-g.Top, ox*g.SW-g.Left
	return max(y, 0), min(y+g.KH, g.H), max(x, 0), min(x+g.KW, g.W)
}

// ReLU is x[i] = x[i] > 0 ? x[i] : 0.
func ReLU(x []float32) {
	for i, v := range x {
		x[i] = relu(v)
	}
}

// ReLUGrad is dy[i] = y[i] > 0 ? dy[i] : 0.
func ReLUGrad(dy, y []float32) {
	for i := range dy {
		if !(y[i] > 0) {
			dy[i] = 0
		}
	}
}

// Mul is dst[i] = a[i]·b[i].
func Mul(dst, a, b []float32) {
	for i := range dst {
		dst[i] = a[i] * b[i]
	}
}

// Finite says whether no value is infinite or NaN.
func Finite(x []float32) bool {
	for _, v := range x {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// DropoutMask is mask[i] = 0 where a number of 32 bits is below threshold, and
// scale elsewhere. Each draw from math/rand/v2's PCG, seeded with seed1 and seed2,
// gives two such numbers, the lower half first.
func DropoutMask(mask []float32, seed1, seed2 uint64, threshold uint32, scale float32) {
	pcg := rand.NewPCG(seed1, seed2)
	var draw uint64
	for i := range mask {
		if i%2 == 0 {
			draw = pcg.Uint64()
		} else {
			draw >>= 32
		}
		if uint32(draw) < threshold {
			mask[i] = 0
		} else {
			mask[i] = scale
		}
	}
}

// Axpy is y[i] += alpha·x[i].
func Axpy(y []float32, alpha float32, x []float32) {
	for i := range y {
		y[i] += float32(alpha * x[i])
	}
}

// SGD is w[i] -= rate·g[i].
func SGD(w, g []float32, rate float32) {
	for i := range w {
		w[i] -= float32(rate * g[i])
	}
}

// Momentum is Keras's SGD with momentum: v = momentum·v − rate·g; w += v.
func Momentum(w, v, g []float32, rate, momentum float32) {
	for i := range w {
		v[i] = float32(momentum*v[i]) - float32(rate*g[i])
		w[i] += v[i]
	}
}

// Nesterov is Keras's SGD with nesterov: v = momentum·v − rate·g;
// w += momentum·v − rate·g.
func Nesterov(w, v, g []float32, rate, momentum float32) {
	for i := range w {
		step := float32(rate * g[i])
		v[i] = float32(momentum*v[i]) - step
		w[i] += float32(momentum*v[i]) - step
	}
}

// AdamStep are the numbers of one Adam update: Rest1 = 1−β1, Rest2 = 1−β2;
// Rate1 = rate/(1−β1ᵗ) and Scale2 = 1/(1−β2ᵗ) carry the corrections of step t.
type AdamStep struct {
	Beta1, Rest1, Beta2, Rest2, Rate1, Scale2, Epsilon float32
}

// Adam is the paper's update: m = β1·m + Rest1·g; v = β2·v + Rest2·g²;
// w −= Rate1·m / (√(Scale2·v) + ε).
func Adam(w, m, v, g []float32, s AdamStep) {
	for i := range w {
		m[i] = float32(s.Beta1*m[i]) + float32(s.Rest1*g[i])
		v[i] = float32(s.Beta2*v[i]) + float32(s.Rest2*float32(g[i]*g[i]))
		w[i] -= float32(s.Rate1*m[i]) / (float32(math.Sqrt(float64(float32(s.Scale2*v[i])))) + s.Epsilon)
	}
}

// RMSpropStep are the numbers of one RMSprop update: Rest = 1−ρ.
type RMSpropStep struct {
	Rho, Rest, Rate, Momentum, Epsilon float32
}

// RMSprop is Keras's update: v = ρ·v + Rest·g²; step = Rate·g / √(v + ε);
// w −= step. Where a is not nil it is centered: a = ρ·a + Rest·g, and v − a²
// takes the place of v, but 0 where rounding has made it negative. Where m is not
// nil there is momentum: m = Momentum·m + step; w −= m.
func RMSprop(w, v, a, m, g []float32, s RMSpropStep) {
	for i := range w {
		v[i] = float32(s.Rho*v[i]) + float32(s.Rest*float32(g[i]*g[i]))
		spread := v[i]
		if a != nil {
			a[i] = float32(s.Rho*a[i]) + float32(s.Rest*g[i])
			if spread -= float32(a[i] * a[i]); spread < 0 {
				spread = 0
			}
		}
		step := float32(s.Rate*g[i]) / float32(math.Sqrt(float64(spread+s.Epsilon)))
		if m != nil {
			m[i] = float32(s.Momentum*m[i]) + step
			step = m[i]
		}
		w[i] -= step
	}
}
