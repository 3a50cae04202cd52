package app

import (
	"slices"
	"strings"
	"sync"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// chapter is the story of one sample: what it changes, why, and what to look for.
type chapter struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (c *chapter) OnMount(ctx goapp.Context) { c.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (c *chapter) Render() goapp.UI {
	s := c.s
	number := s.told()
	sample := samples.ByNumber(number)
	story := stories[number]
	eyebrow := s.text(textSampleOf, number)
	if before := sample.Before(); before != nil {
		eyebrow += " · " + s.text(textAgainstSample, before.Number)
	}
	return goapp.Div().Class("chapter card").DataSet("testid", "chapter").Body(
		goapp.P().Class("eyebrow").Text(eyebrow),
		goapp.H2().ID("experiment-title").Text(story.title.In(s.lang)),
		goapp.P().Text(story.change.In(s.lang)),
		c.differences(sample),
		goapp.P().Body(goapp.B().Text(s.text(textWhy)+" "), goapp.Text(story.why.In(s.lang))),
		goapp.P().DataSet("testid", "look-for").Body(goapp.B().Text(s.text(textLookFor)+" "), goapp.Text(c.look(number))),
		c.scores(sample),
		c.untrainable(sample),
	)
}

// look is what to look for. A lesson that asks for it first gets its answer before the page tells.
func (c *chapter) look(number int) string {
	s := c.s
	if n := s.experiment.Lesson; n > 0 && !s.noteOf(n).Checked && lessons[n-1].about(number) {
		return s.text(textLookLater)
	}
	return stories[number].look.In(s.lang)
}

// scores are the test accuracies there are.
func (c *chapter) scores(sample *samples.Sample) goapp.UI {
	s := c.s
	ours, recorded := ourScore(sample.Number)
	best, tried := s.best[sample.Number]
	return goapp.P().Class("marks").Body(
		goapp.Span().Class("chip report").Text(s.text(textReportReached, s.percent(sample.TestPercent/100, 2))),
		goapp.Span().Class("chip ours").Hidden(!recorded).Title(s.text(textOursHelp)).Text(s.text(textOursReached, s.percent(ours, 2))),
		goapp.Span().Class("chip yours").Hidden(!tried).Text(s.text(textYouReached, s.percent(best, 2))),
	)
}

// untrainable says why a sample is only told about.
func (c *chapter) untrainable(sample *samples.Sample) goapp.UI {
	s := c.s
	missing := notReady(sample, s.lang)
	if missing == "" {
		return goapp.P().Hidden(true)
	}
	return goapp.P().Class("small").DataSet("testid", "only-told").Text(s.text(textNotReady, missing) + " " + s.text(textOnlyTold, s.experiment.Sample))
}

// manyDifferences is how many are shown at once.
const manyDifferences = 8

// differences lists what the sample changes in recipe and network.
func (c *chapter) differences(sample *samples.Sample) goapp.UI {
	s := c.s
	var items []goapp.UI
	for _, d := range comparisons()[sample.Number].differences {
		kind, sign, text := s.difference(d)
		items = append(items, goapp.Li().Class(kind.class).Body(
			goapp.Span().Class("sign").Aria("hidden", true).Text(sign), unseen(s.text(kind.name)+": "), goapp.Text(text)))
	}
	list := func(some []goapp.UI) goapp.UI {
		return goapp.Ul().Class("differences").Aria("label", s.text(textDifferences)).Hidden(len(some) == 0).Body(some...)
	}
	if len(items) <= manyDifferences+1 {
		return goapp.Div().DataSet("testid", "differences").Body(list(items))
	}
	return goapp.Div().DataSet("testid", "differences").Body(
		list(items[:manyDifferences]),
		goapp.Details().Body(goapp.Summary().Class("small").Text(s.text(textMoreDifferences, len(items)-manyDifferences)), list(items[manyDifferences:])),
	)
}

// turn is what becomes of something from one sample to the next.
type turn struct {
	class string
	name  words
}

var (
	turnAdded   = turn{"more", textAdded}
	turnRemoved = turn{"less", textRemoved}
	turnChanged = turn{"other", textChangedFrom}
)

// difference is one of them in words, and its sign.
func (s *session) difference(d samples.Difference) (kind turn, sign, text string) {
	name := ""
	if d.Key != "layer" {
		name = s.text(differenceNames[d.Key]) + " "
	}
	before, after := s.recipeValue(d.Key, d.Before), s.recipeValue(d.Key, d.After)
	switch {
	case d.Before == "":
		kind, sign, text = turnAdded, "+", name+after
	case d.After == "":
		kind, sign, text = turnRemoved, "−", name+before
	default:
		kind, text = turnChanged, name+before+" → "+after
	}
	if d.Times > 1 {
		text += " ×" + s.whole(d.Times)
	}
	return kind, sign, text
}

var differenceNames = map[string]words{
	"epochs": textEpochs, "optimizer": textOptimizer, "lr": textLearningRate, "momentum": textMomentum, "batch": textBatch,
	"early_stopping": textEarlyStopping, "augment": textAugment, "initializer": textInitializer, "l2_conv": textPenaltyConv, "l2_dense": textPenaltyDense,
}

// recipeValue writes a link's value of a recipe as the language does.
func (s *session) recipeValue(key, value string) string {
	switch key {
	case "optimizer":
		return s.text(optimizerText(value))
	case "augment":
		return s.augmentations(strings.Split(value, ","))
	case "early_stopping":
		rules := strings.Split(value, ", ")
		for i, rule := range rules {
			if metric, patience, ok := strings.Cut(rule, " patience "); ok {
				rules[i] = s.text(textPatienceWith, s.monitorInWords([]string{metric}), patience)
			}
		}
		return strings.Join(rules, ", ")
	case "lr", "momentum", "l2_conv", "l2_dense", "layer":
		if s.lang == "es" {
			return strings.Replace(value, ".", ",", 1)
		}
	}
	return value
}

// comparison is what a sample does not have in common with the one before.
type comparison struct {
	differences []samples.Difference
	layers      []bool // by layer of the sample's network: whether it is new
}

// comparisons are those of all samples, made when the first is asked for.
var comparisons = sync.OnceValue(func() (all []comparison) {
	for _, s := range samples.All() {
		all = append(all, comparison{s.Differences(), s.NewLayers()})
	}
	return all
})

// news marks a layer of the sample's own network that the sample before does not have like this.
func (s *session) news(layer int) (class, words string) {
	number := s.experiment.Sample
	layers := comparisons()[number].layers
	if s.changes["model"] || layer >= len(layers) || !layers[layer] {
		return "", ""
	}
	return " fresh", s.text(textFreshLayer, samples.ByNumber(number).Before().Number)
}

// changedHere reports whether the sample, and nobody since, has given a field of the recipe another value than the sample before.
func (s *session) changedHere(key string) bool {
	return !s.changes[key] && slices.ContainsFunc(comparisons()[s.experiment.Sample].differences, func(d samples.Difference) bool { return d.Key == key })
}

// told is the sample whose story is on the page: the one that would be trained, or one that can only be read about.
func (s *session) told() int {
	if s.reading > 0 {
		return s.reading
	}
	return s.experiment.Sample
}

// read shows the story of a sample that cannot be trained.
func (s *session) read(sample int) {
	s.clearMessages()
	s.reading = sample
	s.changed()
}

// ourScore is the test accuracy of our own recorded run of a sample.
func ourScore(sample int) (share float64, recorded bool) {
	if r := samples.Recorded(sample); r != nil && !r.Report {
		return r.TestPercent / 100, true
	}
	return 0, false
}

var (
	textLookLater       = &samples.Text{ES: "Primero predice: se cuenta aquí cuando compruebes la lección.", EN: "Predict first: it is told here once you have checked the lesson."}
	textAgainstSample   = &samples.Text{ES: "comparada con la muestra %d", EN: "compared with sample %d"}
	textWhy             = &samples.Text{ES: "Por qué.", EN: "Why."}
	textLookFor         = &samples.Text{ES: "Fíjate.", EN: "Look for."}
	textOurs            = &samples.Text{ES: "nuestro ensayo", EN: "our run"}
	textOursReached     = &samples.Text{ES: "Nuestro ensayo: %s", EN: "Our run: %s"}
	textOursHelp        = &samples.Text{ES: "La misma receta, entrenada por nosotros con las 50.000 imágenes: 40.000 para entrenar y 10.000 para validar.", EN: "The same recipe, trained by us on all 50,000 pictures: 40,000 to train on and 10,000 to validate."}
	textOnlyTold        = &samples.Text{ES: "Debajo siguen la receta y la red de la muestra %d.", EN: "Below are still the recipe and the network of sample %d."}
	textDifferences     = &samples.Text{ES: "Qué cambia", EN: "What changes"}
	textMoreDifferences = &samples.Text{ES: "y %d cambios más", EN: "and %d more changes"}
	textAdded           = &samples.Text{ES: "añadido", EN: "added"}
	textRemoved         = &samples.Text{ES: "quitado", EN: "removed"}
	textChangedFrom     = &samples.Text{ES: "cambiado", EN: "changed"}
	textFreshLayer      = &samples.Text{ES: "Nueva o distinta respecto a la muestra %d", EN: "New or different from sample %d"}
	textInitializer     = &samples.Text{ES: "Pesos iniciales", EN: "Initial weights"}
	textPatienceWith    = &samples.Text{ES: "%s (paciencia %s)", EN: "%s (patience %s)"}
	textPenaltyConv     = &samples.Text{ES: "L2 en convoluciones", EN: "L2 on convolutions"}
	textPenaltyDense    = &samples.Text{ES: "L2 en capas densas", EN: "L2 on dense layers"}
)
