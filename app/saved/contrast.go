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
		changed.Values = append(changed.Values, yes(s.Speaker, r.Changed))
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
			value = valueInWords(s, k, e)
		}
		row.Values = append(row.Values, value)
	}
	return row
}

// valueInWords is a field of a recipe as people write it.
func valueInWords(s *say.Speaker, k *recipe.Key, e *recipe.Experiment) string {
	value := k.Get(e)
	switch {
	case k.Name == "augment":
		return editor.AugmentationsInWords(s, e.Augment)
	case k.Name == "monitor":
		return editor.OptionsInWords(s, k.Name, e.Monitor)
	case k.Field != nil && k.Field.Control == recipe.ControlChoice:
		return editor.OptionInWords(s, k.Name, value)
	case k.Type == recipe.TypeTruth:
		return yes(s, value == "1")
	case s.Lang == "es" && strings.Trim(value, "0123456789.") == "":
		return strings.Replace(value, ".", ",", 1)
	}
	return cmp.Or(value, "–")
}

func yes(s *say.Speaker, v bool) string {
	if v {
		return s.Text(textYes)
	}
	return s.Text(textNo)
}

// networkContrasts compares networks: their parameters, and the layers that not all of them have.
func networkContrasts(s *say.Speaker, recipes []*recipe.Experiment) []Contrast {
	params, layers := Contrast{Key: "params", What: s.Text(textContrastParams)}, Contrast{Key: "layers", What: s.Text(textContrastLayers)}
	values := argumentsOf(recipes)
	networks := make([][]string, len(recipes))
	var all [][]string
	for i, e := range recipes {
		if e == nil {
			continue
		}
		for _, l := range e.Spec.Layers {
			networks[i] = append(networks[i], layerInWords(l, values))
		}
		all = append(all, networks[i])
	}
	common := inAll(all)
	for i, e := range recipes {
		if e == nil {
			params.Values, layers.Values = append(params.Values, ""), append(layers.Values, "")
			continue
		}
		total, _, err := e.Spec.Params()
		if err != nil { // none that a link leads to
			total = 0
		}
		params.Values = append(params.Values, s.Whole(total))
		layers.Values = append(layers.Values, cmp.Or(beyond(networks[i], common), "–"))
	}
	return []Contrast{params, layers}
}

// argumentsOf counts the different values that an argument has in layers of a class, by class and argument.
func argumentsOf(recipes []*recipe.Experiment) map[[2]string]int {
	seen, count := map[[3]string]bool{}, map[[2]string]int{}
	for _, e := range recipes {
		if e == nil {
			continue
		}
		for _, l := range e.Spec.Layers {
			for _, a := range keras.Arguments(l.ClassName()) {
				if v := [3]string{l.ClassName(), a.Name, a.Get(l)}; !seen[v] {
					seen[v] = true
					count[[2]string{v[0], v[1]}]++
				}
			}
		}
	}
	return count
}

// layerInWords is a layer as Keras code would call it, but without the arguments that are the same in all layers of its class that are compared; the
// first that it cannot do without is always there.
func layerInWords(l keras.Layer, values map[[2]string]int) string {
	var arguments []string
	for i, a := range keras.Arguments(l.ClassName()) {
		first := i == 0 && a.Required
		if !first && values[[2]string{l.ClassName(), a.Name}] < 2 {
			continue
		}
		value := a.Get(l)
		if !first {
			value = a.Name + "=" + value
		}
		arguments = append(arguments, value)
	}
	if len(arguments) == 0 {
		return l.ClassName()
	}
	return l.ClassName() + "(" + strings.Join(arguments, ", ") + ")"
}

// inAll is a longest list of layers that all networks have in the same order; with more than two networks, one that is nearly so.
func inAll(networks [][]string) []string {
	if len(networks) == 0 {
		return nil
	}
	common := networks[0]
	for _, n := range networks[1:] {
		common = inBoth(common, n)
	}
	return common
}

// inBoth is the longest common subsequence.
func inBoth(a, b []string) []string {
	longest := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); x == y {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var both []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both = append(both, a[i])
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return both
}

// beyond are the layers of a network that are not among those that all have, one a line, equal ones in a row on one.
func beyond(layers, common []string) string {
	var rest []string
	for _, l := range layers {
		if len(common) > 0 && common[0] == l {
			common = common[1:]
			continue
		}
		rest = append(rest, l)
	}
	var text []string
	for i := 0; i < len(rest); {
		n := 1
		for i+n < len(rest) && rest[i+n] == rest[i] {
			n++
		}
		if n > 1 {
			text = append(text, strconv.Itoa(n)+" × "+rest[i])
		} else {
			text = append(text, rest[i])
		}
		i += n
	}
	return strings.Join(text, "\n")
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
	textYes             = &recipe.Text{ES: "sí", EN: "yes"}
	textNo              = &recipe.Text{ES: "no", EN: "no"}
)
