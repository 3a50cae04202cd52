package inspect

import (
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"

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

// file draws the mosaic of pixels [count, height, width, colours] as a PNG file.
func (m mosaic) file(pixels []byte) []byte {
	if m.count < 1 || m.height < 1 || m.width < 1 || len(pixels) != m.count*m.height*m.width*m.colours {
		return nil
	}
	width, height := m.size()
	size := 1
	if m.colours == 3 {
		size = 4
	}
	stride := 1 + width*size // a line begins with a 0
	lines := make([]byte, height*stride)
	if m.colours == 1 {
		m.paint(lines[1:], stride, size, func(p []byte, at int) { p[0] = 1 + min(pixels[at], 254) }) // 0 is the gap
	} else {
		m.paint(lines[1:], stride, size, func(p []byte, at int) {
			p[0], p[1], p[2], p[3] = pixels[3*at], pixels[3*at+1], pixels[3*at+2], 255
		})
	}
	return pngFile(lines, width, height, m.colours == 1)
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

// pngFile writes lines of pixels, 8 bits each of greys or 32 of red, green, blue and opacity, as a PNG file. It is not compressed, since it does not
// travel, and so takes a tenth of the time that image/png does for many small ones.
func pngFile(lines []byte, width, height int, grey bool) []byte {
	b := make([]byte, 0, len(lines)+len(lines)/stored*5+len(greys)+1100)
	b = append(b, "\x89PNG\r\n\x1a\n"...)
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, uint32(width)), uint32(height))
	if grey {
		b = chunk(b, "IHDR", append(head, 8, 3, 0, 0, 0))
		b = chunk(b, "PLTE", greys)
		b = chunk(b, "tRNS", []byte{0})
	} else {
		b = chunk(b, "IHDR", append(head, 8, 6, 0, 0, 0))
	}
	data := append(make([]byte, 0, len(lines)+len(lines)/stored*5+20), 0x78, 1)
	for rest := lines; len(rest) > 0; {
		part := rest[:min(stored, len(rest))]
		rest = rest[len(part):]
		last := byte(0)
		if len(rest) == 0 {
			last = 1
		}
		data = append(data, last)
		data = binary.LittleEndian.AppendUint16(data, uint16(len(part)))
		data = binary.LittleEndian.AppendUint16(data, ^uint16(len(part)))
		data = append(data, part...)
	}
	b = chunk(b, "IDAT", binary.BigEndian.AppendUint32(data, adler32.Checksum(lines)))
	return chunk(b, "IEND", nil)
}

// stored is how many bytes a block that is not compressed can hold.
const stored = 1<<16 - 1

// chunk adds a part of a PNG file.
func chunk(b []byte, name string, data []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(data)))
	from := len(b)
	b = append(append(b, name...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[from:]))
}

// greys are a palette: of the gap, which is not opaque, and from black to white.
var greys = func() []byte {
	p := make([]byte, 3, 3*256)
	for v := range 255 {
		level := byte(v * 255 / 254)
		p = append(p, level, level, level)
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
