package train

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
)

var flipAndShift = data.Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2}

// shown is a backend's memory of the pictures it was shown: by epoch and picture in training, by the number of the
// evaluation and picture otherwise.
type shown struct {
	trained, tested map[[2]int][]float32
	evaluation      int
}

// watch lets a run train on drawn pictures and returns what it showed.
func watch(t *testing.T, change func(*Run)) shown {
	t.Helper()
	set := data.Synthetic(1)
	see := shown{trained: map[[2]int][]float32{}, tested: map[[2]int][]float32{}}
	keep := func(to map[[2]int][]float32, at int, b nn.Batch) {
		for i, k := range b.Index {
			to[[2]int{at, int(k)}] = slices.Clone(b.X[i*data.PictureBytes : (i+1)*data.PictureBytes])
		}
	}
	s := &script{
		train: func(b nn.Batch) nn.Result {
			keep(see.trained, b.Epoch, b)
			return nn.Result{Pictures: len(b.Index)}
		},
		test: func(b nn.Batch) nn.Result {
			keep(see.tested, see.evaluation, b)
			return nn.Result{Pictures: len(b.Index)}
		},
	}
	r := scripted(s)
	r.Train.Source, r.Validation.Source, r.Test.Source = set.Train, set.Train, set.Test
	change(r)
	if err := r.Fit(t.Context(), func(e Event) {
		if _, ok := e.(history.Epoch); ok {
			see.evaluation++
		}
	}, nil); err != nil {
		t.Fatal(err)
	}
	return see
}

// picture is picture k as it is, or as the stream of an epoch varies it.
func picture(t *testing.T, p data.Pictures, k int, a data.Augmentation, seed uint64, epoch int) []float32 {
	t.Helper()
	x, label := make([]float32, data.PictureBytes), make([]uint8, 1)
	g := data.Augmenter{Augmentation: a}
	stream := func(rng *rand.PCG, picture int32) { nn.SeedStream(rng, seed, nn.Augment, 0, epoch, int(picture)) }
	if err := g.Fill(p, []int32{int32(k)}, x, label, stream); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestEachPictureIsVariedOnceAnEpochWhereverItIs(t *testing.T) {
	set := data.Synthetic(1)
	for name, change := range map[string]func(*Run){
		"batches of 40":   func(*Run) {},
		"batches of 7":    func(r *Run) { r.Batch = 7 },
		"canonical order": func(r *Run) { r.Shuffle = false },
		"fewer pictures":  func(r *Run) { r.Train.Index = r.Train.Index[:50] },
	} {
		t.Run(name, func(t *testing.T) {
			see := watch(t, func(r *Run) { r.Augmentation = flipAndShift; change(r) })
			if len(see.trained) < 100 {
				t.Fatalf("%d pictures in two epochs", len(see.trained))
			}
			for at, x := range see.trained {
				if !slices.Equal(x, picture(t, set.Train, at[1], flipAndShift, 1, at[0])) {
					t.Fatalf("epoch %d, picture %d is not what its stream draws", at[0], at[1])
				}
			}
			if slices.Equal(see.trained[[2]int{1, 3}], see.trained[[2]int{2, 3}]) {
				t.Error("both epochs show the same")
			}
		})
	}
}

func TestValidationIsAugmentedOnlyWhereAskedAndTheTestNever(t *testing.T) {
	set := data.Synthetic(1)
	for _, asked := range []bool{false, true} {
		t.Run(fmt.Sprint(asked), func(t *testing.T) {
			see := watch(t, func(r *Run) { r.Augmentation, r.AugmentValidation = flipAndShift, asked })
			for at, x := range see.tested {
				evaluation, k := at[0], at[1] // two validations and the test
				want := picture(t, set.Test, k, data.Augmentation{}, 1, 0)
				switch {
				case evaluation < 2 && asked:
					want = picture(t, set.Train, k, flipAndShift, 1, evaluation+1)
				case evaluation < 2:
					want = picture(t, set.Train, k, data.Augmentation{}, 1, 0)
				}
				if !slices.Equal(x, want) {
					t.Fatalf("evaluation %d shows picture %d otherwise", evaluation, k)
				}
			}
			if same := slices.Equal(see.tested[[2]int{0, 170}], see.tested[[2]int{1, 170}]); same == asked {
				t.Errorf("both validations show the same: %v", same)
			}
		})
	}
}

func TestWithoutAugmentationPicturesStayAsTheyAre(t *testing.T) {
	set := data.Synthetic(1)
	see := watch(t, func(r *Run) { r.AugmentValidation = true })
	for at, x := range see.trained {
		if !slices.Equal(x, picture(t, set.Train, at[1], data.Augmentation{}, 1, 0)) {
			t.Fatalf("epoch %d changes picture %d", at[0], at[1])
		}
	}
}

func TestWholeBatchesLeaveOutTheRest(t *testing.T) {
	for _, test := range []struct{ pictures, batch, steps, last int }{
		{100, 40, 2, 40}, {80, 40, 2, 40}, {81, 40, 2, 40}, {79, 40, 1, 40}, {40, 40, 1, 40}, {39, 40, 1, 39}, {1, 40, 1, 1}, {10, 1, 10, 1},
	} {
		s := &script{}
		r := scripted(s)
		r.Train.Index, r.Batch, r.WholeBatches = indices(0, test.pictures), test.batch, true
		fit(t, r)
		if r.StepsPerEpoch() != test.steps || len(s.seen) != 2*test.steps {
			t.Errorf("%d pictures in batches of %d: %d steps an epoch, %d done in two; want %d", test.pictures, test.batch, r.StepsPerEpoch(), len(s.seen), test.steps)
		}
		for _, batch := range s.seen {
			if len(batch) != test.last {
				t.Errorf("%d pictures in batches of %d: a batch of %d", test.pictures, test.batch, len(batch))
			}
		}
	}
}
