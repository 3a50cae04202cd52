package recipe

import (
	"strconv"
	"strings"

	"muestra/nn/train"
)

// Change gives the steps of a run that follow another learning rate and another augmentation, where not nil, spelled as in a
// link. A value that no link may have is a *LinkError. On an error nothing has changed. See train.Run's SetLearningRate, SetAugmentation.
func Change(r *train.Run, rate *float64, augment *string) error {
	e := new(Experiment)
	if rate != nil {
		if err := e.set("lr", strconv.FormatFloat(*rate, 'g', -1, 64)); err != nil {
			return err
		}
	}
	if augment != nil {
		if err := e.set("augment", *augment); err != nil {
			return err
		}
		a, err := augmentationOf(e.Augment)
		if err == nil {
			err = r.SetAugmentation(a)
		}
		if err != nil {
			return err
		}
	}
	if rate != nil {
		r.SetLearningRate(*rate)
	}
	return nil
}

// set sets one value as a link does.
func (e *Experiment) set(name, value string) error {
	k := KeyOf(name)
	if err := k.set(e, value); err != nil {
		return k.explain(value, err)
	}
	return nil
}

// Augment is the augmentation of a run's next step as a link spells it.
func Augment(r *train.Run) string { return strings.Join(augmentEntries(r.Augmentation), ",") }
