package editor

import (
	"testing"

	"muestra/nn/recipe"
)

func TestAugmentationIsSwitchedOneWayAtATime(t *testing.T) {
	tests := []struct {
		names []string
		name  string
		on    bool
		want  string
	}{
		{nil, "shift", true, "shift"},
		{[]string{"shift"}, "flip", true, "flip,shift"},
		{[]string{"cutout", "shift"}, "cutout", false, "shift"},
		{[]string{"flip"}, "flip", false, ""},
		{[]string{"flip"}, "flip", true, "flip"},
		{[]string{"cutout:4", "shift:0.1"}, "flip", true, "flip,shift:0.1,cutout:4"},
		{[]string{"shift:0.1"}, "shift", false, ""},
	}
	for _, test := range tests {
		if got := AugmentedBy(test.names, test.name, test.on); got != test.want {
			t.Errorf("%v with %s %v: %q, want %q", test.names, test.name, test.on, got, test.want)
		}
	}
}

func TestEveryAugmentationHasAName(t *testing.T) {
	for _, w := range recipe.Transforms() {
		if w.Text.ES == "" || w.Text.EN == "" {
			t.Errorf("%s has no name", w.Name)
		}
	}
}
