package keras_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/nn/keras"

	"github.com/google/go-cmp/cmp"
)

func conv(filters int) keras.Layer {
	return keras.Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
}

func dense(units int) keras.Layer {
	return keras.Dense{Units: units, Activation: "relu", UseBias: true}
}

var (
	pool    = keras.MaxPooling2D{}
	flatten = keras.Flatten{}
	classes = keras.Dense{Units: 10, Activation: "softmax", UseBias: true}
	picture = keras.Shape{32, 32, 3}
)

func drop(rate float64) keras.Layer { return keras.Dropout{Rate: rate} }

// vgg is samples 8 to 12: blocks of convolutions, a pool after each but the last.
func vgg(normalized bool) []keras.Layer {
	var layers []keras.Layer
	for i, block := range [][]int{{64, 64}, {128, 128}, {256, 256, 256}, {512, 512, 512, 512}, {512, 512}} {
		if i > 0 {
			layers = append(layers, pool)
		}
		for _, filters := range block {
			layers = append(layers, conv(filters))
			if normalized {
				layers = append(layers, keras.BatchNormalization{})
			}
		}
	}
	return append(layers, flatten, dense(512), keras.BatchNormalization{}, dense(512), drop(0.1), keras.BatchNormalization{}, classes)
}

func TestParameterTotalsAreTheReports(t *testing.T) {
	sample1 := []keras.Layer{conv(32), pool, flatten, dense(32), classes}
	sample4 := []keras.Layer{conv(32), pool, conv(32), pool, drop(0.3), flatten, dense(32), dense(64), drop(0.3), classes}
	sample6 := []keras.Layer{conv(32), pool, conv(64), pool, conv(128), pool, drop(0.3), flatten, dense(512), drop(0.3), dense(512), drop(0.3), classes}
	sample7 := []keras.Layer{conv(32), pool, conv(64), pool, conv(128), pool, flatten, dense(512), keras.BatchNormalization{}, dense(512),
		drop(0.3), keras.BatchNormalization{}, dense(512), drop(0.1), classes}
	for _, c := range []struct {
		name             string
		layers           []keras.Layer
		total, trainable int
	}{
		{"sample 0", sample1, 263_402, 263_402},
		{"sample 1", sample1, 263_402, 263_402},
		{"sample 2", sample1, 263_402, 263_402},
		{"sample 3", []keras.Layer{conv(32), pool, flatten, dense(32), dense(64), drop(0.2), classes}, 265_834, 265_834},
		{"sample 4", sample4, 78_474, 78_474},
		{"sample 5", sample4, 78_474, 78_474},
		{"sample 6", sample6, 1_410_122, 1_410_122},
		{"sample 7", sample7, 1_676_874, 1_674_826},
		{"sample 8", vgg(false), 16_035_658, 16_033_610},
		{"sample 12", vgg(true), 16_052_554, 16_042_058},
	} {
		spec := &keras.Sequential{Input: picture, Layers: c.layers}
		total, trainable, err := spec.Params()
		if err != nil || total != c.total || trainable != c.trainable {
			t.Errorf("%s: got %d (%d trainable), %v; want %d (%d)", c.name, total, trainable, err, c.total, c.trainable)
		}
		if err := spec.Validate(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestPoolingsHaveKerassNamesAndShapes(t *testing.T) {
	spec := &keras.Sequential{Input: picture, Layers: []keras.Layer{keras.AveragePooling2D{}, keras.AveragePooling2D{PoolSize: [2]int{3, 3}, Padding: "same"},
		keras.AveragePooling2D{PoolSize: [2]int{3, 2}, Strides: [2]int{2, 1}}, keras.GlobalAveragePooling2D{KeepDims: true}, keras.GlobalAveragePooling2D{}}}
	rows, err := spec.Rows()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, r.Name+" "+r.OutputShape)
	}
	want := []string{"average_pooling2d (None, 16, 16, 3)", "average_pooling2d_1 (None, 6, 6, 3)", "average_pooling2d_2 (None, 2, 5, 3)",
		"global_average_pooling2d (None, 1, 1, 3)", "global_average_pooling2d_1 (None, 3)"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestSummaryIsKerass(t *testing.T) {
	spec := &keras.Sequential{Input: picture, Layers: []keras.Layer{conv(32), pool, conv(32), pool, drop(0.3), flatten, dense(32), dense(64), drop(0.3), classes}}
	const want = `Model: "sequential"
_________________________________________________________________
Layer (type)                 Output Shape              Param #
=================================================================
conv2d (Conv2D)              (None, 32, 32, 32)        896
_________________________________________________________________
max_pooling2d (MaxPooling2D) (None, 16, 16, 32)        0
_________________________________________________________________
conv2d_1 (Conv2D)            (None, 16, 16, 32)        9248
_________________________________________________________________
max_pooling2d_1 (MaxPooling2 (None, 8, 8, 32)          0
_________________________________________________________________
dropout (Dropout)            (None, 8, 8, 32)          0
_________________________________________________________________
flatten (Flatten)            (None, 2048)              0
_________________________________________________________________
dense (Dense)                (None, 32)                65568
_________________________________________________________________
dense_1 (Dense)              (None, 64)                2112
_________________________________________________________________
dropout_1 (Dropout)          (None, 64)                0
_________________________________________________________________
dense_2 (Dense)              (None, 10)                650
=================================================================
Total params: 78,474
Trainable params: 78,474
Non-trainable params: 0
_________________________________________________________________
`
	var got bytes.Buffer
	if err := spec.Summary(&got); err != nil {
		t.Fatal(err)
	}
	// Ours is as wide as the longest name needs, where Keras cuts it.
	widened := strings.NewReplacer("max_pooling2d_1 (MaxPooling2 ", "max_pooling2d_1 (MaxPooling2D) ").Replace(want)
	if squeeze(got.String()) != squeeze(widened) {
		t.Errorf("got\n%s\nwant\n%s", got.String(), widened)
	}
}

// squeeze makes all gaps and rules equally long.
func squeeze(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		fields := strings.Fields(line)
		if len(fields) == 1 && strings.Trim(fields[0], "_=") == "" {
			fields[0] = fields[0][:1]
		}
		lines = append(lines, strings.Join(fields, " "))
	}
	return strings.Join(lines, "\n")
}

func TestSpecSurvivesItsJSON(t *testing.T) {
	spec := &keras.Sequential{Name: "all", Input: keras.Shape{9, 8, 2}, Layers: []keras.Layer{
		keras.Conv2D{Name: "first", Filters: 4, KernelSize: [2]int{3, 2}, Strides: [2]int{2, 1}, Padding: "same", Activation: "relu", UseBias: true,
			KernelInitializer: "he_uniform", BiasInitializer: "ones", KernelRegularizer: &keras.L2{Rate: 0.0005}},
		keras.BatchNormalization{Name: "norm", Axis: 3, Momentum: 0.9, Epsilon: 1e-5},
		keras.BatchNormalization{Name: "bare", Momentum: 0.99, Epsilon: 1e-3, NoCenter: true, NoScale: true},
		keras.MaxPooling2D{Name: "pool", PoolSize: [2]int{3, 2}, Strides: [2]int{1, 2}, Padding: "same"},
		keras.Conv2D{Name: "second", Filters: 3, KernelSize: [2]int{1, 1}, Strides: [2]int{1, 1}, Padding: "valid", Activation: "linear",
			KernelInitializer: "truncated_normal", BiasInitializer: "zeros"},
		keras.ReLU{Name: "relu"},
		keras.AveragePooling2D{Name: "mean", PoolSize: [2]int{2, 1}, Strides: [2]int{1, 1}, Padding: "same"},
		keras.GlobalAveragePooling2D{Name: "means", KeepDims: true},
		keras.Dropout{Name: "drop", Rate: 0.25},
		keras.Flatten{Name: "flat"},
		keras.Dense{Name: "out", Units: 3, Activation: "linear", UseBias: true, KernelInitializer: "random_uniform", BiasInitializer: "random_normal"},
		keras.Activation{Name: "softmax", Activation: "softmax"},
	}}
	text, err := json.Marshal(spec)
	if err != nil {
		t.Fatal(err)
	}
	got, err := keras.Parse(text)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if d := cmp.Diff(spec, got); d != "" {
		t.Error(d)
	}
}

func TestJSONHasKeras3sKeys(t *testing.T) {
	text, err := json.Marshal(&keras.Sequential{Input: picture, Layers: []keras.Layer{conv(2), flatten, classes}})
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`{"module":"keras","class_name":"Sequential","config":{"name":"sequential","trainable":true,`,
		`{"module":"keras.layers","class_name":"InputLayer","config":{"batch_shape":[null,32,32,3],"dtype":"float32","sparse":false,"name":"input_layer"},"registered_name":null}`,
		`"kernel_initializer":{"module":"keras.initializers","class_name":"GlorotUniform","config":{"seed":null},"registered_name":null}`,
		`"build_config":{"input_shape":[null,32,32,3]}`,
		`"build_input_shape":[null,32,32,3]`,
		`"kernel_regularizer":null`,
	} {
		if !strings.Contains(string(text), part) {
			t.Errorf("no %s in\n%s", part, text)
		}
	}
}

// TestKerasSpellingsAreRead reads one model in the spellings of Keras 2.4, 2.15 and 3.5 and of TensorFlow.js.
func TestKerasSpellingsAreRead(t *testing.T) {
	want := &keras.Sequential{Name: "sequential", Input: keras.Shape{8, 8, 3}, Layers: []keras.Layer{
		keras.Conv2D{Name: "conv2d", Filters: 4, KernelSize: [2]int{3, 3}, Strides: [2]int{1, 1}, Padding: "same", Activation: "relu", UseBias: true,
			KernelInitializer: "glorot_uniform", BiasInitializer: "zeros", KernelRegularizer: &keras.L2{Rate: 0.5}},
		keras.Flatten{Name: "flatten"},
		keras.Dense{Name: "dense", Units: 10, Activation: "softmax", UseBias: true, KernelInitializer: "he_normal", BiasInitializer: "zeros"},
	}}
	files, err := filepath.Glob(filepath.Join("testdata", "*.json"))
	if err != nil || len(files) < 4 {
		t.Fatalf("found %d files, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got, err := keras.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", file, d)
		}
	}
}

// model puts layers, each an "X {config}" pair, into a Sequential over 8×8×3 pictures that ends in a softmax.
func model(layers ...string) string {
	all := []string{`{"class_name":"InputLayer","config":{"batch_shape":[null,8,8,3]}}`}
	for _, l := range layers {
		class, config, _ := strings.Cut(l, " ")
		all = append(all, `{"class_name":"`+class+`","config":`+config+`}`)
	}
	return `{"class_name":"Sequential","config":{"name":"s","layers":[` + strings.Join(all, ",") + `]}}`
}

const end = `Dense {"units":10,"activation":"softmax"}`

func TestBadModelsAreRefusedInWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", ``, "parse model"},
		{"not JSON", `conv2d`, "parse model"},
		{"cut off", model(`Flatten {}`, end)[:60], "unexpected end of JSON input"},
		{"null", `null`, "class_name or config is missing"},
		{"a list", `[1]`, "parse model"},
		{"too long", `"` + strings.Repeat("x", 2<<20) + `"`, "limit"},
		{"deep", strings.Repeat("[", 100_000), "parse model"},
		{"Functional", `{"class_name":"Functional","config":{"layers":[]}}`, `model class "Functional" is not supported`},
		{"no layers", `{"class_name":"Sequential","config":{"name":"s"}}`, "layers are missing"},
		{"no input", `{"class_name":"Sequential","config":{"layers":[{"class_name":"Flatten","config":{}}]}}`, "input shape is missing"},
		{"only an input", model(), "no layers"},
		{"config not an object", model(`Flatten 3`), "Flatten"},
		{"unknown layer", model(`LSTM {"units":3}`), `layer class "LSTM" is not supported`},
		{"unknown argument", model(`Flatten {}`, `Dense {"units":3,"colour":"red"}`), `argument "colour" is not supported`},
		{"two unknown arguments", model(`Dense {"units":3,"b":1,"a":1}`), `argument "a" is not supported`},
		{"unknown key beside config", `{"class_name":"Sequential","config":{"layers":[]},"weights":[]}`, `key "weights" is not known`},
		{"dilation", model(`Conv2D {"filters":1,"kernel_size":3,"dilation_rate":[2,2]}`), `argument "dilation_rate" is [2,2]`},
		{"channels first", model(`Conv2D {"filters":1,"kernel_size":3,"data_format":"channels_first"}`), `"channels_first"`},
		{"groups", model(`Conv2D {"filters":1,"kernel_size":3,"groups":3}`), `argument "groups" is 3`},
		{"float16", model(`Dense {"units":3,"dtype":"float16"}`), `argument "dtype" is "float16"`},
		{"frozen", model(`Dense {"units":3,"trainable":false}`), `argument "trainable" is false`},
		{"L1", model(`Dense {"units":3,"kernel_regularizer":{"class_name":"L1L2","config":{"l1":0.1,"l2":0}}}`), `argument "l1" is 0.1`},
		{"unknown regularizer", model(`Dense {"units":3,"kernel_regularizer":{"class_name":"L0","config":{}}}`), `regularizer "L0"`},
		{"bias regularizer", model(`Dense {"units":3,"bias_regularizer":{"class_name":"L2","config":{"l2":1}}}`), "bias_regularizer"},
		{"unknown initializer", model(`Dense {"units":3,"kernel_initializer":"magic"}`), `initializer "magic" is not known`},
		{"initializer's argument", model(`Dense {"units":3,"kernel_initializer":{"class_name":"RandomNormal","config":{"stddev":1}}}`), `"stddev" is 1`},
		{"unknown activation", model(`Flatten {}`, `Dense {"units":3,"activation":"gelu"}`), `activation "gelu" is not supported`},
		{"activation object", model(`Dense {"units":3,"activation":{"class_name":"Swish"}}`), `argument "activation"`},
		{"softmax in the middle", model(`Flatten {}`, `Dense {"units":3,"activation":"softmax"}`, end), "last layer only"},
		{"no softmax", model(`Flatten {}`, `Dense {"units":3}`), "not softmax"},
		{"one class", model(`Flatten {}`, `Dense {"units":1,"activation":"softmax"}`), "2…256 classes"},
		{"softmax of a picture", model(`Activation {"activation":"softmax"}`), "2…256 classes"},
		{"no units", model(`Dense {}`), `argument "units" is missing`},
		{"half a unit", model(`Dense {"units":2.5}`), `argument "units" is 2.5`},
		{"negative units", model(`Flatten {}`, `Dense {"units":-3}`), "units -3 is not in"},
		{"units as text", model(`Dense {"units":"3"}`), `argument "units" is "3"`},
		{"a billion units", model(`Flatten {}`, `Dense {"units":1000000000}`), "units 1000000000 is not in"},
		{"1e300 units", model(`Flatten {}`, `Dense {"units":1e300}`), "whole number"},
		{"1e999 units", model(`Flatten {}`, `Dense {"units":1e999}`), "whole number"},
		{"too many parameters", model(`Flatten {}`, `Dense {"units":60000}`, `Dense {"units":60000}`), "the limit is 50000000"},
		{"too many values", model(`Conv2D {"filters":65536,"kernel_size":1,"padding":"same"}`, `Conv2D {"filters":65536,"kernel_size":1}`), "limit"},
		{"kernel larger than the picture", model(`Conv2D {"filters":1,"kernel_size":9}`), "larger than the input"},
		{"kernel of 0", model(`Conv2D {"filters":1,"kernel_size":0}`), "kernel_size 0 is not in"},
		{"kernel of three", model(`Conv2D {"filters":1,"kernel_size":[3,3,3]}`), `"kernel_size" is [3,3,3]`},
		{"stride of 0", model(`Conv2D {"filters":1,"kernel_size":3,"strides":0}`), "strides"},
		{"causal padding", model(`Conv2D {"filters":1,"kernel_size":3,"padding":"causal"}`), `padding "causal" is not supported`},
		{"pool larger than the picture", model(`MaxPooling2D {"pool_size":9}`), "larger than the input"},
		{"pool of features", model(`Flatten {}`, `MaxPooling2D {}`), "not [height width channels]"},
		{"mean of features", model(`Flatten {}`, `GlobalAveragePooling2D {}`), "not [height width channels]"},
		{"mean of channels first", model(`GlobalAveragePooling2D {"data_format":"channels_first"}`), `"channels_first"`},
		{"mean larger than the picture", model(`AveragePooling2D {"pool_size":9}`), "larger than the input"},
		{"dense over a picture", model(end), "a Flatten belongs before it"},
		{"rate of 1", model(`Dropout {"rate":1}`), "rate 1 is not in"},
		{"no rate", model(`Dropout {}`), `argument "rate" is missing`},
		{"normalization's axis", model(`BatchNormalization {"axis":2}`), "axis 2 is not supported for input (None, 8, 8, 3) (only -1 or 3, the last)"},
		{"normalization's axis in a list", model(`Flatten {}`, `BatchNormalization {"axis":[3]}`), "axis 3 is not supported"},
		{"normalization over two axes", model(`BatchNormalization {"axis":[1,2]}`), `argument "axis" is [1,2]`},
		{"normalization over the batch", model(`BatchNormalization {"axis":0}`), `argument "axis" is 0`},
		{"normalization's momentum", model(`BatchNormalization {"momentum":1.5}`), "momentum 1.5"},
		{"leaky ReLU", model(`ReLU {"negative_slope":0.1}`), `argument "negative_slope" is 0.1`},
		{"two layers of one name", model(`Flatten {"name":"a"}`, `Dense {"name":"a","units":3}`), `two layers are named "a"`},
		{"a slash in a name", model(`Flatten {"name":"a/b"}`), "slash"},
		{"an endless name", model(`Flatten {"name":"` + strings.Repeat("n", 999) + `"}`), "longer than"},
		{"input in the middle", model(`Flatten {}`, `InputLayer {"batch_shape":[null,8]}`), "first layer only"},
		{"input contradicted", model(`Flatten {"batch_input_shape":[null,9,9,3]}`), "contradict"},
		{"input not fixed", model(`InputLayer {"batch_shape":[null,null,null,3]}`), "whole numbers"},
		{"huge input", `{"class_name":"Sequential","config":{"layers":[{"class_name":"Flatten","config":{"batch_shape":[null,4096,4096,65536]}}]}}`, "limit"},
		{"300 layers", model(strings.Split(strings.Repeat("Flatten {}|", 300), "|")[:300]...), "the limit is 256"},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec, err := keras.Parse([]byte(c.text))
			if err == nil {
				t.Fatalf("accepted: %v", spec)
			}
			if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "keras: ") || len(err.Error()) > 600 {
				t.Errorf("got %q, want keras: … %q …", err, c.want)
			}
		})
	}
}

func FuzzParseSpec(f *testing.F) {
	f.Add(model(`Conv2D {"filters":2,"kernel_size":[3,3]}`, `MaxPooling2D {}`, `BatchNormalization {}`, `Flatten {}`, `Dropout {"rate":0.5}`, end))
	f.Fuzz(func(t *testing.T, text string) {
		spec, err := keras.Parse([]byte(text))
		if err != nil {
			return
		}
		again, err := json.Marshal(spec)
		if err != nil {
			t.Fatal(err)
		}
		if parsed, err := keras.Parse(again); err != nil || !cmp.Equal(spec, parsed) {
			t.Fatalf("%v: %s", err, again)
		}
	})
}
