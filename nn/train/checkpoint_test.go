package train

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// everything is a new run of a small network with all that carries state from step to step: batch normalization, dropout,
// augmentation, an optimizer with a memory, rules that count epochs. It has 4 epochs of 3 steps, the last a small batch.
func everything(t *testing.T, optimizer optimizers.Optimizer) *Run {
	t.Helper()
	network, err := nn.New(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 4, KernelSize: [2]int{3, 3}, Strides: [2]int{2, 2}, Padding: "same", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.BatchNormalization{Momentum: 0.9, Epsilon: 1e-3},
		keras.ReLU{},
		keras.MaxPooling2D{PoolSize: [2]int{4, 4}},
		keras.Dropout{Rate: 0.3},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	set := data.Synthetic(1)
	return &Run{
		Backend: &Local{Network: network, Optimizer: optimizer}, Epochs: 4, Batch: 8, Seed: 1, Shuffle: true,
		Train:      Split{set.Train, indices(0, 20)},
		Validation: Split{set.Train, indices(40, 60)}, AugmentValidation: true, Augmentation: flipAndShift,
		Test:     Split{set.Test, indices(0, 10)},
		Stopping: []*EarlyStopping{{Monitor: "val_loss", Patience: 3, RestoreBestWeights: true}, {Monitor: "val_accuracy", Patience: 4}},
		Recipe:   json.RawMessage(`{"a":"recipe"}`), DataSet: set.Digest,
	}
}

// reread is a checkpoint after a journey through its file.
func reread(t *testing.T, c *nn.Checkpoint) *nn.Checkpoint {
	t.Helper()
	var file bytes.Buffer
	if err := nn.WriteCheckpoint(&file, c); err != nil {
		t.Fatal(err)
	}
	c, err := nn.ReadCheckpoint(&file)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func snapshot(t *testing.T, r *Run) *nn.Checkpoint {
	t.Helper()
	c, err := r.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// told fits and returns what was told from the first step on, without times and speeds.
func told(t *testing.T, r *Run) (all []Event) {
	t.Helper()
	for _, e := range fit(t, r) {
		switch e := e.(type) {
		case history.Epoch:
			e.ImagesPerSecond, e.Seconds = 0, 0
			all = append(all, e)
		case history.Step:
			e.ImagesPerSecond = 0
			all = append(all, e)
		default:
			all = append(all, e)
		}
	}
	return all
}

// following is an optimizer whose learning rate follows a schedule.
func following(o optimizers.Optimizer, s optimizers.Schedule) optimizers.Optimizer {
	if err := o.SetSchedule(s); err != nil {
		panic(err)
	}
	return o
}

// variants are runs whose state between steps differs.
var variants = map[string]struct {
	optimizer func() optimizers.Optimizer
	change    func(*Run)
}{
	"momentum": {func() optimizers.Optimizer { return optimizers.NewSGD(0.05, 0.9, false) }, func(*Run) {}},
	"Adam":     {func() optimizers.Optimizer { return optimizers.NewAdam(0.01) }, func(*Run) {}},
	"Adam, cosine": {func() optimizers.Optimizer {
		return following(optimizers.NewAdam(7), optimizers.CosineDecay{InitialLearningRate: 0.001, DecaySteps: 8, WarmupTarget: new(0.01), WarmupSteps: 4})
	}, func(*Run) {}},
	"RMSprop, pieces": {func() optimizers.Optimizer {
		return following(optimizers.NewRMSprop(7), optimizers.PiecewiseConstantDecay{Boundaries: []int{1, 5, 7}, Values: []float64{0.004, 0.002, 0.003, 0.001}})
	}, func(*Run) {}},
	"momentum, a smooth fall": {func() optimizers.Optimizer {
		return following(optimizers.NewSGD(7, 0.9, false), optimizers.ExponentialDecay{InitialLearningRate: 0.05, DecaySteps: 3, DecayRate: 0.7})
	}, func(*Run) {}},
	"RMSprop, plateau, canonical order": {func() optimizers.Optimizer { return optimizers.NewRMSprop(0.003) }, func(r *Run) {
		r.Plateau, r.Shuffle = &ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1, MinDelta: 10, Cooldown: 2}, false
	}},
	"an early end": {func() optimizers.Optimizer { return optimizers.NewSGD(0.05, 0.9, true) }, func(r *Run) {
		r.Stopping[0].MinDelta, r.Stopping[0].Patience = 10, 2 // the first epoch stays the best
	}},
	"whole batches, no rules": {func() optimizers.Optimizer { return optimizers.NewSGD(0.05, 0, false) }, func(r *Run) { r.WholeBatches, r.Stopping = true, nil }},
}

func TestARunGoesOnAsIfItHadNeverStopped(t *testing.T) {
	for name, v := range variants {
		t.Run(name, func(t *testing.T) {
			fresh := func() *Run {
				r := everything(t, v.optimizer())
				v.change(r)
				return r
			}
			straight := fresh()
			events := told(t, straight)
			end := snapshot(t, straight)
			for stop := 1; ; stop++ {
				r, yields, before := fresh(), 0, 0
				err := r.Fit(context.Background(), func(e Event) {
					if _, ok := e.(Evaluating); !ok {
						before++
					}
				}, func() error {
					if yields++; yields == stop {
						return ErrStopped
					}
					return nil
				})
				if err == nil {
					break
				}
				resumed := fresh()
				if err := resumed.Restore(reread(t, snapshot(t, r))); err != nil {
					t.Fatalf("stopped in yield %d: %v", stop, err)
				}
				if d := cmp.Diff(from(events, before), from(told(t, resumed), 0), cmpopts.EquateNaNs()); d != "" {
					t.Fatalf("stopped in yield %d, it goes on otherwise:\n%s", stop, d)
				}
				same(t, end, snapshot(t, resumed))
				stop += stop / 8 // not each of hundreds
			}
		})
	}
}

// from is events after the first so many, and without Testing, which is told again where validation begins anew.
func from(events []Event, first int) []Event {
	events = slices.DeleteFunc(slices.Clone(events), func(e Event) bool {
		_, ok := e.(Evaluating)
		return ok
	})
	return events[first:]
}

// same compares checkpoints to the last bit, but for times and speeds.
func same(t *testing.T, a, b *nn.Checkpoint) {
	t.Helper()
	timeless := func(c *nn.Checkpoint) *nn.Checkpoint {
		text := *c
		for _, part := range []*json.RawMessage{&text.Progress, &text.History} {
			var v any
			if err := json.Unmarshal(*part, &v); err != nil {
				t.Fatal(err)
			}
			*part, _ = json.Marshal(withoutTimes(v))
		}
		return &text
	}
	var x, y bytes.Buffer
	if err := errors.Join(nn.WriteCheckpoint(&x, timeless(a)), nn.WriteCheckpoint(&y, timeless(b))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(x.Bytes(), y.Bytes()) {
		t.Errorf("the checkpoints differ: %s\n%s", timeless(a).Progress, timeless(b).Progress)
	}
}

func withoutTimes(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = withoutTimes(v[i])
		}
	case map[string]any:
		for _, key := range []string{"seconds", "training_seconds", "images_per_second"} {
			delete(v, key)
		}
		for key := range v {
			v[key] = withoutTimes(v[key])
		}
	}
	return v
}

func TestTheLimitOfStepsIsAPause(t *testing.T) {
	straight := everything(t, optimizers.NewAdam(0.01))
	fit(t, straight)
	for limit := 1; limit <= 12; limit++ {
		r := everything(t, optimizers.NewAdam(0.01))
		r.Steps = limit
		events := fit(t, r)
		if done := events[len(events)-1].(history.Result); limit < 12 && done.Stopped != history.EndSteps || done.RestoredEpoch != 0 && limit < 12 {
			t.Errorf("limit %d: %+v", limit, done)
		}
		c := reread(t, snapshot(t, r))
		for name, resumed := range map[string]*Run{"another run": everything(t, optimizers.NewAdam(0.5)), "the same": r} {
			if resumed != r {
				if err := resumed.Restore(c); err != nil {
					t.Fatalf("limit %d: %v", limit, err)
				}
			}
			resumed.Steps = 0
			fit(t, resumed)
			if got, want := resumed.Backend.SHA256(), straight.Backend.SHA256(); got != want {
				t.Errorf("limit %d, %s: weights %s, want %s", limit, name, got, want)
			}
			if len(resumed.History) != 4 {
				t.Errorf("limit %d, %s: %d epochs", limit, name, len(resumed.History))
			}
		}
	}
}

func TestMoreEpochsThanAtFirst(t *testing.T) {
	long, short := everything(t, optimizers.NewAdam(0.01)), everything(t, optimizers.NewAdam(0.01))
	long.Stopping, short.Stopping, long.Epochs = nil, nil, 7
	fit(t, long)
	fit(t, short)
	more := everything(t, optimizers.NewAdam(0.01))
	more.Stopping, more.Epochs = nil, 7
	if err := more.Restore(reread(t, snapshot(t, short))); err != nil {
		t.Fatal(err)
	}
	fit(t, more)
	if more.Backend.SHA256() != long.Backend.SHA256() {
		t.Error("4 epochs and 3 give other weights than 7")
	}
}

func TestTheWeightsOfTheBestEpochComeBack(t *testing.T) {
	tests := []struct {
		name            string
		losses          []float64 // of validation, epoch by epoch
		patience, steps int
		weight          float32 // at the end: so many steps done, three an epoch
		restored        int
		stopped         string
	}{
		{"the rule fires", []float64{3, 1, 2, 2, 2}, 2, 0, 6, 2, history.EndEarly},
		{"the last epoch has come", []float64{3, 1, 2, 2, 2}, 9, 0, 6, 2, history.EndEpochs},
		{"the last epoch is the best", []float64{5, 4, 3, 2, 1}, 2, 0, 15, 0, history.EndEpochs},
		{"the limit of steps is a pause", []float64{3, 1, 2, 2, 2}, 9, 10, 10, 0, history.EndSteps},
		{"the rule fires with the limit of steps", []float64{3, 1, 2, 2, 2}, 2, 12, 6, 2, history.EndEarly},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			validated := 0
			s := &script{}
			s.test = func(b nn.Batch) nn.Result {
				if len(b.Index) != 30 {
					return nn.Result{Pictures: len(b.Index)}
				}
				validated++
				return nn.Result{Loss: test.losses[validated-1] * 30, Pictures: 30}
			}
			r := scripted(s)
			r.Epochs, r.Steps = 5, test.steps
			r.Stopping = []*EarlyStopping{{Monitor: "val_loss", Patience: test.patience, RestoreBestWeights: true}}
			events := fit(t, r)
			done := events[len(events)-1].(history.Result)
			if s.weight != test.weight || done.RestoredEpoch != test.restored || done.Stopped != test.stopped {
				t.Errorf("weights of step %v, %+v; want %+v", s.weight, done, test)
			}
			if r.Epochs = 9; test.restored > 0 && test.stopped == history.EndEpochs {
				if err := r.Fit(context.Background(), nil, nil); err == nil || !strings.Contains(err.Error(), "gone back to the weights of epoch 2") {
					t.Errorf("going on after the end: %v", err)
				}
			}
		})
	}
}

func TestTheLearningRateFollowsItsSchedule(t *testing.T) {
	r := everything(t, following(optimizers.NewSGD(7, 0, false), optimizers.ExponentialDecay{InitialLearningRate: 0.1, DecaySteps: 4, DecayRate: 0.5, Staircase: true}))
	var rates []float64
	err := r.Fit(context.Background(), func(e Event) {
		if _, ok := e.(history.Step); ok {
			rates = append(rates, r.Backend.LearningRate())
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := []float64{0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.05, 0.025, 0.025, 0.025, 0.025}; !slices.Equal(rates, want) {
		t.Errorf("rates %v, want %v", rates, want)
	}
	for i, want := range []float64{0.1, 0.05, 0.025, 0.025} {
		if got := float64(r.History[i].LearningRate); got != want {
			t.Errorf("epoch %d ends with rate %v, want %v", i+1, got, want)
		}
	}
}

func TestACheckpointCarriesItsSchedule(t *testing.T) {
	schedule := optimizers.PiecewiseConstantDecay{Boundaries: []int{2, 6}, Values: []float64{0.3, 0.2, 0.1}}
	r := everything(t, following(optimizers.NewAdam(7), schedule))
	r.Steps = 5
	fit(t, r)
	resumed := everything(t, optimizers.NewAdam(0.5))
	if err := resumed.Restore(reread(t, snapshot(t, r))); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(optimizers.Schedule(schedule), resumed.Backend.Schedule()); d != "" || resumed.Backend.LearningRate() != 0.2 {
		t.Errorf("rate %v after a restored schedule (-want +got):\n%s", resumed.Backend.LearningRate(), d)
	}
}

func TestTheLearningRateIsReducedBetweenEpochs(t *testing.T) {
	s := &script{rate: 1}
	r := scripted(s)
	r.Epochs, r.Plateau = 4, &ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.5, Patience: 1}
	fit(t, r)
	var rates []float64
	for _, e := range r.History {
		rates = append(rates, float64(e.LearningRate))
	}
	if want := []float64{1, 1, 0.5, 0.25}; !slices.Equal(rates, want) {
		t.Errorf("rates %v, want %v", rates, want)
	}
}

// stopped is a checkpoint of everything in the middle of its third epoch, its progress and history open to change.
func stopped(t *testing.T) *nn.Checkpoint {
	t.Helper()
	r := everything(t, optimizers.NewAdam(0.01))
	r.Steps = 8
	fit(t, r)
	return reread(t, snapshot(t, r))
}

func TestCheckpointsOfAnotherRunAreRefused(t *testing.T) {
	c := stopped(t)
	for name, test := range map[string]struct {
		change func(*Run)
		want   string
	}{
		"seed":              {func(r *Run) { r.Seed = 2 }, "its seed is 1, the run's 2"},
		"pictures":          {func(r *Run) { r.DataSet = "0123456789abcdef" }, "the run's 0123456789ab…"},
		"steps an epoch":    {func(r *Run) { r.Train.Index = indices(0, 30) }, "step 8 is not step 2 of epoch 3: the run has 4 steps an epoch"},
		"batch":             {func(r *Run) { r.Batch = 9 }, "16 pictures after 2 steps, not 18"},
		"fewer epochs":      {func(r *Run) { r.Epochs = 2 }, "it is in epoch 3, beyond the run's 2"},
		"one rule":          {func(r *Run) { r.Stopping = r.Stopping[:1] }, "it has 2 rules of early stopping, the run 1"},
		"another patience":  {func(r *Run) { r.Stopping[1].Patience = 5 }, "its rule 2 of early stopping is another than the run's, on val_accuracy with patience 5"},
		"nothing to come":   {func(r *Run) { r.Stopping[0].RestoreBestWeights = false }, "its rule 1 of early stopping is another"},
		"a plateau":         {func(r *Run) { r.Plateau = &ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1} }, "reduced on a plateau otherwise"},
		"another optimizer": {func(r *Run) { r.Backend.(*Local).Optimizer = optimizers.NewSGD(0.1, 0.9, false) }, "its optimizer is adam, the run's sgd"},
		"another network": {func(r *Run) {
			spec := *r.Backend.(*Local).Network.Spec()
			spec.Layers = slices.Clone(spec.Layers)
			spec.Layers[4] = keras.Dropout{Name: "dropout", Rate: 0.5}
			network, err := nn.New(&spec, 1)
			if err != nil {
				t.Fatal(err)
			}
			r.Backend.(*Local).Network = network
		}, "layer dropout (Dropout) of the network is another"},
		"no run at all": {func(r *Run) { r.Backend = nil }, "there is no backend"},
	} {
		t.Run(name, func(t *testing.T) {
			r := everything(t, optimizers.NewAdam(0.01))
			test.change(r)
			err := r.Restore(c)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Fatalf("error %v, want %s", err, test.want)
			}
			if r.Step() != 0 || r.History != nil || r.Stopping[0].Best != nil {
				t.Errorf("the run has changed: %+v", r)
			}
		})
	}
}

func TestBrokenCheckpointsAreRefused(t *testing.T) {
	for name, test := range map[string]struct{ part, from, to, want string }{
		"no progress":              {"progress", "", "", "it has weights alone"},
		"progress of another kind": {"progress", "{", "[{", "its progress: "},
		"history of another kind":  {"history", "[", "{", "its history: "},
		"no history":               {"history", "", "[]", "with 0 epochs in its history"},
		"another epoch":            {"progress", `"epoch":3`, `"epoch":4`, "it is in epoch 4 by one account, in 3 by another"},
		"no epoch":                 {"progress", `"epoch":3`, `"epoch":-3`, "it is in epoch -3"},
		"another step":             {"progress", `"epoch_step":2`, `"epoch_step":1`, "step 8 is not step 1 of epoch 3"},
		"a huge step":              {"progress", `"epoch_step":2`, `"epoch_step":1000000000000`, "is not step 1000000000000"},
		"too few pictures":         {"progress", `"pictures":16`, `"pictures":0`, "0 pictures after 2 steps, not 16"},
		"too many right":           {"progress", `"correct":`, `"correct":9`, "its sums: correct: 91 of 16 pictures"},
		"restored from nowhere":    {"progress", `"restored_epoch":0`, `"restored_epoch":7`, "weights of epoch 7 of 2"},
		"restored and kept":        {"progress", `"restored_epoch":0`, `"restored_epoch":1`, "its best weights: kept true, wanted false"},
		"negative time":            {"progress", `"training_seconds":`, `"training_seconds":-1`, "of them training"},
		"no rule":                  {"progress", `"early_stopping":[`, `"early_stopping":[null,`, "it has 3 rules"},
		"a rule that is none":      {"progress", `"early_stopping":[{`, `"early_stopping":[null],"x":[{`, "it has 1 rules"},
		"a wait without end":       {"progress", `"wait":`, `"wait":99`, "cannot stand at best epoch"},
		"an epoch twice":           {"history", `"epoch":2`, `"epoch":1`, "its history: epoch 2 is called 1"},
		"an epoch of ages":         {"progress", `"seconds":`, `"seconds":1e99,"was":`, "of them training"},
		"a sum beyond all":         {"progress", `"penalty":`, `"penalty":1e300,"was":`, "beyond all that training gives"},
		"more right than all":      {"history", `"accuracy":`, `"accuracy":9`, "its history: epoch 1: accuracy: 9"},
		"a loss beyond all":        {"history", `"loss":`, `"loss":1e300,"was":`, "its history: epoch 1: loss: 1e+300"},
		"a speed of less than 0":   {"history", `"images_per_second":`, `"images_per_second":-1`, "its history: epoch 1: images_per_second: -1"},
		"another end":              {"history", `"step":6`, `"step":5`, "ends with step 5"},
	} {
		t.Run(name, func(t *testing.T) {
			c := stopped(t)
			part := &c.Progress
			if test.part == "history" {
				part = &c.History
			}
			switch text := string(*part); {
			case test.from == "" && test.to == "":
				*part = nil
			case test.from == "":
				*part = json.RawMessage(test.to)
			case !strings.Contains(text, test.from):
				t.Fatalf("no %s in %s", test.from, text)
			default:
				*part = json.RawMessage(strings.Replace(text, test.from, test.to, 1))
			}
			r := everything(t, optimizers.NewAdam(0.01))
			if err := r.Restore(c); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
			if r.Step() != 0 || r.History != nil {
				t.Error("the run has changed")
			}
		})
	}
	for name, spoil := range map[string]func(*nn.Checkpoint){
		"no optimizer":    func(c *nn.Checkpoint) { c.Optimizer = nil },
		"no best weights": func(c *nn.Checkpoint) { c.Best = nil },
		"another epoch":   func(c *nn.Checkpoint) { c.Epoch = 2 },
		"a NaN":           func(c *nn.Checkpoint) { c.Tensors[0].Data[0] = float32(math.NaN()) },
	} {
		c := stopped(t)
		spoil(c)
		if err := everything(t, optimizers.NewAdam(0.01)).Restore(c); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestARunHasOneWayToChangeItsRate(t *testing.T) {
	r := everything(t, following(optimizers.NewAdam(7), optimizers.CosineDecay{InitialLearningRate: 1, DecaySteps: 1}))
	r.Plateau = &ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1}
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "follows a schedule") {
		t.Errorf("both: %v", err)
	}
	if r.Plateau = nil; r.Check() != nil {
		t.Error(r.Check())
	}
	r.Stopping[1].RestoreBestWeights = true
	if err := r.Check(); err == nil || !strings.Contains(err.Error(), "2 rules of early stopping want") {
		t.Errorf("two restoring rules: %v", err)
	}
}
