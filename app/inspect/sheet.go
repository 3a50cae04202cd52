package inspect

import (
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
	s.want(&h.Inspected, key, &port.Inspect{What: port.InspectPictures, Source: source, Index: asked}, func(m *port.Inspected) {
		s.draw(h, m.Bytes("pixels"))
		h.Source, h.Index = source, asked
	})
}

// draw makes a sheet's image anew.
func (s *Inspection) draw(h *Sheet, pixels []byte) {
	all := mosaic{count: len(pixels) / (Side * Side * 3), height: Side, width: Side, colours: 3, columns: 1, scale: 1}
	h.Address = shoot(s.Screen, Shot{Address: h.Address}, all, pixels).Address
}
