package recipe

import (
	"strings"
	"testing"

	"muestra/nn/keras"
)

func TestANetworkMustFitThePictures(t *testing.T) {
	network := func(input keras.Shape, classes int) *keras.Sequential {
		return &keras.Sequential{Input: input, Layers: []keras.Layer{keras.Flatten{}, keras.Dense{Units: classes, Activation: "softmax", UseBias: true}}}
	}
	for _, test := range []struct {
		spec *keras.Sequential
		want string
	}{
		{network(keras.Shape{32, 32, 3}, 10), ""},
		{network(keras.Shape{32, 32, 3}, 12), ""},
		{network(keras.Shape{8, 8, 3}, 10), "the network's input is (None, 8, 8, 3); pictures are (None, 32, 32, 3)"},
		{network(keras.Shape{32, 32, 3}, 3), "the network tells 3 classes apart; the pictures are of 10"},
	} {
		e, err := New(1)
		if err != nil {
			t.Fatal(err)
		}
		e.Spec = test.spec
		switch err := e.Check(); {
		case test.want == "" && err != nil:
			t.Errorf("%v: %v", test.spec.Input, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%v: got %v, want %q", test.spec.Input, err, test.want)
		}
	}
}

func TestALinkWithFaultsReadsItsNetworkOnce(t *testing.T) {
	spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}}
	for range 200 {
		spec.Layers = append(spec.Layers, keras.Conv2D{Filters: 16, KernelSize: [2]int{3, 3}, Padding: "same"})
	}
	spec.Layers = append(spec.Layers, keras.GlobalAveragePooling2D{}, keras.Dense{Units: 10, Activation: "softmax"})
	for _, link := range []string{"model=" + Model(spec), "model=" + Model(spec) + "&seed=x", "model=" + Model(&keras.Sequential{Input: spec.Input, Layers: spec.Layers[:201]}) + "&seed=x"} {
		if n := testing.AllocsPerRun(3, func() { ParseLink(link) }); n > 1000 {
			t.Errorf("%.30s…: %v allocations when it is built again", link, n)
		}
	}
}
