package browsertest

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// ending is the last line of the command line's train -json.
type ending struct {
	Event         string  `json:"event"`
	TestAccuracy  float64 `json:"test_accuracy"`
	WeightsSHA256 string  `json:"weights_sha256"`
}

// natively trains what a link says with the command line.
func natively(t *testing.T, link, pictures string) ending {
	t.Helper()
	_, last := nativeEpochs(t, link, pictures)
	return last
}

// nativeEpochs trains what a link says with the command line, and has the epochs too.
func nativeEpochs(t *testing.T, link, pictures string) (epochs []map[string]any, last ending) {
	t.Helper()
	tool, err := muestraTool()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, "train", "-link", link, "-data", pictures, "-json")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("muestra train -link %s: %v", link, err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		var epoch map[string]any
		if err := cmp.Or(json.Unmarshal(lines.Bytes(), &last), json.Unmarshal(lines.Bytes(), &epoch)); err != nil {
			t.Fatal(err)
		}
		if last.Event == "epoch" {
			epochs = append(epochs, epoch)
		}
	}
	if last.Event != "done" {
		t.Fatalf("muestra train ended with %+v", last)
	}
	return epochs, last
}

// number is a field of an epoch in state().history.
func number(t *testing.T, epoch map[string]any, name string) float64 {
	t.Helper()
	v, ok := epoch[name].(float64)
	if !ok {
		t.Fatalf("%s is %v in %v", name, epoch[name], epoch)
	}
	return v
}

// everyLayer is a link to short runs of a network in which there is everything: normalization, dropout, penalties, gradients that are summed and that
// are sliced, pictures that are varied, batches that workers do not share evenly.
const everyLayer = "sample=7&batch=20&train=600&val=30&test=30&epochs=2&steps=40&augment=flip,shift&seed=4"

func TestALinkTrainsToTheSameBitsAsTheCommandLine(t *testing.T) {
	type row struct {
		name, link, pictures string
		workers              int
		site                 func(*testing.T) string
	}
	tests := []row{
		{"five workers that share memory", everyLayer + "&workers=5", "synthetic", 5, syntheticSite},
		{"as many workers as there are cores, CIFAR-10", "sample=1&train=1000&val=200&test=200&epochs=2&seed=1", pack(), cores(), cifarSite},
	}
	if os.Getenv("MUESTRA_EVERYTHING") != "" { // which takes some minutes
		for _, isolated := range []bool{true, false} {
			for _, n := range []int{1, 2, 3, 4, 5, 8} {
				tests = append(tests, row{fmt.Sprintf("%d workers, isolated %v", n, isolated), fmt.Sprintf("%s&workers=%d", everyLayer, n), "synthetic", n,
					func(t *testing.T) string { return host(t, isolated, nil) }})
			}
		}
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := open(t, test.site(t)+"/#"+test.link+"&run=1", visitor{})
			s := tab.until("done")
			tab.trained(s, test.link, test.pictures, test.workers)
			if !s.SIMD || s.Workers > 1 && s.Transport != "shared" && !strings.Contains(test.name, "isolated false") {
				t.Errorf("SIMD %v, transport %q", s.SIMD, s.Transport)
			}
			tab.loadedAlone("app.wasm")
			tab.logTasks("from load to done")
			t.Logf("%.0f images/s", s.ImagesPerSecond)
		})
	}
	t.Run("without SIMD", func(t *testing.T) {
		const link = "sample=7&train=64&val=64&test=64&epochs=1&steps=2&augment=flip,shift&seed=5"
		tab := open(t, syntheticSite(t)+"/?simd=off#"+link+"&run=1", visitor{})
		s := tab.until("done")
		tab.trained(s, link, "synthetic", cores())
		if s.SIMD {
			t.Error("there is SIMD")
		}
		tab.loadedAlone("app-noasm.wasm")
	})
}

// trained fails the test where a run has not come to what the command line comes to, on so many workers.
func (b *tab) trained(s state, link, pictures string, workers int) {
	b.t.Helper()
	epochs, want := nativeEpochs(b.t, link, pictures)
	isWhole(b.t, s.History, epochs)
	if s.WeightsSHA256 != want.WeightsSHA256 || len(s.History) != len(epochs) {
		b.t.Errorf("weights %s in the browser after %d epochs, %s natively after %d", s.WeightsSHA256, len(s.History), want.WeightsSHA256, len(epochs))
	}
	if dataset := map[bool]string{true: "synthetic", false: "cifar10"}[pictures == "synthetic"]; s.Dataset != dataset {
		b.t.Errorf("trained on %q, want %q", s.Dataset, dataset)
	}
	if s.Workers != workers || s.ImagesPerSecond <= 0 {
		b.t.Errorf("%d workers instead of %d, %v images a second", s.Workers, workers, s.ImagesPerSecond)
	}
	b.shows("weights-sha256", s.WeightsSHA256)
}

// loadedAlone fails the test where the page has loaded another program than this one, or this one twice.
func (b *tab) loadedAlone(program string) {
	b.t.Helper()
	loaded := evaluate[[]string](b, `performance.getEntriesByType("resource").map((e) => e.name.split("/").at(-1)).filter((name) => name.endsWith(".wasm"))`)
	if !slices.Equal(loaded, []string{program}) {
		b.t.Errorf("loaded are %q", loaded)
	}
}
