package browsertest

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"os/exec"
	"testing"
	"time"
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

func TestALinkTrainsToTheSameBitsAsTheCommandLine(t *testing.T) {
	tests := []struct {
		name, link, pictures, dataset string
		site                          func(*testing.T) string
		query                         string
	}{
		{"synthetic", "sample=1&train=1000&val=200&test=200&epochs=3&seed=1&run=1", "synthetic", "synthetic", syntheticSite, ""},
		{"synthetic without SIMD", "sample=1&train=200&val=100&test=100&epochs=1&seed=1&run=1", "synthetic", "synthetic", syntheticSite, "?simd=off"},
		{"dropout and momentum", "sample=5&train=300&val=100&test=100&epochs=2&seed=3&lr=0.01&run=1", "synthetic", "synthetic", syntheticSite, ""},
		{"normalization and augmentation", "sample=7&train=64&val=64&test=64&epochs=1&steps=2&augment=flip,shift&seed=5&run=1", "synthetic", "synthetic", syntheticSite, ""},
		{"normalization and augmentation without SIMD", "sample=7&train=64&val=64&test=64&epochs=1&steps=2&augment=flip,shift&seed=5&run=1", "synthetic", "synthetic", syntheticSite, "?simd=off"},
		{"CIFAR-10", "sample=1&train=2000&val=500&test=500&epochs=3&seed=1&run=1", pack(), "cifar10", cifarSite, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := open(t, test.site(t)+"/"+test.query+"#"+test.link, visitor{})
			s := tab.until("done")
			want := natively(t, test.link, test.pictures)
			if s.WeightsSHA256 != want.WeightsSHA256 {
				t.Errorf("weights %s in the browser, %s natively", s.WeightsSHA256, want.WeightsSHA256)
			}
			if s.Dataset != test.dataset {
				t.Errorf("trained on %q, want %q", s.Dataset, test.dataset)
			}
			if s.SIMD != (test.query == "") {
				t.Errorf("SIMD is %v", s.SIMD)
			}
			if want := cores(); s.Workers != want || want > 1 && s.Transport != "shared" || s.ImagesPerSecond <= 0 {
				t.Errorf("workers %d, transport %q, %v images a second", s.Workers, s.Transport, s.ImagesPerSecond)
			}
			first, last := s.History[0], s.History[len(s.History)-1]
			if len(s.History) > 1 && number(t, last, "loss") >= number(t, first, "loss") {
				t.Errorf("the loss went from %v to %v", first["loss"], last["loss"])
			}
			for _, name := range []string{"epoch", "loss", "accuracy", "val_loss", "val_accuracy", "images_per_second"} {
				number(t, last, name)
			}
			tab.shows("weights-sha256", s.WeightsSHA256)
			tab.logTasks("from load to done")
			t.Logf("%.0f images/s", s.ImagesPerSecond)
		})
	}
}

func TestTheButtonsTrainPauseResumeAndStop(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=5000&val=100&test=100&epochs=1000", visitor{})
	tab.until("ready")
	tab.click("train")
	tab.wait("a step", func(s state) bool { return s.State == "training" && s.Step > 0 })

	begun := time.Now()
	tab.click("pause")
	held := tab.until("paused")
	t.Logf("pause answered within %v, clicking included", time.Since(begun).Round(time.Millisecond))
	tab.shows("status", "Paused")
	tab.click("step") // it has held still where this is the very next one
	tab.wait("the next step", func(s state) bool { return s.Step == held.Step+1 && s.State == "paused" })

	tab.click("resume")
	tab.wait("more steps", func(s state) bool { return s.State == "training" && s.Step > held.Step })

	begun = time.Now()
	tab.click("stop")
	stopped := tab.until("ready")
	t.Logf("stop answered within %v, clicking included", time.Since(begun).Round(time.Millisecond))
	if stopped.WeightsSHA256 != "" {
		t.Error("a stopped run has final weights")
	}
	tab.logTasks("training, pausing, stopping")

	// Another run begins from the start.
	tab.enter("epochs", "1")
	tab.enter("train-size", "128")
	tab.click("train")
	if s := tab.until("done"); s.Step != 2 || s.Epoch != 1 || len(s.History) != 1 {
		t.Errorf("the second run ended at step %d, epoch %d, with %d epochs of history", s.Step, s.Epoch, len(s.History))
	}
}
