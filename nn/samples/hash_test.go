package samples

import (
	"context"
	"strconv"
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

// TestHashOfAugmentedRuns does the same for twenty steps of a small network of sample 12's kinds of layers, on pictures
// augmented in every way, validation as well.
func TestHashOfAugmentedRuns(t *testing.T) {
	small := &Sample{Layers: "C8 B C8 B P d.2 C16 B P d.3 F D16 B d.4 D10", Initializer: "he_uniform", L2Conv: 0.0005, L2Dense: 0.001}
	tests := []struct{ augment, want, loss string }{
		{"flip,shift", "051132eeabe574dd8c6f5e9c3127a9d5564370b9ce31656e48c79940b0018161", "0x1.29435ad93d262p+01"},
		{"flip,shift,rotation,zoom,brightness,cutout", "fd5716fe5cd338f8656f48aeb5897e7a3363a44759c65c7b3d252ca0658a6a86", "0x1.554a384a10bc3p+01"},
	}
	set := data.Synthetic(SyntheticSeed)
	for _, test := range tests {
		t.Run(test.augment, func(t *testing.T) {
			e, _, err := ParseLink("sample=12&train=90&val=30&test=20&epochs=10&batch=40&seed=4&lr=0.01&augment=" + test.augment)
			if err != nil {
				t.Fatal(err)
			}
			if e.Spec, err = small.Network(); err != nil {
				t.Fatal(err)
			}
			e.EarlyStopping = false
			r, err := NewRun(e, set)
			if err != nil {
				t.Fatal(err)
			}
			if got := hash(t, r); got != test.want {
				t.Errorf("weights_sha256 %s, want %s", got, test.want)
			}
			if got := strconv.FormatFloat(*r.History[9].ValLoss, 'x', -1, 64); got != test.loss {
				t.Errorf("val_loss %s, want %s", got, test.loss)
			}
			if r.History[9].Step != 20 {
				t.Errorf("%d steps, want 20", r.History[9].Step)
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
