package store

import (
	"context"
	"fmt"
	"slices"
	"syscall/js"
	"time"
)

// Owner is the right to train a run.
type Owner struct {
	// Exclusive says that nobody else has the right: false where the browser has no locks, and others cannot be told.
	Exclusive bool
	release   js.Value // resolves the promise for which the lock is held; undefined where there is none
}

// ownPatience is how long Own waits for another to give the right back: Chromium ends a worker that computes only after two seconds.
const ownPatience = 5 * time.Second

// Own asks for the right to train a run, until Release or the end of this page or worker. Where another has it, even after five seconds, it
// is an ErrOwned.
func Own(ctx context.Context, id string) (*Owner, error) {
	locks := lockManager()
	if !locks.Truthy() {
		return &Owner{}, nil
	}
	o, err := own(ctx, locks, lockName(id))
	if err != nil {
		return nil, fmt.Errorf("store: own run %s: %w", clip(id), err)
	}
	return o, nil
}

// lockManager is undefined where the browser has none, or not on an insecure connection.
func lockManager() js.Value { return js.Global().Get("navigator").Get("locks") }

func lockName(id string) string { return "muestra run " + id }

func own(ctx context.Context, locks js.Value, name string) (*Owner, error) {
	o := &Owner{Exclusive: true}
	granted := make(chan struct{}, 1)
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		o.release = args[0]
		return nil
	})
	held := js.Global().Get("Promise").New(executor)
	executor.Release()
	hold := js.FuncOf(func(js.Value, []js.Value) any {
		granted <- struct{}{}
		return held
	})
	abort := js.Global().Get("AbortController").New()
	ended := make(chan error, 1)
	go func() {
		defer hold.Release()
		promise, err := try(func() js.Value {
			return locks.Call("request", name, map[string]any{"signal": abort.Get("signal")}, hold)
		})
		if err == nil {
			_, err = await(context.Background(), promise) // until the lock is released
		}
		ended <- err
	}()
	patience := time.NewTimer(ownPatience)
	defer patience.Stop()
	select {
	case <-granted:
		return o, nil
	case err := <-ended:
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	case <-patience.C:
	case <-ctx.Done():
	}
	abort.Call("abort")
	select {
	case <-granted: // just before
		return o, nil
	case <-ended:
		return nil, ErrOwned
	}
}

// Release gives the right back. More than once is as good as once.
func (o *Owner) Release() {
	if o.release.Truthy() {
		o.release.Invoke()
		o.release = js.Undefined()
	}
}

// Owned tells which of some runs are being trained, here or in another tab. Where the browser has no locks it knows of none.
func Owned(ctx context.Context, ids ...string) ([]string, error) {
	locks := lockManager()
	if !locks.Truthy() {
		return nil, nil
	}
	state, err := await(ctx, locks.Call("query"))
	if err != nil {
		return nil, fmt.Errorf("store: which runs are owned: %w", err)
	}
	held := state.Get("held")
	var names []string
	for i := range held.Length() {
		names = append(names, held.Index(i).Get("name").String())
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(names, lockName(id)) }), nil
}
