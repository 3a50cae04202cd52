package run

import (
	"muestra/app/say"
	"muestra/data"
	"muestra/nn/metrics"
)

// VerdictOf says how a run learns, in one sentence or two.
func VerdictOf(s *say.Speaker, r *Run) string {
	return s.Verdict(metrics.Judge(r.History, data.Classes), r.Experiment, r.Override.Rate, !r.Active())
}
