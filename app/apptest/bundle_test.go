package apptest

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/store"
)

func TestNamesAndNotesOfAFileAreTidied(t *testing.T) {
	a := &FakeArchive{}
	a.Keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &history.Score{Accuracy: 0.5}, WeightsSHA256: Digest, Labels: store.Labels{
		Name: "good\u202e\nrun", Note: "one\u2066\ntwo" + strings.Repeat("ñ", saved.MaxNote),
	}})
	s, _ := NewSessionWith(a)
	s.Saved.ExportRuns([]string{"done"})
	other, _ := NewSessionWith(&FakeArchive{File: a.File})
	other.Open("", "")
	other.Saved.ImportRuns(nil)
	if r := other.Saved.Record("done"); r == nil || r.Name != "good run" || !strings.HasPrefix(r.Note, "one\ntwoñ") || len([]rune(r.Note)) != saved.MaxNote {
		t.Errorf("%+v, %q", r, other.Saved.List.Outcome)
	}
}

func TestAFileThatIsWrongIsSaidInWords(t *testing.T) {
	good := SomeRuns(t)
	s, _ := NewSessionWith(good)
	s.Saved.ExportRuns([]string{"done", "cut"})
	changed := func(at int, b byte) []byte {
		text := slices.Clone(good.File)
		text[at] = b
		return text
	}
	end := len(good.File) - 1
	tests := []struct {
		name   string
		file   []byte
		en, es string
		runs   int
	}{
		{"a picture", []byte("\x89PNG..........."), "Nothing was imported: that is no file of Muestra’s runs", "no es de entrenamientos de Muestra", 0},
		{"nothing", nil, "that is no file of Muestra’s runs", "elige uno que termine en .muestra", 0},
		{"a newer one", changed(8, 9), "of a newer version of this page; reload it", "una versión más nueva", 0},
		{"half of it", good.File[:end/2], "the end of the file is missing", "le falta el final", 0},
		{"a changed record", changed(100, 0), "the file is damaged", "el archivo está dañado", 0},
		{"a changed checkpoint", changed(end, 0), "Imported: 1. Number 2 of 2 (Sample 2 · SGD instead of Adam) could not be imported: the file is damaged", "El 2 de 2 (Muestra 2 ·", 1},
	}
	for _, test := range tests {
		for lang, want := range map[string]string{"en": test.en, "es": test.es} {
			t.Run(test.name+" "+lang, func(t *testing.T) {
				a := &FakeArchive{File: test.file}
				s, _ := NewSessionWith(a)
				s.Lang = lang
				s.Saved.ImportRuns(nil)
				if !strings.Contains(s.Saved.List.Outcome, want) || s.Saved.List.Busy {
					t.Errorf("said %q, want %q", s.Saved.List.Outcome, want)
				}
				if len(s.Saved.Records) != test.runs {
					t.Errorf("%d runs have come in", len(s.Saved.Records))
				}
			})
		}
	}
}

func TestAFullStorageEndsAnImport(t *testing.T) {
	a := &FakeArchive{}
	for _, id := range []string{"a", "b", "c"} {
		a.Keep(t, store.Record{ID: id, State: store.Done, Epoch: 9})
	}
	var text bytes.Buffer
	if err := store.WriteBundle(t.Context(), &text, a, "a", "b", "c"); err != nil {
		t.Fatal(err)
	}
	bundle, err := store.OpenBundle(bytes.NewReader(text.Bytes()), int64(text.Len()))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := NewTestSession()
	in := saved.TakeIn(t.Context(), &full{new(store.Memory), 1}, bundle)
	if got := saved.IntakeInWords(s.Speaker, &in); got != "Imported: 1. Number 2 of 3 (Sample 2 · SGD instead of Adam) could not be imported: there is no room left." {
		t.Errorf("said %q", got)
	}
	in.Failed = append(in.Failed, in.Failed[0], in.Failed[0], in.Failed[0])
	if got := saved.IntakeInWords(s.Speaker, &in); strings.Count(got, "Number 2") != 3 || !strings.HasSuffix(got, "Nor could others: 1.") {
		t.Errorf("said %q", got)
	}
}

func TestARunThatIsGoneCannotBeExported(t *testing.T) {
	a := SomeRuns(t)
	s, _ := NewSessionWith(a)
	if err := a.Delete(t.Context(), "done"); err != nil {
		t.Fatal(err)
	}
	s.Saved.ExportRuns([]string{"done"})
	if len(a.Downloaded) > 0 || s.Saved.List.Outcome != "It could not be exported: it is not saved any more." || s.Saved.List.Busy {
		t.Errorf("downloaded %q, %q", a.Downloaded, s.Saved.List.Outcome)
	}
}
