package train

import "muestra/nn"

// Backend computes whole steps: it runs a batch forward and backward in as many shards as it has hands, combines what
// they found, and updates the weights. Whatever it is made of, one thread, many workers or a graphics card, equal calls
// must give equal weights to the last bit.
type Backend interface {
	// TrainOnBatch does one optimizer step in training mode. It calls yield, where not nil, every so often, at least
	// between layers; yield may block, and its error ends the step before any weight has changed. Numbers that are no
	// longer finite are an error that wraps nn.ErrNotFinite.
	TrainOnBatch(b nn.Batch, yield func() error) (nn.Result, error)
	// TestOnBatch measures a batch in inference mode.
	TestOnBatch(b nn.Batch, yield func() error) (nn.Result, error)
	// SHA256 returns the digest of the weights.
	SHA256() string
}

// Local is the Backend that computes whole batches on the calling goroutine.
type Local struct {
	Network   *nn.Network
	Optimizer nn.Optimizer
}

// TrainOnBatch does one optimizer step in training mode.
func (l *Local) TrainOnBatch(b nn.Batch, yield func() error) (nn.Result, error) {
	l.Network.Yield = yield
	return l.Network.TrainOnBatch(b, l.Optimizer)
}

// TestOnBatch measures a batch in inference mode.
func (l *Local) TestOnBatch(b nn.Batch, yield func() error) (nn.Result, error) {
	l.Network.Yield = yield
	return l.Network.TestOnBatch(b)
}

// SHA256 returns the digest of the weights.
func (l *Local) SHA256() string { return l.Network.SHA256() }
