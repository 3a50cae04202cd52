package samples

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func (d Difference) String() string {
	text := fmt.Sprintf("%s: %s > %s", d.Key, written(d.Before), written(d.After))
	if d.Times > 1 {
		text += fmt.Sprintf(" x%d", d.Times)
	}
	return text
}

// written is a value as a link or Keras spells it.
func written(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []string:
		return strings.Join(v, ",")
	case []Stopping:
		var rules []string
		for _, r := range v {
			rules = append(rules, fmt.Sprintf("%s patience %d", r.Monitor, r.Patience))
		}
		return strings.Join(rules, ", ")
	case Layer:
		if v.Argument == 0 {
			return v.Class
		}
		return fmt.Sprintf("%s(%v)", v.Class, v.Argument)
	case Span:
		return written(v.First) + " … " + written(v.Last)
	}
	return fmt.Sprint(value)
}

func TestDifferencesAreThoseOfTheReport(t *testing.T) {
	tests := map[int][]string{
		0: nil,
		1: {"epochs: 5 > 30"},
		2: {"optimizer: adam > sgd", "momentum:  > 0.9"},
		3: {"layer:  > Dense(64)", "layer:  > Dropout(0.2)"},
		4: {"layer:  > Conv2D(32)", "layer:  > MaxPooling2D", "layer:  > Dropout(0.3)", "layer: Dropout(0.2) > Dropout(0.3)"},
		5: {"epochs: 30 > 50", "early_stopping:  > val_loss patience 5"},
		6: {
			"epochs: 50 > 100", "lr: 0.001 > 0.01", "layer: Conv2D(32) > Conv2D(64)", "layer:  > Conv2D(128)", "layer:  > MaxPooling2D",
			"layer: Dense(32) > Dense(512)", "layer:  > Dropout(0.3)", "layer: Dense(64) > Dense(512)",
		},
		7: {
			"initializer: glorot_uniform > he_uniform", "l2_conv:  > 0.001", "layer:  > Dropout(0.3) x2", "layer:  > BatchNormalization",
			"layer:  > Dense(512)", "layer:  > BatchNormalization", "layer: Dropout(0.3) > Dropout(0.1)",
		},
		9: {
			"epochs: 100 > 20", "early_stopping: val_loss patience 5 > ", "initializer: he_uniform > glorot_uniform", "l2_dense: 0.001 > ",
			"layer: Conv2D(64) … Dropout(0.2) > VGG16", "layer:  > Dropout", "layer: Dropout(0.1) > ", "layer:  > Dropout", "layer: Dense(10) > Dense(1)",
		},
		10: {"augment:  > flip,shift"},
		12: {"early_stopping: val_loss patience 5 > val_loss patience 5, val_accuracy patience 10", "augment:  > flip,shift", "layer:  > BatchNormalization x13"},
	}
	for number, want := range tests {
		var got []string
		for _, d := range ByNumber(number).Differences() {
			got = append(got, d.String())
		}
		if !slices.Equal(got, want) {
			t.Errorf("sample %d:\n%q, want\n%q", number, got, want)
		}
	}
}

// What is taken away and added, layer by layer, must turn one network into the other, whatever their order.
func TestLayerDifferencesAddUp(t *testing.T) {
	for _, s := range All() {
		if s.Before() == nil || strings.HasPrefix(s.Layers, "V") {
			continue
		}
		count := map[any]int{}
		for _, w := range strings.Fields(s.Before().Layers) {
			count[layerOf(w)]++
		}
		for _, d := range s.Differences() {
			if d.Key == "layer" {
				count[d.Before] -= d.Times
				count[d.After] += d.Times
			}
		}
		for _, w := range strings.Fields(s.Layers) {
			count[layerOf(w)]--
		}
		delete(count, nil)
		for name, n := range count {
			if n != 0 {
				t.Errorf("sample %d: %+d %v unaccounted for", s.Number, n, name)
			}
		}
	}
}

func TestSample10GoesOnFromSample8(t *testing.T) {
	for number, want := range map[int]int{1: 0, 9: 8, 10: 8, 12: 11} {
		if got := ByNumber(number).Before().Number; got != want {
			t.Errorf("sample %d goes on from %d, want %d", number, got, want)
		}
	}
	if ByNumber(0).Before() != nil {
		t.Error("something comes before sample 0")
	}
}

func TestNewLayersAreThoseThatDiffer(t *testing.T) {
	tests := []struct {
		sample int
		want   string
	}{
		{0, ""}, {1, ""}, {3, "Dense(64) Dropout(0.2)"}, {4, "Conv2D(32) MaxPooling2D Dropout(0.3) Dropout(0.3)"}, {10, ""},
	}
	for _, test := range tests {
		s := ByNumber(test.sample)
		var got []string
		for i, fresh := range s.NewLayers() {
			if fresh {
				got = append(got, written(layerOf(strings.Fields(s.Layers)[i])))
			}
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("sample %d: %q, want %q", test.sample, got, test.want)
		}
	}
	if spec, err := ByNumber(12).Network(); err != nil || len(spec.Layers) != len(ByNumber(12).NewLayers()) {
		t.Error("sample 12: not a mark for each layer", err)
	}
}
