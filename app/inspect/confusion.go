package inspect

// confusionShown is the cell of the confusion matrix that is open.
type confusionShown struct {
	Open        bool
	Label, Said int
	Sheet       Sheet
}

// confusionPictures is how many pictures of a cell are shown.
const confusionPictures = 48

// Cell are the pictures of the open cell, where one is open.
func (s *Inspection) Cell() (v *Verdicts, numbers []int) {
	o := &s.Confusion
	v = s.Judged()
	if v == nil || !o.Open || o.Label >= len(v.Classes) || o.Said >= len(v.Classes) {
		return nil, nil
	}
	numbers = v.Taken(o.Label, o.Said)
	return v, numbers[:min(confusionPictures, len(numbers))]
}

// OpenCell shows the pictures of a cell, or puts them away.
func (s *Inspection) OpenCell(label, said int) {
	o := &s.Confusion
	o.Open = !o.Open || o.Label != label || o.Said != said
	o.Label, o.Said = label, said
	s.RefreshPanel()
	s.Screen.RequestRender()
}

// AskConfusion asks for what the panel of mistakes lacks.
func AskConfusion(s *Inspection) {
	s.WantVerdicts()
	if v, numbers := s.Cell(); v != nil {
		s.WantSheet(&s.Confusion.Sheet, v.Source, Pick(v.Index, numbers))
	}
}
