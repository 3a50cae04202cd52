package editor

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// Turn is what becomes of something from one sample to the next.
type Turn struct {
	Class string
	Name  say.Words
}

var (
	turnAdded   = Turn{"more", textAdded}
	turnRemoved = Turn{"less", textRemoved}
	turnChanged = Turn{"other", textChangedFrom}
)

// DifferenceInWords is a difference between two samples in words, and its sign.
func DifferenceInWords(s *say.Speaker, d samples.Difference) (kind Turn, sign, text string) {
	name := ""
	if d.Key != "layer" {
		name = s.Text(differenceName(d.Key)) + " "
	}
	before, after := valueInWords(s, d.Key, d.Before), valueInWords(s, d.Key, d.After)
	switch {
	case d.Before == nil:
		kind, sign, text = turnAdded, "+", name+after
	case d.After == nil:
		kind, sign, text = turnRemoved, "−", name+before
	default:
		kind, text = turnChanged, name+before+" → "+after
	}
	if d.Times > 1 {
		text += " ×" + s.Whole(d.Times)
	}
	return kind, sign, text
}

// differenceName is what one is about.
func differenceName(key string) say.Words {
	switch key {
	case "initializer":
		return textInitializer
	case "l2_conv":
		return TextPenaltyConv
	case "l2_dense":
		return TextPenaltyDense
	}
	return &recipe.KeyOf(key).Field.Label
}

// valueInWords writes a value of a difference as the language does; nothing for none.
func valueInWords(s *say.Speaker, key string, value any) string {
	switch v := value.(type) {
	case int:
		return strconv.Itoa(v)
	case float64:
		return s.Plain(v)
	case string:
		if key == "optimizer" {
			return OptionInWords(s, key, v)
		}
		return v
	case []string:
		return AugmentationsInWords(s, v)
	case []samples.Stopping:
		var rules []string
		for _, r := range v {
			rules = append(rules, s.Text(textPatienceWith, OptionInWords(s, "monitor", r.Monitor), strconv.Itoa(r.Patience)))
		}
		return strings.Join(rules, ", ")
	case samples.Layer:
		if v.Argument == 0 {
			return v.Class
		}
		return v.Class + "(" + s.Plain(v.Argument) + ")"
	case samples.Span:
		return valueInWords(s, key, v.First) + " … " + valueInWords(s, key, v.Last)
	}
	return ""
}

// Comparison is what a sample does not have in common with the one before.
type Comparison struct {
	Differences []samples.Difference
	layers      []bool // by layer of the sample's network: whether it is new
}

// Comparisons are those of all samples, made when the first is asked for.
var Comparisons = sync.OnceValue(func() (all []Comparison) {
	for _, s := range samples.All() {
		all = append(all, Comparison{s.Differences(), s.NewLayers()})
	}
	return all
})

// News says of a layer of the sample's own network that the sample before does not have it like this, where that is so; nothing else.
func (s *Recipe) News(layer int) string {
	number := s.Experiment.Sample
	layers := Comparisons()[number].layers
	if s.Changes["model"] || layer >= len(layers) || !layers[layer] {
		return ""
	}
	return s.Text(textFreshLayer, samples.ByNumber(number).Before().Number)
}

// ChangedHere reports whether the sample, and nobody since, has given a field of the recipe another value than the sample before.
func (s *Recipe) ChangedHere(key string) bool {
	return !s.Changes[key] && slices.ContainsFunc(Comparisons()[s.Experiment.Sample].Differences, func(d samples.Difference) bool { return d.Key == key })
}

// Told is the sample whose story is on the page: the one that would be trained, or one that can only be read about.
func (s *Recipe) Told() int {
	if s.Reading > 0 {
		return s.Reading
	}
	return s.Experiment.Sample
}

// Read shows the story of a sample that cannot be trained.
func (s *Recipe) Read(sample int) {
	s.ClearMessages()
	s.Reading = sample
	s.Changed()
}

var (
	textAdded        = &recipe.Text{ES: "añadido", EN: "added"}
	textRemoved      = &recipe.Text{ES: "quitado", EN: "removed"}
	textChangedFrom  = &recipe.Text{ES: "cambiado", EN: "changed"}
	textFreshLayer   = &recipe.Text{ES: "Nueva o distinta respecto a la muestra %d", EN: "New or different from sample %d"}
	textInitializer  = &recipe.Text{ES: "Pesos iniciales", EN: "Initial weights"}
	textPatienceWith = &recipe.Text{ES: "%s (paciencia %s)", EN: "%s (patience %s)"}
	TextPenaltyConv  = &recipe.Text{ES: "L2 en convoluciones", EN: "L2 on convolutions"}
	TextPenaltyDense = &recipe.Text{ES: "L2 en capas densas", EN: "L2 on dense layers"}
)
