package kernel

import (
	"unsafe"

	"muestra/nn/kernel/spec"
)

// Convolutions for which Geometry.Winograd holds are computed by tiles of 2×2
// outputs; see spec.Geometry.Winograd for the transforms. In the transformed
// domain there are 16 places, and at each of them the tiles of a block are the
// rows of one matrix product:
//
//	forward          [tiles, c] · [c, f]   → [tiles, f]
//	weight gradient  [tiles, c]ᵀ · [tiles, f] → [c, f]

const places = 16

// Between the transforms lie 16·tiles·(c+f) floats. winogradFloats is how many
// of them are worked on at once; fewer tiles than leastTiles would not pay for
// reading the 16 matrices of transformed weights again.
const (
	winogradFloats = 160 << 10
	leastTiles     = 128
)

// winograd is one convolution by tiles over a block of padded pictures.
type winograd struct {
	block
	tiles   int       // at once
	v       []float32 // [16, tiles, c]: transformed inputs
	m       []float32 // [16, tiles, f]: products, or transformed output gradients
	offsets []int32   // of the tiles' rows in v
	filters int
}

func newWinograd(g Geometry, n, f int, s *Scratch) winograd {
	perPicture := g.OH * g.OW / 4
	tiles := max(leastTiles, winogradFloats/places/(g.C+f))
	w := winograd{block: newBlock(g, n, (tiles+perPicture-1)/perPicture, s), filters: f}
	w.tiles = min(tiles, w.pictures*perPicture)
	w.v = grow(&s.inputs, places*w.tiles*g.C)
	w.m = grow(&s.products, places*w.tiles*f)
	w.offsets = matrixRows(w.tiles, g.C, s).offsets
	return w
}

// eachTile calls do for count tiles of the block from first on, with the tile's
// number from there, where it begins in the padded pictures, and where its first
// output lies.
func (w winograd) eachTile(first, count int, do func(t, in, out int)) {
	g := w.g
	across := g.OW / 2
	perPicture := g.OH / 2 * across
	for t := range count {
		p, at := (first+t)/perPicture, (first+t)%perPicture
		y, x := 2*(at/across), 2*(at%across)
		do(t, ((p*w.height+y)*w.width+x)*g.C, ((p*g.OH+y)*g.OW+x)*w.filters)
	}
}

// input transforms count tiles of the block from first on into v.
func (w winograd) input(first, count int) {
	c := w.g.C
	w.eachTile(first, count, func(t, in, _ int) {
		winogradInput(&w.v[t*c], &w.data[in], w.tiles*c, w.width*c, c, c)
	})
}

// place is the gather of count tiles at one of the 16 places.
func (w winograd) place(count int) gather {
	return gather{w.offsets[:count], 1, w.g.C, 0}
}

// winogradConv is Conv by tiles, with the kernel that winogradKernel or
// winogradTurned has transformed.
func winogradConv(y, x, u, bias []float32, g Geometry, n, f int, rectify bool, s *Scratch) {
	filled := fillBias(bias, f, s)
	w := newWinograd(g, n, f, s)
	in, out, size := g.H*g.W*g.C, g.OH*g.OW*f, placeSize(g.C, f)
	for p := 0; p < n; p += w.pictures {
		count := min(w.pictures, n-p)
		w.fill(x[p*in:], count)
		all := count * g.OH * g.OW / 4
		for first := 0; first < all && s.err == nil; first += w.tiles {
			tiles := min(w.tiles, all-first)
			w.input(first, tiles)
			for i := range places {
				mulPanels(w.m[i*w.tiles*f:], w.v[i*w.tiles*g.C:], w.place(tiles), u[i*size:], f, s.zeros(f), false, s)
			}
			w.eachTile(first, tiles, func(t, _, at int) {
				winogradOutput(&y[p*out+at], &w.m[t*f], &filled[0], g.OW*f, w.tiles*f, f, flag(rectify))
			})
		}
	}
}

// winogradWeightGrad is the gradient of a convolution by tiles for its kernel.
func winogradWeightGrad(dw, x, dy []float32, g Geometry, n, f int, s *Scratch) {
	du := grow(&s.transformed, places*g.C*f)
	clear(du)
	clear(grow(&s.sums, f)) // of no interest here, but added up
	w := newWinograd(g, n, f, s)
	in, out := g.H*g.W*g.C, g.OH*g.OW*f
	for p := 0; p < n; p += w.pictures {
		count := min(w.pictures, n-p)
		w.fill(x[p*in:], count)
		all := count * g.OH * g.OW / 4
		for first := 0; first < all && s.err == nil; first += w.tiles {
			tiles := min(w.tiles, all-first)
			w.input(first, tiles)
			w.eachTile(first, tiles, func(t, _, at int) {
				winogradOutputGrad(&w.m[t*f], &dy[p*out+at], w.tiles*f, g.OW*f, f)
			})
			for i := range places {
				sum := gradient{c: du[i*g.C*f:], k: g.C, n: f, s: s}
				sum.add(w.v[i*w.tiles*g.C:], w.place(tiles), w.m[i*w.tiles*f:], chunk)
			}
		}
	}
	winogradKernelGrad(&dw[0], &du[0], g.C*f)
}

// placeSize is how far apart the matrices [c, f] of two places are: not a power of two, or else the 16 values of a square would push each other
// out of the cache.
func placeSize(c, f int) int { return panels(c, f) + 16 }

// winogradKernel transforms a kernel w[9, c, f] into 16 matrices [c, f], packed
// in panels.
func winogradKernel(w []float32, c, f int, s *Scratch) []float32 {
	var sums [panel]float64 // of no interest here, but added up
	size := placeSize(c, f)
	u, packed := grow(&s.transformed, places*size), grow(&s.packed, 9*c*panel)
	for j := 0; j < f; j += panel {
		packPanel(&sums[0], &packed[0], &w[j], 9*c, f)
		winogradKernelPanel(&u[j*c], &packed[0], size, c*panel)
	}
	return u
}

// winogradTurned transforms a kernel w[9, c, f], turned by 180° and with inputs
// and outputs exchanged, into 16 matrices [f, c], packed in panels.
func winogradTurned(w []float32, c, f int, s *Scratch) []float32 {
	size := placeSize(f, c)
	u, turned := grow(&s.transformed, places*size), grow(&s.packed, 9*f*panel)
	for i := 0; i < c; i += panel {
		turnPanel(turned, w, 9, c, f, i)
		winogradKernelPanel(&u[i*f], &turned[0], size, f*panel)
	}
	return u
}

// The transforms of one tile for n channels. Elements of a square of inputs or
// outputs lie row and column, or place, floats apart, or else n.

// winogradInput is v = Bᵀ x B.
func winogradInput(v, x *float32, place, row, column, n int) {
	if lanes == noLanes {
		square(spec.WinogradInput, v, 4*place, place, 4, x, row, column, 4, n)
	} else {
		winogradInputVector(v, x, place, row, column, n)
	}
}

// winogradOutput is y = Aᵀ m A + bias, then ReLU where relu is not 0.
func winogradOutput(y, m, bias *float32, row, place, n, relu int) {
	if lanes != noLanes {
		winogradOutputVector(y, m, bias, row, place, n, relu)
		return
	}
	square(spec.WinogradOutput, y, row, n, 2, m, 4*place, place, 4, n)
	for _, at := range [4]int{0, n, row, row + n} {
		out := unsafe.Slice((*float32)(unsafe.Add(unsafe.Pointer(y), at*4)), n)
		for i, b := range unsafe.Slice(bias, n) {
			out[i] += b
		}
		if relu != 0 {
			spec.ReLU(out)
		}
	}
}

// winogradOutputGrad is z = A dy Aᵀ.
func winogradOutputGrad(z, dy *float32, place, row, n int) {
	if lanes == noLanes {
		square(spec.WinogradOutputGrad, z, 4*place, place, 4, dy, row, n, 2, n)
	} else {
		winogradOutputGradVector(z, dy, place, row, n)
	}
}

// winogradKernelPanel is u = G w Gᵀ.
func winogradKernelPanel(u, w *float32, place, n int) {
	if lanes == noLanes {
		square(spec.WinogradKernel, u, 4*place, place, 4, w, 3*n, n, 3, n)
	} else {
		winogradKernelVector(u, w, place, n)
	}
}

// winogradKernelGrad is dw = Gᵀ du G.
func winogradKernelGrad(dw, du *float32, n int) {
	if lanes == noLanes {
		square(spec.WinogradKernelGrad, dw, 3*n, n, 3, du, 4*n, n, 4, n)
	} else {
		winogradKernelGradVector(dw, du, n)
	}
}

// square applies a transform twice to n squares beside each other.
func square(transform spec.Transform, out *float32, outRow, outColumn, outSide int, in *float32, row, column, side, n int) {
	at := func(base *float32, i int) *float32 { return (*float32)(unsafe.Add(unsafe.Pointer(base), i*4)) }
	for i := range n {
		var s spec.Square
		for y := range side {
			for x := range side {
				s[y][x] = *at(in, y*row+x*column+i)
			}
		}
		spec.Twice(transform, &s)
		for y := range outSide {
			for x := range outSide {
				*at(out, y*outRow+x*outColumn+i) = s[y][x]
			}
		}
	}
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
