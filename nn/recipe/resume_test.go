package recipe

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/samples"
	"muestra/nn/train"
)

// checkpoint trains what a link says and returns what a file of it holds.
func checkpoint(t *testing.T, link string) *nn.Checkpoint {
	t.Helper()
	r := newRun(t, link)
	hash(t, r)
	return saved(t, r)
}

func saved(t *testing.T, r *train.Run) *nn.Checkpoint {
	t.Helper()
	c, err := r.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := nn.WriteCheckpoint(&file, c); err != nil {
		t.Fatal(err)
	}
	if c, err = nn.ReadCheckpoint(&file); err != nil {
		t.Fatal(err)
	}
	return c
}

// resume goes on with what a link says.
func resume(t *testing.T, link string, c *nn.Checkpoint) (*train.Run, error) {
	t.Helper()
	e, _, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	return Resume(e, data.Synthetic(SyntheticSeed), c)
}

// TestHashOfInterruptedRuns is that of a run in three sittings, which is the same as that of one.
func TestHashOfInterruptedRuns(t *testing.T) {
	small := &samples.Sample{Layers: "C8 B P d.2 C16 B P d.3 F D16 B d.4 D10", Initializer: "he_uniform", L2Conv: 0.0005, L2Dense: 0.001}
	spec, err := small.Network()
	if err != nil {
		t.Fatal(err)
	}
	network := "&model=" + value(t, spec)
	for _, test := range []struct{ link, want string }{
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&lr=0.01", "782d3c73e309ad5be3e4286d1eff9e5de3d3400e56a17dbb30c3ad979012c49e"},
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&optimizer=adam&lr=0.01&schedule=cosine&restore_best=1", "b2dc69b9c1216c266ae5f1ff5a20933b2d8323c161cd8c99555e4f680857160c"},
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&optimizer=rmsprop&lr=0.01&schedule=piecewise&boundaries=2,4&values=0.003,0.02", "c55bc63f0049682bbd671ce48a5332a6278ae06726c9d95aff12a43dd3a0c51f"},
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&lr=0.05&schedule=cosine&warmup_epochs=3&alpha=0.1", "4f997ef7e48dc722904fab0919d8bb02468957ccb79a7da2928f9f462c8057b4"},
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&lr=0.05&schedule=exponential&decay_epochs=3", "d3af1fdbbf2c29c84767212c36b58bd0b02feea3666a7993ddfd283f6f7dbfab"},
		{"sample=12&train=90&val=30&test=20&epochs=8&batch=40&seed=4&lr=0.05&schedule=polynomial&power=1.5", "29f273558891a299195509e022139928ef8c291c2cb44cfd4116aac83f9a3a66"},
		{"sample=7&train=90&val=30&test=20&epochs=5&batch=40&seed=4&monitor=val_accuracy&patience=3&reduce_lr=0.5&reduce_lr_patience=1", "02eb027e241021e26b94c124d9b5e752a73748778bb303c55ce7b932e9d370a8"},
	} {
		link := test.link + network
		if got := hash(t, newRun(t, link)); got != test.want {
			t.Errorf("%s: weights_sha256 %s, want %s", test.link, got, test.want)
		}
		c := checkpoint(t, link+"&steps=5")
		for _, steps := range []string{"&steps=9", ""} {
			r, err := resume(t, link+steps, c)
			if err != nil {
				t.Fatal(err)
			}
			if got := hash(t, r); steps == "" && got != test.want {
				t.Errorf("%s: weights_sha256 %s in three sittings, want %s", test.link, got, test.want)
			}
			c = saved(t, r)
		}
	}
}

func TestACheckpointKnowsItsExperiment(t *testing.T) {
	const link = "sample=3&train=32&val=0&test=0&batch=16&epochs=2&lr=0.5&dropout=0&lock=lr"
	e, err := Of(checkpoint(t, link))
	if err != nil {
		t.Fatal(err)
	}
	want, _, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	if d := difference(want, e); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNotTheCheckpointsIsNamed(t *testing.T) {
	const link = "sample=3&train=64&val=16&test=16&batch=32&epochs=3"
	c := checkpoint(t, link+"&steps=3")
	replace := func(old, new string) string { return strings.Replace(link, old, new, 1) }
	tests := []struct{ link, want string }{
		{replace("sample=3", "sample=4"), "sample=4: the checkpoint is of a run with sample=3"},
		{replace("train=64", "train=65"), "train=65: the checkpoint is of a run with train=64"},
		{replace("val=16", "val=0"), "val=0: the checkpoint is of a run with val=16"},
		{replace("batch=32", "batch=64"), "batch=64: the checkpoint is of a run with batch=32"},
		{link + "&seed=2", "seed=2: the checkpoint is of a run with seed=1"},
		{link + "&lr=1", "lr=1: the checkpoint is of a run with lr=0.001"},
		{link + "&optimizer=adam", "optimizer=adam: the checkpoint is of a run with optimizer=sgd"},
		{link + "&augment=flip", "augment=flip: the checkpoint is of a run with augment="},
		{link + "&dropout=0", "dropout=0: the checkpoint is of a run with dropout=1"},
		{link + "&schedule=cosine", "schedule=cosine: the checkpoint is of a run with schedule=constant"},
		{link + "&boundaries=2&values=0.1", "boundaries=2: the checkpoint is of a run with boundaries="},
		{link + "&early_stopping=1", "early_stopping=1: the checkpoint is of a run with early_stopping=0"},
		{link + "&patience=6", "patience=6: the checkpoint is of a run with patience=5"},
		{link + "&model=" + value(t, wide()), "the network is not the checkpoint's"},
		{replace("epochs=3", "epochs=1"), "train: go on from a checkpoint: it is in epoch 2, beyond the run's 1"},
		{replace("epochs=3", "epochs=9"), ""},
		{replace("test=16", "test=0"), ""},
		{link + "&steps=4&workers=3&lang=es&lock=lr&run=1", ""},
	}
	for _, test := range tests {
		_, err := resume(t, test.link, c)
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v", test.link, err)
			}
			continue
		}
		var different *Different
		if err == nil || strings.TrimPrefix(err.Error(), "recipe: ") != test.want {
			t.Errorf("%s: error %v, want %s", test.link, err, test.want)
		}
		if errors.As(err, &different) && different.In("es") == different.In("en") {
			t.Errorf("%s: the message is the same in both languages", test.link)
		}
	}
	e, _, err := ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	for digest, want := range map[string]string{
		data.CIFAR10Digest: "recipe: data=synthetic: the checkpoint is of a run with data=cifar10",
		"":                 "recipe: data=synthetic: the checkpoint is of a run with data=…",
	} {
		other := *c
		other.DataSet = digest
		if _, err := Resume(e, data.Synthetic(SyntheticSeed), &other); err == nil || err.Error() != want {
			t.Errorf("other pictures: %v, want %s", err, want)
		}
	}
	if _, err := Resume(e, data.Synthetic(2), c); err == nil || !strings.Contains(err.Error(), "a run with data=synthetic") {
		t.Errorf("other drawn pictures: %v", err)
	}
}

func TestSomeSchedulesStretchOverAllEpochs(t *testing.T) {
	for schedule, stretches := range map[string]bool{
		"cosine": true, "polynomial": true, "step": false, "exponential": false, "inverse_time": false, "piecewise&boundaries=1&values=0.1": false,
	} {
		link := "sample=3&train=64&val=0&test=0&batch=32&schedule=" + schedule
		c := checkpoint(t, link+"&epochs=3&steps=3")
		_, err := resume(t, link+"&epochs=4", c)
		if refused := err != nil; refused != stretches || refused && err.Error() != "recipe: epochs=4: the checkpoint is of a run with epochs=3" {
			t.Errorf("%s: error %v", schedule, err)
		}
	}
}

func TestACheckpointWithoutAnExperimentIsRefused(t *testing.T) {
	const link = "sample=3&train=32&val=0&test=0&batch=16&epochs=1"
	for recipe, want := range map[string]string{
		"":                     "it does not say of which experiment it is",
		`{"link":"train=1e9"}`: "its experiment: link: train=1e9: train takes",
		`{"link":"speed=11"}`:  "its experiment: recipe: read an experiment: speed is ignored",
		`[]`:                   "its experiment: recipe: read an experiment: ",
	} {
		c := checkpoint(t, link)
		if c.Recipe = json.RawMessage(recipe); recipe == "" {
			c.Recipe = nil
		}
		_, err := resume(t, link, c)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %s", recipe, err, want)
		}
		var link *LinkError
		if errors.As(err, &link) {
			t.Errorf("%s: a mistake in a link that nobody has typed", recipe)
		}
	}
}
