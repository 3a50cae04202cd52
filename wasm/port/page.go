package port

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Start asks the worker to train.
type Start struct {
	// Experiment is a samples.Experiment as JSON; the worker checks its contents.
	Experiment json.RawMessage `json:"experiment"`
	// Pack is the absolute URL of the folder that holds pack.json, or "" for the synthetic set.
	Pack string `json:"pack"`
}

// Pause asks the worker to hold still; it answers Paused.
type Pause struct{}

// Resume asks the worker to go on; it answers Resumed.
type Resume struct{}

// Stop asks the worker to end the run at once; it answers Stopped.
type Stop struct{}

// Kind implements Message.
func (*Start) Kind() Kind { return KindStart }

// Kind implements Message.
func (*Pause) Kind() Kind { return KindPause }

// Kind implements Message.
func (*Resume) Kind() Kind { return KindResume }

// Kind implements Message.
func (*Stop) Kind() Kind { return KindStop }

func (m *Start) check() error {
	if len(m.Experiment) == 0 {
		return errors.New("no experiment")
	}
	if m.Experiment[0] != '{' {
		return errors.New("the experiment is not a JSON object")
	}
	if len(m.Pack) > maxText {
		return fmt.Errorf("pack: an address of %d bytes, more than the %d allowed", len(m.Pack), maxText)
	}
	return nil
}

func (*Pause) check() error  { return nil }
func (*Resume) check() error { return nil }
func (*Stop) check() error   { return nil }
