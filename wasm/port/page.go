package port

import (
	"encoding/json"
	"errors"
	"fmt"

	"muestra/nn/history"
)

// Start asks the worker to train.
type Start struct {
	// Experiment is a recipe.Experiment as JSON; the worker checks its contents.
	Experiment json.RawMessage `json:"experiment"`
	// Pack is the absolute URL of the folder that holds pack.json, or "" for the synthetic set.
	Pack string `json:"pack"`
	// Run is the name under which the worker saves the run, see history.CheckID; "" saves nothing.
	Run string `json:"run"`
	// Resume goes on from what is saved under that name instead of beginning anew. The experiment may differ from the saved one where no
	// step so far depends on it.
	Resume bool `json:"resume"`
	// Workers is how many share each batch, from 1 to 8; the page has decided it, see recipe.Experiment.WorkersFor.
	Workers int `json:"workers"`
}

// maxWorkers is the highest number of workers.
const maxWorkers = 8

// Pause asks the worker to hold still; it answers Paused.
type Pause struct{}

// Resume asks the worker to go on; it answers Resumed.
type Resume struct{}

// Once asks for one optimizer step. A worker that holds still does it, holds still again and answers Paused; one that is on its way
// finishes the step under way, holds still and answers Paused.
type Once struct{}

// Change asks the worker to train on otherwise from the next step on; it answers Changed, or Notice where that cannot be. What is nil stays.
type Change struct {
	// LearningRate takes the place of the present rate, also of what a schedule or a plateau has made of it.
	LearningRate *float64 `json:"learning_rate,omitempty"`
	// Augment is spelled as in a link, "flip,shift"; "" is none.
	Augment *string `json:"augment,omitempty"`
}

// Stop asks the worker to end the run at once, without the step under way; it answers Stopped, and then Saved or Unsaved where the run is
// kept.
type Stop struct{}

// Kind implements Message.
func (*Start) Kind() Kind { return KindStart }

// Kind implements Message.
func (*Pause) Kind() Kind { return KindPause }

// Kind implements Message.
func (*Resume) Kind() Kind { return KindResume }

// Kind implements Message.
func (*Once) Kind() Kind { return KindOnce }

// Kind implements Message.
func (*Change) Kind() Kind { return KindChange }

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
	if m.Workers < 1 || m.Workers > maxWorkers {
		return fmt.Errorf("workers: %d is not from 1 to %d", m.Workers, maxWorkers)
	}
	if m.Run != "" {
		return checkRun(m.Run)
	}
	if m.Resume {
		return errors.New("there is no run to resume")
	}
	return nil
}

func checkRun(id string) error {
	if err := history.CheckID(id); err != nil {
		return fmt.Errorf("run: %w", err)
	}
	return nil
}

func (m *Change) check() error {
	if m.LearningRate == nil && m.Augment == nil {
		return errors.New("nothing is to change")
	}
	if m.Augment == nil {
		return nil
	}
	return length("augment", *m.Augment)
}

func (*Pause) check() error  { return nil }
func (*Resume) check() error { return nil }
func (*Once) check() error   { return nil }
func (*Stop) check() error   { return nil }
