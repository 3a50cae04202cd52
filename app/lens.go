package app

import (
	"slices"
	"strconv"
	"strings"

	"muestra/app/run"
	"muestra/nn/keras"
	"muestra/nn/recipe"
)

// Lens is how the charts show a run. It is remembered from visit to visit.
type Lens struct {
	Recorded  bool // the recorded run lies under it
	Log       bool // the loss is on a logarithmic scale
	Penalties bool // the loss includes the L2 penalties
	Epochs    bool // the epochs' lines are smoothed, and not the batches' alone
	Smooth    int  // percent of what came before in each point; 0…maxSmooth
}

// MaxSmooth is the most that lines can be smoothed, in percent.
const MaxSmooth = 95

// The words in which a lens is remembered.
const (
	lensRecorded  = "recorded"
	lensLog       = "log"
	lensPenalties = "penalties"
	lensEpochs    = "epochs"
)

// String is the lens as it is remembered.
func (l Lens) String() string {
	words := []string{strconv.Itoa(l.Smooth)}
	for _, w := range []struct {
		on   bool
		word string
	}{{l.Recorded, lensRecorded}, {l.Log, lensLog}, {l.Penalties, lensPenalties}, {l.Epochs, lensEpochs}} {
		if w.on {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}

// ParseLens reads what was remembered, and passes over what makes no sense.
func ParseLens(text string) Lens {
	words := strings.Fields(text)
	has := func(word string) bool { return slices.Contains(words, word) }
	l := Lens{has(lensRecorded), has(lensLog), has(lensPenalties), has(lensEpochs), 0}
	if len(words) > 0 {
		if n, err := strconv.Atoi(words[0]); err == nil {
			l.Smooth = min(max(n, 0), MaxSmooth)
		}
	}
	return l
}

// View shows runs through another lens.
func (s *Session) View(l Lens) {
	s.Lens, s.Unrecorded = l, nil
	s.Memory.Remember("charts", l.String())
	s.Changed()
}

// Penalized reports whether a network has L2 penalties.
func Penalized(spec *keras.Sequential) bool {
	return slices.ContainsFunc(spec.Layers, func(l keras.Layer) bool {
		switch l := l.(type) {
		case keras.Conv2D:
			return l.KernelRegularizer != nil
		case keras.Dense:
			return l.KernelRegularizer != nil
		}
		return false
	})
}

// ExperimentShown is the experiment that the charts are about.
func (s *Session) ExperimentShown() *recipe.Experiment {
	if r := s.Saved.Shown(); r != nil {
		return r.Experiment
	}
	return s.Recipe.Experiment
}

// WithPenalties reports whether the loss chart shows penalties.
func (s *Session) WithPenalties() bool {
	return s.Lens.Penalties && Penalized(s.ExperimentShown().Spec)
}

// LossColumns are those that the loss chart shows.
func (s *Session) LossColumns(r *run.Run) *run.Columns {
	if s.WithPenalties() {
		return &r.Curve.Penalized
	}
	return &r.Curve.Loss
}

// Magnify makes all text larger, for a projector, or not.
func (s *Session) Magnify(large bool) {
	if large != s.Large {
		s.Large = large
		value := ""
		if large {
			value = "yes"
		}
		s.Memory.Remember("large", value)
	}
	s.Screen.Enlarge(large)
	s.Screen.RequestRender()
}
