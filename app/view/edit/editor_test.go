package edit

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
	"muestra/app/editor"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

func TestKerasModelsAreTakenOrRefusedInWords(t *testing.T) {
	own, err := samples.ByNumber(6).Network()
	if err != nil {
		t.Fatal(err)
	}
	text, err := own.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := apptest.NewTestSession()
	if err := s.Recipe.ReplaceNetwork(text); err != nil || recipe.Model(s.Recipe.Experiment.Spec) != recipe.Model(own) {
		t.Fatalf("sample 6: %v", err)
	}
	before := apptest.Outlined(s)
	for bad, want := range map[string]string{
		"":   "copia todo lo que da model.to_json()",
		"{":  "el texto no es JSON completo",
		"[]": "la red no se puede leer",
		`{"class_name":"Sequential","config":{"layers":[]}}`:  "la red no se puede leer",
		strings.Repeat("[", 100_000):                          "el texto no es JSON completo",
		`{"class_name":"Functional","config":{}}`:             "tiene que ser keras.Sequential",
		strings.Replace(string(text), "Flatten", "Lambda", 1): "aquí no hay capas de clase Lambda",
		strings.Replace(string(text), "relu", "gelu", 1):      "capa conv2d (Conv2D): hay un argumento que no vale",
	} {
		err := s.Recipe.ReplaceNetwork([]byte(bad))
		if err == nil {
			t.Errorf("%.40q is taken", bad)
			continue
		}
		if s.Lang = "es"; !strings.Contains(problemOf(s, err), want) {
			t.Errorf("%.40q: %s", bad, problemOf(s, err))
		}
		if s.Lang = "en"; apptest.Outlined(s) != before {
			t.Errorf("%.40q: the network is now %s", bad, apptest.Outlined(s))
		}
	}
	s.Recipe.Undo()
	if apptest.Outlined(s) != apptest.Sample1 {
		t.Errorf("undone: %s", apptest.Outlined(s))
	}
}

func TestTheDrawingIsToScale(t *testing.T) {
	small := blockFor("Conv2D", keras.Shape{8, 8, 64}, false)
	for name, larger := range map[string]block{
		"height": blockFor("Conv2D", keras.Shape{16, 8, 64}, false), "depth": blockFor("Conv2D", keras.Shape{8, 16, 64}, false), "width": blockFor("Conv2D", keras.Shape{8, 8, 128}, false),
	} {
		got := map[string]bool{"height": larger.height > small.height, "depth": larger.depth > small.depth, "width": larger.width > small.width}
		for side, grown := range got {
			if grown != (side == name) {
				t.Errorf("twice the %s: %s has grown: %v", name, side, grown)
			}
		}
	}
	if a, b := blockFor("Dense", keras.Shape{512}, false), blockFor("Dense", keras.Shape{10}, false); a.height <= b.height {
		t.Error("512 units are no higher than 10")
	}
}

func TestEveryDrawingIsSVGThatSaysItsLayers(t *testing.T) {
	s, _ := apptest.NewTestSession()
	specs := []*keras.Sequential{{Input: keras.Shape{32, 32, 3}}, {Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{keras.Dropout{Name: `<script>"&'`}}}}
	for _, sample := range samples.All() {
		if spec, err := sample.Network(); err == nil {
			specs = append(specs, spec)
		}
	}
	for _, spec := range specs {
		rows, _ := spec.Rows()
		svg := drawn(s, spec.Input, rows)
		decoder, labelled := xml.NewDecoder(strings.NewReader(svg)), 0
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, svg)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if start.Name.Local == "script" {
				t.Errorf("a layer's name has become an element: %s", svg)
			}
			for _, a := range start.Attr {
				if a.Name.Local == "aria-label" {
					if !strings.Contains(a.Value, rows[labelled].Name+" ("+rows[labelled].Class+")") {
						t.Errorf("block %d is called %q", labelled, a.Value)
					}
					labelled++
				}
			}
		}
		if labelled != len(rows) {
			t.Errorf("%d blocks for %d layers", labelled, len(rows))
		}
	}
}

func TestAnArgumentThatCannotBeSaysWhatItTakes(t *testing.T) {
	s, _ := apptest.NewTestSession()
	s.Recipe.ChooseLayer(0)
	s.Recipe.SetArgument(0, "kernel_size", "0")
	for lang, want := range map[string]string{"es": "Admite uno o dos números enteros", "en": "It takes one or two whole numbers"} {
		s.Lang = lang
		_, after, found := strings.Cut(goapp.HTMLString(&Network{S: s}), `data-testid="problem-layer-0-kernel_size"`)
		if problem, _, _ := strings.Cut(after, "</p>"); !found || !strings.Contains(problem, want) {
			t.Errorf("beside the field stands %q, want %q", problem, want)
		}
	}
}

func TestEveryLayerAndArgumentIsExplained(t *testing.T) {
	for _, class := range keras.ClassNames() {
		if editor.LayerWords[class] == nil {
			t.Errorf("%s is not explained", class)
		}
		for _, a := range keras.Arguments(class) {
			if w := editor.ArgumentWords[a.Name]; w.Name == nil || w.Help == nil {
				t.Errorf("%s of %s is not explained", a.Name, class)
			}
			if got := takes(apptest.Speaking("es"), a); a.Kind != keras.Choice && a.Kind != keras.Truth && !strings.Contains(got, "número") {
				t.Errorf("%s takes %q", a.Name, got)
			}
		}
	}
}
