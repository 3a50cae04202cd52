package train

import (
	"fmt"

	"muestra/data"
)

// Split is the pictures of one purpose: those of Source at Index, in that order. Without Index it is empty.
type Split struct {
	Source data.Pictures
	Index  []int32
}

func (s Split) check(what string) error {
	if len(s.Index) == 0 {
		return nil
	}
	if s.Source == nil {
		return fmt.Errorf("train: there are no pictures for %s", what)
	}
	for _, k := range s.Index {
		if k < 0 || int(k) >= s.Source.Len() {
			return fmt.Errorf("train: picture %d for %s is not there: the data set has %d", k, what, s.Source.Len())
		}
	}
	return nil
}
