package recipe

import (
	"encoding/json"
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/train"
)

// Of is the experiment that a checkpoint is of.
func Of(c *nn.Checkpoint) (*Experiment, error) {
	if c.Recipe == nil {
		return nil, errors.New("recipe: go on from a checkpoint: it does not say of which experiment it is")
	}
	e := new(Experiment)
	if err := json.Unmarshal(c.Recipe, e); err != nil {
		return nil, fmt.Errorf("recipe: go on from a checkpoint: its experiment: %v", err) // no LinkError: nobody has typed it
	}
	return e, nil
}

// Resume builds the run of an experiment and puts it where the checkpoint's stood. The experiment must be the
// checkpoint's; only what no step so far depends on may differ: test, epochs (but for schedule=cosine and polynomial, which
// stretch over them), steps, workers, run, and those that shape the page. What else differs is an error of type *Different. The pictures
// must be the same too.
func Resume(e *Experiment, set *data.Set, c *nn.Checkpoint) (*train.Run, error) {
	if c.Progress == nil || c.Optimizer == nil {
		return nil, errors.New("recipe: go on from a checkpoint: it has weights alone: a run can begin with them, but not go on")
	}
	recipe, err := Of(c)
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		if k.free && !(k.Name == "epochs" && e.stretches()) {
			continue
		}
		if own, theirs := k.get(e), k.get(recipe); own != theirs {
			return nil, &Different{k.Name, own, theirs}
		}
	}
	if c.DataSet != set.Digest {
		return nil, &Different{"data", nameOf(set.Digest), nameOf(c.DataSet)}
	}
	r, err := NewRun(e, set)
	if err != nil {
		return nil, err
	}
	if err := r.Restore(c); err != nil {
		return nil, err
	}
	if a, err := augmentationOf(augmentEntries(r.Augmentation)); err != nil || a != r.Augmentation {
		return nil, fmt.Errorf("recipe: go on from a checkpoint: its augmentation %+v has no name", r.Augmentation)
	}
	return r, nil
}

// Different says which value of an experiment is not that of the checkpoint from which it was to go on.
type Different struct{ Key, Value, Checkpoint string }

// Error is the message in English.
func (d *Different) Error() string { return "recipe: " + d.In("en") }

// In is the message in Spanish ("es") or English.
func (d *Different) In(lang string) string {
	if d.Key == "model" {
		return Text{"la red no es la del punto de control", "the network is not the checkpoint's"}.In(lang)
	}
	return shorten(d.Key) + "=" + shorten(d.Value) + ": " +
		Text{"el punto de control es de un entrenamiento con ", "the checkpoint is of a run with "}.In(lang) + shorten(d.Key) + "=" + shorten(d.Checkpoint)
}

// nameOf is a data set's name by its digest, or the digest's beginning.
func nameOf(digest string) string {
	switch digest {
	case data.CIFAR10Digest:
		return data.KindCIFAR10
	case data.Synthetic(SyntheticSeed).Digest:
		return data.KindSynthetic
	}
	return fmt.Sprintf("%.12s…", digest)
}
