package recipe

import (
	"fmt"
	"slices"
	"strconv"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/samples"
)

// Experiment is one thing to train: a sample with anything in it replaced. Everything that decides the result is here.
type Experiment struct {
	// Sample is the sample whose values are the defaults.
	Sample int
	// Spec is the network, the sample's own or an edited one.
	Spec *keras.Sequential
	// Train, Val and Test are numbers of pictures.
	Train, Val, Test int
	Epochs, Batch    int
	Seed             uint64
	// Optimizer is sgd, adam or rmsprop; Momentum and Nesterov count for sgd only, Rho for rmsprop, Beta1 and Beta2 for adam, Epsilon for
	// both of these.
	Optimizer              string
	LearningRate, Momentum float64
	Nesterov               bool
	Rho, Beta1, Beta2      float64
	Epsilon                float64
	// Augment lists augmentations as augment= does, flip or shift:0.1; empty is none. With any of them an epoch leaves out what
	// is too little for a whole batch, as the report's steps per epoch do.
	Augment []string
	// EarlyStopping ends the run when a value of Monitor (loss, accuracy, val_loss, val_accuracy) has not improved by more
	// than MinDelta for so many epochs: Patience has a number for each, the last for the rest. A sample without rules of its
	// own watches val_loss with patience 5.
	EarlyStopping bool
	Monitor       []string
	Patience      []int
	MinDelta      float64
	// RestoreBest gives the network the weights of its best epoch by Monitor's first value when the run has come to its
	// end, with early stopping or without.
	RestoreBest bool
	// Schedule is how the learning rate goes on from LearningRate: constant, step (times DecayRate after each DecayEpochs
	// epochs), exponential (the same, smoothly), inverse_time (divided by 1 + DecayRate · epochs / DecayEpochs), piecewise (one
	// of Values after each of the epochs Boundaries), polynomial (to EndLR over all epochs, by an exponent Power) or cosine
	// (to Alpha of it along half a cosine over all epochs, those of WarmupEpochs before, in which it rises from 0).
	Schedule     string
	DecayEpochs  int
	DecayRate    float64
	Boundaries   []int
	Values       []float64
	EndLR        float64
	Power        float64
	Alpha        float64
	WarmupEpochs int
	// ReduceLR, where above 0, multiplies a constant learning rate when Monitor's first value has not improved for
	// ReduceLRPatience epochs; Cooldown and MinLR are those of Keras's ReduceLROnPlateau.
	ReduceLR         float64
	ReduceLRPatience int
	Cooldown         int
	MinLR            float64
	// Shuffle visits the pictures in a new order each epoch; Dropout keeps the dropout layers at work.
	Shuffle, Dropout bool
	// Steps ends the run after so many optimizer steps; 0 is no limit.
	Steps int
	// Workers is "auto" or "1"…"8".
	Workers string
	// Lang is "es", "en", or empty for the visitor's own.
	Lang string
	// Lock lists the link keys and parts of the page that it shows but does not let people change, Hide those that it does not show.
	Lock, Hide []string
	// Title and Task are what a teacher says with the link, in plain text.
	Title, Task string
	// Lesson is the page's lesson that is open, or 0.
	Lesson int
	// Run starts the training by itself.
	Run bool
}

// New returns the experiment that a sample is, on 5,000 training, 1,000 validation and 1,000 test pictures with seed 1.
// It returns an error for a number that is no sample, and for a sample that this version cannot train.
func New(number int) (*Experiment, error) {
	s := samples.ByNumber(number)
	if s == nil {
		return nil, refuse("sample", fmt.Sprint(number))
	}
	if s.Ready() != nil {
		return nil, &LinkError{Key: "sample", Value: fmt.Sprint(number), Problem: errTransfer.problem(), cause: errTransfer}
	}
	return own(s), nil
}

// own is New without the question whether the sample can be trained.
func own(s *samples.Sample) *Experiment {
	spec, _ := s.Network() // nil where nn lacks a layer; Check says so
	e := &Experiment{
		Sample: s.Number, Spec: spec,
		Train: 5000, Val: 1000, Test: 1000,
		Epochs: s.Epochs, Batch: s.Batch, Seed: 1,
		Optimizer: s.Optimizer, LearningRate: s.LearningRate, Momentum: s.Momentum,
		Rho: 0.9, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-7, // Keras's defaults
		Augment:       slices.Clone(s.Augment),
		EarlyStopping: len(s.Stopping) > 0,
		Schedule:      ScheduleConstant, DecayEpochs: 10, DecayRate: 0.5, EndLR: 0.0001, Power: 1,
		ReduceLRPatience: 3,
		Shuffle:          true, Dropout: true,
		Workers: "auto",
	}
	rules := s.Stopping
	if len(rules) == 0 {
		rules = samples.UntilValLoss
	}
	for _, r := range rules {
		e.Monitor, e.Patience = append(e.Monitor, r.Monitor), append(e.Patience, r.Patience)
	}
	return e
}

// Machine says what workers=auto depends on.
type Machine struct {
	Cores  int
	Phone  bool  // or a tablet: more than two workers would only make it hot
	Memory int64 // bytes to reckon with; 0 is not known, and limits nothing
}

const (
	// phoneWorkers is how many workers=auto is at the most on a phone.
	phoneWorkers = 2
	// workerBytes is what a worker takes beside what the network needs: its program and Go's heap.
	workerBytes = 80 << 20
)

// WorkersFor is how many workers share each batch on a machine. A number that somebody has set is kept to. Auto is all of four cores, one less than
// there are of more, which is left to the page and the system, at most eight, and fewer where the memory would not do.
func (e *Experiment) WorkersFor(m Machine) int {
	if n, err := strconv.Atoi(e.Workers); err == nil {
		return n
	}
	cores := m.Cores
	if cores > 4 {
		cores--
	}
	workers := min(max(cores, 1), 8)
	if m.Phone {
		workers = min(workers, phoneWorkers)
	}
	for m.Memory > 0 && workers > 1 && e.memoryWith(workers) > m.Memory {
		workers--
	}
	return workers
}

// memoryWith is about how many bytes so many workers take.
func (e *Experiment) memoryWith(workers int) int64 {
	m, err := nn.TrainingMemory(e.Spec, (e.Batch+workers-1)/workers, 2)
	if err != nil {
		return workerBytes * int64(workers)
	}
	return (m.Total() + workerBytes) * int64(workers)
}

// AugmentsValidation says whether the validation pictures are augmented like those of training: where the sample does so.
func (e *Experiment) AugmentsValidation() bool {
	s := samples.ByNumber(e.Sample)
	return s != nil && s.AugmentValidation && len(e.Augment) > 0
}

// Stopping returns the rules that end the run early; none where EarlyStopping is off.
func (e *Experiment) Stopping() []samples.Stopping {
	if !e.EarlyStopping {
		return nil
	}
	var rules []samples.Stopping
	for i, m := range e.Monitor {
		rules = append(rules, samples.Stopping{Monitor: m, Patience: e.Patience[min(i, len(e.Patience)-1)]})
	}
	return rules
}
