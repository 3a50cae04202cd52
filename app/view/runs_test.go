package view

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/app/apptest"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/store"
)

func TestRunsGoToAnotherBrowserAndGoOnThere(t *testing.T) {
	a := apptest.SomeRuns(t)
	s, _ := apptest.NewSessionWith(a)
	s.Saved.ExportRuns([]string{"done"})
	s.Saved.ExportRuns(idsOf(s.Saved.Records))
	if len(a.Downloaded) != 2 || a.Downloaded[0] != "done muestra-2-La-buena.muestra" || !strings.HasPrefix(a.Downloaded[1], "cut,done muestra-20") || s.Saved.List.Outcome != "Exported: 2." || s.Saved.List.Busy {
		t.Errorf("downloaded %q, %q", a.Downloaded, s.Saved.List.Outcome)
	}

	b := &apptest.FakeArchive{File: a.File}
	other, f := apptest.NewSessionWith(b)
	other.Open("", "")
	other.Saved.ImportRuns(nil)
	if got := other.Saved.List.Outcome; got != "Imported: 2." {
		t.Errorf("said %q", got)
	}
	if len(other.Saved.Records) != 2 || other.Saved.Offer != nil || namesOf(other.Saved.Picked()) != "cut done" {
		t.Fatalf("records %v, offer %v, chosen %q", other.Saved.Records, other.Saved.Offer, other.Saved.List.Chosen)
	}
	if r := other.Saved.Record("done"); r.Name != "La buena" || r.Test == nil || !r.Updated.Equal(s.Saved.Record("done").Updated) {
		t.Errorf("%+v", r)
	}
	other.Saved.GoOn("cut")
	if other.Training.Run == nil || other.Training.Run.ID != "cut" || !other.Training.Run.Resumes || len(other.Training.Run.History) != 3 {
		t.Errorf("goes on as %+v, told %q", other.Training.Run, f.Kinds())
	}
	other.Training.Run.Phase = run.PhaseReady
	other.Saved.ImportRuns(nil)
	if got := other.Saved.List.Outcome; got != "Already here: 2." {
		t.Errorf("a second time: %q", got)
	}
}

// namesOf are the names of runs, in a row.
func namesOf(all []*store.Record) string { return strings.Join(idsOf(all), " ") }

func TestRunsAreSortedAndThoseWithAStarComeFirst(t *testing.T) {
	s, _ := apptest.NewTestSession()
	at := func(hour int) time.Time { return time.Date(2026, 11, 3, hour, 0, 0, 0, time.UTC) }
	nan := math.NaN()
	s.Saved.Records = []*store.Record{
		{ID: "a", Sample: 3, State: store.Done, Updated: at(9), Test: &history.Score{Accuracy: 0.5}, ValAccuracy: []float64{0.6, 0.4}, Seconds: 5},
		{ID: "b", Sample: 1, State: store.Stopped, Updated: at(8), ValAccuracy: []float64{nan, 0.7, nan}, Seconds: 50},
		{ID: "c", Sample: 2, State: store.Done, Updated: at(7), Test: &history.Score{Accuracy: 0.9}, ValAccuracy: []float64{nan}, Seconds: 1},
		{ID: "d", Sample: 1, State: store.Done, Updated: at(6), Test: &history.Score{Accuracy: 0.1}, ValAccuracy: []float64{0.2}, Labels: store.Labels{Name: "Z", Starred: true}},
		{ID: "e", Sample: 1, State: store.Done, Updated: at(5), Labels: store.Labels{Name: "zebra"}},
	}
	for order, want := range map[string]string{
		"": "d a b c e", "date": "d a b c e", "test": "d c a b e", "val": "d b a c e", "time": "d b a c e", "name": "d b e c a", "nonsense": "d a b c e",
	} {
		s.Saved.List.Order = order
		if got := namesOf(s.Saved.Ordered()); got != want {
			t.Errorf("by %q: %s, want %s", order, got, want)
		}
	}
	if got := namesOf(s.Saved.Records); got != "a b c d e" {
		t.Errorf("sorting for the list has changed the records: %s", got)
	}
}

func TestARunKeepsItsColourWhenAnotherIsNotComparedAnyMore(t *testing.T) {
	s, _ := apptest.NewTestSession()
	for _, id := range []string{"a", "b", "c", "d"} {
		s.Saved.Records = append(s.Saved.Records, &store.Record{ID: id})
	}
	for _, id := range []string{"a", "b", "c", "b"} { // twice is once
		s.Saved.Pick(id, true)
	}
	s.Saved.Pick("b", false)
	s.Saved.Pick("b", false)
	if got := namesOf(s.Saved.Picked()); got != "a c" || s.Saved.List.Place("c") != 3 || s.Saved.List.Place("b") != 0 {
		t.Errorf("chosen %s, at %d and %d", got, s.Saved.List.Place("c"), s.Saved.List.Place("b"))
	}
	s.Saved.Pick("d", true)
	if s.Saved.List.Place("d") != 2 || s.Saved.List.Place("c") != 3 {
		t.Errorf("places %q", s.Saved.List.Chosen)
	}
	s.Saved.Records = slices.Delete(s.Saved.Records, 0, 1)
	if got := namesOf(s.Saved.Picked()); got != "d c" {
		t.Errorf("with one deleted: %s", got)
	}
}

func TestWhatIsChosenStaysInSight(t *testing.T) {
	s, _ := apptest.NewTestSession()
	for i := range saved.Few + 5 {
		s.Saved.Records = append(s.Saved.Records, &store.Record{ID: string(rune('a' + i)), Updated: time.Unix(int64(-i), 0)})
	}
	if got := namesOf(s.Saved.Listed()); got != "a b c d e f" {
		t.Errorf("at first %s", got)
	}
	s.Saved.Pick("j", true)
	if got := namesOf(s.Saved.Listed()); got != "a b c d e f j" {
		t.Errorf("with one chosen %s", got)
	}
	s.Saved.List.Older = saved.More
	if n := len(s.Saved.Listed()); n != saved.Few+5 {
		t.Errorf("%d after more were asked for", n)
	}
}

func TestRunsAreStarredAndAnnotated(t *testing.T) {
	a := &apptest.FakeArchive{}
	a.Keep(t, store.Record{ID: "one", State: store.Done, Epoch: 2})
	s, _ := apptest.NewSessionWith(a)
	check := func(want store.Labels) {
		t.Helper()
		r, err := a.Run(t.Context(), "one")
		if err != nil || r.Labels != want || s.Saved.Record("one").Labels != want {
			t.Errorf("kept %+v, listed %+v, want %+v, %v", r.Labels, s.Saved.Record("one").Labels, want, err)
		}
	}
	s.Saved.Star("one")
	check(store.Labels{Starred: true})
	s.Saved.Annotate("one", "  lr=0.1 is too much\nindeed \n")
	check(store.Labels{Starred: true, Note: "lr=0.1 is too much\nindeed"})
	s.Saved.Star("one")
	s.Saved.Rename("one", " the first ")
	check(store.Labels{Name: "the first", Note: "lr=0.1 is too much\nindeed"})
	s.Saved.Annotate("one", strings.Repeat("ñ", saved.MaxNote+1))
	if n := len(s.Saved.Record("one").Note); n != 2*saved.MaxNote {
		t.Errorf("a note of %d bytes", n)
	}
	s.Saved.Star("nobody") // who is gone
	for note, want := range map[string]string{"": "", "a": "a", "a\nb": "a …", "\r\nb": " …"} {
		if got := firstLine(note); got != want {
			t.Errorf("of %q the list shows %q", note, got)
		}
	}
}
