package train

import (
	"context"
	"math/rand/v2"

	"muestra/data"
	"muestra/nn"
)

// Evaluation is what a network scores on pictures in inference mode.
type Evaluation struct {
	Loss         float64 // with the L2 penalty, per picture
	CrossEntropy float64 // without
	Accuracy     float64
	Pictures     int
}

// Evaluate measures the network on a split that is not empty, in batches of the given size. Before and
// within each batch it calls yield, whose error ends it; after each batch it calls judged with the number of pictures done. Either may be nil. The
// end of ctx ends it while it waits for pictures.
func Evaluate(ctx context.Context, b Backend, s Split, batch int, judged func(done int), yield func() error) (Evaluation, error) {
	return evaluate(ctx, b, s, newBuffer(min(batch, len(s.Index)), data.Augmentation{}, 0), 0, batch, judged, yield)
}

// evaluate measures the pictures as buffer gives them in an epoch.
func evaluate(ctx context.Context, b Backend, s Split, buffer *buffer, epoch, batch int, judged func(done int), yield func() error) (Evaluation, error) {
	if err := s.check("evaluation"); err != nil {
		return Evaluation{}, err
	}
	var sum mean
	for from := 0; from < len(s.Index); from += batch {
		if err := pass(yield); err != nil {
			return Evaluation{}, err
		}
		index := s.Index[from:min(from+batch, len(s.Index))]
		if err := arrive(ctx, s.Source, index); err != nil {
			return Evaluation{}, err
		}
		input, err := buffer.fill(s.Source, index, epoch)
		if err != nil {
			return Evaluation{}, err
		}
		result, err := b.TestOnBatch(input, yield)
		if err != nil {
			return Evaluation{}, err
		}
		sum.add(result)
		if judged != nil {
			judged(sum.Pictures)
		}
	}
	return Evaluation{Loss: sum.loss(), CrossEntropy: sum.crossEntropy(), Accuracy: sum.accuracy(), Pictures: sum.Pictures}, nil
}

// pass is yield, or nothing where there is none.
func pass(yield func() error) error {
	if yield == nil {
		return nil
	}
	return yield()
}

// mean adds batches up, each weighted by its size, in the order in which they come.
type mean struct {
	Entropy  float64 `json:"cross_entropy"` // these are sums over pictures
	Penalty  float64 `json:"penalty"`
	Correct  int     `json:"correct"`
	Pictures int     `json:"pictures"`
}

func (m *mean) add(r nn.Result) {
	m.Entropy += r.Loss
	m.Penalty += float64(r.Penalty * float64(r.Pictures))
	m.Correct += r.Correct
	m.Pictures += r.Pictures
}

func (m *mean) loss() float64         { return (m.Entropy + m.Penalty) / float64(m.Pictures) }
func (m *mean) crossEntropy() float64 { return m.Entropy / float64(m.Pictures) }
func (m *mean) accuracy() float64     { return float64(m.Correct) / float64(m.Pictures) }

// buffer holds one batch, so that no step allocates. Its pictures are varied by what their random stream of the epoch
// draws, which is the same in whatever batch and order they come.
type buffer struct {
	x         []float32 // [batch, height, width, channels]
	labels    []uint8
	augmenter data.Augmenter
	seed      uint64
	epoch     int
	stream    func(*rand.PCG, int32)
}

func newBuffer(batch int, a data.Augmentation, seed uint64) *buffer {
	b := &buffer{x: make([]float32, batch*data.PictureBytes), labels: make([]uint8, batch), augmenter: data.Augmenter{Augmentation: a}, seed: seed}
	b.stream = func(rng *rand.PCG, picture int32) { nn.SeedStream(rng, b.seed, nn.Augment, 0, b.epoch, int(picture)) }
	return b
}

// NewBatch reads the first pictures of a split as the first epoch's batch, for measuring single steps.
func NewBatch(s Split, pictures int) (nn.Batch, error) {
	if err := s.check("a batch"); err != nil {
		return nn.Batch{}, err
	}
	index := s.Index[:min(pictures, len(s.Index))]
	return newBuffer(len(index), data.Augmentation{}, 0).fill(s.Source, index, 1)
}

// arrive waits until the pictures are there, which a source that streams may take its time for.
func arrive(ctx context.Context, p data.Pictures, index []int32) error {
	return data.Prefetch(ctx, []data.Need{{Pictures: p, Index: index}}, func(int, int) {})
}

// fill reads the pictures of a batch.
func (b *buffer) fill(p data.Pictures, index []int32, epoch int) (nn.Batch, error) {
	n := len(index)
	b.epoch = epoch
	if err := b.augmenter.Fill(p, index, b.x, b.labels, b.stream); err != nil {
		return nn.Batch{}, err
	}
	return nn.Batch{X: b.x[:n*data.PictureBytes], Labels: b.labels[:n], Index: index, Epoch: epoch}, nil
}
