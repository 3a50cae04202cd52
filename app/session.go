package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
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

// session is everything the page knows. See the package comment for who may touch it and when.
type session struct {
	lang string

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

	run  *run            // the last one
	best map[int]float64 // by sample: test accuracy on CIFAR-10, of the sample's own network with any recipe

	reading int // a sample that can only be read about, whose story is shown; 0 for none

	lens       lens
	recordings map[int]*recorded // by sample: recorded runs, on their way or here
	unrecorded error             // why the last one that was asked for cannot be shown
	fetch      func(file string, then func(text string, err error))

	startWorker func(supervisor) trainer
	trainer     trainer
	ready       bool // the trainer has said so
	waiting     bool // Train was pressed before
	silence     int  // beats since the trainer was heard
	trouble     string
	word        string // what came of an override of the run that goes on

	savedRuns
	inspection

	editing

	memory   memory
	course   *course           // where the visitor stands in the lessons; see learning
	turned   map[string]string // by place: the tab that is shown
	newcomer bool              // the tour is offered
	halt     int               // the tour's stop, from 1 on; 0: it is not on
	large    bool              // the text is, for a projector
	machine  samples.Machine

	simd     bool
	pack     string // absolute URL, "" for none
	dataset  string
	language string // the browser's
	screen   screen
	beats    int // seconds since the page was opened
	now      func() time.Time
	after    func(time.Duration, func())
	name     func() string // a new run's
}

// newSession returns the session of a page that was just opened.
func newSession(hire func(supervisor) trainer, s screen, browserLanguage string) *session {
	x := &session{
		lang: browserLanguage, language: browserLanguage,
		best: map[int]float64{}, startWorker: hire, screen: s, dataset: "synthetic", now: time.Now, name: newName,
		after: func(d time.Duration, f func()) { time.AfterFunc(d, f) }, memory: forgetful(),
	}
	x.postponed, x.recipes = map[string]bool{}, map[string]*recipe{}
	x.aside = func(work func(context.Context) func()) { go func() { work(context.Background())() }() }
	x.given = map[string]string{}
	x.evaluate()
	return x
}

// open reads a link. What is wrong in it is said, and left out.
func (s *session) open(fragment, damaged string) {
	s.clearMessages()
	if s.run != nil && s.run.overridden && !s.run.active() {
		s.run.identity = "" // it is not what a link leads to
	}
	s.given, s.refused, s.pasts = map[string]string{}, false, undoStack{}
	s.discardDraft()
	pairs, err := samples.Split(fragment)
	if err == nil {
		_, s.notices, err = samples.Build(pairs)
	}
	for err != nil && len(pairs) > 0 {
		if s.linkError == nil {
			s.linkError = err
		}
		var link *samples.LinkError
		if !errors.As(err, &link) || link.Key == "" {
			pairs = nil
			break
		}
		var missing *samples.Missing
		if number, wrong := strconv.Atoi(link.Value); wrong == nil && link.Key == "sample" && errors.As(err, &missing) {
			s.reading = number // its story can be told all the same
		}
		rest := without(pairs, link.Key)
		if len(rest) == len(pairs) {
			break // what it needs is not in it; the fields say so
		}
		pairs = rest
		_, s.notices, err = samples.Build(pairs)
	}
	if s.linkError == nil {
		s.linkError = err
	}
	if damaged != "" && s.linkError == nil {
		s.damaged = damaged
	}
	for _, p := range pairs {
		if keyOf(p.Key) != nil {
			s.given[p.Key] = p.Value
		}
	}
	s.evaluate()
	if s.experiment.Lesson > 0 {
		s.turnTo("guide", "lessons")
	}
	s.lang = s.language
	if s.experiment.Lang != "" {
		s.lang = s.experiment.Lang
	}
	if s.experiment.Run && s.linkError == nil && s.damaged == "" {
		s.held = s.run.active() && s.run.identity != s.identity // an hour's work is not thrown away for a click on a link
		if s.wanted = !s.answered; !s.wanted {
			s.setOff()
		}
	}
	s.requestRender()
}

// requestRender shows that something turned.
func (s *session) requestRender() {
	s.screen.busy(s.run.active(), s.run.active() && s.run.phase != phasePaused)
	s.refreshPanel()
	s.screen.requestRender()
}

// without is pairs without a key.
func without(pairs []samples.Pair, key string) []samples.Pair {
	var rest []samples.Pair
	for _, p := range pairs {
		if p.Key != key {
			rest = append(rest, p)
		}
	}
	return rest
}

// set gives a field of the recipe what somebody typed.
func (s *session) set(key, text string) {
	s.pushUndo(key)
	text = strings.TrimSpace(text)
	if controlOf[key].decimal {
		text = s.pointed(text)
	}
	s.given[key] = text
	s.edited()
}

// choose takes another sample, with its own recipe.
func (s *session) choose(sample int) {
	s.pushUndo("sample")
	s.discardDraft()
	given := map[string]string{}
	for key, v := range s.given {
		if s.wrong[key] == nil && (slices.Contains(kept, key) || s.locked(key)) {
			given[key] = v
		}
	}
	given["sample"] = strconv.Itoa(sample)
	s.given = given
	s.edited()
}

// restore takes the sample's own values again.
func (s *session) restore() {
	s.pushUndo("reset")
	s.discardDraft()
	for key := range s.given {
		if ofRecipe(key) && !s.locked(key) {
			delete(s.given, key)
		}
	}
	s.edited()
}

// revert takes the sample's own value of one key again.
func (s *session) revert(key string) {
	if !s.locked(key) {
		if key == "model" {
			s.discardDraft()
		}
		delete(s.given, key)
		s.edited()
	}
}

// edited follows a change by hand: the link that the page was opened with, and what was wrong with it, no longer matter.
func (s *session) edited() {
	delete(s.given, "run")
	s.clearMessages()
	s.evaluate()
	s.screen.address(s.experiment.Link())
	s.requestRender()
}

// clearMessages puts away the messages about what was before.
func (s *session) clearMessages() {
	s.linkError, s.damaged, s.notices, s.held = nil, "", nil, false
	s.viewed, s.countdown, s.wanted, s.barred, s.word, s.remark, s.reading = nil, 0, false, false, "", "", 0
	if s.trainer != nil { // without one it is still true that the page cannot train
		s.trouble = ""
	}
	if s.run != nil && s.run.phase == phaseError {
		s.run.phase = phaseReady // its curves stay, its message has been read
		s.ensureWorker()         // if it was the worker's end, too
	}
}

// speak changes the language. Remarks in the one before are put away.
func (s *session) speak(lang string) {
	s.lang = lang
	s.word, s.remark = "", ""
	s.given["lang"] = lang
	s.evaluate()
	s.screen.address(s.experiment.Link())
	s.requestRender()
}

// current is the run that the page's state is about: one that goes on, or one that has ended and whose experiment is still the page's.
// Otherwise it is nil; what the last run left may stay on the screen, and says that it is the last one's.
func (s *session) current() *run {
	if s.run.active() || s.run != nil && s.run.identity == s.identity {
		return s.run
	}
	return nil
}

// phase is where the page stands.
func (s *session) phase() phase {
	r := s.current()
	switch {
	case r.active():
		return r.phase
	case s.problem() != "":
		return phaseError
	case r != nil && r.phase == phaseDone:
		return phaseDone
	case s.ready:
		return phaseReady
	default:
		return phaseIdle
	}
}

// problem is what has gone wrong, in words, or "".
func (s *session) problem() string {
	var missing *samples.Missing
	switch {
	case s.reading > 0 && errors.As(s.linkError, &missing):
		return s.text(textErrorOnlyTold, s.reading, missing.In(s.lang), s.experiment.Sample)
	case s.linkError != nil:
		return s.text(textErrorLink, s.words(s.linkError))
	case s.damaged != "":
		return s.text(textErrorLink, s.text(textErrorLinkDamaged, port.Clip(s.damaged, 60)))
	case s.trouble != "":
		return s.trouble
	case s.current() != nil && s.run.phase == phaseError:
		return s.run.problem
	case s.refused:
		return s.refusal()
	default:
		return ""
	}
}

// words is an error in the session's language, where it knows it.
func (s *session) words(err error) string {
	var speaking interface{ In(lang string) string }
	if errors.As(err, &speaking) {
		return speaking.In(s.lang)
	}
	return err.Error()
}
