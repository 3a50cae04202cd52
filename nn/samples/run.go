package samples

import (
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/train"
)

// SyntheticSeed is the seed of the drawn pictures, which stay the same whatever an experiment's own seed is.
const SyntheticSeed = 1

// NewRun builds what an experiment describes: its network with weights drawn from the seed, its optimizer, its pictures.
func NewRun(e *Experiment, set *data.Set) (*train.Run, error) {
	if err := e.Check(); err != nil {
		return nil, err
	}
	optimizer, err := e.optimizer()
	if err != nil {
		return nil, err
	}
	network, err := nn.New(e.trained(), e.Seed)
	if err != nil {
		return nil, err
	}
	augmentation, err := augmentationOf(e.Augment)
	if err != nil {
		return nil, err
	}
	r := &train.Run{
		Backend: &train.Local{Network: network, Optimizer: optimizer},
		Epochs:  e.Epochs, Batch: e.Batch, Seed: e.Seed, Shuffle: e.Shuffle, Steps: e.Steps,
		Augmentation: augmentation, AugmentValidation: e.AugmentsValidation(), WholeBatches: len(e.Augment) > 0,
	}
	for _, s := range e.Stopping() {
		r.Stopping = append(r.Stopping, &train.EarlyStopping{Monitor: s.Monitor, Patience: s.Patience})
	}
	r.Train, r.Validation, r.Test = train.Split{Source: set.Train}, train.Split{Source: set.Train}, train.Split{Source: set.Test}
	if r.Train.Index, err = data.TrainIndices(e.Train); err != nil {
		return nil, err
	}
	if r.Validation.Index, err = data.ValIndices(e.Val); err != nil {
		return nil, err
	}
	if r.Test.Index, err = data.TestIndices(e.Test); err != nil {
		return nil, err
	}
	return r, r.Check()
}

// trained is the network as it is trained: without dropout the layers stay, so that everything else keeps its random
// streams, and drop nothing.
func (e *Experiment) trained() *nn.Spec {
	if e.Dropout {
		return e.Spec
	}
	spec := *e.Spec
	spec.Layers = nil
	for _, l := range e.Spec.Layers {
		if d, ok := l.(nn.Dropout); ok {
			d.Rate = 0
			l = d
		}
		spec.Layers = append(spec.Layers, l)
	}
	return &spec
}

func (e *Experiment) optimizer() (nn.Optimizer, error) {
	switch e.Optimizer {
	case "sgd":
		return nn.NewSGD(e.LearningRate, e.Momentum, e.Nesterov), nil
	case "adam":
		return nn.NewAdam(e.LearningRate), nil
	case "rmsprop":
		return nn.NewRMSprop(e.LearningRate), nil
	}
	return nil, fmt.Errorf("samples: the optimizer %q is not built", e.Optimizer)
}
