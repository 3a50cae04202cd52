package app

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// someRuns is an archive with a run that is done and one that was cut short.
func someRuns(t *testing.T) *fakeArchive {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &store.Score{Accuracy: 0.5}, WeightsSHA256: digest, Labels: store.Labels{Name: "La buena"}})
	a.keep(t, store.Record{ID: "cut", State: store.Running, Epoch: 3})
	return a
}

func TestRunsGoToAnotherBrowserAndGoOnThere(t *testing.T) {
	a := someRuns(t)
	s, _ := newSessionWith(a)
	s.exportRuns([]string{"done"})
	s.exportRuns(idsOf(s.records))
	if len(a.downloaded) != 2 || a.downloaded[0] != "done muestra-2-La-buena.muestra" || !strings.HasPrefix(a.downloaded[1], "cut,done muestra-20") || s.list.outcome != "Exported: 2." || s.list.busy {
		t.Errorf("downloaded %q, %q", a.downloaded, s.list.outcome)
	}

	b := &fakeArchive{file: a.file}
	other, f := newSessionWith(b)
	other.open("", "")
	other.importRuns(nil)
	if got := other.list.outcome; got != "Imported: 2." {
		t.Errorf("said %q", got)
	}
	if len(other.records) != 2 || other.offer != nil || namesOf(other.picked()) != "cut done" {
		t.Fatalf("records %v, offer %v, chosen %q", other.records, other.offer, other.list.chosen)
	}
	if r := other.record("done"); r.Name != "La buena" || r.Test == nil || !r.Updated.Equal(s.record("done").Updated) {
		t.Errorf("%+v", r)
	}
	other.goOn("cut")
	if other.run == nil || other.run.id != "cut" || !other.run.resumes || len(other.run.history) != 3 {
		t.Errorf("goes on as %+v, told %q", other.run, f.kinds())
	}
	other.run.phase = phaseReady
	other.importRuns(nil)
	if got := other.list.outcome; got != "Already here: 2." {
		t.Errorf("a second time: %q", got)
	}
}

func TestNamesAndNotesOfAFileAreTidied(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "done", State: store.Done, Epoch: 9, Test: &store.Score{Accuracy: 0.5}, WeightsSHA256: digest, Labels: store.Labels{
		Name: "good\u202e\nrun", Note: "one\u2066\ntwo" + strings.Repeat("ñ", maxNote),
	}})
	s, _ := newSessionWith(a)
	s.exportRuns([]string{"done"})
	other, _ := newSessionWith(&fakeArchive{file: a.file})
	other.open("", "")
	other.importRuns(nil)
	if r := other.record("done"); r == nil || r.Name != "good run" || !strings.HasPrefix(r.Note, "one\ntwoñ") || len([]rune(r.Note)) != maxNote {
		t.Errorf("%+v, %q", r, other.list.outcome)
	}
}

func TestAFileThatIsWrongIsSaidInWords(t *testing.T) {
	good := someRuns(t)
	s, _ := newSessionWith(good)
	s.exportRuns([]string{"done", "cut"})
	changed := func(at int, b byte) []byte {
		text := slices.Clone(good.file)
		text[at] = b
		return text
	}
	end := len(good.file) - 1
	tests := []struct {
		name   string
		file   []byte
		en, es string
		runs   int
	}{
		{"a picture", []byte("\x89PNG..........."), "Nothing was imported: that is no file of Muestra’s runs", "no es de entrenamientos de Muestra", 0},
		{"nothing", nil, "that is no file of Muestra’s runs", "elige uno que termine en .muestra", 0},
		{"a newer one", changed(8, 9), "of a newer version of this page; reload it", "una versión más nueva", 0},
		{"half of it", good.file[:end/2], "the end of the file is missing", "le falta el final", 0},
		{"a changed record", changed(100, 0), "the file is damaged", "el archivo está dañado", 0},
		{"a changed checkpoint", changed(end, 0), "Imported: 1. Number 2 of 2 (Sample 2 · SGD instead of Adam) could not be imported: the file is damaged", "El 2 de 2 (Muestra 2 ·", 1},
	}
	for _, test := range tests {
		for lang, want := range map[string]string{"en": test.en, "es": test.es} {
			t.Run(test.name+" "+lang, func(t *testing.T) {
				a := &fakeArchive{file: test.file}
				s, _ := newSessionWith(a)
				s.lang = lang
				s.importRuns(nil)
				if !strings.Contains(s.list.outcome, want) || s.list.busy {
					t.Errorf("said %q, want %q", s.list.outcome, want)
				}
				if len(s.records) != test.runs {
					t.Errorf("%d runs have come in", len(s.records))
				}
			})
		}
	}
}

func TestRunsThatSayOtherwiseThanTheirRecipeAreRefused(t *testing.T) {
	honest := store.Record{ID: "a", State: store.Done, Link: cutLink, Sample: 2, Dataset: "cifar10", Epochs: 9, Epoch: 1,
		History: []byte(`[{"epoch":1,"loss":2,"seconds":60}]`), ValAccuracy: make([]float64, 1)}
	if err := admissible(&honest); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*store.Record){
		"another sample":    func(r *store.Record) { r.Sample = 3 },
		"more epochs":       func(r *store.Record) { r.Epochs = 1000 },
		"epochs beyond all": func(r *store.Record) { r.Epoch = 10 },
		"a longer history":  func(r *store.Record) { r.ValAccuracy = make([]float64, 10) },
		"steps beyond all":  func(r *store.Record) { r.Step = 1 << 30 },
		"epochs of ages":    func(r *store.Record) { r.History = []byte(`[{"epoch":1,"seconds":1e300}]`) },
		"losses beyond all": func(r *store.Record) { r.History = []byte(`[{"epoch":1,"loss":1e308}]`) },
		"impossible epochs": func(r *store.Record) { r.History = []byte(`[{"epoch":1,"accuracy":"all"}]`) },
		"strange pictures":  func(r *store.Record) { r.Dataset = "imagenet" },
	} {
		r := honest
		change(&r)
		if err := admissible(&r); !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	odd := honest
	odd.Link = "sample=2&lr=NaN"
	var link *samples.LinkError
	if err := admissible(&odd); !errors.As(err, &link) {
		t.Errorf("a recipe that cannot be: %v", err)
	}
}

func TestRunsWithNamesThatTheWorkerWouldNotTakeAreNotKept(t *testing.T) {
	for _, id := range []string{"a/b", "<b>", "año", "a b", "\u202e", strings.Repeat("x", 65), "", "x-_9", strings.Repeat("x", 64)} {
		kept := new(store.Memory)
		err := kept.Save(context.Background(), &store.Record{ID: id, State: store.Stopped}, kept.NewParcel())
		if worker := port.CheckRun(id); (err == nil) != (worker == nil) {
			t.Errorf("%q: the store says %v, the worker %v", id, err, worker)
		}
	}
}

// full is a store that has no room left after so many runs.
type full struct {
	*store.Memory
	room int
}

func (f *full) Add(ctx context.Context, r *store.Record, p store.Parcel) error {
	if f.room--; f.room < 0 {
		return store.ErrFull
	}
	return f.Memory.Add(ctx, r, p)
}

func TestAFullStorageEndsAnImport(t *testing.T) {
	a := &fakeArchive{}
	for _, id := range []string{"a", "b", "c"} {
		a.keep(t, store.Record{ID: id, State: store.Done, Epoch: 9})
	}
	var text bytes.Buffer
	if err := store.WriteBundle(t.Context(), &text, a, "a", "b", "c"); err != nil {
		t.Fatal(err)
	}
	bundle, err := store.OpenBundle(bytes.NewReader(text.Bytes()), int64(text.Len()))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := newTestSession()
	in := takeIn(t.Context(), &full{new(store.Memory), 1}, bundle)
	if got := s.intakeInWords(&in); got != "Imported: 1. Number 2 of 3 (Sample 2 · SGD instead of Adam) could not be imported: there is no room left." {
		t.Errorf("said %q", got)
	}
	in.failed = append(in.failed, in.failed[0], in.failed[0], in.failed[0])
	if got := s.intakeInWords(&in); strings.Count(got, "Number 2") != 3 || !strings.HasSuffix(got, "Nor could others: 1.") {
		t.Errorf("said %q", got)
	}
}

func TestARunThatIsGoneCannotBeExported(t *testing.T) {
	a := someRuns(t)
	s, _ := newSessionWith(a)
	if err := a.Delete(t.Context(), "done"); err != nil {
		t.Fatal(err)
	}
	s.exportRuns([]string{"done"})
	if len(a.downloaded) > 0 || s.list.outcome != "It could not be exported: it is not saved any more." || s.list.busy {
		t.Errorf("downloaded %q, %q", a.downloaded, s.list.outcome)
	}
}
