package store

import (
	"context"
	"fmt"
	"io"
	"time"
)

// Store keeps runs. Errors wrap those of errors.go. Its methods may be called from several goroutines. When ctx ends before a change is
// complete, the change has not been made.
type Store interface {
	// Runs lists the records, those saved last first. Records that are damaged are an ErrCorrupt that names them, beside the others.
	Runs(ctx context.Context) ([]*Record, error)
	// Run is one record.
	Run(ctx context.Context, id string) (*Record, error)
	// NewParcel makes room for a checkpoint that is to be saved.
	NewParcel() Parcel
	// Save keeps a run's record and its checkpoint, in place of those before. The labels of a run that is there already stay, and so does
	// the time when it was created.
	Save(ctx context.Context, r *Record, checkpoint Parcel) error
	// Checkpoint reads a run's checkpoint, which has been found to be what was saved.
	Checkpoint(ctx context.Context, id string) (io.Reader, error)
	// Whole is a run's record with the checkpoint of the same save.
	Whole(ctx context.Context, id string) (*Record, io.Reader, error)
	// Add keeps a run that has come from elsewhere as it is, with its labels, its times and its digest, which must be the checkpoint's: else it
	// is an ErrCorrupt. A run that is there already is an ErrExists, and stays.
	Add(ctx context.Context, r *Record, checkpoint Parcel) error
	// Update gives a run other labels.
	Update(ctx context.Context, id string, labels Labels) error
	// Delete forgets a run; one that is not there is no error.
	Delete(ctx context.Context, id string) error
	// Close lets go of the store.
	Close()
}

// Parcel takes the bytes of a checkpoint at once, so that the tensors may change while they are being saved. It is for one Save of the Store
// that made it.
type Parcel interface {
	io.Writer
	// Len is the number of bytes written.
	Len() int64
}

// pieceBytes is the size of all pieces of a checkpoint but the last, which is smaller.
const pieceBytes = 4 << 20

// matches refuses a checkpoint that is not the one that the record speaks of.
func (r *Record) matches(bytes int64, digest string) error {
	if bytes != r.Bytes {
		return fmt.Errorf("%w: its checkpoint has %d bytes instead of %d", ErrCorrupt, bytes, r.Bytes)
	}
	if digest != r.SHA256 {
		return fmt.Errorf("%w: its checkpoint has another digest than when it was saved", ErrCorrupt)
	}
	return nil
}

// follows makes r, which is about to be saved, the successor of the record that is there, nil for none.
func (r *Record) follows(old *Record, now time.Time) {
	r.Created, r.Updated = now, now
	if old != nil {
		r.Created, r.Labels = old.Created, old.Labels
		if now.Before(old.Created) { // the clock has been put back
			r.Updated = old.Created
		}
	}
}

// later orders records for a list: those saved last first.
func later(a, b *Record) int { return b.Updated.Compare(a.Updated) }
