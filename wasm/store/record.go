package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"muestra/nn/history"
)

// The limits of a record.
const (
	maxRecord     = 4 << 20 // bytes of JSON; a thousand epochs take a tenth of it
	maxCheckpoint = 4 << 30
	maxCount      = 1 << 30 // of epochs and steps
	maxName       = 400     // bytes: a hundred characters of any writing
	maxNote       = 10_000
	maxLink       = 100_000
	maxShort      = 100
)

// State is how far a run has come.
type State string

// The states. A run that says Running while nobody owns it has been cut short, and can go on.
const (
	Running State = "running"
	Stopped State = "stopped" // by the visitor; it can go on
	Done    State = "done"
)

// Labels are what the visitor says about a run; saves leave them as they are.
type Labels struct {
	Name    string `json:"name"`
	Note    string `json:"note"`
	Starred bool   `json:"starred"`
}

// Record is what there is to know of a run without reading its checkpoint.
type Record struct {
	ID string `json:"id"` // see history.CheckID
	Labels
	// Created and Updated are when the run was first and last saved; Save sets them.
	Created time.Time `json:"created"`
	Updated time.Time `json:"updated"`
	// Link is the experiment as a URL fragment.
	Link string `json:"link"`
	// Changed says that the run was changed on its way, so that Link alone does not lead to its weights.
	Changed bool   `json:"changed,omitempty"`
	Sample  int    `json:"sample"`
	Dataset string `json:"dataset"`
	State   State  `json:"state"`
	Epoch   int    `json:"epoch"`  // epochs done
	Epochs  int    `json:"epochs"` // of the whole run
	Step    int    `json:"step"`   // optimizer steps done since the run began
	// History is the epochs done as a JSON list of history.Epoch, or nil.
	History json.RawMessage `json:"history,omitempty"`
	// ValAccuracy is each epoch's, NaN where there is none, and Seconds how long the epochs took: History in short, read from it with the record.
	ValAccuracy []float64 `json:"-"`
	Seconds     float64   `json:"-"`
	// Test and WeightsSHA256 are those of a run that is Done. Test is nil without test pictures.
	Test          *history.Score `json:"test,omitempty"`
	WeightsSHA256 string         `json:"weights_sha256,omitempty"`
	// Bytes and SHA256 are the checkpoint's; the digest is that of the SHA-256s of its pieces of 4 MiB. Save sets them.
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// encode writes a record as it is kept. It refuses what decode would refuse.
func encode(r *Record) ([]byte, error) {
	if err := r.check(); err != nil {
		return nil, err
	}
	text, err := json.Marshal(r)
	if err == nil && len(text) > maxRecord {
		err = fmt.Errorf("%d bytes of record, more than the %d allowed", len(text), maxRecord)
	}
	return text, err
}

// decode reads the record that is kept under id. The text is hostile until checked; every error is an ErrCorrupt.
func decode(id string, text []byte) (*Record, error) {
	r := new(Record)
	err := r.read(text)
	if err == nil && r.ID != id {
		err = fmt.Errorf("it calls itself %q", clip(r.ID))
	}
	if err != nil {
		return nil, fmt.Errorf("%w: its record: %w", ErrCorrupt, err)
	}
	return r, nil
}

func (r *Record) read(text []byte) error {
	if len(text) > maxRecord {
		return fmt.Errorf("%d bytes, more than the %d allowed", len(text), maxRecord)
	}
	d := json.NewDecoder(bytes.NewReader(text))
	if err := d.Decode(r); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("more text after the record")
	}
	return r.check()
}

func (r *Record) check() error {
	switch {
	case r.State != Running && r.State != Stopped && r.State != Done:
		return fmt.Errorf("state: %q is none", clip(string(r.State)))
	case r.Bytes < 0 || r.Bytes > maxCheckpoint:
		return fmt.Errorf("bytes: %d", r.Bytes)
	case r.Created.After(r.Updated):
		return errors.New("it was created after its last save")
	}
	if r.Test != nil {
		if err := r.Test.Check(); err != nil {
			return err
		}
	}
	return errors.Join(checkID(r.ID), r.Labels.check(),
		checkText("link", r.Link, maxLink), checkText("dataset", r.Dataset, maxShort),
		checkCount("sample", r.Sample), checkCount("epoch", r.Epoch), checkCount("epochs", r.Epochs), checkCount("step", r.Step),
		checkDigest("weights_sha256", r.WeightsSHA256), checkDigest("sha256", r.SHA256), r.readHistory())
}

// readHistory refuses what is not the list of the epochs done, and notes it in short. A run that ended within an epoch has that as well. What numbers
// the epochs have is no reason to refuse a run.
func (r *Record) readHistory() error {
	r.ValAccuracy, r.Seconds = nil, 0
	if r.History == nil {
		return nil
	}
	epochs, err := history.Read(r.History)
	if err == nil {
		err = history.CheckOrder(epochs)
	}
	if n := len(epochs); err == nil && n != r.Epoch && n != r.Epoch+1 {
		err = fmt.Errorf("%d epochs of %d", n, r.Epoch)
	}
	if err != nil {
		return fmt.Errorf("history: %w", err)
	}
	r.ValAccuracy, r.Seconds = history.Short(epochs)
	return nil
}

func (l *Labels) check() error {
	return errors.Join(checkText("name", l.Name, maxName), checkText("note", l.Note, maxNote))
}

func checkID(id string) error {
	if err := history.CheckID(id); err != nil {
		return fmt.Errorf("id: %w", err)
	}
	return nil
}

func checkText(name, text string, most int) error {
	if len(text) > most {
		return fmt.Errorf("%s: %d bytes, more than the %d allowed", name, len(text), most)
	}
	if !utf8.ValidString(text) {
		return fmt.Errorf("%s: not UTF-8", name)
	}
	return nil
}

func checkCount(name string, n int) error {
	if n < 0 || n > maxCount {
		return fmt.Errorf("%s: %d is not from 0 to %d", name, n, maxCount)
	}
	return nil
}

// checkDigest takes a digest or none. Capitals have always been taken.
func checkDigest(name, digest string) error {
	if digest == "" {
		return nil
	}
	if err := history.CheckDigest(strings.ToLower(digest)); err != nil {
		return fmt.Errorf("%s: %q is no SHA-256: %w", name, clip(digest), err)
	}
	return nil
}

// clip keeps a stranger's text short.
func clip(s string) string {
	const most = 40
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
