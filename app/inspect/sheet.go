package inspect

import (
	"encoding/binary"
	"fmt"
	"slices"

	"muestra/wasm/port"
)

// Side is a picture's height and width.
const Side = 32

// Sheet is pictures on the page: one image, in which they lie below one another, so that the page handles a single file however many there are.
type Sheet struct {
	Inspected
	Address string // of the image, "" while there is none
	Source  string
	Index   []int32
}

// WantSheet asks for the pictures of a source, where the sheet does not show them.
func (s *Inspection) WantSheet(h *Sheet, source string, index []int32) {
	if len(index) == 0 || source == h.Source && slices.Equal(index, h.Index) && h.Address != "" {
		return
	}
	key := fmt.Sprint(source, index)
	asked := slices.Clone(index)
	s.Want(&h.Inspected, key, &port.Inspect{What: port.InspectPictures, Source: source, Index: asked}, func(m *port.Inspected) {
		s.Draw(h, m.Bytes("pixels"))
		h.Source, h.Index = source, asked
	})
}

// Draw makes a sheet's image anew.
func (s *Inspection) Draw(h *Sheet, pixels []byte) {
	old := h.Address
	h.Address = s.Screen.Image(bitmap(pixels))
	if old != "" {
		s.Screen.Forget(old)
	}
}

// bitmap writes pictures [n, 32, 32, 3] below one another as an uncompressed image that every browser reads: a BMP file with 24 bits a pixel.
func bitmap(pixels []byte) []byte {
	const header = 54
	height := len(pixels) / (3 * Side)
	b := make([]byte, header, header+len(pixels))
	copy(b, "BM")
	put := binary.LittleEndian.PutUint32
	put(b[2:], uint32(header+len(pixels)))
	put(b[10:], header)
	put(b[14:], 40) // the length of what follows
	put(b[18:], Side)
	put(b[22:], uint32(-int32(height))) // from the top downwards
	binary.LittleEndian.PutUint16(b[26:], 1)
	binary.LittleEndian.PutUint16(b[28:], 24)
	put(b[34:], uint32(len(pixels)))
	for i := 0; i+2 < len(pixels); i += 3 {
		b = append(b, pixels[i+2], pixels[i+1], pixels[i])
	}
	return b
}
