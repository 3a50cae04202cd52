package dom

import (
	"errors"
	"fmt"
)

var (
	// ErrNoBrowser means that the program does not run in a browser.
	ErrNoBrowser = errors.New("there is no browser")
	// ErrMissing means that the browser, or the document, has no such thing.
	ErrMissing = errors.New("the browser has none")
)

func missing(what string) error { return fmt.Errorf("%s: %w", what, ErrMissing) }

// Error is what JavaScript has thrown, or what a promise was rejected with: an Error or a DOMException.
type Error struct{ Name, Text string }

func (e *Error) Error() string {
	if e.Text == "" {
		return e.Name
	}
	return e.Name + ": " + e.Text
}
