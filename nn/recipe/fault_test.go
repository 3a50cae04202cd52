package recipe

import (
	"errors"
	"strings"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/samples"
)

func TestEveryFaultIsSaidInBothLanguages(t *testing.T) {
	conv, soft := keras.NewLayer("Conv2D"), keras.Dense{Units: 10, Activation: "softmax", UseBias: true}
	tests := []struct {
		layers []keras.Layer
		layer  int
		es, en string
	}{
		{nil, -1, "entre 1 y 256 capas", "1 to 256 layers"},
		{[]keras.Layer{conv, soft}, 1, "capa dense (Dense): le llega la imagen (None, 32, 32, 32)", "layer dense (Dense): it gets the picture (None, 32, 32, 32)"},
		{[]keras.Layer{keras.Flatten{}, conv, soft}, 1, "capa conv2d (Conv2D): le llega (None, 3072)", "layer conv2d (Conv2D): it gets (None, 3072)"},
		{[]keras.Layer{keras.MaxPooling2D{PoolSize: [2]int{64, 64}}, keras.Flatten{}, soft}, 0, "su ventana es mayor", "its window is larger"},
		{[]keras.Layer{keras.Flatten{}, keras.Dense{Units: 60_000}, soft}, 1, "demasiado grande", "too large"},
		{[]keras.Layer{keras.Flatten{}, soft, keras.ReLU{}}, 1, "softmax solo vale en la última", "softmax is for the last"},
		{[]keras.Layer{keras.Flatten{}, keras.NewLayer("Dense")}, 1, "activation=softmax", "activation=softmax"},
		{[]keras.Layer{keras.Flatten{}, keras.Dense{Units: 300, Activation: "softmax"}}, 1, "de 10 a 256", "from 10 to 256"},
		{[]keras.Layer{keras.Flatten{}, keras.Dense{Units: 5, Activation: "softmax"}}, 1, "distingue 5 clases", "tells 5 classes apart"},
		{[]keras.Layer{keras.Dropout{Rate: 2}, keras.Flatten{}, soft}, 0, "un argumento que no vale", "an argument cannot be"},
	}
	for _, test := range tests {
		err := CheckModel(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: test.layers})
		var link *LinkError
		var fault *keras.Fault
		if !errors.As(err, &link) || !errors.As(err, &fault) {
			t.Errorf("%v: %v", test.layers, err)
			continue
		}
		if link.Key != "model" || fault.Layer != test.layer || !strings.Contains(link.Problem.ES, test.es) || !strings.Contains(link.Problem.EN, test.en) {
			t.Errorf("%v: layer %d, %q", test.layers, fault.Layer, link.Problem)
		}
	}
}

func TestAModelFromOutsideIsChecked(t *testing.T) {
	good, err := own(samples.ByNumber(12)).Spec.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	spec, err := ReadModel(good)
	if err != nil || Model(spec) != Model(own(samples.ByNumber(12)).Spec) {
		t.Errorf("sample 12 is not itself: %v", err)
	}
	if n := len(Model(spec)); n > 700 {
		t.Errorf("sample 12 takes %d characters of a link", n)
	}
	for text, want := range map[string]string{
		"":   "the text is not JSON, or not all of it",
		"[]": "cannot be read",
		`{"class_name":"Functional","config":{}}`:                                                                    "a model of class Functional cannot be read: it must be a keras.Sequential",
		strings.Replace(string(good), `"relu"`, `"gelu"`, 1):                                                         `"gelu"`,
		strings.Replace(string(good), `"Flatten"`, `"Lambda"`, 1):                                                    "there are no layers of class Lambda here: leave it out",
		strings.ReplaceAll(string(good), "[null,32,32,3]", "[null,28,28,1]"):                                         "pictures are (None, 32, 32, 3)",
		strings.Replace(string(good), `"Flatten"`, `"`+strings.Repeat("\u202e", 99_999)+`"`, 1):                      "there are no layers of class",
		strings.Replace(string(good), `"name":"flatten"`, `"a":1,"b":2,"name":"`+strings.Repeat("x", 99_999)+`"`, 1): "layer xxx",
		strings.Replace(string(good), `"name":"flatten"`, `"a":1,"b":2,"name":"one"`, 1):                             `layer one (Flatten) has an argument that cannot be given here: leave it out or change it (layer one (Flatten): argument "a" is not supported argument "b"`,
		string(good[:99]):                   "copy all that model.to_json() gives",
		strings.Repeat(" ", maxModelJSON+1): "JSON > 500000 bytes",
	} {
		_, err := ReadModel([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.60s: %v, want %s", text, err, want)
			continue
		}
		if n := len(err.Error()); n > 800 || strings.ContainsAny(err.Error(), "\n\u202e") {
			t.Errorf("%.60s: %d bytes of message, %.900q", text, n, err)
		}
	}
}
