package recipe

import (
	"context"
	"strconv"
	"testing"

	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/samples"
	"muestra/nn/train"
)

// TestHashOfShortRuns holds every platform to the same bits: natively, also with GOAMD64=v3, with -tags noasm, and under
// GOOS=js GOARCH=wasm these runs end with these weights. A change that means to change results changes them here too.
func TestHashOfShortRuns(t *testing.T) {
	tests := []struct{ name, link, want string }{
		{"Adam", "sample=1&train=256&val=64&test=64&epochs=1&seed=1", "a6903daab8263a2abda2911efb678aa412709c657167c398f9198a0f6673c0bc"},
		{"momentum and dropout", "sample=4&train=100&val=0&test=0&epochs=2&seed=2&batch=32", "7905fb2b96c5958844f2333c0cd89f40c3b74dc3ef05b825d576c13d33eddad9"},
		{"Nesterov, batch normalization and L2", "sample=7&train=24&val=8&test=0&epochs=1&seed=3&batch=10&nesterov=1", "0672bbdbc5d4c1c50f28a88394fc286fb3b63f0f82ecd87b9f84ff1be2e8983b"},
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
	small := &samples.Sample{Layers: "C8 B C8 B P d.2 C16 B P d.3 F D16 B d.4 D10", Initializer: "he_uniform", L2Conv: 0.0005, L2Dense: 0.001}
	tests := []struct{ augment, want, loss string }{
		{"flip,shift", "e7c4ea2cd82444dd290c94a09ad4838f272e33a8ae897c62b7a9c97b65a74a86", "0x1.29438e57b776p+01"},
		{"flip,shift,rotation,zoom,brightness,cutout", "2ce4c8a88442bc97d6b5e392bb55471e773c517921d6fac6ef8abe49c1478322", "0x1.55abba34b8f0dp+01"},
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
			if got := strconv.FormatFloat(float64(r.History[9].ValLoss), 'x', -1, 64); got != test.loss {
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
		if done, ok := e.(history.Result); ok {
			digest = done.WeightsSHA256
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return digest
}
