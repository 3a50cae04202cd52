package nn_test

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// fixture is one case of testdata/fixtures; see the README there.
type fixture struct {
	Name      string          `json:"name"`
	Seed      uint32          `json:"seed"`
	BatchSize int             `json:"batch_size"`
	Steps     int             `json:"steps"`
	Model     json.RawMessage `json:"model"`
	Compile   struct {
		Optimizer json.RawMessage `json:"optimizer"`
		Loss      string          `json:"loss"`
	} `json:"compile"`
	Params    int `json:"params"`
	Tolerance struct {
		Loss        float64 `json:"loss"`
		Output      float64 `json:"output"`
		WeightSum   float64 `json:"weight_sum"`
		WeightSumsq float64 `json:"weight_sumsq"`
		Weight      float64 `json:"weight"`
	} `json:"tolerance"`
	Expect struct {
		PredictBefore  []float64      `json:"predict_before"`
		EvaluateBefore lossAccuracy   `json:"evaluate_before"`
		Steps          []lossAccuracy `json:"steps"`
		PredictAfter   []float64      `json:"predict_after"`
		WeightsAfter   []struct {
			Name  string    `json:"name"`
			Shape []int     `json:"shape"`
			N     int       `json:"n"`
			Sum   float64   `json:"sum"`
			Sumsq float64   `json:"sumsq"`
			First []float64 `json:"first"`
			Last  []float64 `json:"last"`
		} `json:"weights_after"`
	} `json:"expect"`
}

type lossAccuracy struct {
	Loss     float64 `json:"loss"`
	Accuracy float64 `json:"accuracy"`
}

// TestFixtures holds the engine to what an independent implementation of Keras computed. MUESTRA_FIXTURES names another folder of cases.
func TestFixtures(t *testing.T) {
	dir := os.Getenv("MUESTRA_FIXTURES")
	if dir == "" {
		dir = filepath.Join("testdata", "fixtures")
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures in %s (%v)", dir, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var f fixture
		if err := json.Unmarshal(text, &f); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		t.Run(f.Name, f.run)
	}
}

func (f *fixture) run(t *testing.T) {
	spec, err := keras.Parse(f.Model)
	if err != nil {
		t.Fatal(err)
	}
	network, err := nn.New(spec, 1)
	if err != nil {
		t.Fatal(err)
	}
	if total, _, _ := spec.Params(); total != f.Params {
		t.Errorf("params: got %d, want %d", total, f.Params)
	}
	optimizer, err := optimizers.Parse(f.Compile.Optimizer)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range network.Weights() {
		f.fillWeight(i, w)
	}
	first := f.batch(spec, 0)

	f.compareOutputs(t, "predict_before", network, first, f.Expect.PredictBefore)
	got, err := network.TestOnBatch(first)
	if err != nil {
		t.Fatal(err)
	}
	f.compareResult(t, "evaluate_before", got, 0, f.Expect.EvaluateBefore)
	for s := range f.Steps {
		got, err := network.TrainOnBatch(f.batch(spec, s), optimizer)
		if err != nil {
			t.Fatalf("step %d: %v", s, err)
		}
		f.compareResult(t, "step", got, got.Penalty, f.Expect.Steps[s])
	}
	f.compareOutputs(t, "predict_after", network, first, f.Expect.PredictAfter)
	f.compareWeights(t, network.Weights())
}

// h is the fixtures' fill rule.
func (f *fixture) h(t, i int) float64 {
	x := uint32(i+1)*0x9E3779B1 ^ uint32(t+1)*0x85EBCA77 ^ f.Seed*0xC2B2AE3D
	x ^= x >> 15
	x *= 0x2C1B3C6D
	x ^= x >> 12
	x *= 0x297A2D39
	x ^= x >> 15
	return float64(x>>8) / (1 << 24)
}

func (f *fixture) fillWeight(t int, w *tensor.Weight) {
	var lo, hi float64
	switch kind := w.Name[strings.LastIndex(w.Name, "/")+1:]; kind {
	case "kernel":
		fanIn := 1
		for _, d := range w.Shape[:len(w.Shape)-1] {
			fanIn *= d
		}
		hi = math.Sqrt(3 / float64(fanIn))
		lo = -hi
	case "gamma":
		lo, hi = 0.8, 1.2
	case "moving_variance":
		lo, hi = 0.5, 1.5
	default:
		lo, hi = -0.1, 0.1
	}
	for i := range w.Data {
		w.Data[i] = float32(lo + float64((hi-lo)*f.h(t, i)))
	}
}

func (f *fixture) batch(spec *keras.Sequential, s int) nn.Batch {
	b := nn.Batch{X: make([]float32, f.BatchSize*spec.Input.Size()), Labels: make([]uint8, f.BatchSize)}
	for i := range b.X {
		b.X[i] = float32(f.h(1000+s, i))
	}
	for i := range b.Labels {
		b.Labels[i] = uint8(10 * f.h(5000+s, i))
	}
	return b
}

func (f *fixture) compareOutputs(t *testing.T, what string, network *nn.Network, b nn.Batch, want []float64) {
	t.Helper()
	got, err := network.PredictOnBatch(b.X, len(b.Labels))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Fatalf("%s: got %d outputs, want %d", what, len(got), len(want))
	}
	for i := range want {
		compare(t, what, i, float64(got[i]), want[i], f.Tolerance.Output*max(1, math.Abs(want[i])))
	}
}

func (f *fixture) compareResult(t *testing.T, what string, got nn.Result, penalty float64, want lossAccuracy) {
	t.Helper()
	pictures := float64(got.Pictures)
	compare(t, what+" loss", 0, got.Loss/pictures+penalty, want.Loss, f.Tolerance.Loss*max(1, math.Abs(want.Loss)))
	compare(t, what+" accuracy", 0, float64(got.Correct)/pictures, want.Accuracy, 1e-6) // exact but for the oracle's float32
}

func (f *fixture) compareWeights(t *testing.T, weights []*tensor.Weight) {
	t.Helper()
	if len(weights) != len(f.Expect.WeightsAfter) {
		t.Fatalf("got %d tensors, want %d", len(weights), len(f.Expect.WeightsAfter))
	}
	for i, want := range f.Expect.WeightsAfter {
		w := weights[i]
		if w.Name != want.Name || !slices.Equal(w.Shape, want.Shape) || len(w.Data) != want.N {
			t.Fatalf("tensor %d: got %s %v, want %s %v", i, w.Name, w.Shape, want.Name, want.Shape)
		}
		var sum, sumsq float64
		for _, v := range w.Data {
			sum += float64(v)
			sumsq += float64(v) * float64(v)
		}
		compare(t, w.Name+" sum", 0, sum, want.Sum, f.Tolerance.WeightSum*math.Sqrt(float64(want.N)*want.Sumsq))
		compare(t, w.Name+" sumsq", 0, sumsq, want.Sumsq, f.Tolerance.WeightSumsq*want.Sumsq)
		for j, v := range want.First {
			compare(t, w.Name+" first", j, float64(w.Data[j]), v, f.Tolerance.Weight)
		}
		for j, v := range want.Last {
			compare(t, w.Name+" last", j, float64(w.Data[len(w.Data)-len(want.Last)+j]), v, f.Tolerance.Weight)
		}
	}
}

func compare(t *testing.T, what string, i int, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s [%d]: got %.9g, want %.9g (off by %.3g, tolerance %.3g)", what, i, got, want, math.Abs(got-want), tolerance)
	}
}
