package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

// The limits and marks of a bundle, see doc.go.
const (
	bundleMark    = "muestra\n"
	bundleVersion = 1
	maxBundle     = 1000 // runs
	bundleHead    = len(bundleMark) + 4 + 4
	recordHead    = 4 + sha256.Size
	copyBytes     = 1 << 20 // at a time
)

// WriteBundle writes runs with all that they need to go on elsewhere.
func WriteBundle(ctx context.Context, w io.Writer, s Store, ids ...string) error {
	if len(ids) == 0 || len(ids) > maxBundle {
		return fmt.Errorf("store: write a file of runs: %d runs; it takes 1 to %d", len(ids), maxBundle)
	}
	head := binary.LittleEndian.AppendUint32([]byte(bundleMark), bundleVersion)
	if _, err := w.Write(binary.LittleEndian.AppendUint32(head, uint32(len(ids)))); err != nil {
		return fmt.Errorf("store: write a file of runs: %w", err)
	}
	for _, id := range ids {
		if err := writeRun(ctx, w, s, id); err != nil {
			return fmt.Errorf("store: write a file of runs: run %s: %w", clip(id), err)
		}
	}
	return nil
}

func writeRun(ctx context.Context, w io.Writer, s Store, id string) error {
	r, checkpoint, err := s.Whole(ctx, id)
	if err != nil {
		return err
	}
	text, err := encode(r)
	if err != nil {
		return err
	}
	digest := sha256.Sum256(text)
	head := append(binary.LittleEndian.AppendUint32(nil, uint32(len(text))), digest[:]...)
	if _, err := w.Write(append(head, text...)); err != nil {
		return err
	}
	return copyAll(ctx, w, checkpoint, r.Bytes)
}

// copyAll copies so many bytes. It looks at ctx in between.
func copyAll(ctx context.Context, w io.Writer, from io.Reader, bytes int64) error {
	buffer := make([]byte, min(bytes, copyBytes))
	for bytes > 0 {
		part := buffer[:min(bytes, copyBytes)]
		if _, err := io.ReadFull(from, part); err != nil {
			return err
		}
		if _, err := w.Write(part); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		bytes -= int64(len(part))
	}
	return nil
}

// Bundle is a file of runs that has been found to be one: its records are whole and its checkpoints as long as they say. Whether those are
// what was saved is seen when they are taken in.
type Bundle struct {
	Runs []*Record

	from io.ReaderAt
	at   []int64 // where the checkpoints begin
}

// OpenBundle reads the records of a file of so many bytes. The file is hostile until checked. An error is an ErrForeign, ErrNewerBundle, ErrCutOff
// or ErrCorrupt, or the reader's own.
func OpenBundle(from io.ReaderAt, size int64) (*Bundle, error) {
	b := &Bundle{from: from}
	if err := b.open(size); err != nil {
		return nil, fmt.Errorf("store: read a file of runs: %w", err)
	}
	return b, nil
}

func (b *Bundle) open(size int64) error {
	n, err := b.readHead(size)
	if err != nil {
		return err
	}
	at, seen := int64(bundleHead), map[string]bool{}
	for i := range n {
		r, length, err := b.readRecord(at, size-at)
		if err == nil && seen[r.ID] {
			err = fmt.Errorf("%w: it is there twice", ErrCorrupt)
		}
		if err == nil && size-at-length < r.Bytes {
			err = ErrCutOff
		}
		if err != nil {
			return fmt.Errorf("run %d of %d: %w", i+1, n, err)
		}
		seen[r.ID] = true
		b.Runs, b.at = append(b.Runs, r), append(b.at, at+length)
		at += length + r.Bytes
	}
	if at != size {
		return fmt.Errorf("%w: %d bytes after the last run", ErrCorrupt, size-at)
	}
	return nil
}

// readHead returns how many runs there are.
func (b *Bundle) readHead(size int64) (int, error) {
	head := make([]byte, min(size, int64(bundleHead)))
	if err := b.read(head, 0); err != nil {
		return 0, err
	}
	mark := min(len(bundleMark), len(head))
	switch {
	case mark == 0 || string(head[:mark]) != bundleMark[:mark]:
		return 0, ErrForeign
	case len(head) < bundleHead:
		return 0, ErrCutOff
	}
	version, n := binary.LittleEndian.Uint32(head[mark:]), binary.LittleEndian.Uint32(head[mark+4:])
	switch {
	case version > bundleVersion:
		return 0, fmt.Errorf("%w: %d, and this one reads up to %d", ErrNewerBundle, version, bundleVersion)
	case version == 0 || n == 0 || n > maxBundle:
		return 0, fmt.Errorf("%w: version %d, %d runs", ErrCorrupt, version, n)
	}
	return int(n), nil
}

// readRecord reads the record at an offset, of which the file has so many bytes left, and returns the length of all that is before its checkpoint.
func (b *Bundle) readRecord(at, left int64) (*Record, int64, error) {
	if left < int64(recordHead) {
		return nil, 0, ErrCutOff
	}
	head := make([]byte, recordHead)
	if err := b.read(head, at); err != nil {
		return nil, 0, err
	}
	n := int64(binary.LittleEndian.Uint32(head))
	switch {
	case n > maxRecord:
		return nil, 0, fmt.Errorf("%w: its record: %d bytes, more than the %d allowed", ErrCorrupt, n, maxRecord)
	case n > left-int64(recordHead):
		return nil, 0, ErrCutOff
	}
	text := make([]byte, n)
	if err := b.read(text, at+int64(recordHead)); err != nil {
		return nil, 0, err
	}
	if digest := sha256.Sum256(text); !bytes.Equal(digest[:], head[4:]) {
		return nil, 0, fmt.Errorf("%w: its record has another digest than when it was written", ErrCorrupt)
	}
	r := new(Record)
	if err := r.read(text); err != nil {
		return nil, 0, fmt.Errorf("%w: its record: %w", ErrCorrupt, err)
	}
	return r, int64(recordHead) + n, nil
}

// read fills p from an offset on.
func (b *Bundle) read(p []byte, at int64) error {
	n, err := b.from.ReadAt(p, at)
	if n == len(p) {
		return nil
	}
	if err == io.EOF || err == nil { // the file has become shorter
		err = ErrCutOff
	}
	return err
}

// Import takes run i into a store and returns its name there, or "" where it is there already. No run that is there is touched: one that has gone on
// since keeps its name, and this one gets another. A run that was under way is stopped: it goes on when somebody says so.
func (b *Bundle) Import(ctx context.Context, s Store, i int) (id string, err error) {
	r := *b.Runs[i]
	if r.State == Running {
		r.State = Stopped
	}
	now := time.Now() // clocks differ, and what is of tomorrow would be the newest for ever
	if r.Updated.After(now) {
		r.Updated = now
	}
	if r.Created.After(r.Updated) {
		r.Created = r.Updated
	}
	if there, err := r.nameFor(ctx, s); there || err != nil {
		return "", err
	}
	parcel := s.NewParcel()
	if err := copyAll(ctx, parcel, io.NewSectionReader(b.from, b.at[i], r.Bytes), r.Bytes); err != nil {
		return "", fmt.Errorf("store: import run %s: %w", clip(r.ID), err)
	}
	if err := s.Add(ctx, &r, parcel); err != nil {
		return "", err
	}
	return r.ID, nil
}

// nameFor gives a run that is to be imported the name under which it will be kept, and reports whether it is there already.
func (r *Record) nameFor(ctx context.Context, s Store) (there bool, err error) {
	const tries = 100 // copies that have gone on since, each its own way
	sum := sha256.Sum256([]byte(r.ID + r.SHA256 + r.WeightsSHA256))
	for range tries {
		old, err := s.Run(ctx, r.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			return false, nil
		case err != nil && !errors.Is(err, ErrCorrupt):
			return false, err
		case err == nil && old.SHA256 == r.SHA256 && old.WeightsSHA256 == r.WeightsSHA256:
			return true, nil
		}
		r.ID = hex.EncodeToString(sum[:])
		sum = sha256.Sum256(sum[:])
	}
	return false, fmt.Errorf("store: import: %w", ErrExists)
}
