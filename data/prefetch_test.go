package data

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
)

// ordered remembers the order in which sprites are opened.
type ordered struct {
	open packOpener

	mu    sync.Mutex
	names []string
}

func (o *ordered) opener(name string) (io.ReadCloser, error) {
	o.mu.Lock()
	if name != packFile {
		o.names = append(o.names, name)
	}
	o.mu.Unlock()
	return o.open(name)
}

func TestPrefetchFetchesEachNeededSpriteOnceAndTellsItsProgress(t *testing.T) {
	source := &ordered{open: opener(testPack(t))}
	set := openQuick(t, source.opener)
	needs := []Need{
		{set.Train, []int32{1000, 1001, 1249}},
		{set.Test, []int32{3, 4}},
		{set.Train, []int32{1002, 5_000_000, -1}},
	}
	var told []string
	err := Prefetch(t.Context(), needs, func(done, total int) { told = append(told, fmt.Sprint(done, total)) })
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"0 2", "1 2", "2 2"}; !slices.Equal(told, want) {
		t.Errorf("progress %v, want %v", told, want)
	}
	slices.Sort(source.names)
	if want := []string{"test-00.png", "train-01.png"}; !slices.Equal(source.names, want) {
		t.Errorf("fetched %v, want %v", source.names, want)
	}
	read(t, set.Train, 1249)
	if len(source.names) != 2 {
		t.Error("a sprite that is there was fetched again")
	}
}

func TestPrefetchHasNothingToDoWithoutSprites(t *testing.T) {
	set := Synthetic(1)
	var told []string
	err := Prefetch(t.Context(), []Need{{set.Train, []int32{1, 2}}}, func(done, total int) { told = append(told, fmt.Sprint(done, total)) })
	if err != nil || !slices.Equal(told, []string{"0 0"}) {
		t.Errorf("%v, progress %v", err, told)
	}
}

func TestPrefetchEndsWithItsContextWhileASpriteHangs(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never := make(chan struct{})
	t.Cleanup(func() { close(never) })
	good := opener(testPack(t))
	set := openQuick(t, func(name string) (io.ReadCloser, error) {
		if name != packFile {
			cancel()
			<-never
		}
		return good(name)
	})
	if err := Prefetch(ctx, []Need{{set.Train, []int32{0}}}, func(int, int) {}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

func TestPrefetchEndsWithTheSpriteThatFailsForGood(t *testing.T) {
	files := testPack(t)
	delete(files, "train-01.png")
	set := openQuick(t, opener(files))
	err := Prefetch(t.Context(), []Need{{set.Train, []int32{0, 1000}}}, func(int, int) {})
	wantWords(t, err, "read sprite train-01.png", "make data")
}

func TestPicturesCanBeReadBeforeTheLastSpriteHasCome(t *testing.T) {
	good := opener(testPack(t))
	first := make(chan struct{})
	set := openQuick(t, func(name string) (io.ReadCloser, error) {
		if name == "train-01.png" {
			<-first // comes only when a picture of the first sprite was read
		}
		return good(name)
	})
	done := make(chan error)
	go func() {
		done <- Prefetch(t.Context(), []Need{{set.Train, []int32{0, 1000}}}, func(int, int) {})
	}()
	read(t, set.Train, 0)
	close(first)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
