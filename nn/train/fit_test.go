package train

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// plain is a source of n pictures whose label is the index modulo 10.
type plain int

func (p plain) Len() int { return int(p) }

func (p plain) Read(k int, rgb []byte) (uint8, error) {
	rgb[0] = byte(k)
	return uint8(k % 10), nil
}

// script is a backend whose results are written down: nothing is computed.
type script struct {
	reader
	train  func(b nn.Batch) nn.Result
	test   func(b nn.Batch) nn.Result
	err    error     // of training
	seen   [][]int32 // indices of the training batches
	epochs []int
	tested []int // sizes of the test batches
	weight float32
	rate   float64
}

func (s *script) TrainOnBatch(pictures Batch, _ func() error) (nn.Result, error) {
	b, err := s.read(pictures)
	if err != nil {
		return nn.Result{}, err
	}
	s.weight++
	s.seen = append(s.seen, slices.Clone(b.Index))
	s.epochs = append(s.epochs, b.Epoch)
	if s.train == nil {
		return nn.Result{Pictures: len(b.Index)}, nil
	}
	return s.train(b), s.err
}

func (s *script) Twin() (*nn.Twin, error) { return nil, errors.New("nothing to look through") }

func (s *script) TestOnBatch(pictures Batch, _ func() error) (nn.Result, error) {
	b, err := s.read(pictures)
	if err != nil {
		return nn.Result{}, err
	}
	s.tested = append(s.tested, len(b.Index))
	if s.test == nil {
		return nn.Result{Pictures: len(b.Index)}, nil
	}
	return s.test(b), nil
}

func (s *script) SHA256() string { return "digest" }

func (s *script) LearningRate() float64         { return s.rate }
func (s *script) SetLearningRate(rate float64)  { s.rate = rate }
func (s *script) Schedule() optimizers.Schedule { return nil }

func (s *script) Tensors() []tensor.Tensor {
	return []tensor.Tensor{{Name: "weight", Data: []float32{s.weight}}}
}

func (s *script) SetTensors(tensors []tensor.Tensor) error {
	s.weight = tensors[0].Data[0]
	return nil
}

func (s *script) Checkpoint() (*nn.Checkpoint, error) { return &nn.Checkpoint{}, nil }
func (s *script) Restore(*nn.Checkpoint) error        { return nil }

func indices(from, to int) []int32 {
	var all []int32
	for k := from; k < to; k++ {
		all = append(all, int32(k))
	}
	return all
}

// scripted is a run of 100 training, 30 validation and 20 test pictures in batches of 40.
func scripted(s *script) *Run {
	return &Run{
		Backend: s, Epochs: 2, Batch: 40, Seed: 1, Shuffle: true,
		Train:      Split{plain(200), indices(0, 100)},
		Validation: Split{plain(200), indices(170, 200)},
		Test:       Split{plain(20), indices(0, 20)},
	}
}

func fit(t *testing.T, r *Run) (events []Event) {
	t.Helper()
	if err := r.Fit(context.Background(), func(e Event) { events = append(events, e) }, nil); err != nil {
		t.Fatal(err)
	}
	return events
}

func TestAnEpochsValuesAreMeansWeightedByBatchSize(t *testing.T) {
	// Batches of 40, 40 and 20 pictures with cross-entropies 1, 2 and 3 per picture and penalties 0.1, 0.2 and 0.3.
	n := 0.0
	s := &script{
		train: func(b nn.Batch) nn.Result {
			n++
			size := len(b.Index)
			return nn.Result{Loss: n * float64(size), Penalty: n / 10, Correct: size / 4, Pictures: size}
		},
		test: func(b nn.Batch) nn.Result {
			return nn.Result{Loss: 5 * float64(len(b.Index)), Penalty: 0.5, Correct: 3, Pictures: len(b.Index)}
		},
	}
	r := scripted(s)
	r.Epochs = 1
	fit(t, r)
	e := r.History[0]
	const want = (1*40 + 2*40 + 3*20) / 100.0
	for _, v := range []struct {
		name      string
		got, want history.Float
	}{
		{"cross_entropy", e.CrossEntropy, want},
		{"loss", e.Loss, want * 1.1},
		{"accuracy", e.Accuracy, 0.25},
		{"val_loss", e.ValLoss, 5.5},
		{"val_cross_entropy", e.ValCrossEntropy, 5},
		{"val_accuracy", e.ValAccuracy, 0.1},
	} {
		if math.Abs(float64(v.got-v.want)) > 1e-12 {
			t.Errorf("%s %v, want %v", v.name, v.got, v.want)
		}
	}
}

func TestEveryPictureIsSeenOnceAnEpoch(t *testing.T) {
	s := &script{}
	r := scripted(s)
	fit(t, r)
	if len(s.seen) != 6 || len(s.seen[2]) != 20 || len(s.seen[5]) != 20 {
		t.Fatalf("batches %v; want 40, 40, 20 twice", s.seen)
	}
	if !slices.Equal(s.epochs, []int{1, 1, 1, 2, 2, 2}) {
		t.Errorf("epochs %v", s.epochs)
	}
	first, second := slices.Concat(s.seen[:3]...), slices.Concat(s.seen[3:]...)
	if slices.Equal(first, second) {
		t.Error("both epochs have the same order")
	}
	for _, order := range [][]int32{first, second} {
		if slices.IsSorted(order) {
			t.Error("an epoch is not shuffled")
		}
		slices.Sort(order)
		if !slices.Equal(order, indices(0, 100)) {
			t.Errorf("an epoch sees %v", order)
		}
	}
	if !slices.Equal(s.tested, []int{30, 30, 20}) {
		t.Errorf("test batches %v, want validation twice and the test", s.tested)
	}
}

func TestTheOrderDependsOnTheSeedAlone(t *testing.T) {
	order := func(seed uint64, shuffle bool) []int32 {
		s := &script{}
		r := scripted(s)
		r.Seed, r.Shuffle = seed, shuffle
		fit(t, r)
		return slices.Concat(s.seen...)
	}
	if !slices.Equal(order(1, true), order(1, true)) {
		t.Error("the same seed gives two orders")
	}
	if slices.Equal(order(1, true), order(2, true)) {
		t.Error("two seeds give the same order")
	}
	if !slices.Equal(order(3, false), slices.Concat(indices(0, 100), indices(0, 100))) {
		t.Error("without shuffling the order is not the canonical one")
	}
}

func TestTheFirstEpochVisitsRunsOfAThousandInOrder(t *testing.T) {
	s := &script{}
	r := scripted(s)
	r.Train, r.Batch = Split{plain(3000), indices(0, 2500)}, 500
	fit(t, r)
	for i, batch := range s.seen[:5] {
		for _, k := range batch {
			if int(k)/1000 != i/2 {
				t.Fatalf("picture %d is in batch %d of the first epoch", k, i)
			}
		}
	}
	if slices.Max(s.seen[5]) < 1000 {
		t.Error("the second epoch is not shuffled as a whole")
	}
}

func TestEventsComeInOrder(t *testing.T) {
	r := scripted(&script{})
	var got []string
	for _, e := range fit(t, r) {
		switch e := e.(type) {
		case history.Step:
			got = append(got, fmt.Sprintf("step %d %d %d/%d", e.Epoch, e.Step, e.EpochStep, e.EpochSteps))
		case Evaluating:
			got = append(got, fmt.Sprintf("%s %d/%d", e.What, e.Done, e.Total))
		case history.Epoch:
			got = append(got, fmt.Sprintf("epoch %d after %d", e.Epoch, e.Step))
		case history.Result:
			got = append(got, "done "+e.Stopped+" "+e.WeightsSHA256)
		}
	}
	want := []string{
		"step 1 1 1/3", "step 1 2 2/3", "step 1 3 3/3", "validation 30/30", "epoch 1 after 3",
		"step 2 4 1/3", "step 2 5 2/3", "step 2 6 3/3", "validation 30/30", "epoch 2 after 6",
		"test 20/20", "done epochs digest",
	}
	if !slices.Equal(got, want) {
		t.Errorf("events %q, want %q", got, want)
	}
}

func TestTheLimitOfStepsEndsTheRun(t *testing.T) {
	tests := []struct {
		limit, steps, epochs int
		stopped              string
	}{
		{0, 6, 2, history.EndEpochs}, {1, 1, 1, history.EndSteps}, {3, 3, 1, history.EndSteps}, {4, 4, 2, history.EndSteps},
		{5, 5, 2, history.EndSteps}, {6, 6, 2, history.EndEpochs}, {100, 6, 2, history.EndEpochs},
	}
	for _, test := range tests {
		s := &script{}
		r := scripted(s)
		r.Steps = test.limit
		events := fit(t, r)
		done := events[len(events)-1].(history.Result)
		if len(s.seen) != test.steps || len(r.History) != test.epochs || done.Stopped != test.stopped {
			t.Errorf("limit %d: %d steps, %d epochs, %s; want %+v", test.limit, len(s.seen), len(r.History), done.Stopped, test)
		}
	}
}

func TestEarlyStoppingEndsTheRun(t *testing.T) {
	calls := 0.0
	s := &script{test: func(b nn.Batch) nn.Result {
		calls++
		return nn.Result{Loss: calls, Pictures: len(b.Index)}
	}}
	r := scripted(s)
	r.Epochs = 50
	r.Stopping = []*EarlyStopping{{Monitor: "val_accuracy", Patience: 10}, {Monitor: "val_loss", Patience: 5}}
	events := fit(t, r)
	done := events[len(events)-1].(history.Result)
	if len(r.History) != 6 || done.Stopped != history.EndEarly {
		t.Errorf("%d epochs, %s; want 6, %s", len(r.History), done.Stopped, history.EndEarly)
	}
}

func TestRunsWithoutValidationAndTest(t *testing.T) {
	r := scripted(&script{})
	r.Validation, r.Test = Split{}, Split{}
	events := fit(t, r)
	if e := r.History[0]; e.ValLoss.IsFinite() || e.ValAccuracy.IsFinite() || e.ValCrossEntropy.IsFinite() {
		t.Errorf("epoch %+v has validation values", e)
	}
	if done := events[len(events)-1].(history.Result); done.Test != nil {
		t.Errorf("%+v has test values", done)
	}
}

func TestYieldIsAskedBeforeEachBatchAndEndsTheRun(t *testing.T) {
	for stop := 1; stop <= 10; stop++ { // 2 epochs of 3 steps and 1 batch of validation, 1 batch of the test: 9 yields
		s := &script{}
		r := scripted(s)
		yields := 0
		err := r.Fit(context.Background(), nil, func() error {
			yields++
			if len(s.seen)+len(s.tested) != yields-1 {
				t.Errorf("yield %d comes after %d batches", yields, len(s.seen)+len(s.tested))
			}
			if yields == stop {
				return ErrStopped
			}
			return nil
		})
		if stop <= 9 && !errors.Is(err, ErrStopped) {
			t.Errorf("stop at yield %d: error %v", stop, err)
		}
		if stop == 10 && (err != nil || yields != 9) {
			t.Errorf("%d yields, error %v", yields, err)
		}
	}
}

func TestNumbersThatAreNotFiniteEndTheRunWithAdvice(t *testing.T) {
	none := func(b nn.Batch) nn.Result { return nn.Result{Pictures: len(b.Index)} }
	nan := func(b nn.Batch) nn.Result { return nn.Result{Loss: math.NaN(), Pictures: len(b.Index)} }
	const advice = ". Training has diverged: try a lower learning rate (a tenth of it), less momentum or another seed"
	tests := []struct {
		name string
		s    *script
		want string
	}{
		{"in a step", &script{train: none, err: fmt.Errorf("nn: the loss is NaN, %w", nn.ErrNotFinite)},
			"train: epoch 1, step 1: the numbers are no longer finite (nn: the loss is NaN, not a finite number)" + advice},
		{"in validation", &script{test: nan},
			"train: epoch 1, step 3: the numbers are no longer finite (the loss in validation is not a finite number)" + advice},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := scripted(test.s).Fit(context.Background(), nil, nil)
			var diverged *Diverged
			if !errors.As(err, &diverged) || err.Error() != test.want {
				t.Fatalf("error %v, want %s", err, test.want)
			}
			if diverged.In("es") == diverged.In("en") {
				t.Error("the message is the same in both languages")
			}
		})
	}
}

func TestARunThatCannotBeIsRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Run)
	}{
		{"no backend", func(r *Run) { r.Backend = nil }},
		{"no pictures", func(r *Run) { r.Train.Index = nil }},
		{"no source", func(r *Run) { r.Train.Source = nil }},
		{"no epochs", func(r *Run) { r.Epochs = 0 }},
		{"no batch", func(r *Run) { r.Batch = 0 }},
		{"negative steps", func(r *Run) { r.Steps = -1 }},
		{"training picture beyond the set", func(r *Run) { r.Train.Index = []int32{200} }},
		{"validation picture beyond the set", func(r *Run) { r.Validation.Index = []int32{-1} }},
		{"test picture beyond the set", func(r *Run) { r.Test.Index = []int32{20} }},
		{"impossible augmentation", func(r *Run) { r.Augmentation.Rotation = -1 }},
		{"unknown monitor", func(r *Run) { r.Stopping = []*EarlyStopping{{Monitor: "luck", Patience: 1}} }},
	}
	for _, test := range tests {
		r := scripted(&script{})
		test.change(r)
		if err := r.Fit(context.Background(), nil, nil); err == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}

// broken is a source that has lost a picture.
type broken struct{ plain }

func (b broken) Read(k int, rgb []byte) (uint8, error) {
	if k == 5 {
		return 0, errors.New("data: picture 5 is lost")
	}
	return b.plain.Read(k, rgb)
}

func TestAPictureThatCannotBeReadEndsTheRun(t *testing.T) {
	r := scripted(&script{})
	r.Train.Source = broken{plain(200)}
	if err := r.Fit(context.Background(), nil, nil); err == nil || err.Error() != "data: picture 5 is lost" {
		t.Errorf("error %v", err)
	}
}

var _ data.Pictures = plain(0)
