package train

import (
	"context"

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
	return evaluate(ctx, b, s, batch, Batch{}, func(done int, _ []int32, _ []float32) {
		if judged != nil {
			judged(done)
		}
	}, yield)
}

// evaluate measures the pictures in batches like the one given, and tells judged of each with its probabilities.
func evaluate(ctx context.Context, b Backend, s Split, batch int, like Batch, judged func(done int, index []int32, probabilities []float32), yield func() error) (Evaluation, error) {
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
		like.Pictures, like.Index = s.Source, index
		result, err := b.TestOnBatch(like, yield)
		if err != nil {
			return Evaluation{}, err
		}
		sum.add(result)
		judged(sum.Pictures, index, result.Probabilities)
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

// FirstBatch is the first pictures of a split as the first epoch's batch, for measuring single steps.
func FirstBatch(s Split, pictures int) (Batch, error) {
	if err := s.check("a batch"); err != nil {
		return Batch{}, err
	}
	return Batch{Pictures: s.Source, Index: s.Index[:min(pictures, len(s.Index))], Epoch: 1}, nil
}

// arrive waits until the pictures are there, which a source that streams may take its time for.
func arrive(ctx context.Context, p data.Pictures, index []int32) error {
	return data.Prefetch(ctx, []data.Need{{Pictures: p, Index: index}}, func(int, int) {})
}
