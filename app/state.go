package app

import (
	"encoding/json"

	"muestra/app/run"
	"muestra/nn/history"
)

// Automation is what globalThis.muestra.state() answers: a contract that other tools build on, kept in the README.
type Automation struct {
	State           run.Phase       `json:"state"`
	Sample          int             `json:"sample"`
	Epoch           int             `json:"epoch"`
	Step            int             `json:"step"` // optimizer steps since the run began
	History         []history.Epoch `json:"history"`
	ImagesPerSecond history.Float   `json:"imagesPerSecond"`
	Workers         int             `json:"workers"`   // in use
	Transport       string          `json:"transport"` // "shared" or "transfer"
	SIMD            bool            `json:"simd"`
	Dataset         string          `json:"dataset"` // "cifar10", "synthetic" or "own"
	WeightsSHA256   string          `json:"weightsSHA256"`
	Error           string          `json:"error"`
}

// State answers state() as JSON.
func (s *Session) State() string {
	a := Automation{
		State:     s.Training.Phase(),
		Sample:    s.Recipe.Experiment.Sample,
		History:   []history.Epoch{},
		Transport: "transfer",
		SIMD:      s.Training.SIMD,
		Dataset:   s.Training.Dataset,
		Error:     s.Training.Problem(),
	}
	if r := s.Training.Current(); r != nil { // never one experiment with the results of another
		if r.Active() {
			a.Sample = r.Experiment.Sample
		}
		a.Epoch, a.Step = r.Step.Epoch, r.Step.Step
		a.History = append(a.History, r.History...)
		a.ImagesPerSecond = r.Step.ImagesPerSecond
		if m := r.Started; m != nil && (r.Active() || r.Done != nil) {
			a.Workers = m.Workers
			if m.Transport == "shared" { // a worker that has nothing to share is sent messages all the same
				a.Transport = m.Transport
			}
		}
		if r.Done != nil {
			a.WeightsSHA256 = r.Done.WeightsSHA256
		}
	}
	text, err := json.Marshal(a)
	if err != nil {
		panic(badState)
	}
	return string(text)
}

const badState = "app: a state that JSON cannot write"
