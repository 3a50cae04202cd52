package port

import (
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn/history"
)

// Ready is the worker's first word: its Go program runs and listens.
type Ready struct {
	// SIMD says that the kernels are the vector ones.
	SIMD bool `json:"simd"`
}

// Loading tells how far the pictures have come before the first step.
type Loading struct {
	Done  int    `json:"done"`  // of Total
	Total int    `json:"total"` // sprites; 0 when not known yet
	What  string `json:"what"`  // the file on its way
}

// Started says that the run has all it needs and what it will do.
type Started struct {
	Dataset       string `json:"dataset"` // "cifar10", "synthetic" or "own"
	Train         int    `json:"train"`   // pictures
	Val           int    `json:"val"`     // pictures
	Test          int    `json:"test"`    // pictures
	Epochs        int    `json:"epochs"`
	StepsPerEpoch int    `json:"steps_per_epoch"`
	Workers       int    `json:"workers"`   // that share each batch, from 1
	Transport     string `json:"transport"` // how they share it: "shared" memory, "transfer" of buffers, or "none" where there is one
	// Where the run goes on from: Epoch epochs and Step optimizer steps are done, 0 in a new run, and History is those epochs. Steps of the
	// epoch under way are told no more than once.
	Epoch   int             `json:"epoch"`
	Step    int             `json:"step"`
	History []history.Epoch `json:"history"`
}

// Step is where the training stands; a worker sends about ten a second, whatever its speed, and always the last step before it says Evaluating,
// Epoch, Paused or its last word.
type Step history.Step

// Epoch closes an epoch, validation included.
type Epoch history.Epoch

// Evaluating says that pictures are being judged and none learned from: validation after an epoch, or the test at the end.
type Evaluating struct {
	What  string `json:"what"` // "validation" or "test"
	Done  int    `json:"done"` // pictures
	Total int    `json:"total"`
}

// Paused says that the worker holds still.
type Paused struct{}

// Resumed says that the worker goes on.
type Resumed struct{}

// Changed says what the steps to come are trained with.
type Changed struct {
	LearningRate float64 `json:"learning_rate"` // of the next step
	Augment      string  `json:"augment"`       // as in a link
}

// Notice says why something that was asked for is not done; the run goes on as it is.
type Notice struct {
	Text string `json:"text"`
}

// Saved says that the run is kept as it was after so many epochs and steps, whatever happens to the page from here on.
type Saved struct {
	Run     string        `json:"run"`
	Epoch   int           `json:"epoch"` // epochs done
	Step    int           `json:"step"`  // optimizer steps since the run began
	Bytes   int           `json:"bytes"` // of the checkpoint
	Seconds history.Float `json:"seconds"`
}

// Unsaved says that the run could not be kept; it goes on, and what was kept before is still there. Each reason is told once a run.
type Unsaved struct {
	Run    string `json:"run"`
	Reason string `json:"reason"` // "full", "refused", "corrupt" or "other"
	Text   string `json:"text"`
}

// Alive says that the worker computes, or waits for pictures; it comes about once a second from Started until the run's last word, but not
// while the worker holds still.
type Alive struct{}

// Done closes a run that came to its end.
type Done history.Result

// Stopped closes a run that Stop ended; the worker waits for another Start.
type Stopped struct{}

// Error closes a run that could not go on.
type Error struct {
	Text string `json:"text"`
}

// Exit tells that the worker's Go program has ended; no worker sends it, web/static/trainer.js does.
type Exit struct {
	Code int    `json:"code"`
	Text string `json:"text"` // its last words, if any
}

// Kind implements Message.
func (*Ready) Kind() Kind { return KindReady }

// Kind implements Message.
func (*Loading) Kind() Kind { return KindLoading }

// Kind implements Message.
func (*Started) Kind() Kind { return KindStarted }

// Kind implements Message.
func (*Step) Kind() Kind { return KindStep }

// Kind implements Message.
func (*Epoch) Kind() Kind { return KindEpoch }

// Kind implements Message.
func (*Evaluating) Kind() Kind { return KindEvaluating }

// Kind implements Message.
func (*Paused) Kind() Kind { return KindPaused }

// Kind implements Message.
func (*Resumed) Kind() Kind { return KindResumed }

// Kind implements Message.
func (*Changed) Kind() Kind { return KindChanged }

// Kind implements Message.
func (*Notice) Kind() Kind { return KindNotice }

// Kind implements Message.
func (*Saved) Kind() Kind { return KindSaved }

// Kind implements Message.
func (*Unsaved) Kind() Kind { return KindUnsaved }

// Kind implements Message.
func (*Alive) Kind() Kind { return KindAlive }

// Kind implements Message.
func (*Done) Kind() Kind { return KindDone }

// Kind implements Message.
func (*Stopped) Kind() Kind { return KindStopped }

// Kind implements Message.
func (*Error) Kind() Kind { return KindError }

// Kind implements Message.
func (*Exit) Kind() Kind { return KindExit }

func (*Ready) check() error   { return nil }
func (*Paused) check() error  { return nil }
func (*Resumed) check() error { return nil }
func (*Alive) check() error   { return nil }
func (*Stopped) check() error { return nil }

func (m *Loading) check() error {
	return first(progress(m.Done, m.Total), length("what", m.What))
}

func (m *Started) check() error {
	return first(
		oneOf("dataset", m.Dataset, data.KindCIFAR10, data.KindSynthetic, data.KindOwn),
		atLeast("train", m.Train, 1), atLeast("val", m.Val, 0), atLeast("test", m.Test, 0),
		atLeast("epochs", m.Epochs, 1), atLeast("steps_per_epoch", m.StepsPerEpoch, 1),
		atLeast("workers", m.Workers, 1), oneOf("transport", m.Transport, "shared", "transfer", "none"),
		atLeast("step", m.Step, 0), m.checkHistory())
}

// checkHistory refuses a history that is not the epochs done, one after the other.
func (m *Started) checkHistory() error {
	if len(m.History) != m.Epoch {
		return fmt.Errorf("history: %d epochs of %d", len(m.History), m.Epoch)
	}
	if err := history.Check(m.History); err != nil {
		return fmt.Errorf("history: %w", err)
	}
	return nil
}

func (m *Step) check() error { return (*history.Step)(m).Check() }

func (m *Epoch) check() error { return (*history.Epoch)(m).Check() }

func (m *Done) check() error { return (*history.Result)(m).Check() }

func (m *Evaluating) check() error {
	return first(oneOf("what", m.What, "validation", "test"), progress(m.Done, m.Total))
}

func (m *Changed) check() error {
	if !(m.LearningRate >= 0) {
		return fmt.Errorf("learning_rate: %v is not a number from 0 on", m.LearningRate)
	}
	return length("augment", m.Augment)
}

func (m *Notice) check() error { return words("a notice", m.Text) }

func (m *Saved) check() error {
	return first(checkRun(m.Run), atLeast("epoch", m.Epoch, 0), atLeast("step", m.Step, 0), atLeast("bytes", m.Bytes, 1))
}

func (m *Unsaved) check() error {
	return first(checkRun(m.Run), oneOf("reason", m.Reason, "full", "refused", "corrupt", "other"), words("a failure", m.Text))
}

func (m *Error) check() error { return words("an error", m.Text) }

func (m *Exit) check() error { return length("text", m.Text) }

// first is the first error there is.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func atLeast(name string, v, least int) error {
	if v < least {
		return fmt.Errorf("%s: %d is below %d", name, v, least)
	}
	return nil
}

func progress(done, total int) error {
	if done < 0 || total < 0 || done > total && total > 0 {
		return fmt.Errorf("%d of %d is no progress", done, total)
	}
	return nil
}

func length(name, text string) error {
	if len(text) > maxText {
		return fmt.Errorf("%s: %d bytes, more than the %d allowed", name, len(text), maxText)
	}
	return nil
}

// words refuses a text that is empty or without end.
func words(what, text string) error {
	if text == "" {
		return errors.New(what + " without a text")
	}
	return length("text", text)
}

func oneOf(name, v string, allowed ...string) error {
	for _, a := range allowed {
		if v == a {
			return nil
		}
	}
	return fmt.Errorf("%s: %q is none of %q", name, Clip(v, 40), allowed)
}
