package app

import "muestra/wasm/port"

// endurance is how many beats a worker that should be computing may say nothing. It says Alive at each. Beats and not seconds are counted, since a
// machine that slept, or a tab that was held still, has heard nothing either.
const endurance = 5

// falls is how many workers a run may lose between two epochs before it is given up.
const falls = 2

// watch notices a worker that hangs. A machine on which it only seems to is given more time with each new worker.
func (s *session) watch() {
	if !s.computes() {
		s.silence = 0
		return
	}
	s.silence++
	if limit := endurance << s.run.falls; s.silence >= limit {
		s.onWorkerLost(s.trainer, textFellSilent, s.whole(limit))
	}
}

// computes reports whether the worker has something to do for which it has to wait for nobody.
func (s *session) computes() bool {
	r := s.run
	return s.listens() && r.started != nil && (r.phase != phasePaused || r.stepping)
}

// onWorkerLost implements supervisor. A run that was under way is taken up again by another worker, from where it was last saved.
func (s *session) onWorkerLost(t trainer, what words, words string) {
	if t != s.trainer {
		return
	}
	if t != nil {
		t.dismiss()
	}
	there := s.ready
	s.trainer, s.ready, s.waiting = nil, false, false
	reason := s.text(what, words)
	switch r := s.run; {
	case r.active() && r.stopping:
		r.receive(&port.Stopped{}, s.now())
	case r.active() && there && r.falls < falls:
		r.fallen(reason)
		s.assignRun()
		return
	case r.active() && r.falls > 0:
		r.fail(reason+" "+s.text(textFellForGood, r.falls+1), s.now())
	case r.active():
		r.fail(reason+" "+s.text(textPressTrain), s.now())
	default:
		s.trouble = reason + " " + s.text(textPressTrain)
	}
	s.follower.onWorkerGone()
	s.changed()
}

// fallWords say, while it is worth knowing, that the run has lost a worker and where it was taken up again.
func (s *session) fallWords() string {
	r := s.run
	switch {
	case !r.active() || r.fell == "":
		return ""
	case r.started == nil:
		return r.fell + " " + s.text(textFellAgain)
	case r.started.Step == 0:
		return r.fell + " " + s.text(textFellAnew)
	default:
		return r.fell + " " + s.text(textFellTakenUp, s.whole(r.started.Step))
	}
}
