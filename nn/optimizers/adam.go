package optimizers

import (
	"errors"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// Adam is Adam as in the paper (Kingma and Ba, 2015): w −= rate·m̂/(√v̂ + ε). Keras adds its epsilon to the uncorrected √v, which differs
// in the first steps only.
type Adam struct {
	LearningRate, Beta1, Beta2, Epsilon float64

	scheduled
	m, v           slots
	step           int // that power1 and power2 belong to
	power1, power2 float64
}

// NewAdam returns an Adam with Keras's other defaults: 0.9, 0.999 and 1e-7. Keras's default learning rate is 0.001.
func NewAdam(learningRate float64) *Adam {
	return &Adam{LearningRate: learningRate, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-7}
}

func readAdam(a *keras.Config) Optimizer {
	o := NewAdam(0)
	o.LearningRate, o.schedule = learningRate(a, 0.001)
	o.Beta1, o.Beta2, o.Epsilon = a.Number("beta_1", o.Beta1), a.Number("beta_2", o.Beta2), a.Number("epsilon", o.Epsilon)
	a.Only("amsgrad", "false")
	return o
}

func (o *Adam) check() error {
	return errors.Join(o.checkRate(o.LearningRate), checkFraction("beta_1", o.Beta1), checkFraction("beta_2", o.Beta2),
		checkNumber("epsilon", o.Epsilon, 1e-30, 1))
}

// MarshalJSON writes class and arguments as Keras 3 does.
func (o *Adam) MarshalJSON() ([]byte, error) {
	return marshalOptimizer(o, "Adam", struct {
		optimizerConfig
		Beta1   float64 `json:"beta_1"`
		Beta2   float64 `json:"beta_2"`
		Epsilon float64 `json:"epsilon"`
		AMSGrad bool    `json:"amsgrad"`
	}{commonOptimizer("adam", o.rateConfig(o.LearningRate)), o.Beta1, o.Beta2, o.Epsilon, false})
}

// Name is "adam".
func (o *Adam) Name() string { return "adam" }

// Rate is the learning rate: with a schedule that of the last update, of the first before it.
func (o *Adam) Rate() float64 { return o.rate(o.LearningRate) }

// SetLearningRate sets the rate of the updates that follow, in place of a schedule.
func (o *Adam) SetLearningRate(rate float64) { o.LearningRate, o.schedule = rate, nil }

// Update changes the trainable weights.
func (o *Adam) Update(step int, w []*tensor.Weight) {
	o.allocate(w)
	o.Follow(step)
	o.advance(step)
	numbers := kernel.AdamStep{
		Beta1: float32(o.Beta1), Rest1: float32(1 - o.Beta1), Beta2: float32(o.Beta2), Rest2: float32(1 - o.Beta2), Epsilon: float32(o.Epsilon),
		Rate1: float32(o.Rate() / (1 - o.power1)), Scale2: float32(1 / (1 - o.power2)),
	}
	for i, weight := range w {
		if weight.Trainable {
			kernel.Adam(weight.Data, o.m[i], o.v[i], weight.Grad, numbers)
		}
	}
}

// advance sets power1 and power2 to β1 and β2 to the power of step, by multiplying alone, so that they are the same on every platform and
// after a restored checkpoint.
func (o *Adam) advance(step int) {
	if o.step == 0 || step < o.step {
		o.step, o.power1, o.power2 = 0, 1, 1
	}
	for o.step < step {
		power1, power2 := o.power1*o.Beta1, o.power2*o.Beta2
		if power1 == o.power1 && power2 == o.power2 { // for ever: both are as small as they get
			o.step = step
			return
		}
		o.step, o.power1, o.power2 = o.step+1, power1, power2
	}
}

func (o *Adam) allocate(w []*tensor.Weight) {
	o.m.allocate(w)
	o.v.allocate(w)
}

// SlotNames are the first and the second moment.
func (o *Adam) SlotNames() []string { return []string{"m", "v"} }

// Slots are the first and second moments.
func (o *Adam) Slots(w []*tensor.Weight) []tensor.Tensor {
	o.allocate(w)
	return append(o.m.tensors("m", w), o.v.tensors("v", w)...)
}
