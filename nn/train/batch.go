package train

import (
	"math/rand/v2"

	"muestra/data"
	"muestra/nn"
)

// Batch is what a Backend trains or tests on: pictures of a set, and what becomes of them.
type Batch struct {
	Pictures data.Pictures
	Index    []int32 // in the canonical order
	// Epoch and Seed are those of the random streams. Augmentation varies each picture by what its stream draws, which is the same in
	// whatever batch and order the pictures come.
	Epoch        int
	Seed         uint64
	Augmentation data.Augmentation
}

// reader reads batches into memory of its own, so that no step allocates.
type reader struct {
	x         []float32 // [pictures, height, width, channels]
	labels    []uint8
	augmenter data.Augmenter
	seed      uint64
	epoch     int
	stream    func(*rand.PCG, int32)
}

// read returns the pictures of a batch as the network sees them. They are valid until the next call.
func (r *reader) read(b Batch) (nn.Batch, error) {
	n := len(b.Index)
	if n > len(r.labels) {
		r.x, r.labels = make([]float32, n*data.PictureBytes), make([]uint8, n)
	}
	if r.stream == nil {
		r.stream = func(rng *rand.PCG, picture int32) { nn.SeedStream(rng, r.seed, nn.Augment, 0, r.epoch, int(picture)) }
	}
	r.seed, r.epoch, r.augmenter.Augmentation = b.Seed, b.Epoch, b.Augmentation
	if err := r.augmenter.Fill(b.Pictures, b.Index, r.x, r.labels, r.stream); err != nil {
		return nn.Batch{}, err
	}
	return nn.Batch{X: r.x[:n*data.PictureBytes], Labels: r.labels[:n], Index: b.Index, Epoch: b.Epoch}, nil
}
