package saved

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"muestra/app/editor"
	"muestra/app/say"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/store"
)

// Contrast is one thing that runs are compared by.
type Contrast struct {
	Key, What string
	Values    []string // of each run
}

// Results are what runs have come to.
func (s *Runs) Results(all []*store.Record) []Contrast {
	rows := []Contrast{
		{Key: "test", What: s.Text(textContrastTest)}, {Key: "val", What: s.Text(textContrastVal)},
		{Key: "reached", What: s.Text(textContrastEpochs)}, {Key: "took", What: s.Text(textContrastTime)},
	}
	for _, r := range all {
		test, val, took := "–", "–", "–"
		if v := testOf(r); v >= 0 {
			test = s.Percent(v, 2)
		}
		if v := BestVal(r); v >= 0 {
			val = s.Percent(v, 2)
		}
		if r.Seconds > 0 {
			took = s.Duration(say.Span(r.Seconds))
		}
		for i, v := range []string{test, val, s.Text(textContrastOf, s.Whole(r.Epoch), s.Whole(r.Epochs)), took} {
			rows[i].Values = append(rows[i].Values, v)
		}
	}
	return rows
}

// Contrasts are the fields of recipe and network in which runs differ. A run whose recipe cannot be read has nothing in them.
func (s *Runs) Contrasts(all []*store.Record) []Contrast {
	recipes := make([]*recipe.Experiment, len(all))
	changed, pictures := Contrast{Key: "changed", What: s.Text(textContrastChanged)}, Contrast{Key: "dataset", What: s.Text(TextPictures)}
	for i, r := range all {
		recipes[i] = s.RecipeOf(r).experiment
		changed.Values = append(changed.Values, s.YesOrNo(r.Changed))
		pictures.Values = append(pictures.Values, s.Text(say.SourceText(r.Dataset)))
	}
	var rows []Contrast
	for _, k := range recipe.Keys() {
		if k.Name == "sample" || k.Scope.DecidesResult() && k.Name != "model" {
			rows = append(rows, contrastOf(s.Speaker, k, recipes))
		}
	}
	rows = append([]Contrast{pictures}, append(append(rows, networkContrasts(s.Speaker, recipes)...), changed)...)
	return slices.DeleteFunc(rows, func(c Contrast) bool { return !c.differs() })
}

// differs reports whether the runs have different values. One that a field says nothing to is like all others.
func (c *Contrast) differs() bool {
	first := ""
	for _, v := range c.Values {
		if v == "" || v == first {
			continue
		}
		if first != "" {
			return true
		}
		first = v
	}
	return false
}

// contrastOf compares one field of recipes.
func contrastOf(s *say.Speaker, k *recipe.Key, recipes []*recipe.Experiment) Contrast {
	what := k.Name
	if k.Field != nil {
		what = s.Text(&k.Field.Label)
	} else if k.Name == "sample" {
		what = s.Text(TextSample)
	}
	row := Contrast{Key: k.Name, What: what}
	for _, e := range recipes {
		value := ""
		if e != nil && k.Applies(e) {
			value = editor.ValueInWords(s, k, e)
		}
		row.Values = append(row.Values, value)
	}
	return row
}

// networkContrasts compares networks: their parameters, and the layers that not all of them have.
func networkContrasts(s *say.Speaker, recipes []*recipe.Experiment) []Contrast {
	params, layers := Contrast{Key: "params", What: s.Text(textContrastParams)}, Contrast{Key: "layers", What: s.Text(textContrastLayers)}
	networks := make([]*keras.Sequential, len(recipes))
	for i, e := range recipes {
		if e != nil {
			networks[i] = e.Spec
		}
	}
	for i, unshared := range keras.Unshared(networks) {
		if networks[i] == nil {
			params.Values, layers.Values = append(params.Values, ""), append(layers.Values, "")
			continue
		}
		total, _, err := networks[i].Params()
		if err != nil { // none that a link leads to
			total = 0
		}
		params.Values = append(params.Values, s.Whole(total))
		layers.Values = append(layers.Values, cmp.Or(onePerLine(unshared), "–"))
	}
	return []Contrast{params, layers}
}

// onePerLine is layers as people write them.
func onePerLine(layers []keras.Repeated) string {
	var lines []string
	for _, l := range layers {
		line := l.Layer
		if l.Times > 1 {
			line = strconv.Itoa(l.Times) + " × " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

var (
	textContrastTest    = &recipe.Text{ES: "Aciertos en la prueba", EN: "Test accuracy"}
	textContrastVal     = &recipe.Text{ES: "Mejor validación", EN: "Best validation"}
	textContrastEpochs  = &recipe.Text{ES: "Épocas hechas", EN: "Epochs done"}
	textContrastOf      = &recipe.Text{ES: "%s de %s", EN: "%s of %s"}
	textContrastTime    = &recipe.Text{ES: "Duración", EN: "Time"}
	textContrastParams  = &recipe.Text{ES: "Parámetros", EN: "Parameters"}
	textContrastLayers  = &recipe.Text{ES: "Capas que no tienen todas", EN: "Layers that not all have"}
	textContrastChanged = &recipe.Text{ES: "Cambiada sobre la marcha", EN: "Changed on the way"}
)
