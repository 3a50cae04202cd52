package app

import (
	"encoding/json"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// Inspection is what the page knows of the inside of networks and of pictures: what it has asked the worker, and what the panel on the page shows.
type Inspection struct {
	panel     panel // the one that is on the page, or nil
	visible   bool  // it, or nearly
	questions int
	answers   map[int]answer
	opened    string // the kept run whose network is to be read

	varied      variedPictures
	verdicts    verdictsSeen
	predictions predictionsShown
	confusion   confusionShown
	layers      layersShown
	own         ownPicture
}

// panel is a view of the inside that is on the page.
type panel interface {
	// ask asks the worker for what the panel lacks. It is called whenever something has turned.
	ask()
}

// answer is what becomes of a question.
type answer struct {
	of   trainer // that was asked
	then func(*port.Inspected)
}

// refreshPanel has the panel on the page ask for what it lacks.
func (s *session) refreshPanel() {
	if s.panel != nil && s.visible {
		s.panel.ask()
	}
}

// show puts a panel on the page. It costs nothing until somebody scrolls to it.
func (s *session) show(p panel) {
	s.panel = p
	s.screen.observe("inside-panel", func(visible bool) {
		s.visible = visible
		s.refreshPanel()
	})
}

// leave takes a panel from the page, where another one has not taken its place already.
func (s *session) leave(p panel) {
	if s.panel == p {
		s.panel = nil
	}
}

// sendInspect asks the worker. A worker that is lost or dismissed never answers.
func (s *session) sendInspect(m *port.Inspect, then func(*port.Inspected)) {
	s.questions++
	m.ID, m.Pack = s.questions, s.pack
	if s.answers == nil {
		s.answers = map[int]answer{}
	}
	for id, a := range s.answers {
		if a.of != s.trainer {
			delete(s.answers, id)
		}
	}
	s.answers[m.ID] = answer{s.trainer, then}
	s.trainer.send(m)
}

// onInspected takes an answer.
func (s *session) onInspected(m *port.Inspected) {
	a, ok := s.answers[m.ID]
	if !ok {
		return
	}
	delete(s.answers, m.ID)
	a.then(m)
	s.refreshPanel()
	s.screen.requestRender()
}

// inspected is one thing that is looked at: what was asked for last, and what has come.
type inspected struct {
	key     string  // of what was asked for last
	of      trainer // that was asked
	waiting bool
	problem string // why there is none for key, or ""
}

// want asks for what key names, unless that has been asked for or an answer is still to come; took gets the answer.
func (s *session) want(v *inspected, key string, look *port.Inspect, took func(*port.Inspected)) {
	mine := v.of == s.trainer
	if !s.ready || v.key == key && (mine || !v.waiting) || v.waiting && mine {
		return
	}
	*v = inspected{key: key, of: s.trainer, waiting: true}
	s.sendInspect(look, func(m *port.Inspected) {
		v.waiting = false
		switch {
		case m.Interrupted:
			v.key = "" // to be asked for again
		case m.Error != "":
			v.problem = m.Error
		default:
			took(m)
		}
	})
}

// freshEvery is how long the page lets pass between two answers of a kind while a run goes on: drawing them takes time from the training.
const freshEvery = 2 * time.Second

// rest holds back what a panel asks until a while has passed.
func (s *session) rest(resting *bool) {
	*resting = true
	s.after(freshEvery, func() {
		*resting = false
		s.refreshPanel()
	})
}

// described is an experiment as the worker reads it, explained in the page's language.
func (s *session) described(e *samples.Experiment) json.RawMessage {
	copied := *e
	copied.Lang = s.lang
	text, err := json.Marshal(&copied)
	if err != nil {
		panic(badExperiment)
	}
	return text
}

// inspectable is the run whose network can be looked at: one that the worker has begun, or a kept one that the visitor wants to look into. It is nil
// where there is none; can says that a kept one might be read.
func (s *session) inspectable() (r *run, can bool) {
	r = s.shown()
	switch {
	case r == nil || r.active() && r.started == nil:
		return nil, false
	case r == s.run && r.started != nil, s.opened == r.id:
		return r, false
	default:
		return nil, !s.run.active() && s.record(r.id) != nil
	}
}

// inspectRun wants a kept run's network to be read.
func (s *session) inspectRun(id string) {
	s.opened = id
	s.refreshPanel()
	s.screen.requestRender()
}

// inspectionProblem says why there is nothing to see, where that is so.
func (s *session) inspectionProblem(v *inspected) goapp.UI {
	return goapp.P().Class("small").Role("status").DataSet("testid", "inside-problem").Hidden(v.problem == "").Text(s.text(textUnseeable, v.problem))
}

// invite says what has to be done before there is something to see of a network.
func (s *session) invite(wait words) goapp.UI {
	r, can := s.inspectable()
	shown := s.shown()
	text := s.text(textLookTrain)
	switch {
	case can:
		text = s.text(textLookKept)
	case r != nil:
		text = s.text(wait)
	case shown.active():
		text = s.text(textLookSoon)
	}
	ui := goapp.Div().Class("invitation").DataSet("testid", "inside-invite").Body(goapp.P().Text(text))
	if can {
		id := shown.id
		ui.Body(goapp.P().Text(text), goapp.Button().Type("button").Class("quiet").DataSet("testid", "look-inside").Text(s.text(textLookInto)).
			OnClick(func(goapp.Context, goapp.Event) { s.inspectRun(id) }, id))
	}
	return ui
}

var (
	textPicturesTab    = &samples.Text{ES: "Imágenes", EN: "Pictures"}
	textPredictionsTab = &samples.Text{ES: "Predicciones", EN: "Predictions"}
	textConfusionTab   = &samples.Text{ES: "Confusión", EN: "Confusion"}

	textUnseeable = &samples.Text{ES: "No se puede ver: %s.", EN: "It cannot be seen: %s."}
	textLookTrain = &samples.Text{ES: "Entrena una red, o abre una guardada en «Tus entrenamientos», y aquí verás lo que dice de cada imagen.", EN: "Train a network, or open a saved one in “Your runs”, and here you will see what it says of each picture."}
	textLookSoon  = &samples.Text{ES: "En cuanto empiece el entrenamiento, aquí verás lo que dice la red.", EN: "As soon as training begins, you will see here what the network says."}
	textLookKept  = &samples.Text{ES: "La red de este entrenamiento está guardada. Se puede leer y dejar que juzgue hasta 1000 imágenes de prueba; con redes grandes tarda un rato.", EN: "This run’s network is saved. It can be read and asked about up to 1,000 test pictures; with large networks that takes a while."}
	textLookInto  = &samples.Text{ES: "Mirar dentro de esta red", EN: "Look inside this network"}
)
