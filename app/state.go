package app

import (
	"encoding/json"

	"muestra/wasm/port"
)

// automation is what globalThis.muestra.state() answers: a contract that other tools build on, kept in the README.
type automation struct {
	State           phase        `json:"state"`
	Sample          int          `json:"sample"`
	Epoch           int          `json:"epoch"`
	Step            int          `json:"step"` // optimizer steps since the run began
	History         []port.Epoch `json:"history"`
	ImagesPerSecond port.Float   `json:"imagesPerSecond"`
	Workers         int          `json:"workers"`   // in use
	Transport       string       `json:"transport"` // "shared" or "transfer"
	SIMD            bool         `json:"simd"`
	Dataset         string       `json:"dataset"` // "cifar10", "synthetic" or "own"
	WeightsSHA256   string       `json:"weightsSHA256"`
	Error           string       `json:"error"`
}

// state answers state() as JSON.
func (s *session) state() string {
	a := automation{
		State:     s.phase(),
		Sample:    s.experiment.Sample,
		History:   []port.Epoch{},
		Transport: "transfer",
		SIMD:      s.simd,
		Dataset:   s.dataset,
		Error:     s.problem(),
	}
	if r := s.current(); r != nil { // never one experiment with the results of another
		if r.active() {
			a.Sample = r.experiment.Sample
		}
		a.Epoch, a.Step = r.step.Epoch, r.step.Total
		a.History = append(a.History, r.history...)
		a.ImagesPerSecond = r.step.ImagesPerSecond
		if m := r.started; m != nil && (r.active() || r.done != nil) {
			a.Workers = m.Workers
			if m.Transport == "shared" { // a worker that has nothing to share is sent messages all the same
				a.Transport = m.Transport
			}
		}
		if r.done != nil {
			a.WeightsSHA256 = r.done.WeightsSHA256
		}
	}
	text, err := json.Marshal(a)
	if err != nil {
		panic(badState)
	}
	return string(text)
}

const badState = "app: a state that JSON cannot write"
