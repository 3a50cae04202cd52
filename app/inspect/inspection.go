package inspect

import (
	"encoding/json"
	"time"

	"muestra/app/editor"
	"muestra/app/host"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// Inspection is what the page knows of the inside of networks and of pictures: what it has asked the worker, and what the panel on the page shows.
type Inspection struct {
	*host.Host
	recipe   *editor.Recipe
	training *run.Training
	saved    *saved.Runs

	panel     Panel // the one that is on the page, or nil
	Visible   bool  // it, or nearly
	questions int
	answers   map[int]answer
	opened    string // the kept run whose network is to be read

	Varied      variedPictures
	Verdicts    verdictsSeen
	Predictions predictionsShown
	Confusion   confusionShown
	Layers      layersShown
	Own         ownPicture
}

// New has asked nothing yet.
func New(h *host.Host, r *editor.Recipe, t *run.Training, s *saved.Runs) *Inspection {
	return &Inspection{Host: h, recipe: r, training: t, saved: s}
}

// Panel is a view of the inside that is on the page.
type Panel interface {
	// Ask asks the worker for what the panel lacks. It is called whenever something has turned.
	Ask()
}

// answer is what becomes of a question.
type answer struct {
	of   run.Trainer // that was asked
	then func(*port.Inspected)
}

// RefreshPanel has the panel on the page ask for what it lacks.
func (s *Inspection) RefreshPanel() {
	if s.panel != nil && s.Visible {
		s.panel.Ask()
	}
}

// Show puts a panel on the page. It costs nothing until somebody scrolls to it.
func (s *Inspection) Show(p Panel) {
	s.panel = p
	s.Screen.Observe("inside-panel", func(visible bool) {
		s.Visible = visible
		s.RefreshPanel()
	})
}

// Leave takes a panel from the page, where another one has not taken its place already.
func (s *Inspection) Leave(p Panel) {
	if s.panel == p {
		s.panel = nil
	}
}

// sendInspect asks the worker. A worker that is lost or dismissed never answers.
func (s *Inspection) sendInspect(m *port.Inspect, then func(*port.Inspected)) {
	s.questions++
	m.ID, m.Pack = s.questions, s.training.Pack
	if s.answers == nil {
		s.answers = map[int]answer{}
	}
	for id, a := range s.answers {
		if a.of != s.training.Trainer {
			delete(s.answers, id)
		}
	}
	s.answers[m.ID] = answer{s.training.Trainer, then}
	s.training.Trainer.Send(m)
}

// OnInspected takes an answer.
func (s *Inspection) OnInspected(m *port.Inspected) {
	a, ok := s.answers[m.ID]
	if !ok {
		return
	}
	delete(s.answers, m.ID)
	a.then(m)
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// Inspected is one thing that is looked at: what was asked for last, and what has come.
type Inspected struct {
	key     string      // of what was asked for last
	of      run.Trainer // that was asked
	Waiting bool
	Problem string // why there is none for key, or ""
}

// want asks for what key names, unless that has been asked for or an answer is still to come; answered gets the answer, unless something else is asked
// meanwhile.
func (s *Inspection) want(v *Inspected, key string, question *port.Inspect, answered func(*port.Inspected)) {
	mine := v.of == s.training.Trainer
	if !s.training.Ready || v.key == key && (mine || !v.Waiting) || v.Waiting && mine {
		return
	}
	*v = Inspected{key: key, of: s.training.Trainer, Waiting: true}
	s.sendInspect(question, func(m *port.Inspected) {
		if v.key != key {
			return
		}
		v.Waiting = false
		switch {
		case m.Interrupted:
			v.key = "" // to be asked for again
		case m.Error != "":
			v.Problem = m.Error
		default:
			answered(m)
		}
	})
}

// freshEvery is how long the page lets pass between two answers of a kind while a run goes on: drawing them takes time from the training.
const freshEvery = 2 * time.Second

// rest holds back what a panel asks until a while has passed.
func (s *Inspection) rest(resting *bool, while time.Duration) {
	*resting = true
	s.After(while, func() {
		*resting = false
		s.RefreshPanel()
	})
}

// described is an experiment as the worker reads it, explained in the page's language.
func described(lang string, e *recipe.Experiment) json.RawMessage {
	copied := *e
	copied.Lang = lang
	text, err := json.Marshal(&copied)
	if err != nil {
		panic(run.BadExperiment)
	}
	return text
}

// Inspectable is the run whose network can be looked at: one that the worker has begun, or a kept one that the visitor wants to look into. It is nil
// where there is none; can says that a kept one might be read.
func (s *Inspection) Inspectable() (r *run.Run, can bool) {
	r = s.saved.Shown()
	switch {
	case r == nil || r.Active() && r.Started == nil:
		return nil, false
	case r == s.training.Run && r.Started != nil, s.opened == r.ID:
		return r, false
	default:
		return nil, !s.training.Run.Active() && s.saved.Record(r.ID) != nil
	}
}

// InspectRun wants a kept run's network to be read.
func (s *Inspection) InspectRun(id string) {
	s.opened = id
	s.RefreshPanel()
	s.Screen.RequestRender()
}
