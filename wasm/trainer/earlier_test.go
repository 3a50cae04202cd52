package trainer

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// earlierRuns are the runs of a file of November 2026; its records are those of wasm/store/testdata.
func earlierRuns(t *testing.T) *store.Memory {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("..", "..", "app", "view", "testdata", "runs.muestra"))
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := store.OpenBundle(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	m := new(store.Memory)
	for i := range bundle.Runs {
		if id, err := bundle.Import(context.Background(), m, i); err != nil || id != bundle.Runs[i].ID {
			t.Fatalf("run %d is kept as %q: %v", i, id, err)
		}
	}
	return m
}

func TestEarlierRunsGoOnWithTheirBits(t *testing.T) {
	for id, want := range map[string]string{
		"steps":   "fb6cdc64787fe8fd621e41cd8261a0a4f4b07106bfb9e62669a9f76ce0fb0eab",
		"stopped": "3c3abc658f700961e223aa4fe4f619c97e5126c65d4517978bb0fa8093bdc5e1",
	} {
		m := earlierRuns(t)
		before, err := m.Run(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		p := newPage(t)
		p.keepIn(m)
		link := strings.Replace(before.Link, "&steps=7", "", 1)
		done, _ := whole(p, goOn(link, id), port.KindSaved)
		if done.WeightsSHA256 != want {
			t.Errorf("%s: weights %s, want %s", id, done.WeightsSHA256, want)
		}
		after, err := m.Run(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		first := string(before.History[1:bytes.IndexByte(before.History, '}')])
		if after.Epoch != 3 || !strings.HasPrefix(string(after.History), "["+first+"},") {
			t.Errorf("%s: its epochs are %s, its first was %s", id, after.History, first)
		}
	}
}
