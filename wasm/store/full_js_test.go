package store

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
	"testing"
)

// setQuota lets this site keep so many bytes, 0 for as many as usual.
func setQuota(t *testing.T, bytes int) {
	t.Helper()
	answer, err := await(context.Background(), js.Global().Call("fetch", fmt.Sprintf("/quota/%d", bytes), map[string]any{"method": "POST"}))
	if err != nil || !answer.Get("ok").Bool() {
		t.Fatalf("set the quota: %v, HTTP %v", err, answer.Get("status"))
	}
}

// TestAFullStorageKeepsWhatItHas must be the first that opens a database: Chromium asks only every half minute how much room there is.
func TestAFullStorageKeepsWhatItHas(t *testing.T) {
	needBrowser(t)
	setQuota(t, 1<<20)
	defer setQuota(t, 0)
	s := fresh(t)
	save(t, s, some("a"), []byte("weights"))
	after := some("a")
	after.Epochs = 9
	noise := make([]byte, 4*pieceBytes) // browsers compress
	state := uint32(1)
	for i := range noise {
		state = state*1664525 + 1013904223
		noise[i] = byte(state >> 24)
	}
	if err := trySave(s, after, noise); !errors.Is(err, ErrFull) {
		t.Errorf("error %v", err)
	}
	if r, checkpoint := load(t, s, "a"); string(checkpoint) != "weights" || r.Epochs != 2 {
		t.Errorf("%d bytes are left, %+v", len(checkpoint), r)
	}
	setQuota(t, 0)
	save(t, s, after, noise)
}
