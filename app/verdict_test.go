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

func TestVerdictsOnRecordedRuns(t *testing.T) {
	tests := []struct {
		sample, epochs int // how many of them are done
		want           verdict
	}{
		{0, 1, verdict{kind: verdictFirst}},
		{1, 12, verdict{kind: verdictParts}},
		{1, 13, verdict{verdictOverfits, 11}},
		{1, 30, verdict{verdictOverfits, 11}}, // the report says that it overfits from about the 12th
		{2, 30, verdict{kind: verdictParts}},
		{3, 2, verdict{kind: verdictAhead}},
		{4, 30, verdict{kind: verdictAhead}},
		{5, 50, verdict{kind: verdictAhead}},
		{6, 10, verdict{kind: verdictLearns}},
		{6, 18, verdict{kind: verdictParts}},
		{6, 23, verdict{verdictOverfits, 19}},
		{7, 20, verdict{verdictJumps, 18}},
		{12, 60, verdict{kind: verdictLearns}},
		{12, 100, verdict{kind: verdictParts}},
	}
	for _, test := range tests {
		history := recordedHistory(t, *samples.Recorded(test.sample))
		if got := judge(history[:test.epochs], 10); got != test.want {
			t.Errorf("sample %d after %d epochs: %v, want %v", test.sample, test.epochs, got, test.want)
		}
	}
}

// Once a network is said to overfit, the sentence must not come and go, but for an epoch that is better after all.
func TestOverfittingIsNotTakenBack(t *testing.T) {
	for _, r := range samples.Recordings() {
		history := recordedHistory(t, r)
		since := 0
		for n := 1; n <= len(history); n++ {
			v := judge(history[:n], 10)
			if since > 0 && bestEpoch(history[:n]) == since-1 && v.kind != verdictOverfits && v.kind != verdictJumps {
				t.Errorf("sample %d: overfitting since %d, and after epoch %d %v", r.Sample, since, n, v)
			}
			if since = 0; v.kind == verdictOverfits {
				since = v.epoch
			}
		}
	}
}

func TestVerdictsOnMadeUpRuns(t *testing.T) {
	none := port.Float(nan())
	same := func(n int, e port.Epoch) (history []port.Epoch) {
		for range n {
			history = append(history, e)
		}
		return history
	}
	guessing := port.Epoch{Loss: 2.31, Accuracy: 0.1, ValLoss: 2.31, ValAccuracy: 0.1}
	learned := port.Epoch{Loss: 1.2, Accuracy: 0.6, ValLoss: 1.2, ValAccuracy: 0.6}
	tests := []struct {
		name    string
		history []port.Epoch
		want    verdict
	}{
		{"nothing", nil, verdict{}},
		{"one epoch of guessing", same(1, guessing), verdict{kind: verdictFirst}},
		{"guessing", same(3, guessing), verdict{kind: verdictGuesses}},
		{"guessing after all", append(same(2, learned), guessing), verdict{kind: verdictForgot}},
		{"no validation", same(2, port.Epoch{Loss: 1, Accuracy: 0.6, ValLoss: none, ValAccuracy: none}), verdict{kind: verdictBlind}},
		{"no numbers", append(same(2, learned), port.Epoch{Loss: none, Accuracy: 0.1}), verdict{kind: verdictBroken}},
		{"standstill", same(6, learned), verdict{verdictStands, 2}},
		{"not yet a standstill", same(4, learned), verdict{kind: verdictLearns}},
	}
	for _, test := range tests {
		if got := judge(test.history, 10); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
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
