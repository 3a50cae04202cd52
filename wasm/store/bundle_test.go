package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// bundled is a file of runs of a store.
func bundled(t testing.TB, s Store, ids ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteBundle(context.Background(), &b, s, ids...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t testing.TB, text []byte) *Bundle {
	t.Helper()
	b, err := OpenBundle(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// take imports all of a file's runs and says which are new.
func take(t *testing.T, s Store, text []byte) []bool {
	t.Helper()
	b := opened(t, text)
	var all []bool
	for i := range b.Runs {
		id, err := b.Import(context.Background(), s, i)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, id != "")
	}
	return all
}

func testBundle(t *testing.T, s Store) {
	ctx := context.Background()
	cut := some("cut")
	cut.State, cut.Test, cut.WeightsSHA256 = Running, nil, ""
	save(t, s, cut, someBytes(pieceBytes+5))
	save(t, s, some("done"), []byte("weights"))
	save(t, s, some("empty"), nil)
	text := bundled(t, s, "cut", "done", "empty")

	other := new(Memory)
	if got := take(t, other, text); !slices.Equal(got, []bool{true, true, true}) {
		t.Errorf("new elsewhere: %v", got)
	}
	for id, state := range map[string]State{"cut": Stopped, "done": Done, "empty": Done} {
		before, want := load(t, s, id)
		r, got := load(t, other, id)
		if r.State != state || !bytes.Equal(got, want) {
			t.Errorf("%s is %s there, with %d bytes", id, r.State, len(got))
		}
		if d := cmp.Diff(before, r, cmpopts.IgnoreFields(Record{}, "State")); d != "" {
			t.Error(d)
		}
	}
	if got := take(t, s, text); !slices.Equal(got, []bool{false, false, false}) {
		t.Errorf("new where they come from: %v", got)
	}

	// What has gone on meanwhile stays, and so does the copy when it goes on its own way.
	for n := 2; n <= 4; n++ {
		runs, err := other.Runs(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			if r.Bytes == pieceBytes+5 {
				save(t, other, r, []byte{byte(n)})
			}
		}
		if got := take(t, other, text); !slices.Equal(got, []bool{true, false, false}) {
			t.Errorf("new when one has gone on: %v", got)
		}
		if runs, _ = other.Runs(ctx); len(runs) != 2+n {
			t.Errorf("%d runs, want %d", len(runs), 2+n)
		}
	}
	if _, checkpoint := load(t, other, "cut"); string(checkpoint) != "\x02" {
		t.Errorf("the run that went on first has %d bytes", len(checkpoint))
	}
	if err := WriteBundle(ctx, io.Discard, s, "done", "nobody"); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "run nobody") {
		t.Errorf("a run that is not there: %v", err)
	}
	if err := WriteBundle(ctx, io.Discard, s); err == nil {
		t.Error("a file without runs was written")
	}
}

// twoRuns is a file of two runs.
func twoRuns(t testing.TB) []byte {
	m := new(Memory)
	for _, id := range []string{"a", "b"} {
		p := m.NewParcel()
		p.Write([]byte("weights of " + id))
		if err := m.Save(context.Background(), some(id), p); err != nil {
			t.Fatal(err)
		}
	}
	return bundled(t, m, "a", "b")
}

// resealed is a file with its first record rewritten as some text, with the digest that belongs to it.
func resealed(text []byte, change func(record string) string) []byte {
	n := binary.LittleEndian.Uint32(text[bundleHead:])
	begin := bundleHead + recordHead
	record := change(string(text[begin : begin+int(n)]))
	digest := sha256.Sum256([]byte(record))
	out := binary.LittleEndian.AppendUint32(slices.Clone(text[:bundleHead]), uint32(len(record)))
	return append(append(append(out, digest[:]...), record...), text[begin+int(n):]...)
}

func TestFilesThatAreNoneOfOursOrDamagedAreRefused(t *testing.T) {
	good := twoRuns(t)
	with := func(at int, b ...byte) []byte { return slices.Replace(slices.Clone(good), at, at+len(b), b...) }
	replacing := func(old, new string) []byte {
		return resealed(good, func(r string) string {
			if !strings.Contains(r, old) {
				t.Fatalf("the record %s has no %s", r, old)
			}
			return strings.Replace(r, old, new, 1)
		})
	}
	first := bundleHead + recordHead
	tests := []struct {
		name string
		text []byte
		want error
		says string
	}{
		{"nothing", nil, ErrForeign, ""},
		{"a picture", []byte("\x89PNG\r\n\x1a\n............"), ErrForeign, ""},
		{"another text", []byte("mu"), ErrCutOff, ""},
		{"the mark alone", good[:len(bundleMark)], ErrCutOff, ""},
		{"a newer version", with(8, 2), ErrNewerBundle, "2, and this one reads up to 1"},
		{"no version", with(8, 0), ErrCorrupt, "version 0"},
		{"no runs", with(12, 0), ErrCorrupt, "0 runs"},
		{"a million runs", with(12, 64, 66, 15), ErrCorrupt, "1000000 runs"},
		{"fewer runs than there are", with(12, 1), ErrCorrupt, "bytes after the last run"},
		{"more runs than there are", with(12, 3), ErrCutOff, "run 3 of 3"},
		{"an endless record", with(bundleHead, 255, 255, 255, 255), ErrCorrupt, "run 1 of 2: what was saved is damaged: its record: 4294967295 bytes"},
		{"a record beyond the end", with(bundleHead, 0, 0, 16), ErrCutOff, "run 1 of 2"},
		{"a changed record", with(first+2, 'X'), ErrCorrupt, "its record has another digest"},
		{"a changed digest", with(bundleHead+4, good[bundleHead+4]^1), ErrCorrupt, "its record has another digest"},
		{"no record", resealed(good, func(string) string { return "hello" }), ErrCorrupt, "its record: "},
		{"two records", resealed(good, func(r string) string { return r + r }), ErrCorrupt, "more text after the record"},
		{"a strange state", replacing(`"done"`, `"asleep"`), ErrCorrupt, `"asleep" is none`},
		{"a checkpoint beyond all", replacing(`"bytes":12`, `"bytes":5000000000`), ErrCorrupt, "bytes: 5000000000"},
		{"a checkpoint beyond the end", replacing(`"bytes":12`, `"bytes":4000000000`), ErrCutOff, "run 1 of 2"},
		{"a checkpoint of less than nothing", replacing(`"bytes":12`, `"bytes":-8`), ErrCorrupt, "bytes: -8"},
		{"twice the same", replacing(`"id":"a"`, `"id":"b"`), ErrCorrupt, "run 2 of 2: what was saved is damaged: it is there twice"},
		{"something at its end", append(slices.Clone(good), 0), ErrCorrupt, "1 bytes after the last run"},
		{"without its end", good[:len(good)-1], ErrCutOff, "run 2 of 2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := OpenBundle(bytes.NewReader(test.text), int64(len(test.text)))
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v, want %v with %q", err, test.want, test.says)
			}
		})
	}
}

func TestAFileThatShrinksWhileItIsReadIsCutOff(t *testing.T) {
	good := twoRuns(t)
	if _, err := OpenBundle(bytes.NewReader(good[:len(good)/2]), int64(len(good))); !errors.Is(err, ErrCutOff) {
		t.Error(err)
	}
	b, err := OpenBundle(bytes.NewReader(good), int64(len(good)))
	if err != nil {
		t.Fatal(err)
	}
	b.from = bytes.NewReader(good[:len(good)-3])
	m := new(Memory)
	if _, err := b.Import(context.Background(), m, 1); err == nil {
		t.Error("half a checkpoint was taken in")
	}
	if runs, err := m.Runs(context.Background()); len(runs) > 0 || err != nil {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

func TestADamagedCheckpointIsNotTakenIn(t *testing.T) {
	text := twoRuns(t)
	text[len(text)-1] ^= 1
	b := opened(t, text)
	m := new(Memory)
	if id, err := b.Import(context.Background(), m, 0); id != "a" || err != nil {
		t.Errorf("the run before it: %q, %v", id, err)
	}
	if id, err := b.Import(context.Background(), m, 1); id != "" || !errors.Is(err, ErrCorrupt) || !strings.Contains(err.Error(), "run b: ") {
		t.Errorf("%q, %v", id, err)
	}
	if runs, err := m.Runs(context.Background()); len(runs) != 1 || err != nil {
		t.Errorf("%d runs, %v", len(runs), err)
	}
}

func TestARunOfTomorrowIsOfNow(t *testing.T) {
	b := opened(t, twoRuns(t))
	b.Runs[0].Created, b.Runs[0].Updated = time.Now().Add(24*time.Hour), time.Now().Add(48*time.Hour)
	m := new(Memory)
	if _, err := b.Import(context.Background(), m, 0); err != nil {
		t.Fatal(err)
	}
	if r, _ := load(t, m, "a"); r.Updated.After(time.Now()) || r.Created.After(r.Updated) {
		t.Errorf("created %v, updated %v", r.Created, r.Updated)
	}
}

func FuzzBundle(f *testing.F) {
	f.Add(twoRuns(f))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := OpenBundle(bytes.NewReader(text), int64(len(text)))
		if err != nil {
			return
		}
		m := new(Memory)
		for i, r := range b.Runs {
			if _, err := b.Import(context.Background(), m, i); err != nil && !errors.Is(err, ErrCorrupt) {
				t.Errorf("run %q: %v", r.ID, err)
			}
		}
		if _, err := m.Runs(context.Background()); err != nil {
			t.Error(err)
		}
	})
}
