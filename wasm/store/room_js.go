package store

import (
	"context"
	"fmt"
	"syscall/js"

	"muestra/wasm/dom"
)

// Room is what the browser says about this site's storage.
type Room struct {
	Usage, Quota int64 // bytes; the browser estimates both
	// Persistent says that the browser deletes nothing without being told to.
	Persistent bool
}

// Estimate asks how much room there is. It is an ErrRefused where the browser does not say.
func Estimate(ctx context.Context) (Room, error) {
	r, err := estimate(ctx)
	if err != nil {
		return Room{}, fmt.Errorf("store: estimate the room: %w", err)
	}
	return r, nil
}

func estimate(ctx context.Context) (Room, error) {
	estimate, err := manager(ctx, "estimate")
	if err != nil {
		return Room{}, err
	}
	persisted, err := manager(ctx, "persisted")
	if err != nil {
		return Room{}, err
	}
	return Room{whole(estimate.Get("usage")), whole(estimate.Get("quota")), persisted.Truthy()}, nil
}

// Persist asks the browser not to delete what this site keeps when space is short, and says whether it has agreed; it may ask the visitor.
// Only a page may ask.
func Persist(ctx context.Context) (bool, error) {
	agreed, err := manager(ctx, "persist")
	if err != nil {
		return false, fmt.Errorf("store: ask for persistence: %w", err)
	}
	return agreed.Truthy(), nil
}

// manager calls a method of navigator.storage.
func manager(ctx context.Context, method string) (js.Value, error) {
	storage, err := dom.At("navigator", "storage")
	if err != nil || !storage.Get(method).Truthy() {
		return js.Value{}, fmt.Errorf("%w: it has no navigator.storage.%s", ErrRefused, method)
	}
	promise, err := try(func() js.Value { return storage.Call(method) })
	if err != nil {
		return js.Value{}, err
	}
	return await(ctx, promise)
}

// whole is a number, or 0 where there is none.
func whole(v js.Value) int64 {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return int64(v.Float())
}
