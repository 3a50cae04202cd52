package saved

import (
	"cmp"
	"slices"
	"strings"

	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/wasm/store"
)

// Listing is how the visitor looks at the runs. The list itself is on the page only while its tab is chosen.
type Listing struct {
	Order    string   // of Orders
	Older    int      // how many are listed beyond the first few
	Open     string   // the run whose details are shown
	Deleting string   // the run that is about to be deleted, if that is meant
	Chosen   []string // those to compare or to export; "" is a free place, so that the others keep their colours

	Losses  bool // the comparison shows loss, else accuracy
	Trained bool // and what was seen in training, too

	Busy    bool   // a file of runs is being read or written
	Outcome string // of the last one
}

// Few is how many runs are listed at first, and More how many then come at a time: a row takes a millisecond.
const (
	Few  = 6
	More = 12
)

// order is a way to sort the runs.
type order struct {
	Name    string
	Text    say.Words
	compare func(title func(*store.Record) string, a, b *store.Record) int
}

// Orders are those that there are; the first is taken at first. Whatever the order, those with a star come first.
var Orders = []order{
	{"date", textOrderDate, func(_ func(*store.Record) string, a, b *store.Record) int { return b.Updated.Compare(a.Updated) }},
	{"test", textOrderTest, func(_ func(*store.Record) string, a, b *store.Record) int { return cmp.Compare(testOf(b), testOf(a)) }},
	{"val", textOrderVal, func(_ func(*store.Record) string, a, b *store.Record) int { return cmp.Compare(BestVal(b), BestVal(a)) }},
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
	return float64(r.Test.Accuracy)
}

// BestVal is the best validation accuracy of a run's epochs, below all where there is none.
func BestVal(r *store.Record) float64 {
	best := -1.0
	for _, v := range r.ValAccuracy {
		if v > best { // NaN is not
			best = v
		}
	}
	return best
}

// Ordered are the runs as they are sorted.
func (s *Runs) Ordered() []*store.Record {
	compare := Orders[0].compare
	for _, o := range Orders {
		if o.Name == s.List.Order {
			compare = o.compare
		}
	}
	all, title := slices.Clone(s.Records), func(r *store.Record) string { return Title(s.Speaker, r.Sample, r.Name) }
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

// Listed are the runs that are shown: the first ones, and those that are chosen, so that they stay in sight.
func (s *Runs) Listed() []*store.Record {
	all := s.Ordered()
	var shown []*store.Record
	for i, r := range all {
		if i < Few+s.List.Older || s.List.Place(r.ID) > 0 {
			shown = append(shown, r)
		}
	}
	return shown
}

// Toggle shows the details of a run, or no longer.
func (l *Listing) Toggle(id string) {
	if l.Open == id {
		id = ""
	}
	l.Open, l.Deleting = id, ""
}

// AskToDelete asks whether a run is to be deleted; "" asks no longer.
func (l *Listing) AskToDelete(id string) { l.Deleting = id }

// ShowMore lists some more runs.
func (l *Listing) ShowMore() { l.Older += More }

// SortBy takes another order, by its name.
func (l *Listing) SortBy(order string) { l.Order = order }

// ChooseNone takes all runs out of those chosen.
func (l *Listing) ChooseNone() { l.Chosen = nil }

// Compare has the comparison show losses or accuracies, and those in training, too, or not.
func (l *Listing) Compare(losses, trained bool) { l.Losses, l.Trained = losses, trained }

// Place is where a run stands among those chosen, from 1 on, or 0.
func (l *Listing) Place(id string) int { return slices.Index(l.Chosen, id) + 1 }

// leave takes a run out of those chosen. Its place is free then.
func (l *Listing) leave(id string) {
	if place := l.Place(id); place > 0 {
		l.Chosen = slices.Clone(l.Chosen)
		l.Chosen[place-1] = ""
	}
}

// Pick takes a run among those chosen, or out of them.
func (s *Runs) Pick(id string, on bool) {
	switch free := slices.Index(s.List.Chosen, ""); {
	case on == (s.List.Place(id) > 0):
		return
	case !on:
		s.List.leave(id)
	case free >= 0:
		s.List.Chosen = slices.Clone(s.List.Chosen)
		s.List.Chosen[free] = id
	default:
		s.List.Chosen = append(s.List.Chosen, id)
	}
	s.Screen.RequestRender()
}

// Picked are the runs that are chosen and still there.
func (s *Runs) Picked() []*store.Record {
	var all []*store.Record
	for _, id := range s.List.Chosen {
		if r := s.Record(id); id != "" && r != nil {
			all = append(all, r)
		}
	}
	return all
}

var (
	textOrderDate = &recipe.Text{ES: "lo último primero", EN: "latest first"}
	textOrderTest = &recipe.Text{ES: "prueba", EN: "test accuracy"}
	textOrderVal  = &recipe.Text{ES: "validación", EN: "validation accuracy"}
	textOrderTime = &recipe.Text{ES: "duración", EN: "time"}
	textOrderName = &recipe.Text{ES: "muestra y nombre", EN: "sample and name"}
)
