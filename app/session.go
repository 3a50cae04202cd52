package app

import (
	"context"
	"time"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// trainer is the worker as the session sees it; worker_js.go has the real one.
type trainer interface {
	// send passes a message on. The worker must have said Ready.
	send(port.Message)
	// dismiss ends the worker at once, whatever it is doing.
	dismiss()
}

// supervisor is told what a trainer does, on the browser's thread.
type supervisor interface {
	// onMessage is a message of the worker's.
	onMessage(trainer, port.Message)
	// onWorkerLost is the end of a worker that nobody ended, or the reason why there could be none.
	onWorkerLost(trainer, words, string)
	// text is a text in the visitor's language.
	text(w words, args ...any) string
}

// screen is what the session asks of the browser; page.go has the real one.
type screen interface {
	// requestRender shows that something turned: everything, soon.
	requestRender()
	// tick shows numbers and curves, at its leisure.
	tick()
	// address puts a fragment into the address bar without a visit.
	address(fragment string)
	// image makes an image file something that can be shown, and returns its address; forget lets go of it.
	image(file []byte) (address string)
	forget(address string)
	// observe tells whether an element can be seen, from now on, in the place of the one that was observed before.
	observe(id string, tell func(visible bool))
	// busy says what there is to lose by leaving the page, and whether the screen should stay lit.
	busy(losing, lit bool)
	// point outlines the part of the page with a CSS selector and brings it into view; "" is none.
	point(selector string)
	// enlarge makes all text larger, or not.
	enlarge(large bool)
}

// Speaker writes texts and numbers in a language.
type Speaker struct {
	lang string // "es" or "en"
}

// Host is what the models have of the browser that they live in, and of each other: a language, a screen, a memory, a clock, and whom to tell.
type Host struct {
	Speaker
	language string // the browser's
	screen   screen
	memory   memory
	now      func() time.Time
	after    func(time.Duration, func())
	changed  func() // something turned: everything is to be shown anew, soon
	// clearMessages puts away the messages about what was before, all models' own.
	clearMessages func()
	remark        string // what came of something, for the visitor to know
}

// Recipe is the experiment that is being edited.
type Recipe struct {
	given      map[string]string // link keys and what they were given, also where it cannot be
	experiment *samples.Experiment
	identity   string           // equal for experiments that give the same result
	changes    map[string]bool  // keys of the recipe that are not as the sample has them
	wrong      map[string]error // by key: why what was given cannot be
	notices    []samples.Notice // about the link
	held       bool             // the link asked for a run while another one was on
	linkError  error            // the link that the page was opened with
	damaged    string           // that link, where its escapes were broken
	refused    bool             // Train was pressed although something is wrong
	reading    int              // a sample that can only be read about, whose story is shown; 0 for none

	draft     *draft            // the network as it is being edited; nil: it is the experiment's
	chosen    int               // the layer of the table that is open, from 1 on; 0 for none
	penalties map[string]string // by class of layers: an L2 penalty that was typed and cannot be
	reaches   map[string]string // by way to change pictures: a range that was typed and cannot be
	pasts     undoStack
}

// Training is the run that goes on or has ended, and the worker that does it.
type Training struct {
	run  *run            // the last one
	best map[int]float64 // by sample: test accuracy on CIFAR-10, of the sample's own network with any recipe

	startWorker func(supervisor) trainer
	trainer     trainer
	ready       bool // the trainer has said so
	waiting     bool // Train was pressed before
	silence     int  // beats since the trainer was heard
	trouble     string
	word        string // what came of an override of the run that goes on

	follower follower
	measured []pace        // how fast this machine is; nil until it was looked up
	name     func() string // a new run's
	machine  samples.Machine
	simd     bool
	pack     string // absolute URL, "" for none
	dataset  string
}

// follower is told what becomes of runs.
type follower interface {
	// onBegin is the beginning of a run, in the place of the one before.
	onBegin()
	// onFailed is the end of a run, of an ID, that would fail again.
	onFailed(id string)
	// onDone is the end of a run that came to it.
	onDone()
	// onWorkerGone is the end of a worker that nobody ended.
	onWorkerGone()
	// onOther is a message of the worker's that is not about the course of the run.
	onOther(port.Message)
}

// Course is where the visitor stands in the lessons.
type Course struct {
	course *progress // see learning
}

// session is everything the page knows. See the package comment for who may touch it and when.
type session struct {
	Host
	Recipe
	Training
	Runs
	Inspection
	Course

	lens       lens
	recordings map[int]*recorded // by sample: recorded runs, on their way or here
	unrecorded error             // why the last one that was asked for cannot be shown
	fetch      func(file string, then func(text string, err error))

	turned   map[string]string // by place: the tab that is shown
	newcomer bool              // the tour is offered
	halt     int               // the tour's stop, from 1 on; 0: it is not on
	large    bool              // the text is, for a projector
	beats    int               // seconds since the page was opened
}

// newSession returns the session of a page that was just opened.
func newSession(startWorker func(supervisor) trainer, s screen, browserLanguage string) *session {
	x := &session{
		Host: Host{
			Speaker: Speaker{browserLanguage}, language: browserLanguage, screen: s, now: time.Now, memory: forgetful(),
			after: func(d time.Duration, f func()) { time.AfterFunc(d, f) },
		},
		Recipe:   Recipe{given: map[string]string{}},
		Training: Training{best: map[int]float64{}, startWorker: startWorker, dataset: "synthetic", name: newName},
		Runs: Runs{
			postponed: map[string]bool{}, recipes: map[string]*recipe{},
			aside: func(work func(context.Context) func()) { go func() { work(context.Background())() }() },
		},
	}
	x.Host.changed, x.Host.clearMessages, x.follower = x.requestRender, x.putAway, x
	x.evaluate()
	return x
}

// onBegin implements follower.
func (s *session) onBegin() { s.makeWay() }

// onFailed implements follower.
func (s *session) onFailed(id string) { s.postponed[id] = true }

// onDone implements follower.
func (s *session) onDone() { s.learn() }

// onWorkerGone implements follower.
func (s *session) onWorkerGone() { s.sort() }

// onOther implements follower.
func (s *session) onOther(m port.Message) {
	switch m := m.(type) {
	case *port.Saved:
		s.onSaved(m)
	case *port.Unsaved:
		s.onUnsaved(m)
	case *port.Inspected:
		s.onInspected(m)
	}
}

// open reads a link. What is wrong in it is said, and left out.
func (s *session) open(fragment, damaged string) {
	s.putAway()
	if s.run != nil && s.run.overridden && !s.run.active() {
		s.run.identity = "" // it is not what a link leads to
	}
	s.readLink(fragment, damaged)
	if s.experiment.Lesson > 0 {
		s.turnTo("guide", "lessons")
	}
	if s.experiment.Run && s.linkError == nil && s.damaged == "" {
		s.held = s.run.active() && s.run.identity != s.identity // an hour's work is not thrown away for a click on a link
		s.runLinked()
	}
	s.changed()
}

// requestRender shows that something turned.
func (s *session) requestRender() {
	s.screen.busy(s.run.active(), s.run.active() && s.run.phase != phasePaused)
	s.refreshPanel()
	s.screen.requestRender()
}

// putAway puts away the messages about what was before.
func (s *session) putAway() {
	s.remark = ""
	s.forgetLink()
	s.notices, s.reading = nil, 0
	s.forgetRequests()
	s.forgetTrouble()
}

// speak changes the language. Remarks in the one before are put away.
func (s *session) speak(lang string) {
	s.lang = lang
	s.word, s.remark = "", ""
	s.given["lang"] = lang
	s.evaluate()
	s.screen.address(s.experiment.Link())
	s.changed()
}
