package saved

import (
	"errors"
	"testing"

	"muestra/nn/recipe"
	"muestra/wasm/store"
)

const cutLink = "sample=2&train=128&val=64&test=64&epochs=9&seed=5"

func TestRunsThatSayOtherwiseThanTheirRecipeAreRefused(t *testing.T) {
	honest := store.Record{ID: "a", State: store.Done, Link: cutLink, Sample: 2, Dataset: "cifar10", Epochs: 9, Epoch: 1,
		History: []byte(`[{"epoch":1,"loss":2,"seconds":60}]`), ValAccuracy: make([]float64, 1)}
	if err := admissible(&honest); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*store.Record){
		"another sample":    func(r *store.Record) { r.Sample = 3 },
		"more epochs":       func(r *store.Record) { r.Epochs = 1000 },
		"epochs beyond all": func(r *store.Record) { r.Epoch = 10 },
		"a longer history":  func(r *store.Record) { r.ValAccuracy = make([]float64, 10) },
		"steps beyond all":  func(r *store.Record) { r.Step = 1 << 30 },
		"epochs of ages":    func(r *store.Record) { r.History = []byte(`[{"epoch":1,"seconds":1e300}]`) },
		"losses beyond all": func(r *store.Record) { r.History = []byte(`[{"epoch":1,"loss":1e308}]`) },
		"impossible epochs": func(r *store.Record) { r.History = []byte(`[{"epoch":1,"accuracy":"all"}]`) },
		"strange pictures":  func(r *store.Record) { r.Dataset = "imagenet" },
	} {
		r := honest
		change(&r)
		if err := admissible(&r); !errors.Is(err, store.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	odd := honest
	odd.Link = "sample=2&lr=NaN"
	var link *recipe.LinkError
	if err := admissible(&odd); !errors.As(err, &link) {
		t.Errorf("a recipe that cannot be: %v", err)
	}
}
