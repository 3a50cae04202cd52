package store

import (
	"context"
	"errors"
	"slices"
	"syscall/js"
	"testing"
)

// needLocks skips a test where there are no Web Locks, as under Node.
func needLocks(t *testing.T) {
	t.Helper()
	if navigator := js.Global().Get("navigator"); !navigator.Truthy() || !navigator.Get("locks").Truthy() {
		t.Skip("there are no Web Locks here")
	}
}

// withAndWithoutLocks runs a test where the browser has locks and where it has none.
func withAndWithoutLocks(t *testing.T, test func(t *testing.T)) {
	needLocks(t)
	t.Run("locks", test)
	t.Run("none", func(t *testing.T) {
		replace(t, js.Global().Get("navigator"), "locks", `return undefined`)
		test(t)
	})
}

func TestARunHasOneOwner(t *testing.T) { withAndWithoutLocks(t, oneOwner) }

func oneOwner(t *testing.T) {
	ctx := context.Background()
	first, err := Own(ctx, "a")
	if err != nil {
		t.Fatal(first, err)
	}
	if _, err := Own(ctx, "a"); !errors.Is(err, ErrOwned) {
		t.Errorf("a second owner: %v", err)
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Own(ended, "a"); !errors.Is(err, ErrOwned) {
		t.Errorf("a second owner without patience: %v", err)
	}
	other, err := Own(ctx, "b")
	if err != nil {
		t.Fatal(err)
	}
	if owned, err := Owned(ctx, "c", "b", "a"); err != nil || !slices.Equal(owned, []string{"b", "a"}) {
		t.Errorf("owned are %q, %v", owned, err)
	}
	first.Release()
	first.Release()
	if first, err = Own(ctx, "a"); err != nil {
		t.Errorf("after its release: %v", err)
	}
	first.Release()
	other.Release()
}

func TestAnOwnerThatLeavesIsSucceeded(t *testing.T) { withAndWithoutLocks(t, succession) }

func succession(t *testing.T) {
	ctx := context.Background()
	first, err := Own(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	go first.Release()
	second, err := Own(ctx, "a")
	if err != nil {
		t.Fatal(err)
	}
	second.Release()
}

func TestWithoutLocksAndChannelsNobodyIsKeptOut(t *testing.T) {
	needLocks(t)
	ctx := context.Background()
	replace(t, js.Global().Get("navigator"), "locks", `return undefined`)
	before := js.Global().Get("BroadcastChannel")
	js.Global().Set("BroadcastChannel", js.Undefined())
	defer js.Global().Set("BroadcastChannel", before)
	for range 2 {
		o, err := Own(ctx, "a")
		if err != nil {
			t.Fatal(err)
		}
		defer o.Release()
	}
	if owned, err := Owned(ctx, "a"); err != nil || len(owned) > 0 {
		t.Errorf("owned are %q, %v", owned, err)
	}
}
