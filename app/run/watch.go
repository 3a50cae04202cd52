package run

import (
	"muestra/app/say"
	"muestra/wasm/port"
)

// Endurance is how many beats a worker that should be computing may say nothing. It says Alive at each. Beats and not seconds are counted, since a
// machine that slept, or a tab that was held still, has heard nothing either.
const Endurance = 5

// Falls is how many workers a run may lose between two epochs before it is given up.
const Falls = 2

// Watch notices a worker that hangs. A machine on which it only seems to is given more time with each new worker.
func (s *Training) Watch() {
	if !s.computes() {
		s.Silence = 0
		return
	}
	s.Silence++
	if limit := Endurance << s.Run.falls; s.Silence >= limit {
		s.OnWorkerLost(s.Trainer, textFellSilent, s.Whole(limit))
	}
}

// computes reports whether the worker has something to do for which it has to wait for nobody.
func (s *Training) computes() bool {
	r := s.Run
	return s.listens() && r.Started != nil && (r.Phase != PhasePaused || r.stepping)
}

// OnWorkerLost implements [Supervisor]. A run that was under way is taken up again by another worker, from where it was last saved.
func (s *Training) OnWorkerLost(t Trainer, what say.Words, words string) {
	if t != s.Trainer {
		return
	}
	if t != nil {
		t.Dismiss()
	}
	there := s.Ready
	s.Trainer, s.Ready, s.waiting = nil, false, false
	reason := s.Text(what, words)
	switch r := s.Run; {
	case r.Active() && r.stopping:
		r.receive(&port.Stopped{}, s.Now())
	case r.Active() && there && r.falls < Falls:
		r.fallen(reason)
		s.assignRun()
		return
	case r.Active() && r.falls > 0:
		r.fail(reason+" "+s.Text(textFellForGood, r.falls+1), s.Now())
	case r.Active():
		r.fail(reason+" "+s.Text(textPressTrain), s.Now())
	default:
		s.Trouble = reason + " " + s.Text(textPressTrain)
	}
	s.follower.OnWorkerGone()
	s.Changed()
}

// FallWords say, while it is worth knowing, that the run has lost a worker and where it was taken up again.
func (s *Training) FallWords() string {
	r := s.Run
	switch {
	case !r.Active() || r.fell == "":
		return ""
	case r.Started == nil:
		return r.fell + " " + s.Text(textFellAgain)
	case r.Started.Step == 0:
		return r.fell + " " + s.Text(textFellAnew)
	default:
		return r.fell + " " + s.Text(textFellTakenUp, s.Whole(r.Started.Step))
	}
}
