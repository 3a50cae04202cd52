package saved

import (
	"context"

	"muestra/wasm/store"
)

// Archive is what keeps runs beyond the page; archive_js.go has the browser's. Its methods wait, so they are called in work that goes on aside.
type Archive interface {
	// Open opens the store.
	Open(context.Context) (store.Store, error)
	// Owned tells which of some runs are being trained, here or in another tab. The worker that trains a run owns it.
	Owned(ctx context.Context, ids ...string) ([]string, error)
	// Persist asks the browser not to delete what is kept, and room how much that may be, in bytes; 0 where it does not say.
	Persist(context.Context)
	Room(context.Context) (used, quota int64)
	// Download hands the visitor a run's checkpoint as a file.
	Download(ctx context.Context, s store.Store, id, name string) error
	// Bundle hands the visitor runs as one file, and unbundle opens one that the visitor has chosen, a File of the browser's.
	Bundle(ctx context.Context, s store.Store, ids []string, name string) error
	Unbundle(ctx context.Context, file any) (*store.Bundle, error)
}
