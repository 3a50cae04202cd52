package nn

import "math/rand/v2"

// Purpose separates the random streams of a run: what one purpose draws never changes what another gets.
type Purpose uint64

// The purposes of random streams.
const (
	Init        Purpose = iota + 1 // initial weights; the picture argument counts the layer's tensors
	Shuffle                        // the order of the training pictures of an epoch
	DropoutMask                    // the dropped values of one picture in one layer
	Augment                        // what becomes of one picture
)

// Stream returns the random stream of one purpose, layer, epoch and picture (its index in the canonical order). It depends on these
// numbers and on the seed alone, never on the worker that draws, the position in the batch or the time.
func Stream(seed uint64, purpose Purpose, layer, epoch, picture int) *rand.Rand {
	return rand.New(rand.NewPCG(streamSeed(seed, purpose, layer, epoch, picture)))
}

// SeedStream puts the stream that Stream would return into rng, without allocating one.
func SeedStream(rng *rand.PCG, seed uint64, purpose Purpose, layer, epoch, picture int) {
	rng.Seed(streamSeed(seed, purpose, layer, epoch, picture))
}

// streamSeed hashes a stream's arguments into the two words that seed its PCG. Each argument is mixed in by a full round of splitmix64,
// so that neighbouring pictures, layers and epochs get unrelated streams.
func streamSeed(seed uint64, purpose Purpose, layer, epoch, picture int) (hi, lo uint64) {
	h := mix(seed)
	h = mix(h ^ uint64(purpose))
	h = mix(h ^ uint64(layer))
	h = mix(h ^ uint64(epoch))
	h = mix(h ^ uint64(picture))
	return h, mix(h)
}

// mix is one step of splitmix64 (Steele, Lea and Flood, 2014).
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}
