package optimizers

import "muestra/nn/tensor"

// Optimizer changes weights by their gradients. SGD, Adam and RMSprop are all there are.
type Optimizer interface {
	// Name is Keras's, in lower case: "sgd", "adam", "rmsprop".
	Name() string
	// Rate is the learning rate: with a schedule that of the last update, of the first before it.
	Rate() float64
	// SetLearningRate sets the rate of the updates that follow, in place of a schedule.
	SetLearningRate(rate float64)
	// Schedule is what gives each update its learning rate, nil where the rate is fixed. SetSchedule sets it, nil for the fixed rate;
	// arguments out of range are an error.
	Schedule() Schedule
	SetSchedule(schedule Schedule) error
	// Update changes the trainable weights of w. step counts updates from 1 on. w must be the same in all calls; what the optimizer
	// remembers of each weight is allocated in the first.
	Update(step int, w []*tensor.Weight)
	// SlotNames are the names of what the optimizer remembers of each weight, as many float32 as the weight has for each: "m", "v".
	SlotNames() []string
	// Slots are what the optimizer remembers, named optimizer/<slot>/<weight>, with the data themselves and not a copy; it allocates them
	// where no Update has yet.
	Slots(w []*tensor.Weight) []tensor.Tensor
	// MarshalJSON writes class and arguments as Keras does; see Parse.
	MarshalJSON() ([]byte, error)

	// Follow makes Rate that of an update, counted from 1 on, as if so many had been made; 0 is before the first.
	Follow(step int)

	check() error // that every argument is in its range
}

// slots is memory of an optimizer beside each weight, nil for weights that are not trainable.
type slots [][]float32

func (s *slots) allocate(w []*tensor.Weight) {
	if *s != nil {
		return
	}
	*s = make(slots, len(w))
	for i, weight := range w {
		if weight.Trainable {
			(*s)[i] = make([]float32, len(weight.Data))
		}
	}
}

// of is the slot of weight number i, nil where the optimizer keeps no such slots.
func (s slots) of(i int) []float32 {
	if s == nil {
		return nil
	}
	return s[i]
}

// SlotName is the checkpoint's name of one slot of a weight.
func SlotName(slot string, w *tensor.Weight) string { return "optimizer/" + slot + "/" + w.Name }

// tensors are the slots of trainable weights under their checkpoint names.
func (s slots) tensors(slot string, w []*tensor.Weight) []tensor.Tensor {
	var ts []tensor.Tensor
	for i, weight := range w {
		if weight.Trainable {
			ts = append(ts, tensor.Tensor{Name: SlotName(slot, weight), Shape: weight.Shape, Data: s[i]})
		}
	}
	return ts
}
