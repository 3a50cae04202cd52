package samples_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// reported is a row of the report's table, written out a second time in words: what stands in the table of samples must
// build exactly this.
type reported struct {
	layers    string
	recipe    string
	callbacks string
	augment   string
	params    [2]int // total and trainable
	percent   float64
	assumed   string // what carries the mark A; all else of the recipe is stated or from the notebook
}

var theReport = map[int]reported{
	0: {
		layers:  "conv 32 glorot_uniform | pool | flatten | dense 32 glorot_uniform | softmax 10",
		recipe:  "adam lr 0.001, 5 epochs of batches of 64",
		params:  [2]int{263_402, 263_402},
		percent: 55, assumed: "batch lr network optimizer",
	},
	1: {
		layers:  "conv 32 glorot_uniform | pool | flatten | dense 32 glorot_uniform | softmax 10",
		recipe:  "adam lr 0.001, 30 epochs of batches of 64",
		params:  [2]int{263_402, 263_402},
		percent: 60.48, assumed: "batch lr",
	},
	2: {
		layers:  "conv 32 glorot_uniform | pool | flatten | dense 32 glorot_uniform | softmax 10",
		recipe:  "sgd lr 0.001 momentum 0.9, 30 epochs of batches of 64",
		params:  [2]int{263_402, 263_402},
		percent: 61.79, assumed: "batch lr momentum",
	},
	3: {
		layers:  "conv 32 glorot_uniform | pool | flatten | dense 32 glorot_uniform | dense 64 glorot_uniform | dropout 0.2 | softmax 10",
		recipe:  "sgd lr 0.001 momentum 0.9, 30 epochs of batches of 64",
		params:  [2]int{265_834, 265_834},
		percent: 63.81, assumed: "lr momentum",
	},
	4: {
		layers: "conv 32 glorot_uniform | pool | conv 32 glorot_uniform | pool | dropout 0.3 | flatten | dense 32 glorot_uniform | " +
			"dense 64 glorot_uniform | dropout 0.3 | softmax 10",
		recipe:  "sgd lr 0.001 momentum 0.9, 30 epochs of batches of 64",
		params:  [2]int{78_474, 78_474},
		percent: 62.95, assumed: "lr momentum",
	},
	5: {
		layers: "conv 32 glorot_uniform | pool | conv 32 glorot_uniform | pool | dropout 0.3 | flatten | dense 32 glorot_uniform | " +
			"dense 64 glorot_uniform | dropout 0.3 | softmax 10",
		recipe:    "sgd lr 0.001 momentum 0.9, 50 epochs of batches of 64",
		callbacks: "val_loss 5",
		params:    [2]int{78_474, 78_474},
		percent:   69.06, assumed: "lr momentum",
	},
	6: {
		layers: "conv 32 glorot_uniform | pool | conv 64 glorot_uniform | pool | conv 128 glorot_uniform | pool | dropout 0.3 | flatten | " +
			"dense 512 glorot_uniform | dropout 0.3 | dense 512 glorot_uniform | dropout 0.3 | softmax 10",
		recipe:    "sgd lr 0.01 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5",
		params:    [2]int{1_410_122, 1_410_122},
		percent:   75.76, assumed: "dropout lr",
	},
	7: {
		layers: "conv 32 he_uniform l2 0.001 | pool | dropout 0.3 | conv 64 he_uniform l2 0.001 | pool | dropout 0.3 | " +
			"conv 128 he_uniform l2 0.001 | pool | dropout 0.3 | flatten | " +
			"dense 512 he_uniform | norm | dense 512 he_uniform | dropout 0.3 | norm | dense 512 he_uniform | dropout 0.1 | softmax 10",
		recipe:    "sgd lr 0.01 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5",
		params:    [2]int{1_676_874, 1_674_826},
		percent:   70.83, assumed: "dropout l2 lr",
	},
	8: {
		layers: "conv 64 he_uniform | conv 64 he_uniform | pool | dropout 0.3 | conv 128 he_uniform | conv 128 he_uniform | pool | dropout 0.3 | " +
			"conv 256 he_uniform | conv 256 he_uniform | conv 256 he_uniform | pool | dropout 0.2 | " +
			"conv 512 he_uniform | conv 512 he_uniform | conv 512 he_uniform | conv 512 he_uniform | pool | " +
			"conv 512 he_uniform | conv 512 he_uniform | dropout 0.2 | flatten | " +
			"dense 512 he_uniform l2 0.001 | norm | dense 512 he_uniform l2 0.001 | dropout 0.1 | norm | softmax 10",
		recipe:    "sgd lr 0.001 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5",
		params:    [2]int{16_035_658, 16_033_610},
		percent:   82.82, assumed: "dropout early_stopping epochs l2 lr momentum optimizer",
	},
	10: {
		layers: "conv 64 he_uniform | conv 64 he_uniform | pool | dropout 0.3 | conv 128 he_uniform | conv 128 he_uniform | pool | dropout 0.3 | " +
			"conv 256 he_uniform | conv 256 he_uniform | conv 256 he_uniform | pool | dropout 0.2 | " +
			"conv 512 he_uniform | conv 512 he_uniform | conv 512 he_uniform | conv 512 he_uniform | pool | " +
			"conv 512 he_uniform | conv 512 he_uniform | dropout 0.2 | flatten | " +
			"dense 512 he_uniform l2 0.001 | norm | dense 512 he_uniform l2 0.001 | dropout 0.1 | norm | softmax 10",
		recipe:    "sgd lr 0.001 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5",
		augment:   "flip shift",
		params:    [2]int{16_035_658, 16_033_610},
		percent:   83.84, assumed: "dropout early_stopping epochs l2 lr momentum optimizer",
	},
	11: {
		layers: "conv 64 he_uniform l2 0.0005 | conv 64 he_uniform l2 0.0005 | pool | dropout 0.2 | " +
			"conv 128 he_uniform l2 0.0005 | conv 128 he_uniform l2 0.0005 | pool | dropout 0.2 | " +
			"conv 256 he_uniform l2 0.0005 | conv 256 he_uniform l2 0.0005 | conv 256 he_uniform l2 0.0005 | pool | dropout 0.2 | " +
			"conv 512 he_uniform l2 0.0005 | conv 512 he_uniform l2 0.0005 | conv 512 he_uniform l2 0.0005 | conv 512 he_uniform l2 0.0005 | pool | " +
			"conv 512 he_uniform l2 0.0005 | conv 512 he_uniform l2 0.0005 | dropout 0.3 | flatten | " +
			"dense 512 he_uniform l2 0.001 | norm | dropout 0.4 | dense 512 he_uniform l2 0.001 | norm | dropout 0.5 | softmax 10",
		recipe:    "sgd lr 0.001 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5",
		params:    [2]int{16_035_658, 16_033_610},
		percent:   82.67, assumed: "early_stopping epochs lr momentum optimizer",
	},
	12: {
		layers: "conv 64 he_uniform l2 0.0005 | norm | conv 64 he_uniform l2 0.0005 | norm | pool | dropout 0.2 | " +
			"conv 128 he_uniform l2 0.0005 | norm | conv 128 he_uniform l2 0.0005 | norm | pool | dropout 0.2 | " +
			"conv 256 he_uniform l2 0.0005 | norm | conv 256 he_uniform l2 0.0005 | norm | conv 256 he_uniform l2 0.0005 | norm | pool | dropout 0.2 | " +
			"conv 512 he_uniform l2 0.0005 | norm | conv 512 he_uniform l2 0.0005 | norm | conv 512 he_uniform l2 0.0005 | norm | conv 512 he_uniform l2 0.0005 | norm | pool | " +
			"conv 512 he_uniform l2 0.0005 | norm | conv 512 he_uniform l2 0.0005 | norm | dropout 0.3 | flatten | " +
			"dense 512 he_uniform l2 0.001 | norm | dropout 0.4 | dense 512 he_uniform l2 0.001 | norm | dropout 0.5 | softmax 10",
		recipe:    "sgd lr 0.001 momentum 0.9, 100 epochs of batches of 64",
		callbacks: "val_loss 5, val_accuracy 10",
		augment:   "flip shift, in validation too",
		params:    [2]int{16_052_554, 16_042_058},
		percent:   87.29,
	},
}

func TestTheTableIsTheReport(t *testing.T) {
	for _, s := range samples.All() {
		want, ok := theReport[s.Number]
		if !ok {
			if s.Number != 9 {
				t.Errorf("sample %d is not compared", s.Number)
			}
			continue
		}
		if d := cmp.Diff(want, inWords(t, s), cmp.AllowUnexported(reported{})); d != "" {
			t.Errorf("sample %d (-report +table):\n%s", s.Number, d)
		}
	}
}

// inWords is what a sample's experiment builds.
func inWords(t *testing.T, s *samples.Sample) reported {
	t.Helper()
	e, err := recipe.New(s.Number)
	if err != nil {
		t.Fatal(err)
	}
	var layers []string
	for _, l := range e.Spec.Layers {
		layers = append(layers, layerInWords(t, l))
	}
	r := reported{layers: strings.Join(layers, " | "), percent: s.TestPercent, augment: strings.Join(e.Augment, " ")}
	r.recipe = fmt.Sprintf("%s lr %v momentum %v, %d epochs of batches of %d", e.Optimizer, e.LearningRate, e.Momentum, e.Epochs, e.Batch)
	r.recipe = strings.Replace(r.recipe, " momentum 0,", ",", 1)
	var rules []string
	for _, rule := range e.Stopping() {
		rules = append(rules, fmt.Sprint(rule.Monitor, " ", rule.Patience))
	}
	r.callbacks = strings.Join(rules, ", ")
	if e.AugmentsValidation() {
		r.augment += ", in validation too"
	}
	if r.params[0], r.params[1], err = e.Spec.Params(); err != nil {
		t.Fatal(err)
	}
	if e.Schedule != "constant" || e.ReduceLR != 0 || e.MinDelta != 0 || e.RestoreBest || e.Nesterov {
		t.Errorf("sample %d has what the report does not: %+v", s.Number, e)
	}
	var assumed []string
	for _, key := range []string{"batch", "dropout", "early_stopping", "epochs", "l2", "lr", "momentum", "network", "optimizer"} {
		if s.Marks[key] == samples.Assumed {
			assumed = append(assumed, key)
		}
	}
	r.assumed = strings.Join(assumed, " ")
	return r
}

// layerInWords says what matters of a layer, after making sure of what all of its kind have in common.
func layerInWords(t *testing.T, l keras.Layer) string {
	t.Helper()
	decay := func(l2 *keras.L2) string {
		if l2 == nil {
			return ""
		}
		return fmt.Sprint(" l2 ", l2.Rate)
	}
	switch l := l.(type) {
	case keras.Conv2D:
		if l.KernelSize == [2]int{3, 3} && l.Strides == [2]int{1, 1} && l.Padding == "same" && l.Activation == "relu" && l.UseBias && l.BiasInitializer == "zeros" {
			return fmt.Sprint("conv ", l.Filters, " ", l.KernelInitializer, decay(l.KernelRegularizer))
		}
	case keras.MaxPooling2D:
		if l.PoolSize == [2]int{2, 2} && l.Strides == [2]int{2, 2} && l.Padding == "valid" {
			return "pool"
		}
	case keras.Flatten:
		return "flatten"
	case keras.Dense:
		switch {
		case l.Activation == "relu" && l.UseBias && l.BiasInitializer == "zeros":
			return fmt.Sprint("dense ", l.Units, " ", l.KernelInitializer, decay(l.KernelRegularizer))
		case l.Activation == "softmax" && l.UseBias && l.KernelInitializer == "glorot_uniform" && l.KernelRegularizer == nil:
			return fmt.Sprint("softmax ", l.Units)
		}
	case keras.BatchNormalization:
		if l.Momentum == 0.99 && l.Epsilon == 1e-3 && !l.NoScale && !l.NoCenter {
			return "norm"
		}
	case keras.Dropout:
		return fmt.Sprint("dropout ", l.Rate)
	}
	t.Errorf("%+v is no layer of the report", l)
	return "?"
}

// TestMarksOfSingleValues are those of samples.md that name one layer or one source.
func TestMarksOfSingleValues(t *testing.T) {
	tests := []struct {
		sample int
		key    string
		want   samples.Mark
	}{
		{0, "epochs", samples.Stated}, {0, "optimizer", samples.Assumed}, {1, "optimizer", samples.Stated}, {2, "batch", samples.Assumed}, {3, "batch", samples.Stated},
		{3, "dropout", samples.Stated}, {4, "dropout", samples.Stated}, {5, "early_stopping", samples.Stated}, {5, "monitor", samples.Stated}, {5, "patience", samples.Stated},
		{6, "momentum", samples.Stated}, {6, "lr", samples.Assumed}, {7, "dropout_4", samples.Stated}, {7, "dropout", samples.Assumed}, {7, "initializer", samples.Stated}, {7, "l2", samples.Assumed},
		{8, "dropout_4", samples.Stated}, {8, "dropout", samples.Assumed}, {8, "l2", samples.Assumed}, {10, "augment", samples.Stated}, {11, "l2", samples.Stated}, {11, "dropout", samples.Stated},
		{12, "lr", samples.Notebook}, {12, "optimizer", samples.Notebook}, {12, "momentum", samples.Notebook}, {12, "augment", samples.Notebook}, {12, "patience", samples.Notebook}, {12, "monitor", samples.Notebook},
	}
	for _, test := range tests {
		if got := samples.ByNumber(test.sample).Mark(test.key); got != test.want {
			t.Errorf("sample %d: %s has the mark %v, want %v", test.sample, test.key, got, test.want)
		}
	}
}
