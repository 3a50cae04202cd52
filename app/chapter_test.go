package app

import (
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

func TestDifferencesAreSaidInBothLanguages(t *testing.T) {
	tests := []struct {
		sample   int
		lang     string
		expected []string
	}{
		{1, "en", []string{"Epochs 5 → 30"}},
		{2, "es", []string{"Optimizador Adam → SGD", "+Inercia 0,9"}},
		{3, "es", []string{"+Dense(64)", "+Dropout(0,2)"}},
		{5, "en", []string{"Epochs 30 → 50", "+Early stopping val. loss (patience 5)"}},
		{10, "en", []string{"+Data augmentation Flip, Shift"}},
		{12, "en", []string{
			"Early stopping val. loss (patience 5) → val. loss (patience 5), val. accuracy (patience 10)", "+Data augmentation Flip, Shift", "+BatchNormalization ×13",
		}},
	}
	for _, test := range tests {
		s := speaking(test.lang)
		var got []string
		for _, d := range samples.ByNumber(test.sample).Differences() {
			_, sign, text := s.difference(d)
			got = append(got, sign+text)
		}
		if !slices.Equal(got, test.expected) {
			t.Errorf("sample %d: %q, want %q", test.sample, got, test.expected)
		}
	}
}

func TestEveryDifferenceHasAName(t *testing.T) {
	for _, sample := range samples.All() {
		for _, d := range sample.Differences() {
			if d.Key != "layer" && differenceNames[d.Key] == nil {
				t.Errorf("sample %d: %s has no name", sample.Number, d.Key)
			}
		}
	}
}

func TestASampleThatCannotBeTrainedCanBeReadAbout(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=8", "")
	s.read(9)
	if s.told() != 9 || s.experiment.Sample != 8 {
		t.Errorf("the story is that of sample %d, the experiment that of %d", s.told(), s.experiment.Sample)
	}
	s.set("epochs", "3")
	if s.told() != 8 {
		t.Errorf("after a change the story is that of sample %d", s.told())
	}
	s.read(9)
	s.choose(10)
	if s.told() != 10 {
		t.Errorf("after a choice the story is that of sample %d", s.told())
	}
}

func TestWhatASampleChangesIsMarkedUntilSomebodyElseChangesIt(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=6", "")
	if !s.changedHere("lr") || !s.changedHere("epochs") || s.changedHere("optimizer") || s.changedHere("seed") {
		t.Error("sample 6 has changed lr and epochs and nothing else")
	}
	s.set("lr", "0.02")
	if s.changedHere("lr") {
		t.Error("the learning rate is the visitor's now")
	}
	marked := 0
	for i := range s.experiment.Spec.Layers {
		if class, words := s.news(i); class != "" && words != "" {
			marked++
		}
	}
	if marked != 6 {
		t.Errorf("%d layers of sample 6 are marked, want 6", marked)
	}
}

func TestOurScoreIsThatOfOurOwnRun(t *testing.T) {
	if v, ok := ourScore(6); !ok || math.Abs(v-0.7557) > 1e-9 {
		t.Errorf("sample 6: %v, %v", v, ok)
	}
	for _, sample := range []int{9, 12} { // none, and the report's own
		if v, ok := ourScore(sample); ok {
			t.Errorf("sample %d: %v", sample, v)
		}
	}
}

func TestALinkToASampleThatCannotBeTrainedTellsItsStory(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "Sample 9 is only told about and cannot be trained: this version does not have the pretrained VGG16 network yet. The recipe and the network shown are those of sample 1",
		"es": "La muestra 9 solo se cuenta, no se puede entrenar: esta versión todavía no tiene la red VGG16 preentrenada. La receta y la red que se ven son las de la muestra 1",
	} {
		s, f := newTestSession()
		s.onMessage(f, &port.Ready{})
		s.open("sample=9&run=1&lang="+lang, "")
		if s.told() != 9 || s.experiment.Sample != 1 {
			t.Errorf("tells of sample %d with the recipe of %d", s.told(), s.experiment.Sample)
		}
		if got := s.problem(); !strings.HasPrefix(got, want) || s.phase() != phaseError {
			t.Errorf("%s: %s", s.phase(), got)
		}
		if s.run != nil {
			t.Error("it trains something else by itself")
		}
		s.choose(2)
		if s.told() != 2 || s.problem() != "" {
			t.Errorf("then tells of sample %d, %s", s.told(), s.problem())
		}
	}
}
