package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/nn/keras"
)

// smallRun are the flags of a run of small pictures of the kinds of sample 12: batch normalization, dropout, augmentation,
// momentum, early stopping pending. It has 6 epochs of 2 steps.
func smallRun(t *testing.T) []string {
	t.Helper()
	spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 8, KernelSize: [2]int{3, 3}, Strides: [2]int{1, 1}, Padding: "same", Activation: "relu", UseBias: true},
		keras.BatchNormalization{Momentum: 0.99, Epsilon: 1e-3},
		keras.MaxPooling2D{PoolSize: [2]int{4, 4}, Strides: [2]int{4, 4}},
		keras.Dropout{Rate: 0.2},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}
	text, err := spec.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	return []string{"train", "-json", "-data", "synthetic", "-sample", "12", "-model", write(t, "small.json", string(text)),
		"-train", "70", "-val", "30", "-test", "20", "-batch", "32", "-epochs", "6", "-seed", "3", "-lr", "0.01"}
}

// end is the last line of a run.
func end(t *testing.T, args ...string) map[string]any {
	t.Helper()
	all := lines(t, must(t, args...))
	return all[len(all)-1]
}

func TestACommandGoesOnAsIfItHadNeverStopped(t *testing.T) {
	small := smallRun(t)
	for name, flags := range map[string][]string{
		"sample 12's":                    nil,
		"Adam":                           {"-optimizer", "adam"},
		"Adam, cosine, the best weights": {"-optimizer", "adam", "-schedule", "cosine", "-restore_best"},
		"RMSprop, pieces":                {"-optimizer", "rmsprop", "-schedule", "piecewise", "-boundaries", "1,3", "-values", "0.02,0.005"},
		"a warmup":                       {"-schedule", "cosine", "-warmup_epochs", "2"},
		"reduced":                        {"-reduce_lr", "0.5", "-reduce_lr_patience", "1", "-monitor", "loss"},
	} {
		t.Run(name, func(t *testing.T) {
			flags := append(small, flags...)
			want := end(t, flags...)
			path := filepath.Join(t.TempDir(), "run.safetensors")
			must(t, append(flags, "-save", path, "-steps", "5")...)
			must(t, "train", "-data", "synthetic", "-resume", path, "-save", path, "-steps", "7")
			got := end(t, "train", "-json", "-data", "synthetic", "-resume", path)
			for _, key := range []string{"weights_sha256", "test_loss", "test_accuracy", "stopped", "restored_epoch"} {
				if got[key] != want[key] {
					t.Errorf("%s is %v in three sittings, %v in one", key, got[key], want[key])
				}
			}
		})
	}
}

func TestEveryFlagCanBeGivenAgain(t *testing.T) {
	flags := smallRun(t)
	path := filepath.Join(t.TempDir(), "run.safetensors")
	must(t, append(flags, "-save", path, "-steps", "5")...)
	if a, b := end(t, flags...), end(t, append(flags, "-resume", path)...); a["weights_sha256"] != b["weights_sha256"] {
		t.Errorf("%v, with the same flags again %v", a, b)
	}
	for _, test := range []struct{ flag, value, want string }{
		{"-lr", "0.5", "lr=0.5: the checkpoint is of a run with lr=0.01"},
		{"-sample", "11", "sample=11: the checkpoint is of a run with sample=12"},
		{"-link", "seed=9", "seed=9: the checkpoint is of a run with seed=3"},
		{"-patience", "7", "patience=7: the checkpoint is of a run with patience=5,10"},
		{"-epochs", "1", "beyond the run's 1"},
	} {
		_, notes, code := call(t, "train", "-data", "synthetic", "-resume", path, test.flag, test.value)
		if code != exitError || !strings.Contains(notes, test.want) {
			t.Errorf("%s %s: exit %d, %s; want %s", test.flag, test.value, code, notes, test.want)
		}
	}
}

func TestACheckpointsWeightsBeginANewRun(t *testing.T) {
	flags := smallRun(t)
	path := filepath.Join(t.TempDir(), "run.safetensors")
	first := end(t, append(flags, "-save", path, "-epochs", "1")...)
	all := lines(t, must(t, append(flags, "-weights", path, "-steps", "1")...))
	if all[0]["step"] != 1.0 || all[1]["weights_sha256"] == first["weights_sha256"] {
		t.Errorf("%v after %v", all, first)
	}
	measured := lines(t, must(t, "evaluate", "-weights", path, "-data", "synthetic", "-test", "20", "-json"))[0]
	if measured["weights_sha256"] != first["weights_sha256"] || measured["test_accuracy"] != first["test_accuracy"] {
		t.Errorf("%v, want %v", measured, first)
	}
}

func TestARunIsSavedEachEpochAndWhenInterrupted(t *testing.T) {
	flags := smallRun(t)
	want := end(t, flags...)
	path := filepath.Join(t.TempDir(), "run.safetensors")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var notes bytes.Buffer
	epochs := 0
	out := writerFunc(func(line []byte) (int, error) {
		if c, err := readCheckpoint(path); epochs > 0 && (err != nil || c.Epoch != epochs+1) {
			t.Errorf("after epoch %d there is no such file: %v", epochs, err)
		}
		if epochs++; epochs == 3 {
			cancel()
		}
		return len(line), nil
	})
	if code := run(ctx, append(flags, "-save", path, "-save_every", "1"), out, &notes); code != exitError || !strings.Contains(notes.String(), "goes on from here") {
		t.Fatalf("exit %d, %s", code, notes.String())
	}
	if got := end(t, "train", "-json", "-data", "synthetic", "-resume", path); got["weights_sha256"] != want["weights_sha256"] {
		t.Errorf("weights %v after an interruption, %v without", got["weights_sha256"], want["weights_sha256"])
	}
	if files, err := os.ReadDir(filepath.Dir(path)); err != nil || len(files) != 1 {
		t.Errorf("%v in the folder, %v", files, err)
	}
}

// writerFunc is a function as an io.Writer.
type writerFunc func([]byte) (int, error)

func (w writerFunc) Write(b []byte) (int, error) { return w(b) }
