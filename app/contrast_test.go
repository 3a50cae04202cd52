package app

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// contrasted compares runs of some links and writes down what differs, a line for each field.
func contrasted(s *session, all ...*store.Record) string {
	var b strings.Builder
	for _, c := range s.contrasts(all) {
		fmt.Fprintf(&b, "%s: %s\n", c.key, strings.Join(c.values, " | "))
	}
	return strings.ReplaceAll(b.String(), "\n ", " ")
}

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
		{"a recipe that cannot be read", []string{"sample=99", "sample=3&seed=2", "sample=3&seed=3"}, "seed:  | 2 | 3\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, _ := newTestSession()
			s.lang = "es"
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
	s, _ := newTestSession()
	got := contrasted(s, &store.Record{Link: "sample=3", Dataset: "cifar10"}, &store.Record{Link: "sample=3", Dataset: "synthetic", Changed: true})
	if want := "dataset: CIFAR-10 | Synthetic pictures\nchanged: no | yes\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNetworksAreComparedByTheLayersThatNotAllHave(t *testing.T) {
	s, _ := newTestSession()
	var all []*store.Record
	for _, sample := range []int{2, 3, 4} { // dropout is added, then another convolution
		all = append(all, &store.Record{Link: fmt.Sprintf("sample=%d", sample), Dataset: "cifar10"})
	}
	rows := s.contrasts(all)
	i := slices.IndexFunc(rows, func(c contrast) bool { return c.key == "layers" })
	if i < 0 {
		t.Fatalf("no layers among %+v", rows)
	}
	layers := rows[i].values
	if layers[0] != "–" || !strings.Contains(layers[1], "Dropout(") || !strings.Contains(layers[2], "Conv2D(") {
		t.Errorf("layers %q", layers)
	}
	if i := slices.IndexFunc(rows, func(c contrast) bool { return c.key == "params" }); i < 0 || rows[i].values[0] != "263,402" {
		t.Errorf("parameters %+v", rows)
	}
}

func TestCommonLayersAreTheLongestListInTheSameOrder(t *testing.T) {
	tests := []struct {
		networks string
		common   string
		beyond   string
	}{
		{"C P D/C P D", "C P D", "/"},
		{"C P D/C C P d D", "C P D", "/C,d"},
		{"C P D/D P C", "D", "C,P/P,C"},
		{"C C C P/P", "P", "3 × C/"},
		{"C P D/C P d D/C D d", "C D", "P/P,d/d"},
		{"C/", "", "C/"},
	}
	for _, test := range tests {
		var all [][]string
		for n := range strings.SplitSeq(test.networks, "/") {
			all = append(all, strings.Fields(n))
		}
		common := inAll(all)
		if got := strings.Join(common, " "); got != test.common {
			t.Errorf("%s: common %q, want %q", test.networks, got, test.common)
		}
		var rest []string
		for _, n := range all {
			rest = append(rest, strings.ReplaceAll(beyond(n, common), "\n", ","))
		}
		if got := strings.Join(rest, "/"); got != test.beyond {
			t.Errorf("%s: beyond %q, want %q", test.networks, got, test.beyond)
		}
	}
	if got := inAll(nil); got != nil {
		t.Errorf("of no networks %q", got)
	}
}

func TestResultsAreThoseOfTheRecords(t *testing.T) {
	s, _ := newTestSession()
	rows := s.results([]*store.Record{
		{State: store.Done, Epoch: 9, Epochs: 12, Test: &store.Score{Accuracy: 0.5}, ValAccuracy: []float64{0.4, 0.6, 0.5}, Seconds: 61},
		{State: store.Stopped, Epochs: 12},
	})
	var got []string
	for _, r := range rows {
		got = append(got, r.key+": "+strings.Join(r.values, " | "))
	}
	if want := "test: 50.00% | –, val: 60.00% | –, reached: 9 of 12 | 0 of 12, took: 1 min 1 s | –"; strings.Join(got, ", ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPointsAreColumnsOfTheLongestRun(t *testing.T) {
	short := []port.Epoch{{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.25, CrossEntropy: 2, ValCrossEntropy: 3}}
	long := append(slices.Clone(short), port.Epoch{Epoch: 2, Accuracy: 0.75, ValAccuracy: 0.5, CrossEntropy: 1, ValCrossEntropy: 1.5})
	for _, test := range []struct {
		losses, trained bool
		want            string
	}{
		{false, false, "[1 2 0.25 0.5 0.25 NaN]"},
		{false, true, "[1 2 0.25 0.5 0.5 0.75 0.25 NaN 0.5 NaN]"},
		{true, true, "[1 2 3 1.5 2 1 3 NaN 2 NaN]"},
	} {
		var got []float64
		for b := range slices.Chunk(pointsOf([][]port.Epoch{long, short}, test.losses, test.trained), 8) {
			got = append(got, math.Float64frombits(binary.LittleEndian.Uint64(b)))
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
	if b := pointsOf(nil, false, false); len(b) != 0 {
		t.Errorf("%d bytes of nothing", len(b))
	}
}
