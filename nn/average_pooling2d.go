package nn

import "muestra/nn/kernel"

// AveragePooling2D is Keras's AveragePooling2D: [height, width, channels] → [height', width', channels], the mean of the pixels of each
// window that lie inside the picture. PoolSize {0, 0} is {2, 2}, Strides {0, 0} is PoolSize, an empty Padding is "valid". Windows may overlap.
type AveragePooling2D struct {
	Name              string
	PoolSize, Strides [2]int
	Padding           string // "valid" or "same"
}

// All arguments of AveragePooling2D are those of MaxPooling2D, which reads, checks and writes them.

func readAveragePooling2D(a *arguments) Layer {
	return AveragePooling2D(readMaxPooling2D(a).(MaxPooling2D))
}

// ClassName is "AveragePooling2D".
func (p AveragePooling2D) ClassName() string { return "AveragePooling2D" }

// LayerName is the layer's own name.
func (p AveragePooling2D) LayerName() string { return p.Name }

func (p AveragePooling2D) named(name string) Layer { p.Name = name; return p }

// OutputShape is [height', width', channels].
func (p AveragePooling2D) OutputShape(in Shape) (Shape, error) {
	return MaxPooling2D(p).OutputShape(in)
}

// ParamCount is 0.
func (p AveragePooling2D) ParamCount(Shape) (total, trainable int) { return 0, 0 }

func (p AveragePooling2D) config(name string) any { return MaxPooling2D(p).config(name) }

func (p AveragePooling2D) build(_ *builder, in, _ Shape) unit {
	m := MaxPooling2D(p).withDefaults()
	return newAveragePooling(geometry(in, m.PoolSize, m.Strides, m.Padding))
}

// averagePooling computes y[n, h', w', c], the mean over the pixels of each window of x[n, h, w, c] that lie inside the picture.
type averagePooling struct {
	passive
	geometry kernel.Geometry
	sums     []float64 // [channels]
}

func newAveragePooling(g kernel.Geometry) *averagePooling {
	return &averagePooling{geometry: g, sums: make([]float64, g.C)}
}

func (u *averagePooling) forward(p *part, y, x []float32) {
	averagePool(y, x, u.geometry, p.pictures, u.sums)
}

func (u *averagePooling) backwardInput(p *part, dx, dy, _ []float32) {
	averagePoolGrad(dx, dy, u.geometry, p.pictures, u.sums)
}

// averagePool writes the mean of each window. A sum is float64 and runs over the window's pixels row by row.
func averagePool(y, x []float32, g kernel.Geometry, pictures int, sums []float64) {
	row := g.W * g.C
	for range pictures {
		for oy := range g.OH {
			top, bottom := span(oy*g.SH-g.Top, g.KH, g.H)
			for ox := range g.OW {
				left, right := span(ox*g.SW-g.Left, g.KW, g.W)
				clear(sums)
				for iy := top; iy < bottom; iy++ {
					for pixels := x[iy*row+left*g.C : iy*row+right*g.C]; len(pixels) > 0; pixels = pixels[g.C:] {
						for c := range sums {
							sums[c] += float64(pixels[c])
						}
					}
				}
				size := float64((bottom - top) * (right - left))
				for c, sum := range sums {
					y[c] = float32(sum / size)
				}
				y = y[g.C:]
			}
		}
		x = x[g.H*row:]
	}
}

// averagePoolGrad gives each pixel its share of the gradient of each window that it lies in. A sum is float64 and runs over the windows row
// by row.
func averagePoolGrad(dx, dy []float32, g kernel.Geometry, pictures int, sums []float64) {
	for range pictures {
		for iy := range g.H {
			first, end := windowsOver(iy+g.Top, g.KH, g.SH, g.OH)
			for ix := range g.W {
				left, right := windowsOver(ix+g.Left, g.KW, g.SW, g.OW)
				clear(sums)
				for oy := first; oy < end; oy++ {
					y0, y1 := span(oy*g.SH-g.Top, g.KH, g.H)
					for ox := left; ox < right; ox++ {
						x0, x1 := span(ox*g.SW-g.Left, g.KW, g.W)
						share := 1 / float64((y1-y0)*(x1-x0))
						for c, d := range dy[(oy*g.OW+ox)*g.C:][:g.C] {
							sums[c] += float64(float64(d) * share)
						}
					}
				}
				for c, sum := range sums {
					dx[c] = float32(sum)
				}
				dx = dx[g.C:]
			}
		}
		dy = dy[g.OH*g.OW*g.C:]
	}
}

// span is the part inside 0…size of a window of length pixels from first on.
func span(first, length, size int) (from, to int) { return max(first, 0), min(first+length, size) }

// windowsOver is the range of those among count windows, each length pixels from a multiple of stride on, that the pixel at lies in.
func windowsOver(at, length, stride, count int) (first, end int) {
	if at >= length {
		first = (at-length)/stride + 1
	}
	return first, min(at/stride+1, count)
}
