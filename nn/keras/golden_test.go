package keras

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestWhatIsReadAndWrittenStaysTheSame holds everything that the tables of arguments lead to: JSON in full and short, text, Keras code, and the
// errors of what is hostile or mistaken.
func TestWhatIsReadAndWrittenStaysTheSame(t *testing.T) {
	var out bytes.Buffer
	written(t, &out)
	read(&out)
	const golden = "testdata/arguments.txt"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Errorf("go test ./nn/keras -update writes it anew (-want +got):\n%s", d)
	}
}

func written(t *testing.T, out *bytes.Buffer) {
	pic := Shape{8, 8, 3}
	soft := Dense{Units: 4, Activation: "softmax", UseBias: true}
	specs := []*Sequential{
		{Input: pic, Layers: []Layer{Conv2D{Filters: 2, KernelSize: [2]int{3, 3}}, Conv2D{Name: "named", Filters: 2, KernelSize: [2]int{1, 2}, Strides: [2]int{2, 1}, Padding: "same", Activation: "relu", UseBias: true, KernelInitializer: "he_normal", BiasInitializer: "ones", KernelRegularizer: &L2{Rate: 0.001}}, Flatten{}, soft}},
		{Name: "m", Input: pic, Layers: []Layer{MaxPooling2D{}, MaxPooling2D{PoolSize: [2]int{3, 3}, Strides: [2]int{1, 2}, Padding: "same"}, AveragePooling2D{PoolSize: [2]int{2, 1}, Padding: "same"}, AveragePooling2D{Strides: [2]int{1, 1}}, GlobalAveragePooling2D{KeepDims: true}, GlobalAveragePooling2D{}, Dense{Units: 3, KernelInitializer: "random_uniform", BiasInitializer: "truncated_normal", KernelRegularizer: &L2{Rate: 1e-5}}, Dropout{Rate: 0.25}, soft}},
		{Input: pic, Layers: []Layer{BatchNormalization{}, BatchNormalization{Axis: 3, Momentum: 0.5, Epsilon: 1e-5, NoCenter: true, NoScale: true}, Activation{Activation: "relu"}, Activation{Activation: "linear"}, ReLU{}, Flatten{}, Dense{Units: 5}, Activation{Activation: "softmax"}}},
	}
	for _, s := range specs {
		full, err := s.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		short, err := s.Compact()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(out, "full %s\nshort %s\n", full, short)
		for _, l := range s.Layers {
			for _, a := range Arguments(l.ClassName()) {
				fmt.Fprintln(out, l.ClassName(), a.Name, a.Kind, a.Choices, a.Low, a.High, a.Open, a.Required, a.Get(l), a.Default(l), a.JSON(l), a.Python(l))
			}
		}
	}
	for _, class := range ClassNames() {
		fmt.Fprintf(out, "usual %s %+v\n", class, NewLayer(class))
	}
	for _, l := range []Layer{
		Conv2D{}, Conv2D{Filters: -1, KernelSize: [2]int{3, 0}, Padding: "x", Activation: "y", KernelInitializer: "z"},
		Conv2D{Filters: 3, KernelSize: [2]int{1, 1}, Strides: [2]int{1, 0}},
		Dropout{Rate: math.NaN()}, Dropout{Rate: -1}, BatchNormalization{Momentum: math.NaN()}, BatchNormalization{Epsilon: 2},
		BatchNormalization{Momentum: 2}, BatchNormalization{Axis: 1}, Dense{Units: 3}, MaxPooling2D{PoolSize: [2]int{0, 1}},
	} {
		_, err := OutputShape(l, pic)
		fmt.Fprintf(out, "check %+v: %v\n", l, err)
	}
	if _, err := OutputShape(Conv2D{Filters: 3, KernelSize: [2]int{1, 1}, KernelRegularizer: &L2{Rate: math.NaN()}}, pic); err == nil {
		t.Error("an L2 of NaN is accepted")
	}
}

func read(out *bytes.Buffer) {
	const model = `{"class_name":"Sequential","config":{"build_input_shape":[null,8,8,3],"layers":[{"class_name":%q,"config":%s},` +
		`{"class_name":"Flatten","config":{}},{"class_name":"Dense","config":{"units":3,"activation":"softmax"}}]}}`
	for _, c := range [][2]string{
		{"Conv2D", `{}`}, {"Conv2D", `{"filters":0,"kernel_size":3}`}, {"Conv2D", `{"filters":2.5,"kernel_size":3}`}, {"Conv2D", `{"filters":2,"kernel_size":0}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"strides":0}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"strides":[0,1]}`},
		{"Conv2D", `{"filters":2,"kernel_size":[1,2,3]}`}, {"Conv2D", `{"filters":2,"kernel_size":300}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"padding":"causal"}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"padding":7}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"activation":"gelu"}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"activation":7}`},
		{"Conv2D", `{"filters":2,"kernel_size":3,"use_bias":1}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"kernel_initializer":"x"}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"kernel_initializer":{"class_name":"HeNormal","config":{"seed":1,"x":2}}}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"kernel_regularizer":{"class_name":"L2","config":{"l2":-1}}}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"kernel_regularizer":"L1"}`},
		{"Conv2D", `{"filters":2,"kernel_size":3,"groups":2}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"dilation_rate":[2,2]}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"zz":2,"aa":1}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"bias_regularizer":"l2"}`}, {"Conv2D", `{"filters":null,"kernel_size":[3]}`},
		{"MaxPooling2D", `{"pool_size":0}`}, {"MaxPooling2D", `{"strides":0}`}, {"MaxPooling2D", `{"pool_size":99}`}, {"MaxPooling2D", `{"data_format":"channels_first"}`}, {"MaxPooling2D", `{"padding":""}`}, {"Conv2D", `{"filters":2,"kernel_size":3,"activation":"","padding":"","kernel_initializer":""}`},
		{"GlobalAveragePooling2D", `{"keepdims":3}`}, {"Dropout", `{}`}, {"Dropout", `{"rate":1}`}, {"Dropout", `{"rate":"a"}`}, {"Dropout", `{"rate":0,"noise_shape":[1]}`}, {"BatchNormalization", `{"axis":2}`}, {"BatchNormalization", `{"axis":0}`}, {"BatchNormalization", `{"axis":[3]}`}, {"BatchNormalization", `{"axis":[-1]}`}, {"BatchNormalization", `{"axis":[1,2]}`}, {"BatchNormalization", `{"momentum":0}`}, {"BatchNormalization", `{"momentum":1}`}, {"BatchNormalization", `{"epsilon":0}`}, {"BatchNormalization", `{"epsilon":1e-13}`}, {"BatchNormalization", `{"beta_initializer":"ones"}`}, {"BatchNormalization", `{"renorm":true,"beta_constraint":1}`},
		{"Activation", `{}`}, {"Activation", `{"activation":"softmax"}`}, {"Activation", `{"activation":""}`}, {"ReLU", `{"max_value":6}`}, {"ReLU", `{"negative_slope":0.1,"threshold":0.0}`}, {"Dense", `{"units":0}`}, {"Dense", `{"units":70000}`}, {"Dense", `{"units":7}`}, {"Foo", `{}`}, {"Flatten", `{"trainable":false}`}, {"Flatten", `{"dtype":"float16"}`},
	} {
		s, err := Parse(fmt.Appendf(nil, model, c[0], c[1]))
		fmt.Fprintf(out, "read %s %s: %v\n", c[0], c[1], err)
		var f *Fault
		if errors.As(err, &f) {
			fmt.Fprintf(out, "\tlayer %d %s %s %v reason %d\n", f.Layer, f.Name, f.Class, f.Input, f.Reason)
		}
		if err == nil {
			text, err := json.Marshal(s.Layers[0])
			fmt.Fprintf(out, "\t%s %v\n", text, err)
		}
	}
}
