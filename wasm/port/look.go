package port

import (
	"encoding/json"
	"errors"
	"fmt"
)

// What a Look can ask for, and what its Seen then brings.
const (
	// LookPictures: the tensors "labels" u8 [n] and "pixels" u8 [n, height, width, channels] of the pictures at Index of Source.
	LookPictures = "pictures"
	// LookAugment: those, and the same pictures as epoch Epoch of Experiment varies them, "varied", shaped like "pixels", with Variations.
	LookAugment = "augment"
	// LookPredict: "index" i32 [n], "labels" u8 [n], and "probabilities" f32 [n, classes] that the network of Run gives to the pictures at Index of
	// Source. Without Index it chooses the first pictures of the run's validation, or of its test where there is none.
	LookPredict = "predict"
	// LookJudged: what the network of Run said in its last validation or test, without computing anything: "index" i32 [n] into Source,
	// "labels" and "probabilities". Where a run that was kept has not been judged here, its network judges up to Judged test pictures.
	LookJudged = "judged"
)

// looks are all of them.
var looks = []string{LookPictures, LookAugment, LookPredict, LookJudged}

// Chosen is how many pictures LookPredict chooses.
const Chosen = 24

// Judged is how many pictures a kept run's network judges to answer LookJudged.
const Judged = 1000

// maxLooked is how many pictures one Look may ask for.
const maxLooked = 1024

// Look asks the worker to show what is inside: pictures, or what a network makes of them. The worker answers each with one Seen: at once where it
// is idle or holds still, else within a layer of the step under way.
type Look struct {
	// ID is the answer's too.
	ID   int    `json:"id"`
	What string `json:"what"`
	// Live says that nobody waits for the answer: the worker holds it back until all live answers together take a small part of its time only.
	Live bool `json:"live,omitempty"`
	// Pack and Experiment are as in Start. An experiment is needed for LookAugment, and for the network of a run that is not the last.
	Pack       string          `json:"pack,omitempty"`
	Experiment json.RawMessage `json:"experiment,omitempty"`
	// Run is whose network is meant: the present or last run of the worker, or one that is kept.
	Run string `json:"run,omitempty"`
	// Source is "train" or "test" of the data set, Index pictures of it in the canonical order.
	Source string  `json:"source,omitempty"`
	Index  []int32 `json:"index,omitempty"`
	// Epoch is that whose variations LookAugment shows, from 1.
	Epoch int `json:"epoch,omitempty"`
}

// Kind implements Message.
func (*Look) Kind() Kind { return KindLook }

func (m *Look) check() error {
	if err := first(oneOf("what", m.What, looks...), length("pack", m.Pack), m.checkPictures()); err != nil {
		return err
	}
	if len(m.Experiment) > 0 && m.Experiment[0] != '{' {
		return errors.New("the experiment is not a JSON object")
	}
	if m.What == LookAugment && (len(m.Experiment) == 0 || m.Epoch < 1) {
		return errors.New("augment: no experiment, or no epoch")
	}
	if m.Run != "" {
		return CheckRun(m.Run)
	}
	return nil
}

// checkPictures refuses pictures that cannot be. Whether the data set has so many, the worker will see.
func (m *Look) checkPictures() error {
	if m.What == LookJudged || m.What == LookPredict && len(m.Index) == 0 {
		return nil
	}
	if err := oneOf("source", m.Source, "train", "test"); err != nil {
		return err
	}
	if len(m.Index) == 0 || len(m.Index) > maxLooked {
		return fmt.Errorf("index: %d pictures, not 1 to %d", len(m.Index), maxLooked)
	}
	for _, k := range m.Index {
		if k < 0 {
			return fmt.Errorf("index: there is no picture %d", k)
		}
	}
	return nil
}
