package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"
)

// Memory is a Store that lasts as long as the program. Its methods do not wait and look at no context.
type Memory struct {
	mu   sync.Mutex
	runs map[string]kept
}

// kept is a run as it is kept: its bytes.
type kept struct{ record, checkpoint []byte }

// Runs lists the records.
func (m *Memory) Runs(context.Context) ([]*Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*Record
	var damaged []error
	for _, id := range slices.Sorted(maps.Keys(m.runs)) {
		r, err := decode(id, m.runs[id].record)
		if err != nil {
			damaged = append(damaged, fmt.Errorf("store: run %s: %w", id, err))
			continue
		}
		all = append(all, r)
	}
	slices.SortStableFunc(all, later)
	return all, errors.Join(damaged...)
}

// Run is one record.
func (m *Memory) Run(_ context.Context, id string) (*Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.record(id)
	if err != nil {
		return nil, fmt.Errorf("store: run %s: %w", id, err)
	}
	return r, nil
}

func (m *Memory) record(id string) (*Record, error) {
	k, ok := m.runs[id]
	if !ok {
		return nil, ErrNotFound
	}
	return decode(id, k.record)
}

// parcel is a Parcel in Go's memory.
type parcel struct{ bytes.Buffer }

func (p *parcel) Len() int64 { return int64(p.Buffer.Len()) }

// NewParcel makes room for a checkpoint.
func (m *Memory) NewParcel() Parcel { return new(parcel) }

// Save keeps a run.
func (m *Memory) Save(_ context.Context, r *Record, checkpoint Parcel) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.save(*r, checkpoint.(*parcel).Bytes()); err != nil {
		return fmt.Errorf("store: save run %s: %w", r.ID, err)
	}
	return nil
}

func (m *Memory) save(r Record, checkpoint []byte) error {
	old, err := m.record(r.ID)
	if err != nil {
		old = nil
	}
	r.follows(old, time.Now())
	r.Bytes, r.SHA256 = int64(len(checkpoint)), digest(checkpoint)
	return m.put(&r, checkpoint)
}

func (m *Memory) put(r *Record, checkpoint []byte) error {
	text, err := encode(r)
	if err != nil {
		return err
	}
	if m.runs == nil {
		m.runs = map[string]kept{}
	}
	m.runs[r.ID] = kept{text, checkpoint}
	return nil
}

// Checkpoint reads a run's checkpoint.
func (m *Memory) Checkpoint(ctx context.Context, id string) (io.Reader, error) {
	_, checkpoint, err := m.Whole(ctx, id)
	return checkpoint, err
}

// Whole is a run's record with its checkpoint.
func (m *Memory) Whole(_ context.Context, id string) (*Record, io.Reader, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	checkpoint := m.runs[id].checkpoint
	r, err := m.record(id)
	if err == nil {
		err = r.matches(int64(len(checkpoint)), digest(checkpoint))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("store: checkpoint of run %s: %w", id, err)
	}
	return r, bytes.NewReader(checkpoint), nil
}

// Add keeps a run as it is.
func (m *Memory) Add(_ context.Context, r *Record, checkpoint Parcel) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	b := checkpoint.(*parcel).Bytes()
	err := r.matches(int64(len(b)), digest(b))
	if _, there := m.runs[r.ID]; err == nil && there {
		err = ErrExists
	}
	if err == nil {
		err = m.put(r, b)
	}
	if err != nil {
		return fmt.Errorf("store: add run %s: %w", clip(r.ID), err)
	}
	return nil
}

// Update gives a run other labels.
func (m *Memory) Update(_ context.Context, id string, labels Labels) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.record(id)
	if err == nil {
		r.Labels = labels
		err = m.put(r, m.runs[id].checkpoint)
	}
	if err != nil {
		return fmt.Errorf("store: label run %s: %w", id, err)
	}
	return nil
}

// Delete forgets a run.
func (m *Memory) Delete(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.runs, id)
	return nil
}

// Close does nothing.
func (m *Memory) Close() {}

// digest is a checkpoint's: the SHA-256 of the SHA-256s of its pieces.
func digest(checkpoint []byte) string {
	all := sha256.New()
	for piece := range slices.Chunk(checkpoint, pieceBytes) {
		one := sha256.Sum256(piece)
		all.Write(one[:])
	}
	return hex.EncodeToString(all.Sum(nil))
}
