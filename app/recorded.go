package app

import (
	"muestra/nn/samples"
)

// Recorded is the recorded run of a sample, on its way or here.
type Recorded struct {
	Epochs []samples.RecordedEpoch
	err    error
}

// Underlay is the recorded run that lies under the curves, or nil where there is none or nobody wants to see it. It is fetched when it is wanted
// first.
func (s *Session) Underlay() *Recorded {
	run := samples.Recorded(s.SampleShown())
	if run == nil || !s.Lens.Recorded {
		return nil
	}
	if known := s.recordings[run.Sample]; known != nil {
		return known
	}
	r := new(Recorded)
	if s.recordings == nil {
		s.recordings = map[int]*Recorded{}
	}
	s.recordings[run.Sample] = r
	s.Fetch(run.File, func(text string, err error) {
		if err == nil {
			r.Epochs, err = run.Read(text)
		}
		if r.err = err; err != nil {
			delete(s.recordings, run.Sample) // to be asked for again
			s.Lens.Recorded = false
			s.Unrecorded = err
		}
		s.Screen.RequestRender()
	})
	return r
}

// SampleShown is the sample that the charts are about.
func (s *Session) SampleShown() int {
	if r := s.Saved.Shown(); r != nil {
		return r.Experiment.Sample
	}
	return s.Recipe.Experiment.Sample
}
