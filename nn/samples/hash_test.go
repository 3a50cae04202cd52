package samples

import (
	"context"
	"testing"

	"muestra/data"
	"muestra/nn/train"
)

// TestHashOfShortRuns holds every platform to the same bits: natively with GOAMD64=v1 and v3, with -tags noasm, and under
// GOOS=js GOARCH=wasm these runs end with these weights. A change that means to change results changes them here too.
func TestHashOfShortRuns(t *testing.T) {
	tests := []struct{ name, link, want string }{
		{"Adam", "sample=1&train=256&val=64&test=64&epochs=1&seed=1", "7eb8786042f5b894cc005179804e7324fc3307f1646fb15d3d4ee7ea3f671692"},
		{"momentum and dropout", "sample=4&train=100&val=0&test=0&epochs=2&seed=2&batch=32", "8560fefcbbe9497b800173d72bffeaba5d1c2ecfb6808cf5fb81b67021cdeec4"},
		{"Nesterov, batch normalization and L2", "sample=7&train=24&val=8&test=0&epochs=1&seed=3&batch=10&nesterov=1", "73bd08db200fedfa674b4ac2c32958ea6c3b3d0d291f5ad52325be20de81695c"},
	}
	set := data.Synthetic(SyntheticSeed)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e, _, err := ParseLink(test.link)
			if err != nil {
				t.Fatal(err)
			}
			r, err := NewRun(e, set)
			if err != nil {
				t.Fatal(err)
			}
			if got := hash(t, r); got != test.want {
				t.Errorf("%s: weights_sha256 %s, want %s", test.link, got, test.want)
			}
		})
	}
}

// hash trains and returns the weights' digest.
func hash(t *testing.T, r *train.Run) (digest string) {
	t.Helper()
	err := r.Fit(context.Background(), func(e train.Event) {
		if done, ok := e.(train.Done); ok {
			digest = done.WeightsSHA256
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return digest
}
