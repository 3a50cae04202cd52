package trainer

import (
	"errors"

	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// trouble is an error with words for the visitor.
type trouble struct {
	recipe.Text
	err error
}

func (t *trouble) Error() string { return t.EN + ": " + t.err.Error() }

func (t *trouble) Unwrap() error { return t.err }

// failure is the last word of a run that an error has ended.
func failure(err error, lang string) *port.Error { return &port.Error{Text: words(err, lang)} }

// words are what an error says to the visitor, in that language where it can, and no more of it than a message carries.
func words(err error, lang string) string {
	var both interface{ In(lang string) string }
	if errors.As(err, &both) {
		return clip(both.In(lang))
	}
	return clip(err.Error())
}

// clip keeps a text within what a message carries.
func clip(s string) string { return port.Clip(s, 2000) }
