package kernel

// blockFloats is how much of the padded pictures is worked on at once: about
// what a core's second-level cache holds beside one panel of weights.
const blockFloats = 96 << 10

// Conv is y[n,oh,ow,f] = x[n,h,w,c] * w[kh,kw,c,f] + bias[f] (no bias where nil),
// then ReLU where rectify is set. See spec.Conv.
func Conv(y, x, w, bias []float32, g Geometry, n, f int, rectify bool, s *Scratch) {
	if g.Winograd(f) {
		winogradConv(y, x, winogradKernel(w, g.C, f, s), bias, g, n, f, rectify, s)
		return
	}
	k := g.KH * g.KW * g.C
	packed := grow(&s.packed, panels(k, f))
	pack(packed, w, k, f)
	in, out := g.H*g.W*g.C, g.OH*g.OW*f
	b := newBlock(g, n, 1, s)
	table := b.table(s)
	for p := 0; p < n && s.err == nil; p += b.pictures {
		count := min(b.pictures, n-p)
		b.fill(x[p*in:], count)
		mul(y[p*out:], b.data, table.first(count*g.OH*g.OW), packed, f, bias, rectify, s)
	}
}

// ConvInputGrad is the gradient of Conv for its input: dx[n,h,w,c] from
// dy[n,oh,ow,f]. It is itself a convolution, of dy spread out by the strides with
// the kernel turned by 180°. See spec.ConvInputGrad.
func ConvInputGrad(dx, dy, w []float32, g Geometry, n, f int, s *Scratch) {
	back := g.Back(f)
	if back.Winograd(g.C) {
		winogradConv(dx, dy, winogradTurned(w, g.C, f, s), nil, back, n, g.C, false, s)
		return
	}
	packed := grow(&s.packed, panels(g.KH*g.KW*f, g.C))
	packTurned(packed, w, g.KH*g.KW, g.C, f)
	back.SH, back.SW = 1, 1
	in, out := g.H*g.W*g.C, g.OH*g.OW*f
	b := newBlock(back, n, 1, s)
	b.spreadY, b.spreadX = g.SH, g.SW
	table := b.table(s)
	for p := 0; p < n && s.err == nil; p += b.pictures {
		count := min(b.pictures, n-p)
		b.fill(dy[p*out:], count)
		mul(dx[p*in:], b.data, table.first(count*g.H*g.W), packed, g.C, nil, false, s)
	}
}

// ConvWeightGrad is the gradient of Conv for its kernel, dw[kh,kw,c,f], and for
// its bias, dbias[f] (nil: not wanted). See spec.ConvWeightGrad.
func ConvWeightGrad(dw, dbias, x, dy []float32, g Geometry, n, f int, s *Scratch) {
	if g.Winograd(f) {
		winogradWeightGrad(dw, x, dy, g, n, f, s)
		if dbias != nil {
			sums := grow(&s.sums, f)
			clear(sums)
			ColumnSums(sums, dy[:n*g.OH*g.OW*f], f)
			for j, v := range sums {
				dbias[j] = float32(v)
			}
		}
		return
	}
	in, out := g.H*g.W*g.C, g.OH*g.OW*f
	b := newBlock(g, n, 1, s)
	table := b.table(s)
	grad := beginGradient(dw, dbias, g.KH*g.KW*g.C, f, s)
	for p := 0; p < n && s.err == nil; p += b.pictures {
		count := min(b.pictures, n-p)
		b.fill(x[p*in:], count)
		grad.add(b.data, table.first(count*g.OH*g.OW), dy[p*out:], chunk)
	}
	grad.end()
}

// block is a number of pictures with a zero border around each.
type block struct {
	g                Geometry
	height, width    int // of a padded picture
	pictures         int
	spreadY, spreadX int // distance of the input's pixels in the padded picture
	data             []float32
}

// newBlock makes room for as many of n pictures as stay in the cache, and at
// least for so many.
func newBlock(g Geometry, n, least int, s *Scratch) block {
	b := block{g: g, spreadY: 1, spreadX: 1,
		height: max(g.Top+g.H, (g.OH-1)*g.SH+g.KH),
		width:  max(g.Left+g.W, (g.OW-1)*g.SW+g.KW)}
	size := b.height * b.width * g.C
	b.pictures = min(n, max(least, blockFloats/size))
	b.data = grow(&s.padded, b.pictures*size)
	clear(b.data)
	return b
}

// table is the gather of all pictures of a block: a row is the receptive field
// of one output pixel.
func (b block) table(s *Scratch) gather {
	g := b.g
	offsets := grow(&s.offsets, b.pictures*g.OH*g.OW)
	i := 0
	for p := range b.pictures {
		for y := range g.OH {
			for x := range g.OW {
				offsets[i] = int32(((p*b.height+y*g.SH)*b.width + x*g.SW) * g.C)
				i++
			}
		}
	}
	return gather{offsets, g.KH, g.KW * g.C, b.width * g.C}
}

// fill copies count pictures from x inside the borders, which stay zero.
func (b block) fill(x []float32, count int) {
	g := b.g
	for p := range count {
		for y := range g.H {
			row := x[(p*g.H+y)*g.W*g.C:][:g.W*g.C]
			to := b.data[((p*b.height+g.Top+y*b.spreadY)*b.width+g.Left)*g.C:]
			if b.spreadX == 1 {
				copy(to, row)
				continue
			}
			for i := range g.W {
				copy(to[i*b.spreadX*g.C:][:g.C], row[i*g.C:])
			}
		}
	}
}
