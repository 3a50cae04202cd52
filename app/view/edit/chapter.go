package edit

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/lesson"
	"muestra/app/saved"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// Chapter is the story of one sample: what it changes, why, and what to look for.
type Chapter struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (c *Chapter) OnMount(ctx goapp.Context) { kit.ViewsOf(c.S).Add(ctx, false) }

// Render implements goapp.Composer.
func (c *Chapter) Render() goapp.UI {
	s := c.S
	number := s.Recipe.Told()
	sample := samples.ByNumber(number)
	story := editor.Stories[number]
	eyebrow := s.Text(saved.TextSampleOf, number)
	if before := sample.Before(); before != nil {
		eyebrow += " · " + s.Text(textAgainstSample, before.Number)
	}
	return goapp.Div().Class("chapter card").DataSet("testid", "chapter").Body(
		goapp.P().Class("eyebrow").Text(eyebrow),
		goapp.H2().ID("experiment-title").Text(story.Title.In(s.Lang)),
		goapp.P().Text(story.Change.In(s.Lang)),
		c.differences(sample),
		goapp.P().Body(goapp.B().Text(s.Text(textWhy)+" "), goapp.Text(story.Why.In(s.Lang))),
		goapp.P().DataSet("testid", "look-for").Body(goapp.B().Text(s.Text(textLookFor)+" "), goapp.Text(c.look(number))),
		c.scores(sample),
		c.untrainable(sample),
	)
}

// look is what to look for. A lesson that asks for it first gets its answer before the page tells.
func (c *Chapter) look(number int) string {
	s := c.S
	if n := s.Recipe.Experiment.Lesson; n > 0 && !s.Course.NoteOf(n).Checked && lesson.Lessons[n-1].About(number) {
		return s.Text(textLookLater)
	}
	return editor.Stories[number].Look.In(s.Lang)
}

// scores are the test accuracies there are.
func (c *Chapter) scores(sample *samples.Sample) goapp.UI {
	s := c.S
	ours, recorded := OurScore(sample.Number)
	best, tried := s.Training.Best[sample.Number]
	return goapp.P().Class("marks").Body(
		goapp.Span().Class("chip report").Text(s.Text(textReportReached, s.Percent(sample.TestPercent/100, 2))),
		goapp.Span().Class("chip ours").Hidden(!recorded).Title(s.Text(TextOursHelp)).Text(s.Text(TextOursReached, s.Percent(ours, 2))),
		goapp.Span().Class("chip yours").Hidden(!tried).Text(s.Text(TextYouReached, s.Percent(best, 2))),
	)
}

// untrainable says why a sample is only told about.
func (c *Chapter) untrainable(sample *samples.Sample) goapp.UI {
	s := c.S
	missing := NotReady(sample, s.Lang)
	if missing == "" {
		return goapp.P().Hidden(true)
	}
	return goapp.P().Class("small").DataSet("testid", "only-told").Text(s.Text(TextNotReady, missing) + " " + s.Text(textOnlyTold, s.Recipe.Experiment.Sample))
}

// manyDifferences is how many are shown at once.
const manyDifferences = 8

// differences lists what the sample changes in recipe and network.
func (c *Chapter) differences(sample *samples.Sample) goapp.UI {
	s := c.S
	var items []goapp.UI
	for _, d := range editor.Comparisons()[sample.Number].Differences {
		kind, sign, text := editor.DifferenceInWords(s.Speaker, d)
		items = append(items, goapp.Li().Class(kind.Class).Body(
			goapp.Span().Class("sign").Aria("hidden", true).Text(sign), kit.Unseen(s.Text(kind.Name)+": "), goapp.Text(text)))
	}
	list := func(some []goapp.UI) goapp.UI {
		return goapp.Ul().Class("differences").Aria("label", s.Text(textDifferences)).Hidden(len(some) == 0).Body(some...)
	}
	if len(items) <= manyDifferences+1 {
		return goapp.Div().DataSet("testid", "differences").Body(list(items))
	}
	return goapp.Div().DataSet("testid", "differences").Body(
		list(items[:manyDifferences]),
		goapp.Details().Body(goapp.Summary().Class("small").Text(s.Text(textMoreDifferences, len(items)-manyDifferences)), list(items[manyDifferences:])),
	)
}

// OurScore is the test accuracy of our own recorded run of a sample.
func OurScore(sample int) (share float64, recorded bool) {
	if r := samples.Recorded(sample); r != nil && !r.Report {
		return r.TestPercent / 100, true
	}
	return 0, false
}

var (
	textLookLater       = &recipe.Text{ES: "Primero predice: se cuenta aquí cuando compruebes la lección.", EN: "Predict first: it is told here once you have checked the lesson."}
	textAgainstSample   = &recipe.Text{ES: "comparada con la muestra %d", EN: "compared with sample %d"}
	textWhy             = &recipe.Text{ES: "Por qué.", EN: "Why."}
	textLookFor         = &recipe.Text{ES: "Fíjate.", EN: "Look for."}
	TextOursReached     = &recipe.Text{ES: "Nuestro ensayo: %s", EN: "Our run: %s"}
	TextOursHelp        = &recipe.Text{ES: "La misma receta, entrenada por nosotros con las 50.000 imágenes: 40.000 para entrenar y 10.000 para validar.", EN: "The same recipe, trained by us on all 50,000 pictures: 40,000 to train on and 10,000 to validate."}
	textOnlyTold        = &recipe.Text{ES: "Debajo siguen la receta y la red de la muestra %d.", EN: "Below are still the recipe and the network of sample %d."}
	textDifferences     = &recipe.Text{ES: "Qué cambia", EN: "What changes"}
	textMoreDifferences = &recipe.Text{ES: "y %d cambios más", EN: "and %d more changes"}
)

// NotReady says what keeps this version from training a sample, or nothing.
func NotReady(sample *samples.Sample, lang string) string {
	_, err := recipe.New(sample.Number)
	if err == nil {
		return ""
	}
	if link, ok := err.(*recipe.LinkError); ok {
		return link.Problem.In(lang)
	}
	return err.Error()
}
