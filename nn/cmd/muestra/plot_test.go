//go:build !js

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gonum.org/v1/plot"

	"github.com/google/go-cmp/cmp"
)

func TestCurvesAreDrawn(t *testing.T) {
	for _, epochs := range []string{"1", "3"} {
		for name, magic := range map[string]string{"curves.png": "\x89PNG", "curves.svg": "<?xml"} {
			path := filepath.Join(t.TempDir(), name)
			must(t, append([]string{"train", "-plot", path}, append(quick, "-epochs", epochs)...)...)
			text, err := os.ReadFile(path)
			if err != nil || !strings.HasPrefix(string(text), magic) {
				t.Errorf("%s epochs, %s: %.20q, %v", epochs, name, text, err)
			}
			if strings.HasSuffix(name, "svg") {
				for _, want := range []string{">Loss<", ">Accuracy<", ">epoch<", ">training<", ">validation<"} {
					if !strings.Contains(string(text), want) {
						t.Errorf("%s epochs: no %s in the picture", epochs, want)
					}
				}
			}
		}
	}
}

func TestOnlyPicturesThatCanBeDrawnAreAskedFor(t *testing.T) {
	for path, ok := range map[string]bool{"": true, "a.png": true, "b/a.svg": true, "a.gif": false, "a": false, "png": false} {
		if err := plottable(path); (err == nil) != ok {
			t.Errorf("%q: %v", path, err)
		}
	}
	if _, notes, code := call(t, "train", "-plot", "curves.gif"); code != exitUsage || !strings.Contains(notes, "must end in .png or .svg") {
		t.Errorf("exit %d, %s", code, notes)
	}
}

func TestTicksAreToldApart(t *testing.T) {
	labels := func(ticks []plot.Tick) (all []string) {
		for _, t := range ticks {
			all = append(all, t.Label)
		}
		return all
	}
	tests := []struct {
		name string
		got  []plot.Tick
		want []string
	}{
		{"two epochs", epochTicks(1, 2), []string{"1", "2"}},
		{"ten epochs", epochTicks(1, 10), []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}},
		{"thirty epochs", epochTicks(1, 30), []string{"5", "10", "15", "20", "25", "30"}},
		{"a thousand epochs", epochTicks(1, 1000), []string{"100", "200", "300", "400", "500", "600", "700", "800", "900", "1000"}},
		{"close losses", valueTicks(2.297, 2.305), []string{"2.2975", "2.3000", "2.3025", "2.3050"}},
		{"accuracies", valueTicks(0.1, 0.7), []string{"0.2", "0.4", "0.6"}},
	}
	for _, test := range tests {
		if d := cmp.Diff(test.want, labels(test.got)); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, d)
		}
	}
}
