package apptest

import (
	"slices"
	"strings"
	"testing"

	"muestra/app/editor"
	"muestra/app/run"
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
		s := Speaking(test.lang)
		var got []string
		for _, d := range samples.ByNumber(test.sample).Differences() {
			_, sign, text := editor.DifferenceInWords(s.Speaker, d)
			got = append(got, sign+text)
		}
		if !slices.Equal(got, test.expected) {
			t.Errorf("sample %d: %q, want %q", test.sample, got, test.expected)
		}
	}
}

func TestASampleThatCannotBeTrainedCanBeReadAbout(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=8", "")
	s.Recipe.Read(9)
	if s.Recipe.Told() != 9 || s.Recipe.Experiment.Sample != 8 {
		t.Errorf("the story is that of sample %d, the experiment that of %d", s.Recipe.Told(), s.Recipe.Experiment.Sample)
	}
	s.Recipe.Set("epochs", "3")
	if s.Recipe.Told() != 8 {
		t.Errorf("after a change the story is that of sample %d", s.Recipe.Told())
	}
	s.Recipe.Read(9)
	s.Recipe.Choose(10)
	if s.Recipe.Told() != 10 {
		t.Errorf("after a choice the story is that of sample %d", s.Recipe.Told())
	}
}

func TestWhatASampleChangesIsMarkedUntilSomebodyElseChangesIt(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=6", "")
	if !s.Recipe.ChangedHere("lr") || !s.Recipe.ChangedHere("epochs") || s.Recipe.ChangedHere("optimizer") || s.Recipe.ChangedHere("seed") {
		t.Error("sample 6 has changed lr and epochs and nothing else")
	}
	s.Recipe.Set("lr", "0.02")
	if s.Recipe.ChangedHere("lr") {
		t.Error("the learning rate is the visitor's now")
	}
	marked := 0
	for i := range s.Recipe.Experiment.Spec.Layers {
		if s.Recipe.News(i) != "" {
			marked++
		}
	}
	if marked != 6 {
		t.Errorf("%d layers of sample 6 are marked, want 6", marked)
	}
}

func TestALinkToASampleThatCannotBeTrainedTellsItsStory(t *testing.T) {
	for lang, want := range map[string]string{
		"en": "Sample 9 is only told about and cannot be trained: this version does not have the pretrained VGG16 network yet. The recipe and the network shown are those of sample 1",
		"es": "La muestra 9 solo se cuenta, no se puede entrenar: esta versión todavía no tiene la red VGG16 preentrenada. La receta y la red que se ven son las de la muestra 1",
	} {
		s, f := NewTestSession()
		s.Training.OnMessage(f, &port.Ready{})
		s.Open("sample=9&run=1&lang="+lang, "")
		if s.Recipe.Told() != 9 || s.Recipe.Experiment.Sample != 1 {
			t.Errorf("tells of sample %d with the recipe of %d", s.Recipe.Told(), s.Recipe.Experiment.Sample)
		}
		if got := s.Training.Problem(); !strings.HasPrefix(got, want) || s.Training.Phase() != run.PhaseError {
			t.Errorf("%s: %s", s.Training.Phase(), got)
		}
		if s.Training.Run != nil {
			t.Error("it trains something else by itself")
		}
		s.Recipe.Choose(2)
		if s.Recipe.Told() != 2 || s.Training.Problem() != "" {
			t.Errorf("then tells of sample %d, %s", s.Recipe.Told(), s.Training.Problem())
		}
	}
}
