package inspect

import (
	"fmt"

	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// predictionsShown is which predictions are on the screen.
type predictionsShown struct {
	choice Choice // "" is all
	more   int    // how often more have been asked for
	Sheet  Sheet

	fresh Inspected // what the network says right now of the pictures that are shown
	now   *Verdicts // the answer
	of    string    // the run that it is of
	round int       // of fresh
	rest  bool      // until the next round
}

// predictionsAtOnce is how many are shown at first, and added each time.
const predictionsAtOnce = 24

// Pick are the entries of index at some places.
func Pick(index []int32, numbers []int) []int32 {
	picked := make([]int32, len(numbers))
	for i, k := range numbers {
		picked[i] = index[k]
	}
	return picked
}

// Predicted is what is shown: verdicts, and the numbers of some of them. Of all pictures that is what the network says right now, where it is known;
// a choice is made among what it said last of everything.
func (s *Inspection) Predicted() (v *Verdicts, numbers []int) {
	p := &s.Predictions
	v = s.Judged()
	if r := s.saved.Shown(); p.choice == "" && p.now != nil && r != nil && p.of == r.ID && (v == nil || p.now.Step > v.Step) {
		v = p.now
	}
	if v == nil {
		return nil, nil
	}
	numbers = v.chosen(p.Picked())
	return v, numbers[:min(p.most(), len(numbers))]
}

// most is how many pictures are shown where there are as many; all of them are asked for in one question.
func (p *predictionsShown) most() int { return min(predictionsAtOnce*(1+p.more), port.MaxInspected) }

// Left is how many more pictures there are to show.
func (s *Inspection) Left() int {
	v, numbers := s.Predicted()
	if v == nil {
		return 0
	}
	return min(len(v.chosen(s.Predictions.Picked())), port.MaxInspected) - len(numbers)
}

// Picked is which pictures are shown.
func (p *predictionsShown) Picked() Choice {
	if p.choice == "" {
		return ChoiceAll
	}
	return p.choice
}

// WantFresh asks what the network says right now of the pictures that are shown, again and again while it trains.
func (s *Inspection) WantFresh() {
	p := &s.Predictions
	r, _ := s.Inspectable()
	if r == nil || r != s.training.Run || !r.Active() || p.choice != "" || r.Step.Step == 0 || p.rest {
		return
	}
	question := &port.Inspect{What: port.InspectPredict, Live: true, Run: r.ID, Experiment: described(s.Lang, r.Experiment)}
	if v := s.Judged(); v != nil { // the same pictures as before, and as many
		question.Source, question.Index = v.Source, v.Index[:min(p.most(), len(v.Index))]
	}
	key := fmt.Sprint(r.ID, " ", r.Phase, " ", p.round, " ", len(question.Index))
	s.want(&p.fresh, key, question, func(m *port.Inspected) {
		p.now, p.of = VerdictsOf(m), r.ID
		p.round++
		s.rest(&p.rest, freshEvery)
	})
}

// PassWords say when and on which pictures a network was judged.
func PassWords(s *say.Speaker, v *Verdicts) string {
	if v.Pass == "test" {
		return s.Text(textPassTest, s.Whole(v.epoch))
	}
	return s.Text(textPassValidation, s.Whole(v.epoch))
}

// ChoosePredictions shows other pictures.
func (s *Inspection) ChoosePredictions(c Choice) {
	s.Predictions.choice, s.Predictions.more = c, 0
	if c == ChoiceAll {
		s.Predictions.choice = ""
	}
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// MorePredictions shows some more of them.
func (s *Inspection) MorePredictions() {
	s.Predictions.more++
	s.RefreshPanel()
	s.Screen.RequestRender()
}

var (
	textPassValidation = &recipe.Text{ES: "Imágenes de validación, al final de la época %s.", EN: "Validation pictures, at the end of epoch %s."}
	textPassTest       = &recipe.Text{ES: "Imágenes de prueba, que la red no había visto nunca, tras %s épocas.", EN: "Test pictures, which the network had never seen, after %s epochs."}
)

// AskPredictions asks for what the panel of predictions lacks.
func AskPredictions(s *Inspection) {
	s.WantVerdicts()
	s.WantFresh()
	s.wantOwn()
	v, numbers := s.Predicted()
	if v != nil {
		s.WantSheet(&s.Predictions.Sheet, v.Source, Pick(v.Index, numbers))
	}
}
