package store

import (
	"context"
	"errors"
	"syscall/js"

	"muestra/wasm/dom"
)

// try is dom.Try, and await dom.Await, with errors that errors.Is knows the meaning of.
func try[T any](f func() T) (T, error) {
	v, err := dom.Try(f)
	return v, meant(err)
}

func await(ctx context.Context, promise js.Value) (js.Value, error) {
	v, err := dom.Await(ctx, promise)
	return v, meant(err)
}

// meant makes what JavaScript has thrown one of this package's errors, where its name says which.
func meant(err error) error {
	var thrown *dom.Error
	if errors.As(err, &thrown) {
		return (*exception)(thrown)
	}
	return err
}
