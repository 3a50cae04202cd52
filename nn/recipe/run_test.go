package recipe

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/train"
)

func newRun(t *testing.T, link string) *train.Run {
	t.Helper()
	e, _, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRun(e, data.Synthetic(SyntheticSeed))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestLossFallsOnTheSyntheticSet(t *testing.T) {
	r := newRun(t, "sample=1&train=400&val=100&test=0&epochs=4&batch=32")
	hash(t, r)
	first, last := r.History[0], r.History[3]
	if !(last.Loss < first.Loss-0.2) || !(last.ValLoss < first.ValLoss) || !(last.Accuracy > first.Accuracy) {
		t.Errorf("first epoch %+v, last %+v", first, last)
	}
}

func TestTheSameRunTwiceGivesTheSameWeights(t *testing.T) {
	const link = "sample=3&train=64&val=0&test=0&epochs=2&batch=16"
	if a, b := hash(t, newRun(t, link)), hash(t, newRun(t, link)); a != b {
		t.Errorf("weights %s and %s", a, b)
	}
}

func TestEverythingThatShouldMatterChangesTheWeights(t *testing.T) {
	const base = "sample=3&train=64&val=0&test=0&epochs=2&batch=16"
	seen := map[string]string{hash(t, newRun(t, base)): "nothing"}
	for _, change := range []string{"seed=2", "shuffle=0", "dropout=0", "nesterov=1", "lr=0.002", "momentum=0.8", "optimizer=adam", "optimizer=rmsprop", "steps=7",
		"schedule=cosine", "schedule=cosine&alpha=0.5", "schedule=cosine&warmup_epochs=1", "schedule=step&decay_epochs=1", "schedule=step&decay_epochs=1&decay_rate=0.1",
		"schedule=exponential&decay_epochs=1", "schedule=inverse_time&decay_epochs=1", "schedule=piecewise&boundaries=1&values=0.01",
		"schedule=polynomial", "schedule=polynomial&end_lr=0.1", "schedule=polynomial&power=2",
		"augment=flip", "augment=shift", "augment=rotation", "augment=zoom", "augment=brightness", "augment=cutout"} {
		h := hash(t, newRun(t, base+"&"+change))
		if other, ok := seen[h]; ok {
			t.Errorf("%s gives the same weights as %s", change, other)
		}
		seen[h] = change
	}
	for _, change := range []string{"workers=3", "lang=es", "lock=lr", "run=1", "early_stopping=1", "early_stopping=1&monitor=&min_delta=1", "restore_best=1",
		"reduce_lr=0.1", "schedule=step&decay_epochs=2", "schedule=piecewise&boundaries=2&values=0.01", "boundaries=1&values=0.01&end_lr=1&power=3&alpha=0.5&warmup_epochs=1"} {
		if h := hash(t, newRun(t, base+"&"+change)); seen[h] != "nothing" {
			t.Errorf("%s changes the weights", change)
		}
	}
}

func TestCallbacksAreThoseOfTheLink(t *testing.T) {
	stop := func(monitor string, patience int, delta float64, restore bool) *train.EarlyStopping {
		return &train.EarlyStopping{Monitor: monitor, Patience: patience, MinDelta: delta, RestoreBestWeights: restore}
	}
	tests := []struct {
		link     string
		stopping []*train.EarlyStopping
		schedule optimizers.Schedule
		plateau  *train.ReduceLROnPlateau
	}{
		{"sample=1", nil, nil, nil},
		{"sample=12", []*train.EarlyStopping{stop("val_loss", 5, 0, false), stop("val_accuracy", 10, 0, false)}, nil, nil},
		{"sample=12&restore_best=1&min_delta=0.01", []*train.EarlyStopping{stop("val_loss", 5, 0.01, true), stop("val_accuracy", 10, 0.01, false)}, nil, nil},
		{"sample=12&early_stopping=0", nil, nil, nil},
		{"sample=12&monitor=", nil, nil, nil},
		{"sample=1&restore_best=1", []*train.EarlyStopping{stop("val_loss", maxEpochs, 0, true)}, nil, nil},
		{"sample=1&restore_best=1&monitor=val_accuracy&patience=3", []*train.EarlyStopping{stop("val_accuracy", maxEpochs, 0, true)}, nil, nil},
		{"sample=1&restore_best=1&monitor=", nil, nil, nil},
		{"sample=1&train=640&epochs=7&schedule=cosine", nil, optimizers.CosineDecay{InitialLearningRate: 0.001, DecaySteps: 70}, nil},
		{"sample=2&train=650&lr=0.1&schedule=step", nil, optimizers.ExponentialDecay{InitialLearningRate: 0.1, DecaySteps: 110, DecayRate: 0.5, Staircase: true}, nil},
		{"sample=2&train=640&schedule=step&decay_epochs=2&decay_rate=0.3", nil, optimizers.ExponentialDecay{InitialLearningRate: 0.001, DecaySteps: 20, DecayRate: 0.3, Staircase: true}, nil},
		{"sample=2&train=640&schedule=exponential&decay_epochs=3&decay_rate=0.3", nil, optimizers.ExponentialDecay{InitialLearningRate: 0.001, DecaySteps: 30, DecayRate: 0.3}, nil},
		{"sample=2&train=640&schedule=inverse_time&decay_epochs=3&decay_rate=0.3", nil, optimizers.InverseTimeDecay{InitialLearningRate: 0.001, DecaySteps: 30, DecayRate: 0.3}, nil},
		{"sample=2&train=640&schedule=piecewise&boundaries=1,4&values=0.5,0.25", nil,
			optimizers.PiecewiseConstantDecay{Boundaries: []int{9, 39}, Values: []float64{0.001, 0.5, 0.25}}, nil},
		{"sample=2&train=640&epochs=7&schedule=polynomial", nil, optimizers.PolynomialDecay{InitialLearningRate: 0.001, DecaySteps: 70, EndLearningRate: 0.0001, Power: 1}, nil},
		{"sample=2&train=640&epochs=7&schedule=polynomial&end_lr=0&power=0.9", nil, optimizers.PolynomialDecay{InitialLearningRate: 0.001, DecaySteps: 70, Power: 0.9}, nil},
		{"sample=2&train=640&epochs=7&schedule=cosine&warmup_epochs=2&alpha=0.1", nil,
			optimizers.CosineDecay{DecaySteps: 50, Alpha: 0.1, WarmupTarget: new(0.001), WarmupSteps: 20}, nil},
		{"sample=2&reduce_lr=0.2", nil, nil, &train.ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.2, Patience: 3, MinDelta: 1e-4}},
		{"sample=2&reduce_lr=0.2&monitor=loss&reduce_lr_patience=2&cooldown=4&min_lr=1e-5", nil, nil,
			&train.ReduceLROnPlateau{Monitor: "loss", Factor: 0.2, Patience: 2, MinDelta: 1e-4, Cooldown: 4, MinLearningRate: 1e-5}},
		{"sample=2&reduce_lr=0.2&monitor=", nil, nil, nil},
	}
	for _, test := range tests {
		r := newRun(t, test.link)
		got := []any{r.Stopping, r.Backend.Schedule(), r.Plateau}
		if d := cmp.Diff([]any{test.stopping, test.schedule, test.plateau}, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.link, d)
		}
	}
}

func TestRatesChangeBetweenEpochs(t *testing.T) {
	const link = "sample=3&train=48&val=0&test=0&batch=16&epochs=5&lr=0.01"
	for schedule, want := range map[string][]float64{ // of each epoch's last step
		"schedule=step&decay_epochs=2":                             {0.01, 0.01, 0.005, 0.005, 0.0025},
		"schedule=piecewise&boundaries=1,3&values=0.02,0.003":      {0.01, 0.02, 0.02, 0.003, 0.003},
		"schedule=piecewise&boundaries=2,999&values=0,1&dropout=0": {0.01, 0.01, 0, 0, 0},
	} {
		r := newRun(t, link+"&"+schedule)
		hash(t, r)
		var got []float64
		for _, e := range r.History {
			got = append(got, float64(e.LearningRate))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: rates %v, want %v", schedule, got, want)
		}
	}
}

func TestValidationAndTestDoNotTouchTheWeights(t *testing.T) {
	a := hash(t, newRun(t, "sample=3&train=64&epochs=2&batch=16&val=0&test=0"))
	b := hash(t, newRun(t, "sample=3&train=64&epochs=2&batch=16&val=40&test=30"))
	if a != b {
		t.Errorf("weights %s without, %s with validation", a, b)
	}
}

func TestWithoutDropoutOnlyTheRatesChange(t *testing.T) {
	e, _, err := ParseLink("sample=4&dropout=0")
	if err != nil {
		t.Fatal(err)
	}
	spec := e.Trained()
	if len(spec.Layers) != len(e.Spec.Layers) {
		t.Fatalf("%d layers, want %d", len(spec.Layers), len(e.Spec.Layers))
	}
	for i, l := range spec.Layers {
		d, ok := l.(keras.Dropout)
		if ok && d.Rate != 0 {
			t.Errorf("layer %d drops %v", i, d.Rate)
		}
		if !ok && l != e.Spec.Layers[i] {
			t.Errorf("layer %d has changed", i)
		}
	}
	if e.Spec.Layers[4].(keras.Dropout).Rate != 0.3 {
		t.Error("the experiment's own network has changed")
	}
}

func TestSampleOneLearnsCIFAR10(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a minute")
	}
	path := os.Getenv("CIFAR10")
	if path == "" {
		path = filepath.Join("..", "..", "..", "shared", "cifar10")
	}
	if _, err := os.Stat(path); err != nil {
		t.Skipf("CIFAR-10 is not here: %v", err)
	}
	set, err := data.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	e, _, err := ParseLink("sample=1&train=5000&val=1000&test=1000&epochs=3&seed=1")
	if err != nil {
		t.Fatal(err)
	}
	r, err := NewRun(e, set)
	if err != nil {
		t.Fatal(err)
	}
	hash(t, r)
	if got := r.History[2].ValAccuracy; got < 0.36 {
		t.Errorf("validation accuracy %.3f after three epochs", got)
	}
}

// Example trains sample 1 for three steps on drawn pictures.
func Example() {
	e, _, err := ParseLink("sample=1&train=64&val=0&test=32&batch=32&steps=3&seed=7")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := NewRun(e, data.Synthetic(SyntheticSeed))
	if err != nil {
		fmt.Println(err)
		return
	}
	err = r.Fit(context.Background(), func(event train.Event) {
		if step, ok := event.(history.Step); ok {
			fmt.Println("step", step.Step, "of epoch", step.Epoch)
		}
	}, nil)
	fmt.Println(err, e.Link())
	// Output:
	// step 1 of epoch 1
	// step 2 of epoch 1
	// step 3 of epoch 2
	// <nil> sample=1&train=64&val=0&test=32&epochs=30&seed=7&optimizer=adam&lr=0.001&momentum=0&batch=32&augment=&steps=3&workers=auto
}
