package app

import (
	"muestra/nn/history"
	"muestra/nn/samples"
)

// Recorded is the recorded run of a sample, on its way or here.
type Recorded struct {
	Epochs []history.Epoch
}

// Underlay is the recorded run that lies under the curves, or nil where there is none or nobody wants to see it.
func (s *Session) Underlay() *Recorded {
	if !s.Lens.Recorded {
		return nil
	}
	return s.recordings[s.SampleShown()]
}

// fetchUnderlay fetches the recorded run that is wanted, where it is not here nor on its way.
func (s *Session) fetchUnderlay() {
	run := samples.Recorded(s.SampleShown())
	if run == nil || !s.Lens.Recorded || s.recordings[run.Sample] != nil {
		return
	}
	r := new(Recorded)
	s.recordings[run.Sample] = r
	s.Fetch(run.File, func(text string, err error) {
		if err == nil {
			r.Epochs, err = run.Read(text)
		}
		if err != nil {
			delete(s.recordings, run.Sample) // to be asked for again
			s.Lens.Recorded = false
			s.Unrecorded = err
		}
		s.Screen.RequestRender()
	})
}

// SampleShown is the sample that the charts are about.
func (s *Session) SampleShown() int {
	if r := s.Saved.Shown(); r != nil {
		return r.Experiment.Sample
	}
	return s.Recipe.Experiment.Sample
}
