package port

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// MaxBytes is the longest message that is read: a Start with an edited network is the largest there is.
const MaxBytes = 1 << 20

// maxText is the longest text of an Error, an Exit or a name, in bytes.
const maxText = 4096

// Kind names a message on the wire.
type Kind string

// The kinds, first what the page says, then what the worker says, then what trainer.js says for a dead worker.
const (
	KindStart   Kind = "start"
	KindPause   Kind = "pause"
	KindResume  Kind = "resume"
	KindOnce    Kind = "once"
	KindChange  Kind = "change"
	KindStop    Kind = "stop"
	KindInspect Kind = "inspect"

	KindReady      Kind = "ready"
	KindLoading    Kind = "loading"
	KindStarted    Kind = "started"
	KindStep       Kind = "step"
	KindEpoch      Kind = "epoch"
	KindEvaluating Kind = "evaluating"
	KindPaused     Kind = "paused"
	KindResumed    Kind = "resumed"
	KindChanged    Kind = "changed"
	KindNotice     Kind = "notice"
	KindSaved      Kind = "saved"
	KindUnsaved    Kind = "unsaved"
	KindAlive      Kind = "alive"
	KindDone       Kind = "done"
	KindStopped    Kind = "stopped"
	KindError      Kind = "error"
	KindInspected  Kind = "inspected"

	KindExit Kind = "exit"
)

// Message is one of the structs below.
type Message interface {
	// Kind is the message's name on the wire.
	Kind() Kind
	// check says what is implausible about the values.
	check() error
}

// kinds is every message there is.
var kinds = map[Kind]func() Message{
	KindStart:      func() Message { return new(Start) },
	KindPause:      func() Message { return new(Pause) },
	KindResume:     func() Message { return new(Resume) },
	KindOnce:       func() Message { return new(Once) },
	KindChange:     func() Message { return new(Change) },
	KindStop:       func() Message { return new(Stop) },
	KindInspect:    func() Message { return new(Inspect) },
	KindReady:      func() Message { return new(Ready) },
	KindLoading:    func() Message { return new(Loading) },
	KindStarted:    func() Message { return new(Started) },
	KindStep:       func() Message { return new(Step) },
	KindEpoch:      func() Message { return new(Epoch) },
	KindEvaluating: func() Message { return new(Evaluating) },
	KindPaused:     func() Message { return new(Paused) },
	KindResumed:    func() Message { return new(Resumed) },
	KindChanged:    func() Message { return new(Changed) },
	KindNotice:     func() Message { return new(Notice) },
	KindSaved:      func() Message { return new(Saved) },
	KindUnsaved:    func() Message { return new(Unsaved) },
	KindAlive:      func() Message { return new(Alive) },
	KindDone:       func() Message { return new(Done) },
	KindStopped:    func() Message { return new(Stopped) },
	KindError:      func() Message { return new(Error) },
	KindInspected:  func() Message { return new(Inspected) },
	KindExit:       func() Message { return new(Exit) },
}

// envelope is a message as it travels.
type envelope struct {
	Kind Kind            `json:"kind"`
	Data json.RawMessage `json:"data,omitempty"`
}

// Encode writes m as it travels, without the bytes that it carries beside. It refuses what Decode would refuse, so that a mistake shows on the
// sender's side.
func Encode(m Message) (string, error) {
	if err := m.check(); err != nil {
		return "", fmt.Errorf("port: encode %s: %w", m.Kind(), err)
	}
	data, err := json.Marshal(m)
	if err != nil {
		return "", fmt.Errorf("port: encode %s: %w", m.Kind(), err)
	}
	b, err := json.Marshal(envelope{m.Kind(), data})
	if err != nil {
		return "", fmt.Errorf("port: encode %s: %w", m.Kind(), err)
	}
	if len(b) > MaxBytes {
		return "", fmt.Errorf("port: encode %s: %d bytes, more than the %d allowed", m.Kind(), len(b), MaxBytes)
	}
	return string(b), nil
}

// Load is what a message carries beside its text, for DecodeWith; nil for most.
func Load(m Message) []byte {
	if c, ok := m.(carrier); ok {
		return c.carried()
	}
	return nil
}

// Decode reads what Encode wrote of a message that carries nothing. The text is hostile until checked: size first, then kind, then fields,
// then values. The result is a pointer to one of the message structs.
func Decode(text string) (Message, error) { return DecodeWith(text, nil) }

// DecodeWith reads what Encode wrote, and gives the message the bytes that it carries.
func DecodeWith(text string, load []byte) (Message, error) {
	if len(text) > MaxBytes {
		return nil, fmt.Errorf("port: decode: %d bytes, more than the %d allowed", len(text), MaxBytes)
	}
	var e envelope
	if err := strict([]byte(text), &e); err != nil {
		return nil, fmt.Errorf("port: decode: %w", err)
	}
	newMessage, ok := kinds[e.Kind]
	if !ok {
		return nil, fmt.Errorf("port: decode: unknown kind %q", Clip(string(e.Kind), 40))
	}
	m := newMessage()
	if len(e.Data) > 0 {
		if err := strict(e.Data, m); err != nil {
			return nil, fmt.Errorf("port: decode %s: %w", e.Kind, err)
		}
	}
	if c, ok := m.(carrier); ok {
		c.carry(load)
	} else if load != nil {
		return nil, fmt.Errorf("port: decode %s: it carries %d bytes, and should carry none", e.Kind, len(load))
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("port: decode %s: %w", e.Kind, err)
	}
	return m, nil
}

// strict reads one JSON value into v, and refuses fields that v does not have and text after the value.
func strict(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more text after the message")
	}
	return nil
}

// Clip shortens a text of unknown length to at most n bytes and "…". It does not cut through a character.
func Clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}
