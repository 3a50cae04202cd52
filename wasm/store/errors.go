package store

import (
	"context"
	"errors"
	"fmt"

	"muestra/wasm/dom"
)

// What can be wrong, to be told apart with errors.Is. What is none of these is a failure of the browser without a name of its own.
var (
	// ErrFull means that there is no room for what was to be saved; what was there before still is.
	ErrFull = errors.New("the browser's storage is full")
	// ErrRefused means that the browser keeps nothing for this page: in some private windows, where the visitor has forbidden it, where
	// another tab stands in the way.
	ErrRefused = errors.New("the browser keeps nothing for this page")
	// ErrNewer is an ErrRefused: what is there was written by a newer version of the page, and stays as it is.
	ErrNewer = fmt.Errorf("%w: what it has kept is of a newer version", ErrRefused)
	// ErrCorrupt means that what was saved has not come back as it was.
	ErrCorrupt = errors.New("what was saved is damaged")
	// ErrNotFound means that there is no run of this name.
	ErrNotFound = errors.New("there is no such run")
	// ErrExists means that a run of this name is there already.
	ErrExists = errors.New("there is such a run already")
	// ErrForeign means that a file is none of WriteBundle's, ErrNewerBundle that it is of a newer version, ErrCutOff that its end is missing.
	ErrForeign     = errors.New("this is no file of runs")
	ErrNewerBundle = errors.New("the file is of a newer version")
	ErrCutOff      = errors.New("the file ends too early")
	// ErrOwned means that another tab, or another worker, trains the run.
	ErrOwned = errors.New("another tab trains this run")
)

// givenUp is the error of what was done under ctx: once ctx is over its own, whatever the browser says of what it has dropped then.
func givenUp(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// exception is what a browser has thrown. It unwraps to what its name means here.
type exception dom.Error

func (e *exception) Error() string { return (*dom.Error)(e).Error() }

// Unwrap is what the name means.
func (e *exception) Unwrap() error {
	switch e.Name {
	case "QuotaExceededError":
		return ErrFull
	case "VersionError":
		return ErrNewer
	case "SecurityError", "NotAllowedError", "InvalidStateError", "InvalidAccessError", "NotSupportedError", "DataCloneError":
		return ErrRefused
	case "NotReadableError", "DataError", "EncodingError":
		return ErrCorrupt
	}
	return nil
}
