package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/nn"
	"muestra/nn/samples"
	"muestra/wasm/port"
)

// recordedHistory are the epochs of a recorded run as a worker tells them.
func recordedHistory(t *testing.T, r samples.Recording) []port.Epoch {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "nn", "samples", "reference", r.File))
	if err != nil {
		t.Fatal(err)
	}
	epochs, err := r.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	var history []port.Epoch
	for i, e := range epochs {
		history = append(history, port.Epoch{
			Epoch: i + 1, Loss: port.Float(e.Loss), Accuracy: port.Float(e.Accuracy), ValLoss: port.Float(e.ValLoss), ValAccuracy: port.Float(e.ValAccuracy),
		})
	}
	return history
}

func TestEveryVerdictHasWords(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=6", "")
	for sample, parts := range map[int]string{1: "Overfitting since epoch 11", 4: "dropout is off", 2: "begins to memorise", 5: "dropout is off"} {
		s.choose(sample)
		r := &run{experiment: s.experiment, history: recordedHistory(t, *samples.Recorded(sample)), override: override{rate: 0.1}}
		if got := s.verdictOf(r); !strings.Contains(got, parts) {
			t.Errorf("sample %d: %q, without %q", sample, got, parts)
		}
	}
	s.choose(6)
	r := &run{experiment: s.experiment, history: recordedHistory(t, *samples.Recorded(6))[:10]}
	if got := s.verdictOf(r); !strings.Contains(got, "More epochs") {
		t.Errorf("a run that has ended while it learned: %q", got)
	}
	r = &run{experiment: s.experiment, history: []port.Epoch{{Accuracy: 0.1}, {Accuracy: 0.1}}, override: override{rate: 0.1}}
	if got := s.verdictOf(r); !strings.Contains(got, "learning rate (0.1)") {
		t.Errorf("guessing: %q", got)
	}
}

func TestGuessingIsThatOfThePicturesClasses(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=1", "")
	e := *s.experiment
	for name, layers := range map[string][]nn.Layer{
		"Dense":      {nn.Flatten{}, nn.Dense{Units: 20, Activation: "softmax"}},
		"Activation": {nn.Flatten{}, nn.Dense{Units: 20}, nn.Activation{Activation: "softmax"}},
	} {
		e.Spec = &nn.Spec{Input: e.Spec.Input, Layers: layers}
		r := &run{experiment: &e, history: []port.Epoch{{Accuracy: 0.1}, {Accuracy: 0.11}}, override: override{rate: 0.1}}
		if got := s.verdictOf(r); !strings.Contains(got, "no better than guessing") {
			t.Errorf("%s of 20 outputs: %q", name, got)
		}
	}
}
