package editor

import (
	"testing"

	"muestra/nn/recipe"
	"muestra/nn/samples"
)

func TestEverySampleHasItsStoryInBothLanguages(t *testing.T) {
	if len(Stories) != len(samples.All()) {
		t.Fatalf("%d stories for %d samples", len(Stories), len(samples.All()))
	}
	for i, s := range Stories {
		for _, text := range []recipe.Text{s.Title, s.Change, s.Why, s.Look} {
			if text.ES == "" || text.EN == "" {
				t.Errorf("story %d: Spanish %q, English %q", i, text.ES, text.EN)
			}
		}
	}
}
