package apptest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/store"
)

func TestOnlyWhatDiffersIsListed(t *testing.T) {
	tests := []struct {
		name  string
		links []string
		want  string
	}{
		{"the same", []string{"sample=3&seed=1", "sample=3"}, ""},
		{"the seed", []string{"sample=3&seed=1", "sample=3&seed=2"}, "seed: 1 | 2\n"},
		{"what is not the recipe's", []string{"sample=3&workers=1&lang=es", "sample=3&workers=2"}, ""},
		{"the rate, in Spanish", []string{"sample=3&lr=0.01", "sample=3&lr=0.1"}, "lr: 0,01 | 0,1\n"},
		{"the optimizer, whose momentum others do not have", []string{"sample=3&optimizer=sgd&momentum=0.9&lr=0.01", "sample=3&optimizer=adam&lr=0.01"}, "optimizer: SGD | Adam\n"},
		{"switches and augmentation", []string{"sample=3&shuffle=0", "sample=3&augment=flip"}, "augment: ninguno | Reflejar\nshuffle: no | sí\n"},
		{"a schedule and what goes with it", []string{"sample=3&schedule=step&decay_rate=0.1", "sample=3&schedule=step", "sample=3"}, "schedule: a escalones | a escalones | constante\ndecay_rate: 0,1 | 0,5 | \n"},
		{"the order of monitors", []string{"sample=3&early_stopping=1&monitor=val_loss,accuracy", "sample=3&early_stopping=1&monitor=accuracy,val_loss"}, "monitor: pérdida val., aciertos | aciertos, pérdida val.\n"},
		{"a recipe that cannot be read", []string{"sample=99", "sample=3&seed=2", "sample=3&seed=3"}, "seed:  | 2 | 3\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _ := NewTestSession()
			s.Lang = "es"
			var all []*store.Record
			for _, link := range test.links {
				all = append(all, &store.Record{Link: link, Dataset: "cifar10"})
			}
			if got := contrasted(s, all...); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestPicturesAndChangesOnTheWayAreDifferencesToo(t *testing.T) {
	s, _ := NewTestSession()
	got := contrasted(s, &store.Record{Link: "sample=3", Dataset: "cifar10"}, &store.Record{Link: "sample=3", Dataset: "synthetic", Changed: true})
	if want := "dataset: CIFAR-10 | Synthetic pictures\nchanged: no | yes\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNetworksAreComparedByTheLayersThatNotAllHave(t *testing.T) {
	s, _ := NewTestSession()
	var all []*store.Record
	for _, sample := range []int{2, 3, 4} { // dropout is added, then another convolution
		all = append(all, &store.Record{Link: fmt.Sprintf("sample=%d", sample), Dataset: "cifar10"})
	}
	rows := s.Saved.Contrasts(all)
	i := slices.IndexFunc(rows, func(c saved.Contrast) bool { return c.Key == "layers" })
	if i < 0 {
		t.Fatalf("no layers among %+v", rows)
	}
	layers := rows[i].Values
	if layers[0] != "–" || !strings.Contains(layers[1], "Dropout(") || !strings.Contains(layers[2], "Conv2D(") {
		t.Errorf("layers %q", layers)
	}
	if i := slices.IndexFunc(rows, func(c saved.Contrast) bool { return c.Key == "params" }); i < 0 || rows[i].Values[0] != "263,402" {
		t.Errorf("parameters %+v", rows)
	}
}

func TestResultsAreThoseOfTheRecords(t *testing.T) {
	s, _ := NewTestSession()
	rows := s.Saved.Results([]*store.Record{
		{State: store.Done, Epoch: 9, Epochs: 12, Test: &history.Score{Accuracy: 0.5}, ValAccuracy: []float64{0.4, 0.6, 0.5}, Seconds: 61},
		{State: store.Stopped, Epochs: 12},
	})
	var got []string
	for _, r := range rows {
		got = append(got, r.Key+": "+strings.Join(r.Values, " | "))
	}
	if want := "test: 50.00% | –, val: 60.00% | –, reached: 9 of 12 | 0 of 12, took: 1 min 1 s | –"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}
