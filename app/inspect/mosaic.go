package inspect

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"

	"muestra/app/host"
)

// mosaic is small pictures in one image, so many in a row, with a gap between them that lets the page shine through.
type mosaic struct {
	count, height, width int // pictures and their pixels
	colours              int // 1 or 3 bytes a pixel
	columns              int
	scale                int // how high and wide a pixel is
	gap                  int // between two pictures
}

// single is one picture in colours as it is.
func single(height, width int) mosaic {
	return mosaic{count: 1, height: height, width: width, colours: 3, columns: 1, scale: 1}
}

// size is the image's.
func (m mosaic) size() (width, height int) {
	columns := min(m.columns, m.count)
	rows := (m.count + m.columns - 1) / m.columns
	return columns*(m.width*m.scale+m.gap) - m.gap, rows*(m.height*m.scale+m.gap) - m.gap
}

// file draws the mosaic of pixels [count, height, width, colours] as an image file.
func (m mosaic) file(pixels []byte) []byte {
	if m.count < 1 || m.height < 1 || m.width < 1 || len(pixels) != m.count*m.height*m.width*m.colours {
		return nil
	}
	width, height := m.size()
	size := image.Rect(0, 0, width, height)
	if m.colours == 1 {
		img := image.NewPaletted(size, greys)
		m.paint(img.Pix, img.Stride, 1, func(p []byte, at int) { p[0] = 1 + min(pixels[at], 254) }) // 0 is the gap
		return encoded(img)
	}
	img := image.NewNRGBA(size)
	m.paint(img.Pix, img.Stride, 4, func(p []byte, at int) {
		p[0], p[1], p[2], p[3] = pixels[3*at], pixels[3*at+1], pixels[3*at+2], 255
	})
	return encoded(img)
}

// paint fills pix, of so many bytes a line and a pixel. put sets the pixel at the beginning of p to the pictures' pixel number at.
func (m mosaic) paint(pix []byte, stride, size int, put func(p []byte, at int)) {
	high, wide := m.height*m.scale, m.width*m.scale
	for i := range m.count {
		corner := i/m.columns*(high+m.gap)*stride + i%m.columns*(wide+m.gap)*size
		for y := range m.height {
			line := pix[corner+y*m.scale*stride:][:wide*size]
			for x := range m.width {
				p := line[x*m.scale*size:]
				put(p, (i*m.height+y)*m.width+x)
				for k := 1; k < m.scale; k++ {
					copy(p[k*size:], p[:size])
				}
			}
			for k := 1; k < m.scale; k++ {
				copy(pix[corner+(y*m.scale+k)*stride:], line)
			}
		}
	}
}

// encoder writes PNG files. They do not travel, and so are not compressed; without buffers that stay, a picture of 32 × 32 would take nine times as long.
var encoder = png.Encoder{CompressionLevel: png.NoCompression, BufferPool: &buffers{}}

// buffers are those of the encoder that are not in use.
type buffers struct{ sync.Pool }

// Get implements [png.EncoderBufferPool].
func (b *buffers) Get() *png.EncoderBuffer {
	one, _ := b.Pool.Get().(*png.EncoderBuffer)
	return one
}

// Put implements [png.EncoderBufferPool].
func (b *buffers) Put(one *png.EncoderBuffer) { b.Pool.Put(one) }

// encoded is an image's file.
func encoded(img image.Image) []byte {
	var b bytes.Buffer
	if err := encoder.Encode(&b, img); err != nil { // of sides above 2³² alone
		return nil
	}
	return b.Bytes()
}

// greys are a palette: the gap, which is not opaque, and from black to white.
var greys = func() color.Palette {
	p := color.Palette{color.NRGBA{}}
	for v := range 255 {
		level := uint8(v * 255 / 254)
		p = append(p, color.NRGBA{level, level, level, 255})
	}
	return p
}()

// Shot is an image on the page that changes now and then.
type Shot struct {
	Address       string // "" while there is none
	Width, Height int
}

// shoot puts another image in the place of a shot's.
func shoot(s host.Screen, old Shot, m mosaic, pixels []byte) Shot {
	letGo(s, old)
	file := m.file(pixels)
	if file == nil {
		return Shot{}
	}
	width, height := m.size()
	return Shot{s.Image(file), width, height}
}

// letGo lets go of a shot's image.
func letGo(s host.Screen, old Shot) {
	if old.Address != "" {
		s.Forget(old.Address)
	}
}
