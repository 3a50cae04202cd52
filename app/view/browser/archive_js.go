package browser

import (
	"context"
	"fmt"

	"muestra/wasm/dom"
	"muestra/wasm/store"
)

// Archive is IndexedDB with the browser's locks.
type Archive struct{}

func (Archive) Open(ctx context.Context) (store.Store, error) {
	s, err := store.Open(ctx)
	if err != nil {
		return nil, err // and not a store that is a nil pointer
	}
	return s, nil
}

func (Archive) Owned(ctx context.Context, ids ...string) ([]string, error) {
	return store.Owned(ctx, ids...)
}

func (Archive) Persist(ctx context.Context) {
	store.Persist(ctx) // the browser may say no, and nothing is to be done about it
}

func (Archive) Room(ctx context.Context) (used, quota int64) {
	room, err := store.Estimate(ctx)
	if err != nil {
		return 0, 0
	}
	return room.Usage, room.Quota
}

func (Archive) Download(ctx context.Context, s store.Store, id, name string) error {
	kept, ok := s.(*store.IndexedDB)
	if !ok {
		return fmt.Errorf("app: download run %s: %w", id, store.ErrRefused)
	}
	blob, err := kept.File(ctx, id)
	if err != nil {
		return err
	}
	return dom.DownloadFile(name, dom.FileOf(blob))
}

func (Archive) Bundle(ctx context.Context, s store.Store, ids []string, name string) error {
	w := new(store.BlobWriter)
	if err := store.WriteBundle(ctx, w, s, ids...); err != nil {
		return err
	}
	blob, err := w.Blob()
	if err != nil {
		return err
	}
	return dom.DownloadFile(name, dom.FileOf(blob))
}

func (Archive) Unbundle(ctx context.Context, file any) (*store.Bundle, error) {
	return store.OpenBundle(store.ReadFile(ctx, file.(dom.File).Value()))
}
