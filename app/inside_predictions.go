package app

import (
	"fmt"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// predictionsShown is which predictions are on the screen.
type predictionsShown struct {
	choice choice // "" is all
	more   int    // how often more have been asked for
	sheet  sheet

	fresh inspected // what the network says right now of the pictures that are shown
	now   *verdicts // the answer
	of    string    // the run that it is of
	round int       // of fresh
	rest  bool      // until the next round
}

// predictionsAtOnce is how many are shown at first, and added each time.
const predictionsAtOnce = 24

// predictions is the panel of pictures with what the network says of them.
type predictions struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (p *predictions) OnMount(ctx goapp.Context) {
	p.s.views().add(ctx, false)
	p.s.show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *predictions) OnDismount() { p.s.leave(p) }

// ask implements panel.
func (p *predictions) ask() {
	s := p.s
	s.wantVerdicts()
	s.wantFresh()
	s.wantOwn()
	v, numbers := s.predicted()
	if v != nil {
		s.wantSheet(&s.predictions.sheet, v.source, pick(v.index, numbers))
	}
}

func pick(index []int32, numbers []int) []int32 {
	picked := make([]int32, len(numbers))
	for i, k := range numbers {
		picked[i] = index[k]
	}
	return picked
}

// predicted is what is shown: verdicts, and the numbers of some of them. Of all pictures that is what the network says right now, where it is known;
// a choice is made among what it said last of everything.
func (s *session) predicted() (v *verdicts, numbers []int) {
	p := &s.predictions
	v = s.judged()
	if r := s.shown(); p.choice == "" && p.now != nil && r != nil && p.of == r.id && (v == nil || p.now.step > v.step) {
		v = p.now
	}
	if v == nil {
		return nil, nil
	}
	numbers = v.chosen(p.picked())
	return v, numbers[:min(p.most(), len(numbers))]
}

// most is how many pictures are shown where there are as many; all of them are asked for in one question.
func (p *predictionsShown) most() int { return min(predictionsAtOnce*(1+p.more), port.MaxInspected) }

// left is how many more pictures there are to show.
func (s *session) left() int {
	v, numbers := s.predicted()
	if v == nil {
		return 0
	}
	return min(len(v.chosen(s.predictions.picked())), port.MaxInspected) - len(numbers)
}

func (p *predictionsShown) picked() choice {
	if p.choice == "" {
		return choiceAll
	}
	return p.choice
}

// wantFresh asks what the network says right now of the pictures that are shown, again and again while it trains.
func (s *session) wantFresh() {
	p := &s.predictions
	r, _ := s.inspectable()
	if r == nil || r != s.run || !r.active() || p.choice != "" || r.step.Total == 0 || p.rest {
		return
	}
	look := &port.Inspect{What: port.InspectPredict, Live: true, Run: r.id, Experiment: s.described(r.experiment)}
	if v := s.judged(); v != nil { // the same pictures as before, and as many
		look.Source, look.Index = v.source, v.index[:min(p.most(), len(v.index))]
	}
	key := fmt.Sprint(r.id, " ", r.phase, " ", p.round, " ", len(look.Index))
	s.want(&p.fresh, key, look, func(m *port.Inspected) {
		p.now, p.of = verdictsOf(m), r.id
		p.round++
		s.rest(&p.rest)
	})
}

// Render implements goapp.Composer.
func (p *predictions) Render() goapp.UI {
	s := p.s
	v, numbers := s.predicted()
	var cards []goapp.UI
	for _, i := range numbers {
		cards = append(cards, s.verdictCard(&s.predictions.sheet, v, i))
	}
	left := s.left()
	return goapp.Section().Class("look predictions card").DataSet("testid", "predictions").Aria("labelledby", "predictions-title").
		Aria("busy", s.Inspection.verdicts.waiting).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("predictions-title").Text(s.text(textPredictions)),
			p.choices(),
		),
		p.words(v),
		s.inspectionProblem(&s.Inspection.verdicts.inspected),
		goapp.Ul().Class("verdicts").Hidden(len(cards) == 0).Body(cards...),
		goapp.P().Class("small").Hidden(v == nil || len(cards) > 0).Text(s.text(textNoneOfThese)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "predictions-more").Hidden(left <= 0).Text(s.text(textMorePredictions, s.whole(left))).
			OnClick(func(goapp.Context, goapp.Event) { s.morePredictions() }),
	)
}

// choices are the buttons that choose which pictures are shown.
func (p *predictions) choices() goapp.UI {
	s := p.s
	var buttons []goapp.UI
	for _, c := range []struct {
		choice choice
		name   words
	}{{choiceAll, textChoiceAll}, {choiceRight, textChoiceRight}, {choiceWrong, textChoiceWrong}, {choiceWorst, textChoiceWorst}} {
		buttons = append(buttons, goapp.Button().Type("button").Class("quiet").DataSet("testid", "predictions-"+string(c.choice)).
			Aria("pressed", s.predictions.picked() == c.choice).
			Disabled(c.choice != choiceAll && s.judged() == nil).
			OnClick(func(goapp.Context, goapp.Event) { s.choosePredictions(c.choice) }, string(c.choice)).Text(s.text(c.name)))
	}
	return goapp.Div().Class("choices").Role("group").Aria("labelledby", "predictions-title").Body(buttons...)
}

// words say what the predictions are, or why there are none.
func (p *predictions) words(v *verdicts) goapp.UI {
	s := p.s
	if v == nil {
		return s.invite(textPredictionsSoon)
	}
	if v.pass == "" {
		return goapp.P().Class("small").DataSet("testid", "predictions-words").Text(s.text(textPredictedNow, s.whole(v.step)))
	}
	matrix := v.confusion()
	return goapp.P().Class("small").DataSet("testid", "predictions-words").
		Text(s.passWords(v) + " " + s.text(textRightOf, s.percent(matrix.Accuracy(), 1), s.whole(len(v.labels))))
}

// passWords say when and on which pictures a network was judged.
func (s *session) passWords(v *verdicts) string {
	if v.pass == "test" {
		return s.text(textPassTest, s.whole(v.epoch))
	}
	return s.text(textPassValidation, s.whole(v.epoch))
}

// choosePredictions shows other pictures.
func (s *session) choosePredictions(c choice) {
	s.predictions.choice, s.predictions.more = c, 0
	if c == choiceAll {
		s.predictions.choice = ""
	}
	s.refreshPanel()
	s.screen.requestRender()
}

func (s *session) morePredictions() {
	s.predictions.more++
	s.refreshPanel()
	s.screen.requestRender()
}

// leadersShown is how many classes a card has bars for.
const leadersShown = 3

// verdictCard is a picture with what the network says of it.
func (s *session) verdictCard(h *sheet, v *verdicts, i int) goapp.UI {
	own := s.classAt(v.classes, int(v.labels[i]))
	said := s.classAt(v.classes, v.said[i])
	class, sign, sentence := "ok", "✓", s.text(textSaidRight, own)
	if !v.right(i) {
		class, sign, sentence = "miss", "✗", s.text(textSaidWrong, said, own)
	}
	var bars []goapp.UI
	for _, k := range v.leaders(i, leadersShown) {
		share := float64(v.of(i)[k])
		kind := ""
		switch {
		case k == int(v.labels[i]):
			kind = "own"
		case k == v.said[i]:
			kind = "guess"
		}
		bars = append(bars, goapp.Li().Class(kind).Style("--v", strconv.FormatFloat(100*share, 'f', 1, 64)).Body(
			goapp.Span().Class("name").Text(s.class(v.classes[k])), goapp.Span().Class("share").Text(s.percent(share, 0))))
	}
	return goapp.Li().Class(class).Body(
		h.picture(v.source, v.index[i], own),
		goapp.P().Class("answer").Body(goapp.Span().Class("sign").Aria("hidden", true).Text(sign), goapp.Text(" "+sentence)),
		goapp.Ul().Class("shares").Body(bars...),
	)
}

var (
	textPredictions     = &samples.Text{ES: "Lo que dice la red", EN: "What the network says"}
	textChoiceAll       = &samples.Text{ES: "Todas", EN: "All"}
	textChoiceRight     = &samples.Text{ES: "Aciertos", EN: "Right"}
	textChoiceWrong     = &samples.Text{ES: "Fallos", EN: "Wrong"}
	textChoiceWorst     = &samples.Text{ES: "Los peores fallos", EN: "Worst mistakes"}
	textPredictionsSoon = &samples.Text{ES: "Preguntando a la red…", EN: "Asking the network…"}
	textPredictedNow    = &samples.Text{ES: "Imágenes que la red no estudia, y lo que dice de ellas tras el paso %s. Sigue al entrenamiento.", EN: "Pictures that the network does not learn from, and what it says of them after step %s. It follows the training."}
	textPassValidation  = &samples.Text{ES: "Imágenes de validación, al final de la época %s.", EN: "Validation pictures, at the end of epoch %s."}
	textPassTest        = &samples.Text{ES: "Imágenes de prueba, que la red no había visto nunca, tras %s épocas.", EN: "Test pictures, which the network had never seen, after %s epochs."}
	textRightOf         = &samples.Text{ES: "Acierta el %s de %s.", EN: "It is right about %s of %s."}
	textNoneOfThese     = &samples.Text{ES: "No hay ninguna así.", EN: "There is none of these."}
	textMorePredictions = &samples.Text{ES: "Ver más (quedan %s)", EN: "Show more (%s left)"}
	textSaidRight       = &samples.Text{ES: "%s", EN: "%s"}
	textSaidWrong       = &samples.Text{ES: "dice %s, es %s", EN: "says %s, is %s"}
)
