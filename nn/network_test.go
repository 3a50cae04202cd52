package nn

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// everything is a small model with every kind of layer.
func everything(t *testing.T) *Network {
	t.Helper()
	n, err := New(&keras.Sequential{Input: keras.Shape{8, 8, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 6, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.BatchNormalization{},
		keras.MaxPooling2D{},
		keras.Dropout{Rate: 0.25},
		keras.Conv2D{Filters: 5, KernelSize: [2]int{2, 2}, UseBias: true, KernelInitializer: "he_normal"},
		keras.ReLU{},
		keras.Flatten{},
		keras.Dense{Units: 12, Activation: "relu", UseBias: true, KernelInitializer: "he_uniform"},
		keras.Dense{Units: 10, UseBias: true},
		keras.Activation{Activation: "softmax"},
	}}, 42)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// The hashes stand for every platform: natively with any GOAMD64, under Node and in browsers.
func TestWeightsHashIsTheSameEverywhere(t *testing.T) {
	const fresh = "39eaf1a822aff425a15d4515288fee1a52d44935d6c15d23b7591127a02ef30c"
	for _, c := range []struct {
		optimizer optimizers.Optimizer
		trained   string
	}{
		{optimizers.NewSGD(0.05, 0.9, false), "80e20601ee98994b7b1a6924544f1447d1d18a7b79bfcabae79ceed850aea18d"},
		{optimizers.NewSGD(0.05, 0.9, true), "87e29a428d3db670a09c5f5aab4ba851c002a5e4f9f8e8d09b1c708ffdca5861"},
		{optimizers.NewAdam(0.001), "b323bfa4bc8175dcb3be4c1d8e0ddd47c61686191f4d62fc6a8391fbe77baee8"},
		{optimizers.NewRMSprop(0.001), "564d584da1638f47f9b3e861662e2548fb608186af023a1db9d54dd76389695c"},
		{&optimizers.RMSprop{LearningRate: 0.001, Rho: 0.8, Momentum: 0.9, Epsilon: 1e-6, Centered: true}, "8eb32a303ff39e0e02a00ad427da95c51f7e651d667ddb6751ac4eb01a5b745f"},
	} {
		n := everything(t)
		if got := n.SHA256(); got != fresh {
			t.Errorf("fresh: got %s, want %s", got, fresh)
		}
		for s := range 4 {
			if _, err := n.TrainOnBatch(randomBatch(n, 7-s), c.optimizer); err != nil {
				t.Fatal(err)
			}
		}
		if got := n.SHA256(); got != c.trained {
			t.Errorf("%T: got %s, want %s", c.optimizer, got, c.trained)
		}
	}
}

// TestWeightsHashOfAveragesIsTheSameEverywhere does so for the layers that the first test has not.
func TestWeightsHashOfAveragesIsTheSameEverywhere(t *testing.T) {
	n, err := New(&keras.Sequential{Input: keras.Shape{9, 7, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 11, KernelSize: [2]int{3, 3}, Padding: "same", KernelInitializer: "lecun_normal"},
		keras.BatchNormalization{NoScale: true},
		keras.ReLU{},
		keras.AveragePooling2D{PoolSize: [2]int{3, 3}, Strides: [2]int{2, 2}, Padding: "same"},
		keras.Conv2D{Filters: 10, KernelSize: [2]int{3, 3}, Activation: "relu", UseBias: true},
		keras.BatchNormalization{NoCenter: true},
		keras.GlobalAveragePooling2D{},
		keras.Activation{Activation: "softmax"},
	}}, 42)
	if err != nil {
		t.Fatal(err)
	}
	optimizer := optimizers.NewRMSprop(0.01)
	for s := range 4 {
		if _, err := n.TrainOnBatch(randomBatch(n, 7-s), optimizer); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := n.SHA256(), "9ef3cd6b4f10ec0ce9ce552cbbeceadb12cb85961aa6c1b26ad6147258e2215f"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTrainingLearnsABatchByHeart(t *testing.T) {
	n, err := New(&keras.Sequential{Input: keras.Shape{8, 8, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 8, KernelSize: [2]int{3, 3}, Activation: "relu", UseBias: true}, keras.MaxPooling2D{}, keras.Flatten{},
		keras.Dense{Units: 32, Activation: "relu", UseBias: true}, keras.Dense{Units: 10, Activation: "softmax", UseBias: true}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	b := randomBatch(n, 16)
	first, err := n.TestOnBatch(b)
	if err != nil {
		t.Fatal(err)
	}
	optimizer := optimizers.NewAdam(0.01)
	for range 150 {
		if _, err := n.TrainOnBatch(b, optimizer); err != nil {
			t.Fatal(err)
		}
	}
	last, err := n.TestOnBatch(b)
	if err != nil || last.Loss > 0.1*first.Loss || last.Correct < 16 {
		t.Errorf("loss %v → %v, %d of %d correct, %v", first.Loss, last.Loss, last.Correct, last.Pictures, err)
	}
	if n.Steps() != 150 {
		t.Errorf("%d steps", n.Steps())
	}
}

func TestPredictionsDoNotDependOnTheBatch(t *testing.T) {
	n := everything(t)
	b := randomBatch(n, 9)
	together, err := n.PredictOnBatch(b.X, 9)
	if err != nil {
		t.Fatal(err)
	}
	together = slices.Clone(together)
	size := n.Spec().Input.Size()
	for i := range 9 {
		alone, err := n.PredictOnBatch(b.X[i*size:(i+1)*size], 1)
		if err != nil || !slices.Equal(alone, together[i*10:(i+1)*10]) {
			t.Errorf("picture %d: got %v alone, %v together (%v)", i, alone, together[i*10:(i+1)*10], err)
		}
		var sum float64
		for _, p := range alone {
			sum += float64(p)
		}
		if math.Abs(sum-1) > 1e-6 {
			t.Errorf("picture %d: probabilities add up to %v", i, sum)
		}
	}
}

func TestYieldStopsAStepBeforeAnyWeightHasChanged(t *testing.T) {
	stop := errors.New("stop")
	count := func() (calls int) {
		n := everything(t)
		n.Yield = func() error { calls++; return nil }
		if _, err := n.TrainOnBatch(randomBatch(n, 4), optimizers.NewAdam(0.1)); err != nil {
			t.Fatal(err)
		}
		return calls
	}()
	if count < 20 {
		t.Errorf("only %d calls in a step", count)
	}
	for at := 1; at <= count; at++ {
		n := everything(t)
		before, calls := n.SHA256(), 0
		n.Yield = func() error {
			if calls++; calls == at {
				return stop
			}
			return nil
		}
		if _, err := n.TrainOnBatch(randomBatch(n, 4), optimizers.NewAdam(0.1)); err != stop {
			t.Errorf("call %d: got %v", at, err)
		}
		if n.SHA256() != before || n.Steps() != 0 {
			t.Errorf("call %d: the weights have changed", at)
		}
	}
}

func TestStepsAllocateNothingAfterTheFirst(t *testing.T) {
	for _, optimizer := range []optimizers.Optimizer{optimizers.NewSGD(0.001, 0.9, false), optimizers.NewAdam(0.0001), optimizers.NewRMSprop(0.0001)} {
		n := everything(t)
		b := randomBatch(n, 6)
		step := func() {
			_, err1 := n.TrainOnBatch(b, optimizer)
			_, err2 := n.TestOnBatch(b)
			_, err3 := n.PredictOnBatch(b.X, 6)
			if err := errors.Join(err1, err2, err3); err != nil {
				t.Fatal(err)
			}
		}
		if got := testing.AllocsPerRun(5, step); got > 0 {
			t.Errorf("%s: %v allocations a step", optimizer.Name(), got)
		}
	}
}

func TestBadBatchesAreRefused(t *testing.T) {
	n := everything(t)
	good := randomBatch(n, 2)
	for _, c := range []struct {
		name  string
		batch Batch
		want  string
	}{
		{"empty", Batch{}, "empty"},
		{"too few values", Batch{X: good.X[1:], Labels: good.Labels}, "for 2 pictures"},
		{"label 11", Batch{X: good.X, Labels: []uint8{1, 11}}, "picture 1 of the batch: label 11 is not below 10"},
		{"one index", Batch{X: good.X, Labels: good.Labels, Index: []int32{1}}, "1 indices for 2 pictures"},
	} {
		_, err := n.TrainOnBatch(c.batch, optimizers.NewAdam(1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
	}
	for _, pictures := range []int{0, -1, 3} {
		if _, err := n.PredictOnBatch(good.X, pictures); err == nil {
			t.Errorf("%d pictures are accepted", pictures)
		}
	}
}

func TestNumbersThatAreNotFiniteStopTheStep(t *testing.T) {
	nan := float32(math.NaN())
	for _, c := range []struct {
		name  string
		spoil func(n *Network, b Batch)
	}{
		{"the last layer", func(n *Network, _ Batch) { n.weights[len(n.weights)-1].Data[0] = nan }},
		{"behind a ReLU, which hides it in the loss", func(n *Network, _ Batch) { n.weights[8].Data[0] = nan }},
		{"a picture", func(_ *Network, b Batch) { b.X[0] = nan }},
		{"infinity", func(n *Network, _ Batch) { n.weights[8].Data[0] = float32(math.Inf(1)) }},
	} {
		n := everything(t)
		b := randomBatch(n, 3)
		c.spoil(n, b)
		before := n.SHA256()
		if _, err := n.TrainOnBatch(b, optimizers.NewSGD(0.1, 0, false)); !errors.Is(err, ErrNotFinite) {
			t.Errorf("%s: got %v", c.name, err)
		}
		if n.SHA256() != before {
			t.Errorf("%s: the weights have changed", c.name)
		}
	}
}

func TestSetTensorsTakesAllOrNothing(t *testing.T) {
	from, to := everything(t), everything(t)
	if _, err := from.TrainOnBatch(randomBatch(from, 3), optimizers.NewAdam(0.1)); err != nil {
		t.Fatal(err)
	}
	good, before := from.Tensors(), to.SHA256()
	for _, c := range []struct {
		name, want string
		tensors    []tensor.Tensor
	}{
		{"missing", "dense_1/bias is missing", good[:len(good)-1]},
		{"wrong shape", "has shape [10] instead of", append([]tensor.Tensor{{Name: good[0].Name, Shape: []int{10}, Data: make([]float32, 10)}}, good[1:]...)},
		{"transposed", "instead of", append(slices.Clone(good[:len(good)-2]), tensor.Tensor{Name: "dense_1/kernel", Shape: []int{10, 12}, Data: make([]float32, 120)}, good[len(good)-1])},
		{"NaN", "not a finite number", append(slices.Clone(good[:len(good)-1]), tensor.Tensor{Name: "dense_1/bias", Shape: []int{10}, Data: slices.Repeat([]float32{float32(math.NaN())}, 10)})},
	} {
		if c.name == "wrong shape" {
			slices.Reverse(c.tensors)
		}
		if err := to.SetTensors(c.tensors); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", c.name, err)
		}
		if to.SHA256() != before {
			t.Fatalf("%s: the weights have changed", c.name)
		}
	}
	if err := to.SetTensors(append(good, tensor.Tensor{Name: "optimizer/m/x"})); err != nil || to.SHA256() != from.SHA256() {
		t.Errorf("good tensors: %v", err)
	}
}

func TestNewRefusesWhatCannotBeTrained(t *testing.T) {
	if _, err := New(&keras.Sequential{Input: keras.Shape{4}, Layers: []keras.Layer{keras.Dense{Units: 3}}}, 1); err == nil {
		t.Error("a model without softmax is accepted")
	}
}
