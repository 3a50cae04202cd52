package run

import (
	"time"
)

// plan says what Train would do.
func (s *Training) plan() string {
	e := s.recipe.Experiment
	perEpoch, pictures := e.StepsPerEpoch(), min(e.Batch, e.Train)
	if e.Steps > 0 && e.Steps < perEpoch*e.Epochs {
		return s.Text(textPlanSteps, s.Whole(e.Steps), s.Whole(pictures)) + s.forecast(float64(e.Steps)/float64(perEpoch))
	}
	return s.Text(textPlan, s.Whole(e.Epochs), s.Whole(perEpoch), s.Whole(pictures)) + s.forecast(float64(e.Epochs))
}

// forecast says how long so many epochs will take on this machine, roughly; nothing for a network that cannot be trained.
func (s *Training) forecast(epochs float64) string {
	if s.recipe.Wrong["model"] != nil || MacsOf(s.recipe.Experiment.Spec) == 0 {
		return ""
	}
	each, _ := s.EpochTime(s.Computing())
	text := textPlanTakes
	if s.recipe.Experiment.EarlyStopping {
		text = textPlanAtMost
	}
	return " · " + s.Text(text, s.Coarsely(time.Duration(epochs*float64(each))))
}
