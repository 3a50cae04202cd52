package saved

import (
	"slices"

	"muestra/wasm/store"
)

// standing of a run, for the page's style and for tests.
const (
	StandsTraining  = "training"  // here
	StandsElsewhere = "elsewhere" // in another tab
	StandsCut       = "cut"       // short
	StandsStopped   = "stopped"
	standsDone      = "done"
)

// StandingOf is where a run stands.
func (s *Runs) StandingOf(r *store.Record) string {
	switch {
	case s.training.Run.Active() && s.training.Run.ID == r.ID:
		return StandsTraining
	case r.State == store.Done:
		return standsDone
	case r.State == store.Stopped:
		return StandsStopped
	case slices.Contains(s.Owned, r.ID):
		return StandsElsewhere
	default:
		return StandsCut
	}
}

// ScoreOf is a run's result, or what there is instead.
func (s *Runs) ScoreOf(r *store.Record) string {
	switch standing := s.StandingOf(r); {
	case standing == standsDone && r.Test != nil:
		return s.Percent(float64(r.Test.Accuracy), 2)
	case standing == standsDone:
		return s.Text(textRunDone)
	case standing == StandsTraining:
		return s.Text(textRunTraining)
	case standing == StandsElsewhere:
		return s.Text(textRunElsewhere)
	case standing == StandsStopped:
		return s.Text(textRunStopped)
	default:
		return s.Text(textRunCut)
	}
}
