package train

import (
	"context"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
)

// Evaluate measures the network in inference mode on a split that is not empty, in batches of the given size. Before and
// within each batch it calls yield, whose error ends it; after each batch it calls judged with the number of pictures done. Either may be nil. The
// end of ctx ends it while it waits for pictures.
func Evaluate(ctx context.Context, b Backend, s Split, batch int, judged func(done int), yield func() error) (history.Sums, error) {
	return evaluate(ctx, b, s, batch, Batch{}, func(done int, _ []int32, _ []float32) {
		if judged != nil {
			judged(done)
		}
	}, yield)
}

// evaluate measures the pictures in batches like the one given, and tells judged of each with its probabilities.
func evaluate(ctx context.Context, b Backend, s Split, batch int, like Batch, judged func(done int, index []int32, probabilities []float32), yield func() error) (history.Sums, error) {
	if err := s.check("evaluation"); err != nil {
		return history.Sums{}, err
	}
	var sum history.Sums
	for from := 0; from < len(s.Index); from += batch {
		if err := pass(yield); err != nil {
			return history.Sums{}, err
		}
		index := s.Index[from:min(from+batch, len(s.Index))]
		if err := arrive(ctx, s.Source, index); err != nil {
			return history.Sums{}, err
		}
		like.Pictures, like.Index = s.Source, index
		result, err := b.TestOnBatch(like, yield)
		if err != nil {
			return history.Sums{}, err
		}
		add(&sum, result)
		judged(sum.Pictures, index, result.Probabilities)
	}
	return sum, nil
}

// pass is yield, or nothing where there is none.
func pass(yield func() error) error {
	if yield == nil {
		return nil
	}
	return yield()
}

// add adds a batch up. The order of the sums is that of the batches.
func add(sum *history.Sums, r nn.Result) {
	sum.CrossEntropy += history.Float(r.Loss)
	sum.Penalty += history.Float(r.Penalty * float64(r.Pictures))
	sum.Correct += r.Correct
	sum.Pictures += r.Pictures
}

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
