package train

import (
	"errors"
	"fmt"

	"muestra/nn"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// Backend computes whole steps: it runs a batch forward and backward in as many shards as it has hands, combines what
// they found, and updates the weights. Whatever it is made of, one thread, many workers or a graphics card, equal calls
// must give equal weights to the last bit.
type Backend interface {
	// TrainOnBatch does one optimizer step in training mode. It calls yield, where not nil, every so often, at least
	// between layers; yield may block, and its error ends the step before any weight has changed. Numbers that are no
	// longer finite are an error that wraps nn.ErrNotFinite.
	TrainOnBatch(b Batch, yield func() error) (nn.Result, error)
	// TestOnBatch measures a batch in inference mode.
	TestOnBatch(b Batch, yield func() error) (nn.Result, error)
	// SHA256 returns the digest of the weights.
	SHA256() string

	// LearningRate is the optimizer's, with a schedule that of the last step. SetLearningRate sets it for the steps that
	// follow, in place of a schedule. Schedule is nil where the rate is fixed.
	LearningRate() float64
	SetLearningRate(rate float64)
	Schedule() optimizers.Schedule
	// Tensors are the weights, those in use and not copies. SetTensors takes others of the same names and shapes.
	Tensors() []tensor.Tensor
	SetTensors(tensors []tensor.Tensor) error
	// Checkpoint is the state of weights, optimizer and random streams between two calls of TrainOnBatch, with the tensors
	// in use and not copies: it must be written before the next step. Restore makes the backend what it was then; on an
	// error nothing has changed.
	Checkpoint() (*nn.Checkpoint, error)
	Restore(c *nn.Checkpoint) error
	// Twin is a network to look through between two layers of a step: it has the weights in use, and buffers of its own.
	Twin() (*nn.Twin, error)
}

// Local is the Backend that computes whole batches on the calling goroutine.
type Local struct {
	Network   *nn.Network
	Optimizer optimizers.Optimizer

	reader reader
}

// TrainOnBatch does one optimizer step in training mode.
func (l *Local) TrainOnBatch(b Batch, yield func() error) (nn.Result, error) {
	pictures, err := l.reader.read(b)
	if err != nil {
		return nn.Result{}, err
	}
	l.Network.Yield = yield
	return l.Network.TrainOnBatch(pictures, l.Optimizer)
}

// TestOnBatch measures a batch in inference mode.
func (l *Local) TestOnBatch(b Batch, yield func() error) (nn.Result, error) {
	pictures, err := l.reader.read(b)
	if err != nil {
		return nn.Result{}, err
	}
	l.Network.Yield = yield
	return l.Network.TestOnBatch(pictures)
}

// SHA256 returns the digest of the weights.
func (l *Local) SHA256() string { return l.Network.SHA256() }

// LearningRate is the optimizer's.
func (l *Local) LearningRate() float64 { return l.Optimizer.Rate() }

// SetLearningRate sets the optimizer's.
func (l *Local) SetLearningRate(rate float64) { l.Optimizer.SetLearningRate(rate) }

// Schedule is the optimizer's.
func (l *Local) Schedule() optimizers.Schedule { return l.Optimizer.Schedule() }

// Tensors are the network's weights.
func (l *Local) Tensors() []tensor.Tensor { return l.Network.Tensors() }

// SetTensors sets the network's weights.
func (l *Local) SetTensors(tensors []tensor.Tensor) error { return l.Network.SetTensors(tensors) }

// Checkpoint is the state of the network and its optimizer.
func (l *Local) Checkpoint() (*nn.Checkpoint, error) { return l.Network.Checkpoint(l.Optimizer), nil }

// Restore makes network and optimizer what they were.
func (l *Local) Restore(c *nn.Checkpoint) error {
	if c.Optimizer == nil {
		return errors.New("it has weights alone and no optimizer")
	}
	if theirs, own := c.Optimizer.Name(), l.Optimizer.Name(); theirs != own {
		return fmt.Errorf("its optimizer is %s, the run's %s", theirs, own)
	}
	o, err := l.Network.Restore(c)
	if err != nil {
		return err
	}
	l.Optimizer = o
	return nil
}

// Twin is the network's.
func (l *Local) Twin() (*nn.Twin, error) { return l.Network.Twin() }
