package app

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// ensureWorker gets a worker, where there is none.
func (s *session) ensureWorker() {
	if s.trainer == nil {
		s.ready = false
		s.trainer = s.startWorker(s)
	}
}

// train starts a run, or says why not.
func (s *session) train() {
	if s.run.active() {
		return
	}
	if s.refuseToTrain() {
		s.changed()
		return
	}
	experiment := bare(*s.experiment)
	if experiment.Lang == "" {
		experiment.Lang = s.lang // the worker explains itself in it
	}
	s.begin(&run{id: s.name(), experiment: experiment, identity: s.identity, edited: s.changes["model"]})
}

// begin has r done, now or as soon as there is a worker.
func (s *session) begin(r *run) {
	s.forgetLink()
	s.trouble, s.word, s.remark = "", "", ""
	s.run, r.phase = r, phaseLoading
	r.override = overrideOf(r.experiment)
	s.follower.onBegin()
	s.assignRun()
}

// assignRun gives the run to the worker, now or when it is ready.
func (s *session) assignRun() {
	s.ensureWorker()
	s.waiting = !s.ready
	if s.ready {
		s.start()
	}
	s.changed()
}

// start hands the run to the worker.
func (s *session) start() {
	text, err := json.Marshal(s.run.experiment)
	if err != nil {
		panic(badExperiment)
	}
	s.trainer.send(&port.Start{Experiment: text, Pack: s.pack, Run: s.run.id, Resume: s.run.resumes, Workers: s.run.experiment.WorkersFor(s.machine)})
}

const badExperiment = "app: an experiment that JSON cannot write"

// reseed trains the same with the next seed: how much of a result is luck shows in no other way.
func (s *session) reseed() {
	if s.run.active() || s.locked("seed") {
		return
	}
	s.set("seed", strconv.FormatUint(s.experiment.Seed+1, 10))
	s.train()
}

// clear puts the last run and its curves away.
func (s *session) clear() {
	if s.run.active() {
		return
	}
	s.run = nil
	s.clearMessages()
	s.changed()
}

// forgetTrouble puts away what is said about a run, or a worker, that has failed.
func (s *session) forgetTrouble() {
	s.word = ""
	if s.trainer != nil { // without one it is still true that the page cannot train
		s.trouble = ""
	}
	if s.run != nil && s.run.phase == phaseError {
		s.run.phase = phaseReady // its curves stay, its message has been read
		s.ensureWorker()         // if it was the worker's end, too
	}
}

// pause, resume, once and stop ask; the worker's answer changes the run.
func (s *session) pause() {
	if s.listens() && s.run.phase != phasePaused {
		s.trainer.send(&port.Pause{})
	}
}

func (s *session) resume() {
	if s.listens() && s.run.phase == phasePaused {
		s.trainer.send(&port.Resume{})
	}
}

// once lets a run that pauses do a single step, and another one finish its own and pause.
func (s *session) once() {
	if s.listens() && s.run.started != nil {
		s.run.stepping = true
		s.trainer.send(&port.Once{})
	}
}

// listens reports whether there is a worker with a run that it goes on with.
func (s *session) listens() bool {
	return s.run.active() && s.ready && !s.waiting && !s.run.stopping
}

// patience is how long a worker may take to stop before it is replaced.
const patience = 2 * time.Second

func (s *session) stop() {
	if !s.run.active() || s.run.stopping {
		return
	}
	s.run.stopping = true
	if s.waiting || !s.ready {
		s.waiting = false
		s.run.receive(&port.Stopped{}, s.now())
	} else {
		s.trainer.send(&port.Stop{})
		r := s.run
		s.after(patience, func() {
			if r.stopping {
				s.replace()
				r.receive(&port.Stopped{}, s.now())
				s.changed()
			}
		})
	}
	s.changed()
}

// replace puts a new worker in the place of one that does not listen.
func (s *session) replace() {
	s.trainer.dismiss()
	s.trainer = nil
	s.ensureWorker()
}

// override is what a run may be told to do otherwise while it goes on.
type override struct {
	rate    float64
	augment string // as in a link
}

func overrideOf(e *samples.Experiment) override {
	return override{e.LearningRate, strings.Join(e.Augment, ",")}
}

// list are the names of the augmentations.
func (a override) list() []string {
	if a.augment == "" {
		return nil
	}
	return strings.Split(a.augment, ",")
}

// changeable reports whether the recipe's learning rate and augmentation are not those of the run that goes on, and both can be.
func (s *session) changeable() bool {
	return s.listens() && s.run.started != nil && s.run.experiment.Sample == s.experiment.Sample &&
		s.wrong["lr"] == nil && s.wrong["augment"] == nil && s.run.override != overrideOf(s.experiment)
}

// change has the run go on with the recipe's learning rate and augmentation.
func (s *session) change() {
	if !s.changeable() {
		return
	}
	s.sendOverride(s.run.override, overrideOf(s.experiment))
}

// sendOverride has the worker go on with to instead of from.
func (s *session) sendOverride(from, to override) {
	var m port.Change
	if to.rate != from.rate {
		m.LearningRate = &to.rate
	}
	if to.augment != from.augment {
		m.Augment = &to.augment
	}
	s.run.pendingOverride = &to
	s.trainer.send(&m)
}

// onMessage implements supervisor.
func (s *session) onMessage(t trainer, m port.Message) {
	if t != s.trainer {
		return // of a worker that was dismissed
	}
	s.silence = 0
	switch m := m.(type) {
	case *port.Ready:
		s.ready, s.simd = true, m.SIMD
		if s.waiting {
			s.waiting = false
			s.start()
		}
		s.changed()
		return
	case *port.Alive:
		return
	case *port.Exit:
		words := m.Text
		if words == "" {
			words = s.text(textErrorWorkerCode, m.Code)
		}
		s.onWorkerLost(t, textErrorWorkerDied, words)
		return
	case *port.Error:
		if s.run.active() {
			s.run.fail(s.text(textErrorRun, m.Text), s.now())
			s.follower.onFailed(s.run.id)
		} else {
			s.trouble = s.text(textErrorRun, m.Text)
		}
		s.changed()
		return
	case *port.Notice:
		s.onNotice(m)
		return
	case *port.Saved, *port.Unsaved, *port.Inspected:
		s.follower.onOther(m)
		return
	}
	if s.run != nil {
		s.onRunMessage(m)
	}
}

// onNotice shows why an override was refused, or what else the worker wants to be known.
func (s *session) onNotice(m *port.Notice) {
	if r := s.run; r != nil && r.pendingOverride != nil {
		r.pendingOverride, s.word = nil, m.Text
	} else {
		s.remark = s.text(textNoticeWorker, m.Text)
	}
	s.changed()
}

// onRunMessage lets the run take in what its worker says.
func (s *session) onRunMessage(m port.Message) {
	turned := s.run.receive(m, s.now())
	switch m := m.(type) {
	case *port.Started:
		s.dataset = m.Dataset
		s.onStarted(m)
	case *port.Changed:
		s.onChanged(m)
	case *port.Epoch:
		s.measure()
	case *port.Done:
		s.compare()
		s.follower.onDone()
	}
	if turned {
		s.changed()
	} else {
		s.screen.tick()
	}
}

// onStarted tells a worker that has taken a run up again what the one before was told on the way.
func (s *session) onStarted(m *port.Started) {
	r := s.run
	if before := overrideOf(r.experiment); r.overridden && m.Step <= r.overriddenAt && r.override != before {
		s.sendOverride(before, r.override)
	}
	if r.halts {
		r.halts = false
		s.trainer.send(&port.Pause{})
	}
}

// onChanged notes that the run goes on otherwise than it began. As long as the page's recipe is the same, its result stays the page's.
func (s *session) onChanged(m *port.Changed) {
	r := s.run
	if r.pendingOverride == nil { // a run that was taken up again, with what it was told before
		if r.overridden {
			r.override = override{m.LearningRate, m.Augment}
		}
		return
	}
	r.override, r.pendingOverride, r.overridden, r.overriddenAt = *r.pendingOverride, nil, true, r.step.Total
	e := *r.experiment
	e.LearningRate, e.Augment = r.override.rate, r.override.list()
	r.identity = identityOf(e.Sample, differencesOf(&e, r.edited))
	s.word = s.text(textChanged, s.whole(r.overriddenAt), s.plain(r.override.rate), s.augmentations(r.override.list()))
	s.changed()
}

// compare notes the result of the run if it may stand beside the report's.
func (s *session) compare() {
	r := s.run
	if r.phase != phaseDone || r.edited || r.started == nil || r.started.Dataset != "cifar10" || !r.done.TestAccuracy.IsFinite() {
		return
	}
	sample := r.experiment.Sample
	s.best[sample] = max(s.best[sample], float64(r.done.TestAccuracy))
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
