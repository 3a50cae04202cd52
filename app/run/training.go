package run

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"muestra/app/editor"
	"muestra/app/host"
	"muestra/app/say"
	"muestra/data"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// Trainer is the worker as the page sees it; package browser has the real one.
type Trainer interface {
	// Send passes a message on. The worker must have said Ready.
	Send(port.Message)
	// Dismiss ends the worker at once, whatever it is doing.
	Dismiss()
}

// Supervisor is told what a trainer does, on the browser's thread.
type Supervisor interface {
	// OnMessage is a message of the worker's.
	OnMessage(Trainer, port.Message)
	// OnWorkerLost is the end of a worker that nobody ended, or the reason why there could be none.
	OnWorkerLost(Trainer, say.Words, string)
	// Text is a text in the visitor's language.
	Text(w say.Words, args ...any) string
}

// Training is the run that goes on or has ended, and the worker that does it.
type Training struct {
	*host.Host
	recipe *editor.Recipe

	Run  *Run            // the last one
	Best map[int]float64 // by sample: test accuracy on CIFAR-10, of the sample's own network with any recipe

	StartWorker func(Supervisor) Trainer
	Trainer     Trainer
	Ready       bool // the trainer has said so
	waiting     bool // Train was pressed before
	Silence     int  // beats since the trainer was heard
	Trouble     string
	Word        string // what came of an override of the run that goes on

	follower Follower
	Measured []pace        // how fast this machine is
	Name     func() string // a new run's
	Machine  recipe.Machine
	SIMD     bool
	Pack     string // absolute URL, "" for none
	Dataset  string
}

// New has done nothing yet. It starts workers with startWorker, and gives runs the names of name.
func New(h *host.Host, r *editor.Recipe, startWorker func(Supervisor) Trainer, f Follower) *Training {
	return &Training{Host: h, recipe: r, follower: f, StartWorker: startWorker, Best: map[int]float64{}, Dataset: data.KindSynthetic, Name: newName}
}

// Follower is told what becomes of runs.
type Follower interface {
	// OnBegin is the beginning of a run, in the place of the one before.
	OnBegin()
	// OnFailed is the end of a run, of an ID, that would fail again.
	OnFailed(id string)
	// OnDone is the end of a run that came to it.
	OnDone()
	// OnWorkerGone is the end of a worker that nobody ended.
	OnWorkerGone()
	// OnOther is a message of the worker's that is not about the course of the run.
	OnOther(port.Message)
}

// EnsureWorker gets a worker, where there is none.
func (s *Training) EnsureWorker() {
	if s.Trainer == nil {
		s.Ready = false
		s.Trainer = s.StartWorker(s)
	}
}

// Train starts a run, or says why not.
func (s *Training) Train() {
	if s.Run.Active() {
		return
	}
	if s.recipe.RefuseToTrain() {
		s.Changed()
		return
	}
	experiment := editor.Bare(*s.recipe.Experiment)
	if experiment.Lang == "" {
		experiment.Lang = s.Lang // the worker explains itself in it
	}
	s.Begin(&Run{ID: s.Name(), Experiment: experiment, Identity: s.recipe.Identity, Edited: s.recipe.Changes["model"]})
}

// Begin has r done, now or as soon as there is a worker.
func (s *Training) Begin(r *Run) {
	s.recipe.ForgetLink()
	s.Trouble, s.Word, s.Remark = "", "", ""
	s.Run, r.Phase = r, PhaseLoading
	r.Override = OverrideOf(r.Experiment)
	s.follower.OnBegin()
	s.assignRun()
}

// assignRun gives the run to the worker, now or when it is ready.
func (s *Training) assignRun() {
	s.EnsureWorker()
	s.waiting = !s.Ready
	if s.Ready {
		s.start()
	}
	s.Changed()
}

// start hands the run to the worker.
func (s *Training) start() {
	text, err := json.Marshal(s.Run.Experiment)
	if err != nil {
		panic(BadExperiment)
	}
	s.Trainer.Send(&port.Start{Experiment: text, Pack: s.Pack, Run: s.Run.ID, Resume: s.Run.Resumes, Workers: s.Run.Experiment.WorkersFor(s.Machine)})
}

// BadExperiment is what a panic says about an experiment that cannot be written, which none is.
const BadExperiment = "app: an experiment that JSON cannot write"

// Reseed trains the same with the next seed: how much of a result is luck shows in no other way.
func (s *Training) Reseed() {
	if s.Run.Active() || s.recipe.Locked("seed") {
		return
	}
	s.recipe.Set("seed", strconv.FormatUint(s.recipe.Experiment.Seed+1, 10))
	s.Train()
}

// Clear puts the last run and its curves away.
func (s *Training) Clear() {
	if s.Run.Active() {
		return
	}
	s.Run = nil
	s.ClearMessages()
	s.Changed()
}

// ForgetTrouble puts away what is said about a run, or a worker, that has failed.
func (s *Training) ForgetTrouble() {
	s.Word = ""
	if s.Trainer != nil { // without one it is still true that the page cannot train
		s.Trouble = ""
	}
	if s.Run != nil && s.Run.Phase == PhaseError {
		s.Run.Phase = PhaseReady // its curves stay, its message has been read
		s.EnsureWorker()         // if it was the worker's end, too
	}
}

// Pause asks a run to hold still after its step; here as in Resume, Once and Stop the worker's answer changes the run.
func (s *Training) Pause() {
	if s.listens() && s.Run.Phase != PhasePaused {
		s.Trainer.Send(&port.Pause{})
	}
}

// Resume asks a run that pauses to go on.
func (s *Training) Resume() {
	if s.listens() && s.Run.Phase == PhasePaused {
		s.Trainer.Send(&port.Resume{})
	}
}

// Once lets a run that pauses do a single step, and another one finish its own and pause.
func (s *Training) Once() {
	if s.listens() && s.Run.Started != nil {
		s.Run.stepping = true
		s.Trainer.Send(&port.Once{})
	}
}

// listens reports whether there is a worker with a run that it goes on with.
func (s *Training) listens() bool {
	return s.Run.Active() && s.Ready && !s.waiting && !s.Run.stopping
}

// patience is how long a worker may take to stop before it is replaced.
const patience = 2 * time.Second

// Stop ends the run; a worker that does not answer in time is replaced.
func (s *Training) Stop() {
	if !s.Run.Active() || s.Run.stopping {
		return
	}
	s.Run.stopping = true
	if s.waiting || !s.Ready {
		s.waiting = false
		s.Run.receive(&port.Stopped{}, s.Now())
	} else {
		s.Trainer.Send(&port.Stop{})
		r := s.Run
		s.After(patience, func() {
			if r.stopping {
				s.replace()
				r.receive(&port.Stopped{}, s.Now())
				s.Changed()
			}
		})
	}
	s.Changed()
}

// replace puts a new worker in the place of one that does not listen.
func (s *Training) replace() {
	s.Trainer.Dismiss()
	s.Trainer = nil
	s.EnsureWorker()
}

// Override is what a run may be told to do otherwise while it goes on.
type Override struct {
	Rate    float64
	augment string // as in a link
}

// OverrideOf is what an experiment says of what can be overridden.
func OverrideOf(e *recipe.Experiment) Override {
	return Override{e.LearningRate, strings.Join(e.Augment, ",")}
}

// List are the names of the augmentations.
func (a Override) List() []string {
	if a.augment == "" {
		return nil
	}
	return strings.Split(a.augment, ",")
}

// Changeable reports whether the recipe's learning rate and augmentation are not those of the run that goes on, and both can be.
func (s *Training) Changeable() bool {
	return s.listens() && s.Run.Started != nil && s.Run.Experiment.Sample == s.recipe.Experiment.Sample &&
		s.recipe.Wrong["lr"] == nil && s.recipe.Wrong["augment"] == nil && s.Run.Override != OverrideOf(s.recipe.Experiment)
}

// Change has the run go on with the recipe's learning rate and augmentation.
func (s *Training) Change() {
	if !s.Changeable() {
		return
	}
	s.sendOverride(s.Run.Override, OverrideOf(s.recipe.Experiment))
}

// sendOverride has the worker go on with to instead of from.
func (s *Training) sendOverride(from, to Override) {
	var m port.Change
	if to.Rate != from.Rate {
		m.LearningRate = &to.Rate
	}
	if to.augment != from.augment {
		m.Augment = &to.augment
	}
	s.Run.pendingOverride = &to
	s.Trainer.Send(&m)
}

// OnMessage implements [Supervisor].
func (s *Training) OnMessage(t Trainer, m port.Message) {
	if t != s.Trainer {
		return // of a worker that was dismissed
	}
	s.Silence = 0
	switch m := m.(type) {
	case *port.Ready:
		s.Ready, s.SIMD = true, m.SIMD
		if s.waiting {
			s.waiting = false
			s.start()
		}
		s.Changed()
		return
	case *port.Alive:
		return
	case *port.Exit:
		words := m.Text
		if words == "" {
			words = s.Text(textErrorWorkerCode, m.Code)
		}
		s.OnWorkerLost(t, TextErrorWorkerDied, words)
		return
	case *port.Error:
		if s.Run.Active() {
			s.Run.fail(s.Text(textErrorRun, m.Text), s.Now())
			s.follower.OnFailed(s.Run.ID)
		} else {
			s.Trouble = s.Text(textErrorRun, m.Text)
		}
		s.Changed()
		return
	case *port.Notice:
		s.onNotice(m)
		return
	case *port.Saved, *port.Unsaved, *port.Inspected:
		s.follower.OnOther(m)
		return
	}
	if s.Run != nil {
		s.onRunMessage(m)
	}
}

// onNotice shows why an override was refused, or what else the worker wants to be known.
func (s *Training) onNotice(m *port.Notice) {
	if r := s.Run; r != nil && r.pendingOverride != nil {
		r.pendingOverride, s.Word = nil, m.Text
	} else {
		s.Remark = s.Text(textNoticeWorker, m.Text)
	}
	s.Changed()
}

// onRunMessage lets the run take in what its worker says.
func (s *Training) onRunMessage(m port.Message) {
	turned := s.Run.receive(m, s.Now())
	switch m := m.(type) {
	case *port.Started:
		s.Dataset = m.Dataset
		s.onStarted(m)
	case *port.Changed:
		s.onChanged(m)
	case *port.Epoch:
		s.measure()
	case *port.Done:
		s.compare()
		s.follower.OnDone()
	}
	if turned {
		s.Changed()
	} else {
		s.Screen.Tick()
	}
}

// onStarted tells a worker that has taken a run up again what the one before was told on the way.
func (s *Training) onStarted(m *port.Started) {
	r := s.Run
	if before := OverrideOf(r.Experiment); r.Overridden && m.Step <= r.overriddenAt && r.Override != before {
		s.sendOverride(before, r.Override)
	}
	if r.halts {
		r.halts = false
		s.Trainer.Send(&port.Pause{})
	}
}

// onChanged notes that the run goes on otherwise than it began. As long as the page's recipe is the same, its result stays the page's.
func (s *Training) onChanged(m *port.Changed) {
	r := s.Run
	if r.pendingOverride == nil { // a run that was taken up again, with what it was told before
		if r.Overridden {
			r.Override = Override{m.LearningRate, m.Augment}
		}
		return
	}
	r.Override, r.pendingOverride, r.Overridden, r.overriddenAt = *r.pendingOverride, nil, true, r.Step.Step
	e := *r.Experiment
	e.LearningRate, e.Augment = r.Override.Rate, r.Override.List()
	r.Identity = editor.IdentityOf(e.Sample, editor.DifferencesOf(&e, r.Edited))
	s.Word = s.Text(textChanged, s.Whole(r.overriddenAt), s.Plain(r.Override.Rate), editor.AugmentationsInWords(s.Speaker, r.Override.List()))
	s.Changed()
}

// RememberBests notes results of earlier runs that may stand beside the report's.
func (s *Training) RememberBests(accuracies map[int]float64) {
	for sample, accuracy := range accuracies {
		s.Best[sample] = max(s.Best[sample], accuracy)
	}
}

// compare notes the result of the run if it may stand beside the report's.
func (s *Training) compare() {
	r := s.Run
	if r.Phase != PhaseDone || r.Edited || r.Started == nil || r.Started.Dataset != data.KindCIFAR10 || r.Done.Test == nil {
		return
	}
	sample := r.Experiment.Sample
	s.Best[sample] = max(s.Best[sample], float64(r.Done.Score().Accuracy))
}

// Current is the run that the page's state is about: one that goes on, or one that has ended and whose experiment is still the page's.
// Otherwise it is nil; what the last run left may stay on the screen, and says that it is the last one's.
func (s *Training) Current() *Run {
	if s.Run.Active() || s.Run != nil && s.Run.Identity == s.recipe.Identity {
		return s.Run
	}
	return nil
}

// Phase is where the page stands.
func (s *Training) Phase() Phase {
	r := s.Current()
	switch {
	case r.Active():
		return r.Phase
	case s.Problem() != "":
		return PhaseError
	case r != nil && r.Phase == PhaseDone:
		return PhaseDone
	case s.Ready:
		return PhaseReady
	default:
		return PhaseIdle
	}
}

// Problem is what has gone wrong, in words, or "".
func (s *Training) Problem() string {
	var missing *recipe.Missing
	switch {
	case s.recipe.Reading > 0 && errors.As(s.recipe.LinkError, &missing):
		return s.Text(textErrorOnlyTold, s.recipe.Reading, missing.In(s.Lang), s.recipe.Experiment.Sample)
	case s.recipe.LinkError != nil:
		return s.Text(textErrorLink, s.Words(s.recipe.LinkError))
	case s.recipe.Damaged != "":
		return s.Text(textErrorLink, s.Text(textErrorLinkDamaged, port.Clip(s.recipe.Damaged, 60)))
	case s.Trouble != "":
		return s.Trouble
	case s.Current() != nil && s.Run.Phase == PhaseError:
		return s.Run.problem
	case s.recipe.Refused:
		return s.recipe.Refusal()
	default:
		return ""
	}
}

// newName is the name under which a new run is saved: when it began and something that no other tab comes upon.
func newName() string {
	return strconv.FormatInt(time.Now().UnixMilli(), 36) + "-" + strconv.FormatUint(rand.Uint64(), 36)
}
