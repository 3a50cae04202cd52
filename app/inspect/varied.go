package inspect

import (
	"fmt"

	"muestra/wasm/port"
)

// variedPictures are training pictures beside what augmentation makes of them.
type variedPictures struct {
	Inspected
	Sheet Sheet // the originals, and below them the varied ones
	Last  *port.Inspected
	epoch int // whose draw is shown; 0 follows the run
	From  int // the first picture
}

// VariedCount is how many pictures are shown: one of each class.
const VariedCount = 10

// DrawnEpoch is the epoch whose draw is shown: the one that the visitor has asked for, or the run's.
func (s *Inspection) DrawnEpoch() int {
	if s.Varied.epoch > 0 {
		return s.Varied.epoch
	}
	if r := s.training.Current(); r.Active() {
		return max(r.Step.Epoch, 1)
	}
	return 1
}

// DrawAgain shows the next epoch's draw.
func (s *Inspection) DrawAgain() {
	s.Varied.epoch = s.DrawnEpoch() + 1
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// OtherPictures shows the next ones.
func (s *Inspection) OtherPictures() {
	s.Varied.From = (s.Varied.From + VariedCount) % max(s.recipe.Experiment.Train, 1)
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// AskVaried asks for what the panel of augmented pictures lacks.
func AskVaried(s *Inspection) {
	v := &s.Varied
	e := s.recipe.Experiment
	index := make([]int32, 0, VariedCount)
	for i := range min(VariedCount, e.Train) {
		index = append(index, int32((v.From+i)%e.Train))
	}
	epoch := s.DrawnEpoch()
	key := fmt.Sprint(index, epoch, e.Seed, e.Augment)
	question := &port.Inspect{What: port.InspectAugment, Source: "train", Index: index, Epoch: epoch, Experiment: described(s.Lang, e)}
	s.want(&v.Inspected, key, question, func(m *port.Inspected) {
		s.draw(&v.Sheet, append(m.Bytes("pixels"), m.Bytes("varied")...))
		v.Last = m
	})
}
