package recipe

import (
	"encoding/json"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/samples"
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
	network, err := nn.New(e.Trained(), e.Seed)
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
		Augmentation: augmentation, AugmentValidation: e.AugmentsValidation(), WholeBatches: e.wholeBatches(),
	}
	r.Stopping = e.Callbacks()
	r.DataSet = set.Digest
	if r.Recipe, err = json.Marshal(e); err != nil {
		return nil, err
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
	if err := optimizer.SetSchedule(e.schedule(r.StepsPerEpoch())); err != nil {
		return nil, err
	}
	r.Plateau = e.Plateau()
	return r, r.Check()
}

// wholeBatches says whether an epoch leaves out what is too little for a batch, as Keras's generators of varied pictures do.
func (e *Experiment) wholeBatches() bool { return len(e.Augment) > 0 }

// StepsPerEpoch is the number of optimizer steps of a whole epoch.
func (e *Experiment) StepsPerEpoch() int {
	return history.StepsPerEpoch(e.Train, e.Batch, e.wholeBatches())
}

// Callbacks are the rules of early stopping. Without any, one that never fires keeps the best weights where they are wanted.
func (e *Experiment) Callbacks() []*train.EarlyStopping {
	rules := e.Stopping()
	if len(rules) == 0 && e.RestoreBest && len(e.Monitor) > 0 {
		rules = []samples.Stopping{{Monitor: e.Monitor[0], Patience: maxEpochs}}
	}
	var callbacks []*train.EarlyStopping
	for i, s := range rules {
		callbacks = append(callbacks, &train.EarlyStopping{
			Monitor: s.Monitor, Patience: s.Patience, MinDelta: e.MinDelta, RestoreBestWeights: e.RestoreBest && i == 0,
		})
	}
	return callbacks
}

// schedule is what gives each step its learning rate, nil for a fixed one.
func (e *Experiment) schedule(stepsPerEpoch int) optimizers.Schedule {
	rate, decay, all := e.LearningRate, e.DecayEpochs*stepsPerEpoch, e.Epochs*stepsPerEpoch
	switch e.Schedule {
	case ScheduleStep, ScheduleExponential:
		return optimizers.ExponentialDecay{InitialLearningRate: rate, DecaySteps: decay, DecayRate: e.DecayRate, Staircase: e.Schedule == ScheduleStep}
	case ScheduleInverseTime:
		return optimizers.InverseTimeDecay{InitialLearningRate: rate, DecaySteps: decay, DecayRate: e.DecayRate}
	case SchedulePiecewise:
		d := optimizers.PiecewiseConstantDecay{Values: append([]float64{rate}, e.Values...)}
		for _, epoch := range e.Boundaries {
			d.Boundaries = append(d.Boundaries, epoch*stepsPerEpoch-1) // which is the last of the old rate, after so many steps
		}
		return d
	case SchedulePolynomial:
		return optimizers.PolynomialDecay{InitialLearningRate: rate, DecaySteps: all, EndLearningRate: e.EndLR, Power: e.Power}
	case ScheduleCosine:
		if warmup := e.WarmupEpochs * stepsPerEpoch; warmup > 0 {
			return optimizers.CosineDecay{DecaySteps: all - warmup, Alpha: e.Alpha, WarmupTarget: &rate, WarmupSteps: warmup}
		}
		return optimizers.CosineDecay{InitialLearningRate: rate, DecaySteps: all, Alpha: e.Alpha}
	}
	return nil
}

// stretches says whether the schedule is spread over all epochs, so that their number decides on every step.
func (e *Experiment) stretches() bool {
	return e.Schedule == SchedulePolynomial || e.Schedule == ScheduleCosine
}

// Plateau is the rule that lowers a fixed learning rate, nil where there is none.
func (e *Experiment) Plateau() *train.ReduceLROnPlateau {
	if e.ReduceLR == 0 || len(e.Monitor) == 0 {
		return nil
	}
	return &train.ReduceLROnPlateau{
		Monitor: e.Monitor[0], Factor: e.ReduceLR, Patience: e.ReduceLRPatience,
		MinDelta: 1e-4, Cooldown: e.Cooldown, MinLearningRate: e.MinLR, // Keras's own difference
	}
}

// Trained is the network as it is trained: without dropout the layers stay, so that everything else keeps its random
// streams, and drop nothing.
func (e *Experiment) Trained() *keras.Sequential {
	if e.Dropout {
		return e.Spec
	}
	spec := *e.Spec
	spec.Layers = nil
	for _, l := range e.Spec.Layers {
		if d, ok := l.(keras.Dropout); ok {
			d.Rate = 0
			l = d
		}
		spec.Layers = append(spec.Layers, l)
	}
	return &spec
}

func (e *Experiment) optimizer() (optimizers.Optimizer, error) {
	switch e.Optimizer {
	case "sgd":
		return optimizers.NewSGD(e.LearningRate, e.Momentum, e.Nesterov), nil
	case "adam":
		o := optimizers.NewAdam(e.LearningRate)
		o.Beta1, o.Beta2, o.Epsilon = e.Beta1, e.Beta2, e.Epsilon
		return o, nil
	case "rmsprop":
		o := optimizers.NewRMSprop(e.LearningRate)
		o.Rho, o.Epsilon = e.Rho, e.Epsilon
		return o, nil
	}
	return nil, fmt.Errorf("recipe: the optimizer %q is not built", e.Optimizer)
}
