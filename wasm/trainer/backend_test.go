package trainer

import (
	"testing"

	"muestra/data"
	"muestra/nn/recipe"
	"muestra/nn/train"
)

// third is a backend of a kind that this package does not know.
type third struct{ train.Backend }

func TestABackendOfAnotherKindTrainsAndIsLookedThrough(t *testing.T) {
	e, _, err := recipe.ParseLink("sample=2&train=64&val=64&test=64&epochs=1&steps=1")
	if err != nil {
		t.Fatal(err)
	}
	var digests []string
	for _, wrapped := range []bool{false, true} {
		fit, err := recipe.NewRun(e, data.Synthetic(1))
		if err != nil {
			t.Fatal(err)
		}
		if wrapped {
			fit.Backend = third{fit.Backend}
			if transport, members := new(run).share(fit, e, 2); transport != "none" || members != 1 {
				t.Errorf("shared by %d members over %q", members, transport)
			}
		}
		if err := fit.Fit(t.Context(), nil, nil); err != nil {
			t.Fatal(err)
		}
		network, err := newInspection("a", fit).twin()
		if err != nil {
			t.Fatal(err)
		}
		digests = append(digests, network.SHA256())
	}
	if digests[0] != digests[1] {
		t.Errorf("through another backend the weights are %s, want %s", digests[1], digests[0])
	}
}
