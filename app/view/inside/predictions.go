package inside

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
)

// Predictions is the panel of pictures with what the network says of them.
type Predictions struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (p *Predictions) OnMount(ctx goapp.Context) {
	kit.ViewsOf(p.S).Add(ctx, false)
	p.S.Inspection.Show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *Predictions) OnDismount() { p.S.Inspection.Leave(p) }

// Ask implements inspect.Panel.
func (p *Predictions) Ask() { inspect.AskPredictions(p.S.Inspection) }

// Render implements goapp.Composer.
func (p *Predictions) Render() goapp.UI {
	s := p.S
	v, numbers := s.Inspection.Predicted()
	var cards []goapp.UI
	for _, i := range numbers {
		cards = append(cards, verdictCard(s, &s.Inspection.Predictions.Sheet, v, i))
	}
	left := s.Inspection.Left()
	return goapp.Section().Class("look predictions card").DataSet("testid", "predictions").Aria("labelledby", "predictions-title").
		Aria("busy", s.Inspection.Verdicts.Waiting).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("predictions-title").Text(s.Text(textPredictions)),
			p.choices(),
		),
		p.words(v),
		inspectionProblem(s, &s.Inspection.Verdicts.Inspected),
		goapp.Ul().Class("verdicts").Hidden(len(cards) == 0).Body(cards...),
		goapp.P().Class("small").Hidden(v == nil || len(cards) > 0).Text(s.Text(textNoneOfThese)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "predictions-more").Hidden(left <= 0).Text(s.Text(textMorePredictions, s.Whole(left))).
			OnClick(func(goapp.Context, goapp.Event) { s.Inspection.MorePredictions() }),
	)
}

// choices are the buttons that choose which pictures are shown.
func (p *Predictions) choices() goapp.UI {
	s := p.S
	var buttons []goapp.UI
	for _, c := range []struct {
		choice inspect.Choice
		name   say.Words
	}{{inspect.ChoiceAll, textChoiceAll}, {inspect.ChoiceRight, textChoiceRight}, {inspect.ChoiceWrong, textChoiceWrong}, {inspect.ChoiceWorst, textChoiceWorst}} {
		buttons = append(buttons, goapp.Button().Type("button").Class("quiet").DataSet("testid", "predictions-"+string(c.choice)).
			Aria("pressed", s.Inspection.Predictions.Picked() == c.choice).
			Disabled(c.choice != inspect.ChoiceAll && s.Inspection.Judged() == nil).
			OnClick(func(goapp.Context, goapp.Event) { s.Inspection.ChoosePredictions(c.choice) }, string(c.choice)).Text(s.Text(c.name)))
	}
	return goapp.Div().Class("choices").Role("group").Aria("labelledby", "predictions-title").Body(buttons...)
}

// words say what the predictions are, or why there are none.
func (p *Predictions) words(v *inspect.Verdicts) goapp.UI {
	s := p.S
	if v == nil {
		return invite(s, textPredictionsSoon)
	}
	if v.Pass == "" {
		return goapp.P().Class("small").DataSet("testid", "predictions-words").Text(s.Text(textPredictedNow, s.Whole(v.Step)))
	}
	matrix := v.Confusion()
	return goapp.P().Class("small").DataSet("testid", "predictions-words").
		Text(inspect.PassWords(s.Speaker, v) + " " + s.Text(textRightOf, s.Percent(matrix.Accuracy(), 1), s.Whole(len(v.Labels))))
}

// leadersShown is how many classes a card has bars for.
const leadersShown = 3

// verdictCard is a picture with what the network says of it.
func verdictCard(s *app.Session, h *inspect.Sheet, v *inspect.Verdicts, i int) goapp.UI {
	own := inspect.ClassAt(s.Speaker, v.Classes, int(v.Labels[i]))
	said := inspect.ClassAt(s.Speaker, v.Classes, v.Said[i])
	class, sign, sentence := "ok", "✓", s.Text(textSaidRight, own)
	if !v.Right(i) {
		class, sign, sentence = "miss", "✗", s.Text(textSaidWrong, said, own)
	}
	var bars []goapp.UI
	for _, k := range v.Leaders(i, leadersShown) {
		share := float64(v.Of(i)[k])
		kind := ""
		switch {
		case k == int(v.Labels[i]):
			kind = "own"
		case k == v.Said[i]:
			kind = "guess"
		}
		bars = append(bars, goapp.Li().Class(kind).Style("--v", strconv.FormatFloat(100*share, 'f', 1, 64)).Body(
			goapp.Span().Class("name").Text(inspect.Class(s.Speaker, v.Classes[k])), goapp.Span().Class("share").Text(s.Percent(share, 0))))
	}
	return goapp.Li().Class(class).Body(
		picture(h, v.Source, v.Index[i], own),
		goapp.P().Class("answer").Body(goapp.Span().Class("sign").Aria("hidden", true).Text(sign), goapp.Text(" "+sentence)),
		goapp.Ul().Class("shares").Body(bars...),
	)
}

var (
	textPredictions     = &recipe.Text{ES: "Lo que dice la red", EN: "What the network says"}
	textChoiceAll       = &recipe.Text{ES: "Todas", EN: "All"}
	textChoiceRight     = &recipe.Text{ES: "Aciertos", EN: "Right"}
	textChoiceWrong     = &recipe.Text{ES: "Fallos", EN: "Wrong"}
	textChoiceWorst     = &recipe.Text{ES: "Los peores fallos", EN: "Worst mistakes"}
	textPredictionsSoon = &recipe.Text{ES: "Preguntando a la red…", EN: "Asking the network…"}
	textPredictedNow    = &recipe.Text{ES: "Imágenes que la red no estudia, y lo que dice de ellas tras el paso %s. Sigue al entrenamiento.", EN: "Pictures that the network does not learn from, and what it says of them after step %s. It follows the training."}
	textRightOf         = &recipe.Text{ES: "Acierta el %s de %s.", EN: "It is right about %s of %s."}
	textNoneOfThese     = &recipe.Text{ES: "No hay ninguna así.", EN: "There is none of these."}
	textMorePredictions = &recipe.Text{ES: "Ver más (quedan %s)", EN: "Show more (%s left)"}
	textSaidRight       = &recipe.Text{ES: "%s", EN: "%s"}
	textSaidWrong       = &recipe.Text{ES: "dice %s, es %s", EN: "says %s, is %s"}
)
