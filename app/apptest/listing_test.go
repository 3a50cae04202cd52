package apptest

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

func TestNoMoreRunsAreComparedThanThereAreColours(t *testing.T) {
	s, _ := NewTestSession()
	for i := range saved.MaxCompared + 2 {
		id := string(rune('a' + i))
		s.Saved.Records = append(s.Saved.Records, &store.Record{ID: id})
		s.Saved.Pick(id, true)
	}
	if n, all := len(s.Saved.Compared()), len(s.Saved.Picked()); n != saved.MaxCompared || all != saved.MaxCompared+2 {
		t.Errorf("%d of %d are compared", n, all)
	}
}

func TestARunThatIsTrainedIsListedWithItsNewEpochs(t *testing.T) {
	a := &FakeArchive{}
	s, f := NewSessionWith(a)
	s.Open("sample=1&run=1", "")
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, Started(0, 0))
	a.Keep(t, store.Record{ID: "new", State: store.Running})
	s.Training.OnMessage(f, &port.Saved{Run: "new", Bytes: 7})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, ValAccuracy: 0.25, Seconds: 2})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 2, ValAccuracy: history.Float(math.NaN()), Seconds: 3})
	s.Training.OnMessage(f, &port.Saved{Run: "new", Epoch: 2, Step: 4, Bytes: 7})
	r := s.Saved.Record("new")
	if len(r.ValAccuracy) != 2 || r.ValAccuracy[0] != 0.25 || !math.IsNaN(r.ValAccuracy[1]) || r.Seconds != 5 || saved.BestVal(r) != 0.25 {
		t.Errorf("%+v", r)
	}
}

func TestMomentsAreWrittenShortly(t *testing.T) {
	now := time.Date(2026, 11, 23, 22, 0, 0, 0, time.UTC)
	for lang, want := range map[string][3]string{
		"es": {"hoy a las 09:05", "3 ene, 09:05", "3 ene 2025, 09:05"},
		"en": {"today at 09:05", "3 Jan, 09:05", "3 Jan 2025, 09:05"},
	} {
		s := Speaking(lang)
		s.Now = func() time.Time { return now }
		for i, at := range []time.Time{time.Date(2026, 11, 23, 9, 5, 0, 0, time.UTC), time.Date(2026, 1, 3, 9, 5, 0, 0, time.UTC), time.Date(2025, 1, 3, 9, 5, 0, 0, time.UTC)} {
			if got := s.Shortly(at); got != want[i] {
				t.Errorf("%q, want %q", got, want[i])
			}
		}
	}
}

func TestADeletedRunLeavesItsPlaceToAnother(t *testing.T) {
	a := SomeRuns(t)
	s, _ := NewSessionWith(a)
	s.Open("sample=1", "")
	s.Saved.Pick("done", true)
	s.Saved.Pick("cut", true)
	s.Saved.Discard("done")
	a.Keep(t, store.Record{ID: "next", State: store.Stopped, Epoch: 1})
	s.Saved.ReloadSavedRuns()
	s.Saved.Pick("next", true)
	if got := s.Saved.List.Chosen; !slices.Equal(got, []string{"next", "cut"}) {
		t.Errorf("chosen are %q", got)
	}
	if err := a.Delete(context.Background(), "cut"); err != nil { // in another tab
		t.Fatal(err)
	}
	s.Saved.ReloadSavedRuns()
	if got := s.Saved.List.Chosen; !slices.Equal(got, []string{"next", ""}) {
		t.Errorf("chosen are %q", got)
	}
}
