package app

import (
	"context"

	"muestra/wasm/store"
)

// archive is what keeps runs beyond the page; archive_js.go has the browser's. Its methods wait, so they are called in work that goes on aside.
type archive interface {
	// open opens the store.
	open(context.Context) (store.Store, error)
	// owned tells which of some runs are being trained, here or in another tab. The worker that trains a run owns it.
	owned(ctx context.Context, ids ...string) ([]string, error)
	// persist asks the browser not to delete what is kept, and room how much that may be, in bytes; 0 where it does not say.
	persist(context.Context)
	room(context.Context) (used, quota int64)
	// download hands the visitor a run's checkpoint as a file.
	download(ctx context.Context, s store.Store, id, name string) error
	// bundle hands the visitor runs as one file, and unbundle opens one that the visitor has chosen, a File of the browser's.
	bundle(ctx context.Context, s store.Store, ids []string, name string) error
	unbundle(ctx context.Context, file any) (*store.Bundle, error)
}
