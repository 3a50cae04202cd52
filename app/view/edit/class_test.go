package edit

import (
	"strings"
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/keras/kerastest"
	"muestra/nn/recipe"
	"muestra/nn/recipe/kerascode"
)

// TestAClassOfLayersIsOneTable adds a class in one place and finds it in the editor, the drawing, the link and the Keras program.
func TestAClassOfLayersIsOneTable(t *testing.T) {
	kerastest.Add(t)
	t.Cleanup(nn.AddIdentity("Noise"))
	s, _ := apptest.NewTestSession()
	s.Recipe.AddLayer("Noise")
	layer := s.Recipe.Chosen - 1
	s.Recipe.SetArgument(layer, "shape", "uniform")
	s.Recipe.SetArgument(layer, "stddev", "0.5")
	if err := s.Recipe.Wrong["model"]; err != nil {
		t.Fatal(err)
	}
	e := s.Recipe.Experiment
	if n := e.Spec.Layers[layer].(kerastest.Noise); n.Stddev != 0.5 || n.Shape != "uniform" {
		t.Errorf("the experiment has %+v", n)
	}
	n := &Network{S: s}
	n.adding = true
	html := goapp.HTMLString(n)
	code, err := kerascode.Write(e, "en")
	if err != nil {
		t.Fatal(err)
	}
	opened, _, err := recipe.ParseLink(e.Link())
	if err != nil {
		t.Fatal(err)
	}
	for where, found := range map[string]bool{
		"the layers to add": strings.Contains(html, `data-testid="add-Noise"`),
		"the fields":        strings.Contains(html, `-stddev"`) && strings.Contains(html, `-shape"`),
		"the Keras program": strings.Contains(code, `layers.Noise(0.5, shape="uniform"),`),
		"the link":          keras.Same(opened.Spec.Layers[layer], e.Spec.Layers[layer]),
	} {
		if !found {
			t.Errorf("%s has no Noise:\n%s\n%s", where, code, e.Link())
		}
	}
	s.Recipe.SetArgument(layer, "stddev", "11")
	if html := goapp.HTMLString(&Network{S: s}); !strings.Contains(html, "It takes a number from 0 to 10") && !strings.Contains(html, "Admite un número de 0 a 10") {
		t.Error("beside the field it is not said what it takes")
	}
}
