package app

import (
	"muestra/app/editor"
	"muestra/app/host"
	"muestra/app/inspect"
	"muestra/app/lesson"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/wasm/port"
)

// Session is everything the page knows: its models, joined, and how it looks at them. See the package comment for who may touch it and when.
type Session struct {
	*host.Host
	Recipe     *editor.Recipe
	Training   *run.Training
	Saved      *saved.Runs
	Inspection *inspect.Inspection
	Course     *lesson.Course

	Lens       Lens
	recordings map[int]*Recorded // by sample: recorded runs, on their way or here
	Unrecorded error             // why the last one that was asked for cannot be shown
	Fetch      func(file string, then func(text string, err error))

	Turned   map[string]string // by place: the tab that is shown
	Newcomer bool              // the tour is offered
	Halt     int               // the tour's stop, from 1 on; 0: it is not on
	Large    bool              // the text is, for a projector
	beats    int               // seconds since the page was opened
}

// NewSession returns the session of a page that was just opened.
func NewSession(startWorker func(run.Supervisor) run.Trainer, screen host.Screen, browserLanguage string) *Session {
	s := &Session{Host: host.New(screen, browserLanguage), recordings: map[int]*Recorded{}}
	s.Recipe = editor.New(s.Host)
	s.Training = run.New(s.Host, s.Recipe, startWorker, s)
	s.Saved = saved.New(s.Host, s.Recipe, s.Training)
	s.Inspection = inspect.New(s.Host, s.Recipe, s.Training, s.Saved)
	s.Course = lesson.New(s.Host, s.Recipe, s.Training)
	s.Changed, s.ClearMessages = s.RequestRender, s.putAway
	return s
}

// Remember gives the page its memory, and takes up what it has of earlier visits.
func (s *Session) Remember(m host.Memory) {
	s.Memory = m
	s.Lens = ParseLens(m.Recall("charts"))
	s.Training.RecallPaces()
	s.Course.Recall()
	s.Magnify(m.Recall("large") == "yes")
}

// OnBegin implements [run.Follower].
func (s *Session) OnBegin() { s.Saved.MakeWay() }

// OnFailed implements [run.Follower].
func (s *Session) OnFailed(id string) { s.Saved.Postponed[id] = true }

// OnDone implements [run.Follower].
func (s *Session) OnDone() { s.Course.Learn() }

// OnWorkerGone implements [run.Follower].
func (s *Session) OnWorkerGone() { s.Saved.Sort() }

// OnOther implements [run.Follower].
func (s *Session) OnOther(m port.Message) {
	switch m := m.(type) {
	case *port.Saved:
		s.Saved.OnSaved(m)
	case *port.Unsaved:
		s.Saved.OnUnsaved(m)
	case *port.Inspected:
		s.Inspection.OnInspected(m)
	}
}

// Open reads a link. What is wrong in it is said, and left out.
func (s *Session) Open(fragment, damaged string) {
	s.putAway()
	if s.Training.Run != nil && s.Training.Run.Overridden && !s.Training.Run.Active() {
		s.Training.Run.Identity = "" // it is not what a link leads to
	}
	s.Recipe.ReadLink(fragment, damaged)
	if s.Recipe.Experiment.Lesson > 0 {
		s.TurnTo("guide", "lessons")
	}
	if s.Recipe.Experiment.Run && s.Recipe.LinkError == nil && s.Recipe.Damaged == "" {
		s.Recipe.Held = s.Training.Run.Active() && s.Training.Run.Identity != s.Recipe.Identity // an hour's work is not thrown away for a click on a link
		s.Saved.RunLinked()
	}
	s.Changed()
}

// RequestRender shows that something turned.
func (s *Session) RequestRender() {
	s.Screen.Busy(s.Training.Run.Active(), s.Training.Run.Active() && s.Training.Run.Phase != run.PhasePaused)
	s.Inspection.RefreshPanel()
	s.fetchUnderlay()
	s.Screen.RequestRender()
}

// putAway puts away the messages about what was before.
func (s *Session) putAway() {
	s.Remark = ""
	s.Recipe.ForgetLink()
	s.Recipe.Notices, s.Recipe.Reading = nil, 0
	s.Saved.ForgetRequests()
	s.Training.ForgetTrouble()
}

// Speak changes the language. Remarks in the one before are put away.
func (s *Session) Speak(lang string) {
	s.Lang = lang
	s.Training.Word, s.Remark = "", ""
	s.Recipe.Given["lang"] = lang
	s.Recipe.Evaluate()
	s.Screen.Address(s.Recipe.Experiment.Link())
	s.Changed()
}

// OnSecond comes once a second, as long as the page lives.
func (s *Session) OnSecond() {
	s.beats++
	s.Training.Watch()
	if s.Saved.Countdown > 0 {
		if s.Saved.Countdown--; s.Saved.Countdown == 0 {
			s.Saved.GoOn(s.Saved.Offer.ID)
		}
		s.Changed()
	}
	if s.Saved.Elsewhere != nil && !s.Training.Run.Active() && s.beats%2 == 0 {
		s.Saved.CheckOtherTab(s.Saved.Elsewhere.ID)
	}
}
