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

// failure puts an error into words, in the visitor's language where it knows them.
func failure(err error, lang string) *port.Error { return &port.Error{Text: words(err, lang)} }

// words are those of an error, in the language that lang names where it has them, within what a message carries.
func words(err error, lang string) string {
	var both interface{ In(lang string) string }
	if errors.As(err, &both) {
		return clip(both.In(lang))
	}
	return clip(err.Error())
}

// clip keeps a text within what a message carries.
func clip(s string) string { return port.Clip(s, 2000) }
