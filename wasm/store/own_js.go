package store

import (
	"context"
	"fmt"
	"slices"
	"syscall/js"
	"time"

	"muestra/wasm/dom"
)

// Owner is the right to train a run.
type Owner struct {
	release func() // nil once it has been given back
}

// ownPatience is how long Own waits for another to give the right back: Chromium ends a worker that computes only after two seconds.
const ownPatience = 5 * time.Second

// Own asks for the right to train a run, until Release or the end of this page or worker. Where another has it, even after five seconds, it
// is an ErrOwned.
func Own(ctx context.Context, id string) (*Owner, error) {
	var release func()
	var err error
	if locks, none := lockManager(); none == nil {
		release, err = lock(ctx, locks, lockName(id))
	} else {
		release, err = claim(ctx, id)
	}
	if err != nil {
		return nil, fmt.Errorf("store: own run %s: %w", clip(id), err)
	}
	return &Owner{release}, nil
}

// lockManager is an error where the browser has none, or not on an insecure connection.
func lockManager() (js.Value, error) { return dom.At("navigator", "locks") }

func lockName(id string) string { return "muestra run " + id }

// lock asks for a lock and returns what gives it back.
func lock(ctx context.Context, locks js.Value, name string) (release func(), err error) {
	granted := make(chan struct{}, 1)
	var resolve js.Value // the promise for which the lock is held
	executor := js.FuncOf(func(_ js.Value, args []js.Value) any {
		resolve = args[0]
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
	release = func() { resolve.Invoke() }
	patience := time.NewTimer(ownPatience)
	defer patience.Stop()
	select {
	case <-granted:
		return release, nil
	case err := <-ended:
		return nil, fmt.Errorf("%w: %w", ErrRefused, err)
	case <-patience.C:
	case <-ctx.Done():
	}
	abort.Call("abort")
	select {
	case <-granted: // just before
		return release, nil
	case <-ended:
		return nil, ErrOwned
	}
}

// Release gives the right back. More than once is as good as once.
func (o *Owner) Release() {
	if o.release != nil {
		o.release()
		o.release = nil
	}
}

// Owned tells which of some runs are being trained, here or in another tab.
func Owned(ctx context.Context, ids ...string) ([]string, error) {
	locks, none := lockManager()
	if none != nil {
		return claimed(ctx, ids)
	}
	promise, err := try(func() js.Value { return locks.Call("query") })
	var state js.Value
	if err == nil {
		state, err = await(ctx, promise)
	}
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
