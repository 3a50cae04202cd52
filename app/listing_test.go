package app

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// namesOf are the names of runs, in a row.
func namesOf(all []*store.Record) string { return strings.Join(idsOf(all), " ") }

func TestRunsAreSortedAndThoseWithAStarComeFirst(t *testing.T) {
	s, _ := newTestSession()
	at := func(hour int) time.Time { return time.Date(2026, 11, 3, hour, 0, 0, 0, time.UTC) }
	nan := math.NaN()
	s.records = []*store.Record{
		{ID: "a", Sample: 3, State: store.Done, Updated: at(9), Test: &store.Score{Accuracy: 0.5}, ValAccuracy: []float64{0.6, 0.4}, Seconds: 5},
		{ID: "b", Sample: 1, State: store.Stopped, Updated: at(8), ValAccuracy: []float64{nan, 0.7, nan}, Seconds: 50},
		{ID: "c", Sample: 2, State: store.Done, Updated: at(7), Test: &store.Score{Accuracy: 0.9}, ValAccuracy: []float64{nan}, Seconds: 1},
		{ID: "d", Sample: 1, State: store.Done, Updated: at(6), Test: &store.Score{Accuracy: 0.1}, ValAccuracy: []float64{0.2}, Labels: store.Labels{Name: "Z", Starred: true}},
		{ID: "e", Sample: 1, State: store.Done, Updated: at(5), Labels: store.Labels{Name: "zebra"}},
	}
	for order, want := range map[string]string{
		"": "d a b c e", "date": "d a b c e", "test": "d c a b e", "val": "d b a c e", "time": "d b a c e", "name": "d b e c a", "nonsense": "d a b c e",
	} {
		s.list.order = order
		if got := namesOf(s.ordered()); got != want {
			t.Errorf("by %q: %s, want %s", order, got, want)
		}
	}
	if got := namesOf(s.records); got != "a b c d e" {
		t.Errorf("sorting for the list has changed the records: %s", got)
	}
}

func TestEveryOrderHasAName(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range orders {
		if o.text.ES == "" || o.text.EN == "" || seen[o.name] {
			t.Errorf("order %q: %+v", o.name, o.text)
		}
		seen[o.name] = true
	}
}

func TestARunKeepsItsColourWhenAnotherIsNotComparedAnyMore(t *testing.T) {
	s, _ := newTestSession()
	for _, id := range []string{"a", "b", "c", "d"} {
		s.records = append(s.records, &store.Record{ID: id})
	}
	for _, id := range []string{"a", "b", "c", "b"} { // twice is once
		s.pick(id, true)
	}
	s.pick("b", false)
	s.pick("b", false)
	if got := namesOf(s.picked()); got != "a c" || s.place("c") != 3 || s.place("b") != 0 {
		t.Errorf("chosen %s, at %d and %d", got, s.place("c"), s.place("b"))
	}
	s.pick("d", true)
	if s.place("d") != 2 || s.place("c") != 3 {
		t.Errorf("places %q", s.list.chosen)
	}
	s.records = slices.Delete(s.records, 0, 1)
	if got := namesOf(s.picked()); got != "d c" {
		t.Errorf("with one deleted: %s", got)
	}
}

func TestNoMoreRunsAreComparedThanThereAreColours(t *testing.T) {
	s, _ := newTestSession()
	for i := range maxCompared + 2 {
		id := string(rune('a' + i))
		s.records = append(s.records, &store.Record{ID: id})
		s.pick(id, true)
	}
	if n, all := len(s.compared()), len(s.picked()); n != maxCompared || all != maxCompared+2 {
		t.Errorf("%d of %d are compared", n, all)
	}
}

func TestWhatIsChosenStaysInSight(t *testing.T) {
	s, _ := newTestSession()
	for i := range few + 5 {
		s.records = append(s.records, &store.Record{ID: string(rune('a' + i)), Updated: time.Unix(int64(-i), 0)})
	}
	if got := namesOf(s.listed()); got != "a b c d e f" {
		t.Errorf("at first %s", got)
	}
	s.pick("j", true)
	if got := namesOf(s.listed()); got != "a b c d e f j" {
		t.Errorf("with one chosen %s", got)
	}
	s.list.older = more
	if n := len(s.listed()); n != few+5 {
		t.Errorf("%d after more were asked for", n)
	}
}

func TestARunThatIsTrainedIsListedWithItsNewEpochs(t *testing.T) {
	a := &fakeArchive{}
	s, f := newSessionWith(a)
	s.open("sample=1&run=1", "")
	s.onMessage(f, &port.Ready{})
	s.onMessage(f, started(0, 0))
	a.keep(t, store.Record{ID: "new", State: store.Running})
	s.onMessage(f, &port.Saved{Run: "new", Bytes: 7})
	s.onMessage(f, &port.Epoch{Epoch: 1, ValAccuracy: 0.25, Seconds: 2})
	s.onMessage(f, &port.Epoch{Epoch: 2, ValAccuracy: port.Float(math.NaN()), Seconds: 3})
	s.onMessage(f, &port.Saved{Run: "new", Epoch: 2, Step: 4, Bytes: 7})
	r := s.record("new")
	if len(r.ValAccuracy) != 2 || r.ValAccuracy[0] != 0.25 || !math.IsNaN(r.ValAccuracy[1]) || r.Seconds != 5 || bestVal(r) != 0.25 {
		t.Errorf("%+v", r)
	}
}

func TestRunsAreStarredAndAnnotated(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "one", State: store.Done, Epoch: 2})
	s, _ := newSessionWith(a)
	check := func(want store.Labels) {
		t.Helper()
		r, err := a.Run(t.Context(), "one")
		if err != nil || r.Labels != want || s.record("one").Labels != want {
			t.Errorf("kept %+v, listed %+v, want %+v, %v", r.Labels, s.record("one").Labels, want, err)
		}
	}
	s.star("one")
	check(store.Labels{Starred: true})
	s.annotate("one", "  lr=0.1 is too much\nindeed \n")
	check(store.Labels{Starred: true, Note: "lr=0.1 is too much\nindeed"})
	s.star("one")
	s.rename("one", " the first ")
	check(store.Labels{Name: "the first", Note: "lr=0.1 is too much\nindeed"})
	s.annotate("one", strings.Repeat("ñ", maxNote+1))
	if n := len(s.record("one").Note); n != 2*maxNote {
		t.Errorf("a note of %d bytes", n)
	}
	s.star("nobody") // who is gone
	for note, want := range map[string]string{"": "", "a": "a", "a\nb": "a …", "\r\nb": " …"} {
		if got := firstLine(note); got != want {
			t.Errorf("of %q the list shows %q", note, got)
		}
	}
}

func TestMomentsAreWrittenShortly(t *testing.T) {
	now := time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC)
	for lang, want := range map[string][3]string{
		"es": {"hoy a las 09:05", "3 ene, 09:05", "3 ene 2025, 09:05"},
		"en": {"today at 09:05", "3 Jan, 09:05", "3 Jan 2025, 09:05"},
	} {
		s := speaking(lang)
		s.now = func() time.Time { return now }
		for i, at := range []time.Time{time.Date(2026, 11, 23, 9, 5, 0, 0, time.UTC), time.Date(2026, 1, 3, 9, 5, 0, 0, time.UTC), time.Date(2025, 1, 3, 9, 5, 0, 0, time.UTC)} {
			if got := s.shortly(at); got != want[i] {
				t.Errorf("%q, want %q", got, want[i])
			}
		}
	}
}
