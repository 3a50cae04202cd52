package optimizers

import (
	"errors"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// SGD is Keras's SGD: w −= rate·g, or with momentum v = momentum·v − rate·g; w += v, or with Nesterov's w += momentum·v − rate·g.
type SGD struct {
	LearningRate, Momentum float64
	Nesterov               bool

	scheduled
	velocity slots
}

// NewSGD returns an SGD; Keras's defaults are 0.01, 0 and false.
func NewSGD(learningRate, momentum float64, nesterov bool) *SGD {
	return &SGD{LearningRate: learningRate, Momentum: momentum, Nesterov: nesterov}
}

func readSGD(a *keras.Config) Optimizer {
	o := NewSGD(0, a.Number("momentum", 0), a.Truth("nesterov", false))
	o.LearningRate, o.schedule = learningRate(a, 0.01)
	return o
}

func (o *SGD) check() error {
	return errors.Join(o.checkRate(o.LearningRate), checkFraction("momentum", o.Momentum))
}

// MarshalJSON writes class and arguments as Keras 3 does.
func (o *SGD) MarshalJSON() ([]byte, error) {
	return marshalOptimizer(o, "SGD", struct {
		optimizerConfig
		Momentum float64 `json:"momentum"`
		Nesterov bool    `json:"nesterov"`
	}{commonOptimizer("SGD", o.rateConfig(o.LearningRate)), o.Momentum, o.Nesterov})
}

// Name is "sgd".
func (o *SGD) Name() string { return "sgd" }

// Rate is the learning rate: with a schedule that of the last update, of the first before it.
func (o *SGD) Rate() float64 { return o.rate(o.LearningRate) }

// SetLearningRate sets the rate of the updates that follow, in place of a schedule.
func (o *SGD) SetLearningRate(rate float64) { o.LearningRate, o.schedule = rate, nil }

// Update changes the trainable weights.
func (o *SGD) Update(step int, w []*tensor.Weight) {
	o.Follow(step)
	rate, momentum := float32(o.Rate()), float32(o.Momentum)
	if momentum != 0 {
		o.velocity.allocate(w)
	}
	for i, weight := range w {
		switch {
		case !weight.Trainable:
		case momentum == 0:
			kernel.SGD(weight.Data, weight.Grad, rate)
		case o.Nesterov:
			kernel.Nesterov(weight.Data, o.velocity[i], weight.Grad, rate, momentum)
		default:
			kernel.Momentum(weight.Data, o.velocity[i], weight.Grad, rate, momentum)
		}
	}
}

// SlotNames is the velocity, where there is a momentum.
func (o *SGD) SlotNames() []string {
	if o.Momentum == 0 {
		return nil
	}
	return []string{"velocity"}
}

// Slots are the velocities, where there is a momentum.
func (o *SGD) Slots(w []*tensor.Weight) []tensor.Tensor {
	if o.Momentum == 0 {
		return nil
	}
	o.velocity.allocate(w)
	return o.velocity.tensors("velocity", w)
}
