package recipe

import (
	"testing"

	"muestra/nn/samples"
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

func TestThePageHasASwitchForEachAugmentation(t *testing.T) {
	ways := samples.Transforms()
	if len(ways) != len(Augmentations) {
		t.Fatalf("%d switches for %d ways", len(Augmentations), len(ways))
	}
	for i, w := range ways {
		if Augmentations[i].Name != w.Name {
			t.Errorf("switch %d is %s, want %s", i, Augmentations[i].Name, w.Name)
		}
	}
}
