package app

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/port"
)

// side is a picture's height and width.
const side = 32

// sheet is pictures on the page: one image, in which they lie below one another, so that the page handles a single file however many there are.
type sheet struct {
	inspected
	address string // of the image, "" while there is none
	source  string
	index   []int32
}

// wantSheet asks for the pictures of a source, where the sheet does not show them.
func (s *session) wantSheet(h *sheet, source string, index []int32) {
	if len(index) == 0 || source == h.source && slices.Equal(index, h.index) && h.address != "" {
		return
	}
	key := fmt.Sprint(source, index)
	asked := slices.Clone(index)
	s.want(&h.inspected, key, &port.Inspect{What: port.InspectPictures, Source: source, Index: asked}, func(m *port.Inspected) {
		s.draw(h, m.Bytes("pixels"))
		h.source, h.index = source, asked
	})
}

// draw makes a sheet's image anew.
func (s *session) draw(h *sheet, pixels []byte) {
	old := h.address
	h.address = s.screen.image(bitmap(pixels))
	if old != "" {
		s.screen.forget(old)
	}
}

// tile is a sheet's picture number i of n.
func (h *sheet) tile(i, n int, alt string) goapp.UI {
	if h.address == "" || i < 0 {
		return goapp.Span().Class("tile empty").Role("img").Aria("label", alt)
	}
	share := 0.0
	if n > 1 {
		share = 100 * float64(i) / float64(n-1)
	}
	return goapp.Img().Class("tile").Alt(alt).Src(h.address).Width(side).Height(side).
		Style("object-position", "0 "+strconv.FormatFloat(share, 'f', 4, 64)+"%")
}

// picture is the sheet's tile of a picture.
func (h *sheet) picture(source string, k int32, alt string) goapp.UI {
	at := -1
	if source == h.source {
		at = slices.Index(h.index, k)
	}
	return h.tile(at, len(h.index), alt)
}

// bitmap writes pictures [n, 32, 32, 3] below one another as an uncompressed image that every browser reads: a BMP file with 24 bits a pixel.
func bitmap(pixels []byte) []byte {
	const header = 54
	height := len(pixels) / (3 * side)
	b := make([]byte, header, header+len(pixels))
	copy(b, "BM")
	put := binary.LittleEndian.PutUint32
	put(b[2:], uint32(header+len(pixels)))
	put(b[10:], header)
	put(b[14:], 40) // the length of what follows
	put(b[18:], side)
	put(b[22:], uint32(-int32(height))) // from the top downwards
	binary.LittleEndian.PutUint16(b[26:], 1)
	binary.LittleEndian.PutUint16(b[28:], 24)
	put(b[34:], uint32(len(pixels)))
	for i := 0; i+2 < len(pixels); i += 3 {
		b = append(b, pixels[i+2], pixels[i+1], pixels[i])
	}
	return b
}
