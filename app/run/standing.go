package run

import "muestra/app/editor"

// Standing says in one line where the page stands. It is announced, so it changes with phases and epochs and not with steps.
func (s *Training) Standing() string {
	r := s.Current()
	switch {
	case r.Active() && r.stopping:
		return s.Text(textStatusStopping)
	case r.Active() && r.Phase == PhasePaused:
		return s.Text(textStatusPaused, s.Whole(r.Step.Step), max(r.Step.Epoch, 1), r.Experiment.Epochs)
	case r.Active() && r.Phase == PhaseLoading && r.Resumes:
		return s.Text(textStatusTakingUp)
	case r.Active() && r.Phase == PhaseLoading && s.waiting:
		return s.Text(textStatusStarting)
	case r.Active() && r.Phase == PhaseLoading:
		return s.Text(textStatusLoading)
	case r.Active() && r.testing != nil && r.testing.What == "test":
		return s.Text(textStatusTesting)
	case r.Active() && r.testing != nil:
		return s.Text(textStatusValidating, r.Step.Epoch, r.Experiment.Epochs)
	case r.Active():
		return s.Text(TextStatusTraining, r.Step.Epoch, r.Experiment.Epochs)
	case s.Phase() == PhaseError:
		switch {
		case s.recipe.Refused:
			return s.Text(editor.TextRefused)
		case r == nil && s.Trouble == "" && s.Ready: // only the link was at fault
			return s.Text(textStatusReady, s.recipe.Experiment.Sample)
		}
		return s.Text(textStatusError)
	case s.Phase() == PhaseDone && r.Done.Test == nil:
		return s.Text(textStatusUntested)
	case s.Phase() == PhaseDone:
		return s.Text(textStatusDone, s.Percent(float64(r.Done.Score().Accuracy), 2))
	case r != nil && r.Stopped:
		return s.Text(textStatusStopped)
	case s.Ready:
		return s.Text(textStatusReady, s.recipe.Experiment.Sample)
	default:
		return s.Text(textStatusIdle)
	}
}

// Detail are the numbers under the status: how far it is, or what Train would do.
func (s *Training) Detail() string {
	r := s.Current()
	if r == nil {
		return s.plan()
	}
	if r.Phase == PhaseError {
		return ""
	}
	if r.Phase == PhaseLoading {
		if r.loading.Total > 0 {
			return s.Text(textStep, s.Whole(r.loading.Done), s.Whole(r.loading.Total))
		}
		return ""
	}
	done, all := r.steps()
	if r.Phase == PhaseDone {
		return s.Text(textStepsTaken, s.Whole(done), s.Duration(r.took(s.Now())))
	}
	text := s.Text(textStep, s.Whole(done), s.Whole(all))
	if !r.Active() {
		return text
	}
	if left, known := r.Left(s.Now()); known {
		key := textTimeLeft
		if r.Experiment.EarlyStopping {
			key = textAtMost
		}
		text += " · " + s.Text(key, s.Duration(left))
	}
	return text
}
