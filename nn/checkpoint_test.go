package nn

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// everyOptimizer returns one of each kind, new ones in each call.
func everyOptimizer() map[string]optimizers.Optimizer {
	return map[string]optimizers.Optimizer{
		"SGD":                optimizers.NewSGD(0.05, 0, false),
		"momentum":           optimizers.NewSGD(0.05, 0.9, false),
		"Nesterov":           optimizers.NewSGD(0.05, 0.9, true),
		"Adam":               optimizers.NewAdam(0.001),
		"RMSprop":            optimizers.NewRMSprop(0.001),
		"RMSprop, all slots": &optimizers.RMSprop{LearningRate: 0.001, Rho: 0.8, Momentum: 0.9, Epsilon: 1e-6, Centered: true},
	}
}

// steps trains with batches number from … end−1 of a made-up run.
func steps(t *testing.T, n *Network, o optimizers.Optimizer, from, end int) {
	t.Helper()
	for s := from; s < end; s++ {
		b := randomBatch(n, 3+s%4)
		b.Epoch = 1 + s/5
		for i := range b.Labels {
			b.Index = append(b.Index, int32(7*s+i))
		}
		if _, err := n.TrainOnBatch(b, o); err != nil {
			t.Fatal(err)
		}
	}
}

// saved is the file of a checkpoint.
func saved(t *testing.T, c *Checkpoint) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := WriteCheckpoint(&file, c); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestTrainingGoesOnAsIfItHadNeverStopped(t *testing.T) {
	for name, straight := range everyOptimizer() {
		t.Run(name, func(t *testing.T) {
			n := everything(t)
			steps(t, n, straight, 0, 10)

			stopped, o := everything(t), everyOptimizer()[name]
			steps(t, stopped, o, 0, 4)
			o.SetLearningRate(0.02) // as a schedule may have done
			o.SetLearningRate(fixedRate(straight))
			file := saved(t, stopped.Checkpoint(o))

			c, err := ReadCheckpoint(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := New(n.Spec(), 43)
			if err != nil {
				t.Fatal(err)
			}
			o, err = fresh.Restore(c)
			if err != nil {
				t.Fatal(err)
			}
			if fresh.SHA256() != stopped.SHA256() || fresh.Steps() != 4 {
				t.Errorf("restored after %d steps: %s, want %s", fresh.Steps(), fresh.SHA256(), stopped.SHA256())
			}
			steps(t, fresh, o, 4, 10)
			if fresh.SHA256() != n.SHA256() {
				t.Error("4 steps and 6 give other weights than 10")
			}
			if !bytes.Equal(saved(t, fresh.Checkpoint(o)), saved(t, n.Checkpoint(straight))) {
				t.Error("4 steps and 6 give another checkpoint than 10")
			}
		})
	}
}

// encoded is v as JSON.
func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func fixedRate(o optimizers.Optimizer) float64 {
	switch o := o.(type) {
	case *optimizers.SGD:
		return o.LearningRate
	case *optimizers.Adam:
		return o.LearningRate
	}
	return o.(*optimizers.RMSprop).LearningRate
}

func TestCheckpointsSurviveTheirFile(t *testing.T) {
	for name, o := range everyOptimizer() {
		n := everything(t)
		steps(t, n, o, 0, 2)
		c := n.Checkpoint(o)
		c.Seed, c.Epoch = math.MaxUint64, 3
		c.Recipe, c.Progress, c.History = json.RawMessage(`{"sample":6}`), json.RawMessage(`[1.5, 2]`), json.RawMessage(`[{"epoch":1,"loss":2.3}]`)
		c.DataSet = "abc"
		for _, t := range n.Tensors() {
			t.Data = slices.Clone(t.Data)
			t.Data[0]++
			c.Best = append(c.Best, t)
		}
		got, err := ReadCheckpoint(bytes.NewReader(saved(t, c)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if c.Spec, err = keras.Parse(encoded(c.Spec)); err != nil { // which fills in Keras's defaults
			t.Fatal(err)
		}
		if d := cmp.Diff(c, got, cmpopts.IgnoreUnexported(optimizers.SGD{}, optimizers.Adam{}, optimizers.RMSprop{})); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestCheckpointsOfWeightsAloneHaveNoOptimizer(t *testing.T) {
	n := everything(t)
	c, err := ReadCheckpoint(bytes.NewReader(saved(t, n.Checkpoint(nil))))
	if err != nil {
		t.Fatal(err)
	}
	if o, err := everything(t).Restore(c); o != nil || err != nil {
		t.Errorf("got %v, %v", o, err)
	}
}

func TestBadCheckpointsAreRefusedInWords(t *testing.T) {
	n, o := everything(t), optimizers.NewAdam(0.001)
	steps(t, n, o, 0, 2)
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	// value puts a number into a copy of the tensor of this name.
	value := func(name string, v float32) func([]tensor.Tensor, map[string]string) []tensor.Tensor {
		return func(ts []tensor.Tensor, _ map[string]string) []tensor.Tensor {
			i := slices.IndexFunc(ts, func(t tensor.Tensor) bool { return t.Name == name })
			ts[i].Data = slices.Clone(ts[i].Data)
			ts[i].Data[1] = v
			return ts
		}
	}
	without := func(name string) func([]tensor.Tensor, map[string]string) []tensor.Tensor {
		return func(ts []tensor.Tensor, _ map[string]string) []tensor.Tensor {
			return slices.DeleteFunc(ts, func(t tensor.Tensor) bool { return t.Name == name })
		}
	}
	// best adds the weights of the best epoch with other data for one of them, or without it.
	best := func(name string, data []float32) func([]tensor.Tensor, map[string]string) []tensor.Tensor {
		return func(ts []tensor.Tensor, _ map[string]string) []tensor.Tensor {
			for _, t := range n.Tensors() {
				if t.Name == name {
					t.Data, t.Shape = data, []int{len(data)}
				}
				if t.Data != nil {
					t.Name = "best/" + t.Name
					ts = append(ts, t)
				}
			}
			return ts
		}
	}
	meta := func(key, text string) func([]tensor.Tensor, map[string]string) []tensor.Tensor {
		return func(ts []tensor.Tensor, m map[string]string) []tensor.Tensor {
			m[key] = text
			return ts
		}
	}
	for _, c := range []struct {
		name, want string
		spoil      func(ts []tensor.Tensor, metadata map[string]string) []tensor.Tensor
	}{
		{"missing weight", "tensor dense/bias, of shape [12], is missing", without("dense/bias")},
		{"missing slot", "tensor optimizer/v/dense/bias, of shape [12], is missing", without("optimizer/v/dense/bias")},
		{"wrong shape", "tensor dense_1/bias has shape [1 10] instead of [10]", func(ts []tensor.Tensor, _ map[string]string) []tensor.Tensor {
			i := slices.IndexFunc(ts, func(t tensor.Tensor) bool { return t.Name == "dense_1/bias" })
			ts[i].Shape = []int{1, 10}
			return ts
		}},
		{"extra tensor", "tensor dense_9/bias, of shape [1], belongs neither", func(ts []tensor.Tensor, _ map[string]string) []tensor.Tensor {
			return append(ts, tensor.Tensor{Name: "dense_9/bias", Shape: []int{1}, Data: []float32{1}})
		}},
		{"best weights without one", "weights of the best epoch: tensor dense/bias, of shape [12], is missing", best("dense/bias", nil)},
		{"best weights of another shape", "weights of the best epoch: tensor dense/bias has shape [2] instead of [12]", best("dense/bias", []float32{1, 2})},
		{"NaN in the best weights", "tensor best/dense/bias: value 1 is NaN", best("dense/bias", []float32{0, nan, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})},
		{"slots of another optimizer", "tensor optimizer/velocity/conv2d/kernel, of shape [3 3 3 6], is missing",
			meta("optimizer", `{"class_name":"SGD","config":{"momentum":0.9}}`)},
		{"slots without an optimizer", "belongs neither", func(ts []tensor.Tensor, m map[string]string) []tensor.Tensor {
			delete(m, "optimizer")
			return ts
		}},
		{"NaN", "tensor conv2d/kernel: value 1 is NaN", value("conv2d/kernel", nan)},
		{"infinite slot", "tensor optimizer/m/conv2d/kernel: value 1 is +Inf", value("optimizer/m/conv2d/kernel", inf)},
		{"negative variance", "moving_variance: value 1 is -1, but no variance is negative", value("batch_normalization/moving_variance", -1)},
		{"negative second moment", "tensor optimizer/v/dense/bias: value 1 is -1", value("optimizer/v/dense/bias", -1)},
		{"no format", `its format is ""`, meta("format", "")},
		{"another format", `its format is "muestra-checkpoint-9"`, meta("format", "muestra-checkpoint-9")},
		{"no model", "parse model", meta("model", "")},
		{"another model", "tensor dense/kernel has shape [45 12] instead of [192 10]", meta("model",
			`{"class_name":"Sequential","config":{"layers":[{"class_name":"Flatten","config":{"batch_input_shape":[null,8,8,3]}},
			{"class_name":"Dense","config":{"units":10,"activation":"softmax"}}]}}`)},
		{"a model beyond the limits", "a picture has 16000000 values up to here; the limit is 8388608", meta("model", `{"class_name":"Sequential","config":{"layers":[
			{"class_name":"Flatten","config":{"batch_input_shape":[null,1000,1000,8]}},
			{"class_name":"Dense","config":{"units":10,"activation":"softmax"}}]}}`)},
		{"unknown optimizer", `class "Lion" is not supported`, meta("optimizer", `{"class_name":"Lion","config":{}}`)},
		{"unknown generator", `random state {"generator":"dice","seed":6} is not a seed of`, meta("random", `{"generator":"dice","seed":6}`)},
		{"a negative seed", "random state", meta("random", `{"generator":"`+generator+`","seed":-6}`)},
		{"no step", `step "" is not a whole number`, meta("step", "")},
		{"a negative step", "step -1 is not in 0…1073741824", meta("step", "-1")},
		{"an endless epoch", "epoch 9999999999 is not in", meta("epoch", "9999999999")},
		{"a broken recipe", `recipe is not JSON: {"sam`, meta("recipe", `{"sam`)},
		{"a broken history", "history is not JSON", meta("history", "")},
	} {
		t.Run(c.name, func(t *testing.T) {
			good := n.Checkpoint(o)
			metadata, err := good.metadata()
			if err != nil {
				t.Fatal(err)
			}
			var file bytes.Buffer
			if err := tensor.Write(&file, c.spoil(slices.Clone(good.Tensors), metadata), metadata); err != nil {
				t.Fatal(err)
			}
			_, err = ReadCheckpoint(&file)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "nn: read checkpoint: ") ||
				len(err.Error()) > 600 {
				t.Errorf("got %v, want nn: read checkpoint: … %s …", err, c.want)
			}
		})
	}
}

func TestCutOffCheckpointsAreRefused(t *testing.T) {
	n, o := everything(t), optimizers.NewSGD(0.1, 0.9, false)
	file := saved(t, n.Checkpoint(o))
	for end := 0; end < len(file); end += 1 + end/17 {
		if _, err := ReadCheckpoint(bytes.NewReader(file[:end])); err == nil || !strings.Contains(err.Error(), "the file ends") {
			t.Errorf("cut off after %d of %d bytes: %v", end, len(file), err)
		}
	}
	if _, err := ReadCheckpoint(bytes.NewReader(append(file, 0))); err == nil || !strings.Contains(err.Error(), "after the last tensor") {
		t.Errorf("one byte more: %v", err)
	}
}

// zeros is a file of as many zero bytes as anybody reads, after a beginning.
type zeros struct{ beginning []byte }

func (z *zeros) Read(p []byte) (int, error) {
	n := copy(p, z.beginning)
	z.beginning = z.beginning[n:]
	if n == 0 {
		clear(p)
		n = len(p)
	}
	return n, nil
}

func TestHostileSizesAreRefusedBeforeTheyAreRead(t *testing.T) {
	header := func(text string) io.Reader {
		return &zeros{append(binary.LittleEndian.AppendUint64(nil, uint64(len(text))), text...)}
	}
	metadata, err := everything(t).Checkpoint(nil).metadata()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		file       io.Reader
	}{
		{"a header of 10 GB", "a header of 10737418240 bytes; the limit is 16777216", &zeros{binary.LittleEndian.AppendUint64(nil, 10<<30)}},
		{"a tensor of 10 GB", "is beyond the limit of 1000000000 bytes",
			header(`{"a":{"dtype":"F32","shape":[2684354560],"data_offsets":[0,600000000]}}`)},
		{"a tensor of 700 MB that is none of the model's", "is missing", header(fmt.Sprintf(
			`{"__metadata__":%s,"a":{"dtype":"F32","shape":[175000000],"data_offsets":[0,700000000]}}`, encoded(metadata)))},
	} {
		if _, err := ReadCheckpoint(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

func TestRestoreTakesAllOrNothing(t *testing.T) {
	from, o := everything(t), optimizers.NewRMSprop(0.01)
	steps(t, from, o, 0, 2)
	other := func(change func(*keras.Sequential)) *Network {
		spec := *from.Spec()
		spec.Layers = slices.Clone(spec.Layers)
		change(&spec)
		n, err := New(&spec, 1)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	same := func(*keras.Sequential) {}
	for _, c := range []struct {
		name, want string
		to         *Network
		spoil      func(*Checkpoint)
	}{
		{"another dropout", "layer dropout (Dropout) of the network is another in its model",
			other(func(s *keras.Sequential) { s.Layers[3] = keras.Dropout{Name: "dropout", Rate: 0.5} }), func(*Checkpoint) {}},
		{"another class", "layer re_lu (Activation) of the network is another in its model",
			other(func(s *keras.Sequential) { s.Layers[5] = keras.Activation{Name: "re_lu", Activation: "relu"} }), func(*Checkpoint) {}},
		{"more units", "tensor dense/kernel has shape [45 12] instead of [45 13]",
			other(func(s *keras.Sequential) {
				s.Layers[7] = keras.Dense{Name: "dense", Units: 13, Activation: "relu", UseBias: true}
			}), func(*Checkpoint) {}},
		{"one layer less", "its model has 10 layers", other(func(s *keras.Sequential) { s.Layers = slices.Delete(s.Layers, 5, 6) }), func(*Checkpoint) {}},
		{"the last slot has no data", "optimizer/velocity/dense_1/bias", other(same), func(c *Checkpoint) { c.Tensors[len(c.Tensors)-1].Data = nil }},
		{"no model", "it has no model", other(same), func(c *Checkpoint) { c.Spec = nil }},
		{"a negative step", "step -1", other(same), func(c *Checkpoint) { c.Step = -1 }},
	} {
		checkpoint := from.Checkpoint(o)
		c.spoil(checkpoint)
		before := c.to.SHA256()
		got, err := c.to.Restore(checkpoint)
		if got != nil || err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "nn: restore checkpoint: ") {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if c.to.SHA256() != before || c.to.Steps() != 0 || c.to.seed != 1 {
			t.Errorf("%s: the network has changed", c.name)
		}
	}
}

func TestCheckpointsThatCouldNotBeReadAreNotWritten(t *testing.T) {
	n := everything(t)
	for name, spoil := range map[string]func(*Checkpoint){
		"no JSON":             func(c *Checkpoint) { c.History = json.RawMessage("{") },
		"an optimizer's rate": func(c *Checkpoint) { c.Optimizer = optimizers.NewSGD(math.NaN(), 0, false) },
		"NaN":                 func(c *Checkpoint) { c.Tensors[3].Data[0] = float32(math.NaN()) },
	} {
		c := n.Checkpoint(nil)
		spoil(c)
		if err := WriteCheckpoint(io.Discard, c); err == nil || !strings.HasPrefix(err.Error(), "nn: write checkpoint: ") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := WriteCheckpoint(full{}, everything(t).Checkpoint(nil)); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("a full disk: got %v", err)
	}
}

// full is a disk without room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func FuzzReadCheckpoint(f *testing.F) {
	n, err := New(&keras.Sequential{Input: keras.Shape{3}, Layers: []keras.Layer{keras.Dense{Units: 2, Activation: "softmax"}}}, 1)
	if err != nil {
		f.Fatal(err)
	}
	var file bytes.Buffer
	if err := WriteCheckpoint(&file, n.Checkpoint(optimizers.NewSGD(0.1, 0.9, false))); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := ReadCheckpoint(bytes.NewReader(text))
		if err != nil {
			return
		}
		n, err := New(c.Spec, 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.Restore(c); err != nil {
			t.Fatal(err)
		}
	})
}
