package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestMemory(t *testing.T) { testStore(t, func(*testing.T) Store { return new(Memory) }) }

// testStore is what every Store must do.
func testStore(t *testing.T, open func(t *testing.T) Store) {
	tests := []struct {
		name string
		test func(t *testing.T, s Store)
	}{
		{"what is saved is there", testSaved},
		{"checkpoints of all sizes", testSizes},
		{"a save replaces the one before", testReplaced},
		{"labels are the visitor's", testLabels},
		{"runs are listed, those saved last first", testListed},
		{"a deleted run is gone", testDeleted},
		{"what cannot be is not saved", testImpossible},
		{"what comes from elsewhere is kept as it is", testAdded},
		{"runs go from store to store in a file", testBundle},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			t.Cleanup(s.Close)
			test.test(t, s)
		})
	}
}

// someBytes are bytes of which each piece is another.
func someBytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(i*i>>8) ^ byte(i/pieceBytes)
	}
	return b
}

func save(t *testing.T, s Store, r *Record, checkpoint []byte) {
	t.Helper()
	if err := trySave(s, r, checkpoint); err != nil {
		t.Fatal(err)
	}
}

func trySave(s Store, r *Record, checkpoint []byte) error {
	p := s.NewParcel()
	for part := range bytes.Lines(checkpoint) { // parts of all lengths
		if _, err := p.Write(part); err != nil {
			return err
		}
	}
	if p.Len() != int64(len(checkpoint)) {
		return fmt.Errorf("%d bytes in the parcel, %d written", p.Len(), len(checkpoint))
	}
	return s.Save(context.Background(), r, p)
}

func load(t *testing.T, s Store, id string) (*Record, []byte) {
	t.Helper()
	r, err := s.Run(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	file, err := s.Checkpoint(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := io.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	return r, checkpoint
}

// setBySave are the fields that Save fills.
var setBySave = cmpopts.IgnoreFields(Record{}, "Created", "Updated", "Bytes", "SHA256")

func testSaved(t *testing.T, s Store) {
	before := time.Now().Truncate(0)
	save(t, s, some("a"), []byte("weights"))
	r, checkpoint := load(t, s, "a")
	if string(checkpoint) != "weights" || r.Bytes != 7 {
		t.Errorf("checkpoint %q of %d bytes", checkpoint, r.Bytes)
	}
	if d := cmp.Diff(some("a"), r, setBySave); d != "" {
		t.Error(d)
	}
	if r.Created.Before(before) || !r.Created.Equal(r.Updated) {
		t.Errorf("created %v, updated %v, saved after %v", r.Created, r.Updated, before)
	}
	for _, absent := range []string{"", "A", "a ", "b"} {
		if _, err := s.Run(context.Background(), absent); !errors.Is(err, ErrNotFound) {
			t.Errorf("run %q: %v", absent, err)
		}
		if _, err := s.Checkpoint(context.Background(), absent); !errors.Is(err, ErrNotFound) {
			t.Errorf("checkpoint of run %q: %v", absent, err)
		}
	}
}

func testSizes(t *testing.T, s Store) {
	digests := map[int]string{
		0:              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", // of nothing
		1:              digest(someBytes(1)),
		pieceBytes - 1: digest(someBytes(pieceBytes - 1)),
		pieceBytes:     digest(someBytes(pieceBytes)),
		pieceBytes + 1: digest(someBytes(pieceBytes + 1)),
		3 * pieceBytes: digest(someBytes(3 * pieceBytes)),
	}
	for n, want := range digests {
		save(t, s, some("a"), someBytes(n))
		r, checkpoint := load(t, s, "a")
		if !bytes.Equal(checkpoint, someBytes(n)) {
			t.Errorf("%d bytes have come back as %d others", n, len(checkpoint))
		}
		if r.Bytes != int64(n) || r.SHA256 != want {
			t.Errorf("%d bytes: the record says %d, %s, want %s", n, r.Bytes, r.SHA256, want)
		}
	}
}

func testReplaced(t *testing.T, s Store) {
	first := some("a")
	first.State, first.Epoch, first.History = Running, 0, nil
	save(t, s, first, someBytes(2*pieceBytes+1))
	save(t, s, some("b"), []byte("other"))
	old, _ := load(t, s, "a")
	time.Sleep(2 * time.Millisecond)
	save(t, s, some("a"), []byte("small"))
	r, checkpoint := load(t, s, "a")
	if string(checkpoint) != "small" || r.State != Done || r.Epoch != 2 {
		t.Errorf("%q, %+v", checkpoint, r)
	}
	if !r.Created.Equal(old.Created) || !r.Updated.After(old.Updated) {
		t.Errorf("created %v, then %v; updated %v, then %v", old.Created, r.Created, old.Updated, r.Updated)
	}
	if _, checkpoint := load(t, s, "b"); string(checkpoint) != "other" {
		t.Errorf("the other run has %q", checkpoint)
	}
}

func testLabels(t *testing.T, s Store) {
	ctx := context.Background()
	save(t, s, some("a"), []byte("weights"))
	want := Labels{Name: "la buena", Note: "☺", Starred: false}
	if err := s.Update(ctx, "a", want); err != nil {
		t.Fatal(err)
	}
	r, checkpoint := load(t, s, "a")
	if r.Labels != want || string(checkpoint) != "weights" {
		t.Errorf("%+v, %q", r.Labels, checkpoint)
	}
	save(t, s, some("a"), []byte("newer"))
	if r, _ := load(t, s, "a"); r.Labels != want {
		t.Errorf("a save has made %+v of %+v", r.Labels, want)
	}
	if err := s.Update(ctx, "b", want); !errors.Is(err, ErrNotFound) {
		t.Errorf("a run that is not there: %v", err)
	}
	if err := s.Update(ctx, "a", Labels{Name: strings.Repeat("x", maxName+1)}); err == nil || !strings.Contains(err.Error(), "name: 401 bytes") {
		t.Errorf("a name without end: %v", err)
	}
	if r, _ := load(t, s, "a"); r.Labels != want {
		t.Errorf("a refused name has made %+v of %+v", r.Labels, want)
	}
}

func testListed(t *testing.T, s Store) {
	for _, id := range []string{"a", "c", "b", "c"} {
		save(t, s, some(id), []byte(id))
		time.Sleep(2 * time.Millisecond)
	}
	runs, err := s.Runs(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var ids string
	for _, r := range runs {
		ids += r.ID
	}
	if ids != "cba" {
		t.Errorf("listed %s, want cba", ids)
	}
}

func testDeleted(t *testing.T, s Store) {
	ctx := context.Background()
	save(t, s, some("a"), someBytes(pieceBytes+1))
	save(t, s, some("b"), []byte("other"))
	for range 2 {
		if err := s.Delete(ctx, "a"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Run(ctx, "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("its record: %v", err)
	}
	if _, err := s.Checkpoint(ctx, "a"); !errors.Is(err, ErrNotFound) {
		t.Errorf("its checkpoint: %v", err)
	}
	if _, checkpoint := load(t, s, "b"); string(checkpoint) != "other" {
		t.Errorf("the other run has %q", checkpoint)
	}
}

func testImpossible(t *testing.T, s Store) {
	save(t, s, some("a"), []byte("weights"))
	r := some("a")
	r.Epoch = -1
	if err := trySave(s, r, []byte("others")); err == nil || !strings.Contains(err.Error(), "epoch: -1") {
		t.Errorf("error %v", err)
	}
	if r, checkpoint := load(t, s, "a"); r.Epoch != 2 || string(checkpoint) != "weights" {
		t.Errorf("%+v, %q", r, checkpoint)
	}
}

// packed are the bytes of a checkpoint, in a parcel.
func packed(t *testing.T, s Store, checkpoint []byte) Parcel {
	t.Helper()
	p := s.NewParcel()
	if _, err := p.Write(checkpoint); err != nil {
		t.Fatal(err)
	}
	return p
}

func testAdded(t *testing.T, s Store) {
	ctx := context.Background()
	r := some("a")
	r.Bytes, r.SHA256 = pieceBytes+1, digest(someBytes(pieceBytes+1))
	want := *r
	if err := s.Add(ctx, r, packed(t, s, someBytes(pieceBytes+1))); err != nil {
		t.Fatal(err)
	}
	got, from, err := s.Whole(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(&want, got); d != "" {
		t.Error(d)
	}
	if checkpoint, err := io.ReadAll(from); err != nil || !bytes.Equal(checkpoint, someBytes(pieceBytes+1)) {
		t.Errorf("a checkpoint of %d bytes, %v", len(checkpoint), err)
	}
	other := *r
	other.Epoch = 1
	if err := s.Add(ctx, &other, packed(t, s, someBytes(pieceBytes+1))); !errors.Is(err, ErrExists) {
		t.Errorf("a run that is there: %v", err)
	}
	other.ID = "b"
	for _, checkpoint := range [][]byte{someBytes(pieceBytes), someBytes(pieceBytes + 2), make([]byte, pieceBytes+1)} {
		if err := s.Add(ctx, &other, packed(t, s, checkpoint)); !errors.Is(err, ErrCorrupt) {
			t.Errorf("another checkpoint, of %d bytes: %v", len(checkpoint), err)
		}
	}
	other.Epoch = -1
	if err := s.Add(ctx, &other, packed(t, s, someBytes(pieceBytes+1))); err == nil || !strings.Contains(err.Error(), "epoch: -1") {
		t.Errorf("a run that cannot be: %v", err)
	}
	if _, err := s.Run(ctx, "b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what was refused is there: %v", err)
	}
	if _, _, err := s.Whole(ctx, "b"); !errors.Is(err, ErrNotFound) {
		t.Errorf("what was refused is there: %v", err)
	}
}
