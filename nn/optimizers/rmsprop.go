package optimizers

import (
	"errors"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// RMSprop is Keras's RMSprop: v = rho·v + (1−rho)·g²; w −= rate·g/√(v + ε). With a momentum that step is added to m = momentum·m first and
// m is subtracted; Centered takes the variance of the gradient, v − a², in place of v, where a = rho·a + (1−rho)·g.
type RMSprop struct {
	LearningRate, Rho, Momentum, Epsilon float64
	Centered                             bool

	scheduled
	velocity, momentum, averageGradient slots // Keras's names
}

// NewRMSprop returns an RMSprop with Keras's other defaults: rho 0.9, momentum 0, epsilon 1e-7, not centered. Keras's default learning
// rate is 0.001.
func NewRMSprop(learningRate float64) *RMSprop {
	return &RMSprop{LearningRate: learningRate, Rho: 0.9, Epsilon: 1e-7}
}

func readRMSprop(a *keras.Config) Optimizer {
	o := NewRMSprop(0)
	o.LearningRate, o.schedule = learningRate(a, 0.001)
	o.Rho, o.Momentum, o.Epsilon = a.Number("rho", o.Rho), a.Number("momentum", 0), a.Number("epsilon", o.Epsilon)
	o.Centered = a.Truth("centered", false)
	return o
}

func (o *RMSprop) check() error {
	return errors.Join(o.checkRate(o.LearningRate), checkFraction("rho", o.Rho), checkFraction("momentum", o.Momentum),
		checkNumber("epsilon", o.Epsilon, 1e-30, 1))
}

// MarshalJSON writes class and arguments as Keras 3 does.
func (o *RMSprop) MarshalJSON() ([]byte, error) {
	return marshalOptimizer(o, "RMSprop", struct {
		optimizerConfig
		Rho      float64 `json:"rho"`
		Momentum float64 `json:"momentum"`
		Epsilon  float64 `json:"epsilon"`
		Centered bool    `json:"centered"`
	}{commonOptimizer("rmsprop", o.rateConfig(o.LearningRate)), o.Rho, o.Momentum, o.Epsilon, o.Centered})
}

// Name is "rmsprop".
func (o *RMSprop) Name() string { return "rmsprop" }

// Rate is the learning rate: with a schedule that of the last update, of the first before it.
func (o *RMSprop) Rate() float64 { return o.rate(o.LearningRate) }

// SetLearningRate sets the rate of the updates that follow, in place of a schedule.
func (o *RMSprop) SetLearningRate(rate float64) { o.LearningRate, o.schedule = rate, nil }

// Update changes the trainable weights.
func (o *RMSprop) Update(step int, w []*tensor.Weight) {
	o.allocate(w)
	o.Follow(step)
	numbers := kernel.RMSpropStep{
		Rho: float32(o.Rho), Rest: float32(1 - o.Rho), Rate: float32(o.Rate()), Momentum: float32(o.Momentum), Epsilon: float32(o.Epsilon),
	}
	for i, weight := range w {
		if weight.Trainable {
			kernel.RMSprop(weight.Data, o.velocity[i], o.averageGradient.of(i), o.momentum.of(i), weight.Grad, numbers)
		}
	}
}

func (o *RMSprop) allocate(w []*tensor.Weight) {
	o.velocity.allocate(w)
	if o.Momentum != 0 {
		o.momentum.allocate(w)
	}
	if o.Centered {
		o.averageGradient.allocate(w)
	}
}

// SlotNames are those of Keras: velocity, and momentum and average_gradient where they are in use.
func (o *RMSprop) SlotNames() []string {
	names := []string{"velocity"}
	if o.Momentum != 0 {
		names = append(names, "momentum")
	}
	if o.Centered {
		names = append(names, "average_gradient")
	}
	return names
}

// Slots are the velocities, and where they are in use the momenta and the average gradients.
func (o *RMSprop) Slots(w []*tensor.Weight) []tensor.Tensor {
	o.allocate(w)
	ts := o.velocity.tensors("velocity", w)
	if o.Momentum != 0 {
		ts = append(ts, o.momentum.tensors("momentum", w)...)
	}
	if o.Centered {
		ts = append(ts, o.averageGradient.tensors("average_gradient", w)...)
	}
	return ts
}
