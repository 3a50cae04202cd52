package store

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of a record.
const (
	maxRecord     = 4 << 20 // bytes of JSON; a thousand epochs take a tenth of it
	maxCheckpoint = 4 << 30
	maxCount      = 1 << 30 // of epochs and steps
	maxID         = 64
	maxName       = 400 // bytes: a hundred characters of any writing
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

// Score is what a run's test has given.
type Score struct {
	Loss         float64 `json:"loss"`
	CrossEntropy float64 `json:"cross_entropy"`
	Accuracy     float64 `json:"accuracy"`
}

// Record is what there is to know of a run without reading its checkpoint.
type Record struct {
	ID string `json:"id"` // 1 to 64 letters, digits, - and _ of ASCII
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
	// History is the epochs done as a JSON list of port.Epoch, or nil.
	History json.RawMessage `json:"history,omitempty"`
	// ValAccuracy is each epoch's, NaN where there is none, and Seconds how long the epochs took: History in short, read from it with the record.
	ValAccuracy []float64 `json:"-"`
	Seconds     float64   `json:"-"`
	// Test and WeightsSHA256 are those of a run that is Done. Test is nil without test pictures.
	Test          *Score `json:"test,omitempty"`
	WeightsSHA256 string `json:"weights_sha256,omitempty"`
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
	case r.Test != nil && !(r.Test.Accuracy >= 0 && r.Test.Accuracy <= 1):
		return fmt.Errorf("test: accuracy: %v is not between 0 and 1", r.Test.Accuracy)
	}
	return errors.Join(checkID(r.ID), r.Labels.check(),
		checkText("link", r.Link, maxLink), checkText("dataset", r.Dataset, maxShort),
		checkCount("sample", r.Sample), checkCount("epoch", r.Epoch), checkCount("epochs", r.Epochs), checkCount("step", r.Step),
		checkDigest("weights_sha256", r.WeightsSHA256), checkDigest("sha256", r.SHA256), r.readHistory())
}

// readHistory refuses what is not the list of the epochs done, and notes it in short. A run that ended within an epoch has that as well.
func (r *Record) readHistory() error {
	r.ValAccuracy, r.Seconds = nil, 0
	if r.History == nil {
		return nil
	}
	var epochs []struct {
		Epoch       int      `json:"epoch"`
		ValAccuracy *float64 `json:"val_accuracy"`
		Seconds     float64  `json:"seconds"`
	}
	if err := json.Unmarshal(r.History, &epochs); err != nil {
		return fmt.Errorf("history: %w", err)
	}
	if n := len(epochs); n != r.Epoch && n != r.Epoch+1 {
		return fmt.Errorf("history: %d epochs of %d", n, r.Epoch)
	}
	for i, e := range epochs {
		if e.Epoch != i+1 {
			return fmt.Errorf("history: epoch %d is called %d", i+1, e.Epoch)
		}
		if e.Seconds > 0 {
			r.Seconds += e.Seconds
		}
		accuracy := math.NaN()
		if a := e.ValAccuracy; a != nil && *a >= 0 && *a <= 1 {
			accuracy = *a
		}
		r.ValAccuracy = append(r.ValAccuracy, accuracy)
	}
	return nil
}

func (l *Labels) check() error {
	return errors.Join(checkText("name", l.Name, maxName), checkText("note", l.Note, maxNote))
}

// checkID takes what port.CheckRun takes: the name goes to the worker as it is.
func checkID(id string) error {
	if id == "" {
		return errors.New("id: a run must have one")
	}
	for _, c := range id {
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' {
			return fmt.Errorf("id: %q is no letter, digit, - or _", c)
		}
	}
	return checkText("id", id, maxID)
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

// checkDigest takes 64 hexadecimal digits, or none.
func checkDigest(name, digest string) error {
	if b, err := hex.DecodeString(digest); digest != "" && (err != nil || len(b) != 32) {
		return fmt.Errorf("%s: %q is no SHA-256", name, clip(digest))
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
