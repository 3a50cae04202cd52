package view

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/history"
)

// withEarlierRuns is a session that has taken in a file of November 2026: a run that is done, one that its limit of steps has ended within its second
// epoch, and one without validation that was stopped within it.
func withEarlierRuns(t *testing.T) *app.Session {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "runs.muestra"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := apptest.NewSessionWith(&apptest.FakeArchive{File: file})
	s.Open("", "")
	s.Saved.ImportRuns(nil)
	if s.Saved.List.Outcome != "Imported: 3." {
		t.Fatal(s.Saved.List.Outcome)
	}
	return s
}

func TestEarlierRunsAreReadAndWrittenAsTheyWere(t *testing.T) {
	s := withEarlierRuns(t)
	for _, record := range s.Saved.Records {
		r := &run.Run{Experiment: s.Recipe.Experiment, History: saved.HistoryOf(record), Phase: run.PhasePaused}
		if got := history.CSV(r.History); got != earlierTable(t, record.ID) {
			t.Errorf("%s: the table is\n%s", record.ID, got)
		}
		written := `"history":` + string(record.History)
		if got := historyJSON(r); !strings.Contains(got, written) {
			t.Errorf("%s: the file is\n%s\nwithout\n%s", record.ID, got, written)
		}
		s.Training.Run = r
		if got := s.State(); !strings.Contains(got, written) {
			t.Errorf("%s: state() is\n%s\nwithout\n%s", record.ID, got, written)
		}
	}
}

// TestATestIsWrittenAsItWas holds the rest of the file of a run.
func TestATestIsWrittenAsItWas(t *testing.T) {
	s := withEarlierRuns(t)
	for id, want := range map[string]string{
		"done":  `,"test":{"loss":2.4746608053305144,"cross_entropy":2.31883059549886,"accuracy":0.125},"weights_sha256":"fb6c`,
		"steps": `,"test":{"loss":null,"cross_entropy":null,"accuracy":null},"weights_sha256":"`,
	} {
		r := &run.Run{Experiment: s.Recipe.Experiment, Done: saved.DoneOf(s.Saved.Record(id))}
		if got := historyJSON(r); !strings.Contains(got, want) {
			t.Errorf("%s: the file is\n%s\nwithout\n%s", id, got, want)
		}
	}
}

func earlierTable(t *testing.T, id string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "epochs-"+id+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
