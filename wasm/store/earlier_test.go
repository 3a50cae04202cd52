package store

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"testing"
)

// earlier are records as they were kept in November 2026: of a run that is done, of one that its limit of steps has ended within its second epoch, and
// of one without validation that was stopped within it.
//
//go:embed testdata/*.json
var earlier embed.FS

func TestEarlierRecordsAreReadAndKeptAsTheyAre(t *testing.T) {
	for id, want := range map[string]string{
		"done":    "done 3 15 [0.125 0.125 0.125] 0.03539",
		"steps":   "done 1 7 [0.125 0.125] 0.01907",
		"stopped": "stopped 1 6 [NaN] 0.01007",
	} {
		text, err := earlier.ReadFile(path.Join("testdata", id+".json"))
		if err != nil {
			t.Fatal(err)
		}
		r, err := decode(id, text)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s %d %d %v %.5f", r.State, r.Epoch, r.Step, r.ValAccuracy, r.Seconds); got != want {
			t.Errorf("%s: read as %s, want %s", id, got, want)
		}
		again, err := encode(r)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(again), strings.TrimSpace(string(text)); got != want {
			t.Errorf("%s: kept as\n%s\nwas\n%s", id, got, want)
		}
	}
}
