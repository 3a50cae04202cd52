package saved

import (
	"muestra/wasm/store"
)

// MaxCompared is how many runs are drawn at once: as many as there are colours that can be told apart.
const MaxCompared = 6

// Compared are the runs that are drawn: those chosen, but not more than there are colours.
func (s *Runs) Compared() []*store.Record {
	var all []*store.Record
	for _, r := range s.Picked() {
		if s.List.Place(r.ID) <= MaxCompared {
			all = append(all, r)
		}
	}
	return all
}
