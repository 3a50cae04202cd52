package apptest

import (
	"strings"
	"testing"

	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/samples"
)

func TestEveryVerdictHasWords(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=6", "")
	for sample, parts := range map[int]string{1: "Overfitting since epoch 11", 4: "dropout is off", 2: "begins to memorise", 5: "dropout is off"} {
		s.Recipe.Choose(sample)
		r := &run.Run{Experiment: s.Recipe.Experiment, History: recordedHistory(t, *samples.Recorded(sample)), Override: run.Override{Rate: 0.1}}
		if got := run.VerdictOf(s.Speaker, r); !strings.Contains(got, parts) {
			t.Errorf("sample %d: %q, without %q", sample, got, parts)
		}
	}
	s.Recipe.Choose(6)
	r := &run.Run{Experiment: s.Recipe.Experiment, History: recordedHistory(t, *samples.Recorded(6))[:10]}
	if got := run.VerdictOf(s.Speaker, r); !strings.Contains(got, "More epochs") {
		t.Errorf("a run that has ended while it learned: %q", got)
	}
	r = &run.Run{Experiment: s.Recipe.Experiment, History: []history.Epoch{{Accuracy: 0.1}, {Accuracy: 0.1}}, Override: run.Override{Rate: 0.1}}
	if got := run.VerdictOf(s.Speaker, r); !strings.Contains(got, "learning rate (0.1)") {
		t.Errorf("guessing: %q", got)
	}
}

func TestGuessingIsThatOfThePicturesClasses(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1", "")
	e := *s.Recipe.Experiment
	for name, layers := range map[string][]keras.Layer{
		"Dense":      {keras.Flatten{}, keras.Dense{Units: 20, Activation: "softmax"}},
		"Activation": {keras.Flatten{}, keras.Dense{Units: 20}, keras.Activation{Activation: "softmax"}},
	} {
		e.Spec = &keras.Sequential{Input: e.Spec.Input, Layers: layers}
		r := &run.Run{Experiment: &e, History: []history.Epoch{{Accuracy: 0.1}, {Accuracy: 0.11}}, Override: run.Override{Rate: 0.1}}
		if got := run.VerdictOf(s.Speaker, r); !strings.Contains(got, "no better than guessing") {
			t.Errorf("%s of 20 outputs: %q", name, got)
		}
	}
}
