package keras_test

import (
	"encoding/json"
	"strings"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/keras/kerastest"
)

// TestAClassIsOneTable adds a class of layers in one place and finds it in all that this package does.
func TestAClassIsOneTable(t *testing.T) {
	kerastest.Add(t)
	const text = `{"class_name":"Sequential","config":{"build_input_shape":[null,8,8,3],"layers":[
		{"class_name":"Noise","config":{"stddev":0.5,"shape":"uniform"}},{"class_name":"Noise","config":{"stddev":0.25}},
		{"class_name":"Flatten","config":{}},{"class_name":"Dense","config":{"units":3,"activation":"softmax"}}]}}`
	s, err := keras.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Layers[0].(kerastest.Noise); n.Stddev != 0.5 || n.Shape != "uniform" || n.Name != "noise" {
		t.Errorf("read as %+v", n)
	}
	full, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	short, err := s.Compact()
	if err != nil {
		t.Fatal(err)
	}
	var summary strings.Builder
	if err := s.Summary(&summary); err != nil {
		t.Fatal(err)
	}
	for where, found := range map[string]bool{
		"model.to_json()": strings.Contains(string(full), `"stddev":0.5,"shape":"uniform"}`),
		"the short model": strings.Contains(string(short), `{"class_name":"Noise","config":{"stddev":0.25}}`),
		"the summary":     strings.Contains(summary.String(), "noise_1 (Noise)"),
	} {
		if !found {
			t.Errorf("%s does not have it:\n%s\n%s\n%s", where, full, short, &summary)
		}
	}
	for _, bad := range []string{`{"stddev":-1}`, `{"stddev":1,"shape":"round"}`, `{}`, `{"stddev":1,"seed":1}`} {
		if _, err := keras.Parse([]byte(strings.Replace(text, `{"stddev":0.25}`, bad, 1))); err == nil || !strings.Contains(err.Error(), "Noise") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	arguments := keras.Arguments("Noise")
	if len(arguments) != 2 || arguments[0].Python(s.Layers[0]) != "0.5" || arguments[1].Default(s.Layers[0]) != "normal" {
		t.Errorf("arguments %v", arguments)
	}
}
