package recipe

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// LinkError says which key of a link (or flag of the command line) cannot be, with which value, and what it may be.
type LinkError struct {
	// Key and Value are as given, Value shortened; Key is empty when the link as a whole is at fault.
	Key, Value string
	// Problem is what is wrong; empty where it is only that Value is not among the allowed ones.
	Problem Text

	cause error
}

// Unwrap is what it came from, a *keras.Fault for one, or nil.
func (e *LinkError) Unwrap() error { return e.cause }

// Error is the message in English.
func (e *LinkError) Error() string { return "link: " + e.In("en") }

// In is the message in Spanish ("es") or English, without the prefix "link:".
func (e *LinkError) In(lang string) string {
	var parts []string
	if e.Key != "" {
		parts = append(parts, shorten(e.Key)+"="+shorten(e.Value))
	}
	if p := e.Problem.In(lang); p != "" {
		parts = append(parts, p)
	}
	var missing *Missing
	if k := KeyOf(e.Key); k != nil && !errors.As(e.cause, &missing) { // which it would take, if only it were there
		parts = append(parts, k.Name+" "+Text{"admite", "takes"}.In(lang)+" "+k.Want.In(lang))
	}
	return strings.Join(parts, ": ")
}

// refuse is the error for a value that is not among the allowed ones.
func refuse(key, value string) error { return &LinkError{Key: key, Value: value} }

// Missing is something that a sample or an experiment asks for and this version does not have.
type Missing struct{ What Text }

// Error names what is missing, in English.
func (m *Missing) Error() string { return "recipe: " + m.problem().EN }

// In says what is missing, in Spanish ("es") or English.
func (m *Missing) In(lang string) string { return m.problem().In(lang) }

func (m *Missing) problem() Text {
	return Text{
		ES: "esta versión todavía no tiene " + m.What.ES,
		EN: "this version does not have " + m.What.EN + " yet",
	}
}

var errTransfer = &Missing{Text{"la red VGG16 preentrenada", "the pretrained VGG16 network"}}

// Notice is something in a link that was passed over.
type Notice struct{ Text }

// String is the notice in English.
func (n Notice) String() string { return n.EN }

func ignored(key string) Notice {
	key = shorten(key)
	return Notice{Text{
		ES: fmt.Sprintf("se ignora %s: no es una clave de esta versión", key),
		EN: fmt.Sprintf("%s is ignored: it is not a key of this version", key),
	}}
}

// shorten makes a stranger's text fit for a message: at most 40 characters, nothing unprintable.
func shorten(s string) string {
	const most = 40
	cut := s
	if len(s) > most {
		cut = strings.ToValidUTF8(s[:most], "") + "…"
	}
	if q := strconv.Quote(cut); q != `"`+cut+`"` {
		return q
	}
	return cut
}
