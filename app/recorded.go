package app

import (
	"errors"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// recorded is the recorded run of a sample, on its way or here.
type recorded struct {
	epochs []samples.RecordedEpoch
	err    error
}

// underlay is the recorded run that lies under the curves, or nil where there is none or nobody wants to see it. It is fetched when it is wanted
// first.
func (s *session) underlay() *recorded {
	run := samples.Recorded(s.sampleShown())
	if run == nil || !s.lens.recorded {
		return nil
	}
	if known := s.recordings[run.Sample]; known != nil {
		return known
	}
	r := new(recorded)
	if s.recordings == nil {
		s.recordings = map[int]*recorded{}
	}
	s.recordings[run.Sample] = r
	s.fetch(run.File, func(text string, err error) {
		if err == nil {
			r.epochs, err = run.Read(text)
		}
		if r.err = err; err != nil {
			delete(s.recordings, run.Sample) // to be asked for again
			s.lens.recorded = false
			s.unrecorded = err
		}
		s.screen.requestRender()
	})
	return r
}

// sampleShown is the sample that the charts are about.
func (s *session) sampleShown() int {
	if r := s.shown(); r != nil {
		return r.experiment.Sample
	}
	return s.experiment.Sample
}

// fetchText gets a file of the site.
func fetchText(file string, then func(text string, err error)) {
	var done goapp.Func
	done = goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
		done.Release()
		var err error
		if problem := args[1].String(); problem != "" {
			err = errors.New(problem)
		}
		then(args[0].String(), err)
		return nil
	})
	goapp.Window().Get("muestra").Call("fetchText", file, done)
}
