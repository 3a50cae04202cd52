package app

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// listing is how the visitor looks at the runs. The list itself is on the page only while its tab is chosen.
type listing struct {
	order    string   // of orders
	older    int      // how many are listed beyond the first few
	open     string   // the run whose details are shown
	deleting string   // the run that is about to be deleted, if that is meant
	chosen   []string // those to compare or to export; "" is a free place, so that the others keep their colours

	losses  bool // the comparison shows loss, else accuracy
	trained bool // and what was seen in training, too

	busy    bool   // a file of runs is being read or written
	outcome string // of the last one
}

// few is how many runs are listed at first, and more how many then come at a time: a row takes a millisecond.
const (
	few  = 6
	more = 12
)

// order is a way to sort the runs.
type order struct {
	name    string
	text    words
	compare func(title func(*store.Record) string, a, b *store.Record) int
}

// orders are those that there are; the first is taken at first. Whatever the order, those with a star come first.
var orders = []order{
	{"date", textOrderDate, func(_ func(*store.Record) string, a, b *store.Record) int { return b.Updated.Compare(a.Updated) }},
	{"test", textOrderTest, func(_ func(*store.Record) string, a, b *store.Record) int { return cmp.Compare(testOf(b), testOf(a)) }},
	{"val", textOrderVal, func(_ func(*store.Record) string, a, b *store.Record) int { return cmp.Compare(bestVal(b), bestVal(a)) }},
	{"time", textOrderTime, func(_ func(*store.Record) string, a, b *store.Record) int { return cmp.Compare(b.Seconds, a.Seconds) }},
	{"name", textOrderName, func(title func(*store.Record) string, a, b *store.Record) int {
		return cmp.Or(a.Sample-b.Sample, cmp.Compare(strings.ToLower(title(a)), strings.ToLower(title(b))))
	}},
}

// testOf is a run's test accuracy, below all where there is none.
func testOf(r *store.Record) float64 {
	if r.State != store.Done || r.Test == nil {
		return -1
	}
	return r.Test.Accuracy
}

// bestVal is the best validation accuracy of a run's epochs, below all where there is none.
func bestVal(r *store.Record) float64 {
	best := -1.0
	for _, v := range r.ValAccuracy {
		if v > best { // NaN is not
			best = v
		}
	}
	return best
}

// ordered are the runs as they are sorted.
func (s *session) ordered() []*store.Record {
	compare := orders[0].compare
	for _, o := range orders {
		if o.name == s.list.order {
			compare = o.compare
		}
	}
	all, title := slices.Clone(s.records), func(r *store.Record) string { return s.title(r.Sample, r.Name) }
	slices.SortStableFunc(all, func(a, b *store.Record) int {
		if a.Starred != b.Starred {
			if a.Starred {
				return -1
			}
			return 1
		}
		return compare(title, a, b)
	})
	return all
}

// listed are the runs that are shown: the first ones, and those that are chosen, so that they stay in sight.
func (s *session) listed() []*store.Record {
	all := s.ordered()
	var shown []*store.Record
	for i, r := range all {
		if i < few+s.list.older || s.place(r.ID) > 0 {
			shown = append(shown, r)
		}
	}
	return shown
}

// place is where a run stands among those chosen, from 1 on, or 0.
func (s *session) place(id string) int { return slices.Index(s.list.chosen, id) + 1 }

// pick takes a run among those chosen, or out of them.
func (s *session) pick(id string, on bool) {
	place := s.place(id)
	switch free := slices.Index(s.list.chosen, ""); {
	case on == (place > 0):
		return
	case !on:
		s.list.chosen = slices.Clone(s.list.chosen)
		s.list.chosen[place-1] = ""
	case free >= 0:
		s.list.chosen = slices.Clone(s.list.chosen)
		s.list.chosen[free] = id
	default:
		s.list.chosen = append(s.list.chosen, id)
	}
	s.screen.requestRender()
}

// picked are the runs that are chosen and still there.
func (s *session) picked() []*store.Record {
	var all []*store.Record
	for _, id := range s.list.chosen {
		if r := s.record(id); id != "" && r != nil {
			all = append(all, r)
		}
	}
	return all
}

// inShort is what a record says of its history.
func inShort(history []port.Epoch) (valAccuracy []float64, seconds float64) {
	for _, e := range history {
		valAccuracy = append(valAccuracy, float64(e.ValAccuracy))
		if e.Seconds > 0 && !math.IsInf(float64(e.Seconds), 1) {
			seconds += float64(e.Seconds)
		}
	}
	return valAccuracy, seconds
}

var (
	textOrder     = &samples.Text{ES: "Ordenar por", EN: "Sort by"}
	textOrderDate = &samples.Text{ES: "lo último primero", EN: "latest first"}
	textOrderTest = &samples.Text{ES: "prueba", EN: "test accuracy"}
	textOrderVal  = &samples.Text{ES: "validación", EN: "validation accuracy"}
	textOrderTime = &samples.Text{ES: "duración", EN: "time"}
	textOrderName = &samples.Text{ES: "muestra y nombre", EN: "sample and name"}
)
