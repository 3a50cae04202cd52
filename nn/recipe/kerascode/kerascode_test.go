package kerascode

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muestra/nn/recipe"
	"muestra/nn/samples"
)

var update = flag.Bool("update", false, "write the Keras programs of testdata anew")

// kerasPrograms are links and the files of testdata/keras that they are to become.
func kerasPrograms() map[string]string {
	programs := map[string]string{
		"varied.py": "sample=6&augment=flip,shift:0.1,cutout,brightness,zoom,rotation&schedule=piecewise&boundaries=2,4&values=0.1,0.01&optimizer=rmsprop&rho=0.8" +
			"&val=0&steps=100&shuffle=0&dropout=0&restore_best=1&early_stopping=1&monitor=loss,val_loss",
		"cosine.py":  "sample=1&schedule=cosine&warmup_epochs=2&beta_2=0.99&epsilon=1e-5&train=50000&val=0&test=0&batch=50",
		"plateau.py": "sample=2&nesterov=1&reduce_lr=0.5&min_lr=1e-5&cooldown=1&monitor=val_accuracy&early_stopping=1&min_delta=0.001&restore_best=1&train=40&batch=64",
		"step.py":    "sample=2&schedule=step&decay_epochs=5&decay_rate=0.1&momentum=0",
		"inverse.py": "sample=2&schedule=inverse_time", "exponential.py": "sample=2&schedule=exponential", "polynomial.py": "sample=2&schedule=polynomial&end_lr=0",
		"falling.py": "sample=2&schedule=cosine&alpha=0.1",
	}
	for _, s := range samples.All() {
		if s.Ready() == nil {
			programs[fmt.Sprintf("sample-%d.py", s.Number)] = fmt.Sprintf("sample=%d", s.Number)
		}
	}
	return programs
}

func TestKerasCodeIsTheExperiment(t *testing.T) {
	for name, link := range kerasPrograms() {
		e, _, err := recipe.ParseLink(link)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Write(e, "en")
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join("testdata", "keras", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got); d != "" {
			t.Errorf("%s (-want +got):\n%s", link, d)
		}
	}
}

func TestKerasCodeIsPython(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3")
	}
	codes := map[string]string{}
	for _, lang := range []string{"es", "en"} {
		for name, link := range kerasPrograms() {
			e, _, err := recipe.ParseLink(link)
			if err != nil {
				t.Fatal(err)
			}
			if codes[lang+" "+name], err = Write(e, lang); err != nil {
				t.Fatal(err)
			}
		}
	}
	text, err := json.Marshal(codes)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-c", "import json, sys\nfor name, code in json.load(sys.stdin.buffer).items(): compile(code, name, 'exec')")
	cmd.Stdin = bytes.NewReader(text)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestKerasCodeNeedsAnExperiment(t *testing.T) {
	e, err := recipe.New(1)
	if err != nil {
		t.Fatal(err)
	}
	e.Augment = []string{"spin"}
	if code, err := Write(e, "en"); err == nil {
		t.Errorf("an augmentation that is none: %s", code)
	}
}

func TestKerasCodeKeepsNamesOfOnesOwn(t *testing.T) {
	e, err := recipe.New(1)
	if err != nil {
		t.Fatal(err)
	}
	spec, err := recipe.ReadModel([]byte(`{"class_name":"Sequential","config":{"layers":[{"class_name":"Flatten","config":{"name":"plano \"ñ\"","batch_input_shape":[null,32,32,3]}},` +
		`{"class_name":"Dense","config":{"name":"dense_4","units":10,"activation":"softmax"}}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	e.Spec = spec
	code, err := Write(e, "en")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`layers.Flatten(name="plano \"\u00f1\""),`, `layers.Dense(10, activation="softmax"),`} {
		if !strings.Contains(code, want) {
			t.Errorf("without %s:\n%s", want, code)
		}
	}
}
