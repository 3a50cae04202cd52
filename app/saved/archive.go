package saved

import (
	"context"

	"muestra/wasm/store"
)

// Archive is what keeps runs beyond the page; app/view/browser has the browser's. Its methods wait, so they are called in work that goes on aside.
type Archive interface {
	// Open opens the store.
	Open(context.Context) (store.Store, error)
	// Owned tells which of some runs are being trained, here or in another tab. The worker that trains a run owns it.
	Owned(ctx context.Context, ids ...string) ([]string, error)
	// Persist asks the browser not to delete what is kept when it needs room.
	Persist(context.Context)
	// Room is how much is kept and how much that may be, in bytes; 0 where the browser does not say.
	Room(context.Context) (used, quota int64)
	// Download hands the visitor a run's checkpoint as a file.
	Download(ctx context.Context, s store.Store, id, name string) error
	// Bundle hands the visitor runs as one file.
	Bundle(ctx context.Context, s store.Store, ids []string, name string) error
	// Unbundle opens a file with runs that the visitor has chosen, a File of the browser's.
	Unbundle(ctx context.Context, file any) (*store.Bundle, error)
}
