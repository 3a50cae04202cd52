package keras

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryClassIsWhole(t *testing.T) {
	for _, c := range classes {
		if c.Usual.ClassName() != c.Name || c.Zero.ClassName() != c.Name || c.Base == "" {
			t.Errorf("%s: %+v", c.Name, c)
		}
		seen := map[string]bool{}
		for _, a := range c.Arguments {
			if seen[a.Name] {
				t.Errorf("%s has two arguments %s", c.Name, a.Name)
			}
			seen[a.Name] = true
		}
		for _, name := range c.Written {
			if !seen[name] {
				t.Errorf("%s writes an argument %s, which it has not", c.Name, name)
			}
		}
		if c.Written != nil && len(c.Written) != len(c.Arguments) {
			t.Errorf("%s writes %d of %d arguments", c.Name, len(c.Written), len(c.Arguments))
		}
	}
	if NewLayer("Lambda") != nil || Arguments("Lambda") != nil {
		t.Error("there is a Lambda")
	}
}

// another is a value that the argument does not have.
func another(a *Argument, value string) string {
	switch a.Kind {
	case Whole:
		return "7"
	case Pair:
		return "3,2"
	case Real, L2Rate:
		return "0.25"
	}
	for _, c := range a.Choices {
		if c != value {
			return c
		}
	}
	return value
}

func TestEveryArgumentCanBeSetAndTravels(t *testing.T) {
	for _, class := range ClassNames() {
		for _, a := range Arguments(class) {
			was := NewLayer(class)
			before := a.Get(was)
			want := another(a, before)
			l, err := a.Set(was, want)
			if err != nil {
				t.Errorf("%s.%s=%s: %v", class, a.Name, want, err)
				continue
			}
			if got := a.Get(l); got != want || a.Get(was) != before {
				t.Errorf("%s.%s is %s after %s, and was %s and is %s", class, a.Name, got, want, before, a.Get(was))
			}
			for _, other := range Arguments(class) {
				if other != a && other.Get(l) != other.Get(was) && !(a.Name == "pool_size" && other.Name == "strides") {
					t.Errorf("%s.%s changes %s", class, a.Name, other.Name)
				}
			}
			s := &Sequential{Input: Shape{8, 8, 3}, Layers: []Layer{l}}
			if class == "Dense" {
				s.Input = Shape{8}
			}
			text, err := s.Compact()
			if err != nil {
				t.Errorf("%s.%s: %v", class, a.Name, err)
				continue
			}
			got, err := parseModel(text)
			if err != nil {
				t.Errorf("%s: %v", text, err)
				continue
			}
			if v := a.Get(got.Layers[0]); v != want {
				t.Errorf("%s.%s=%s travels as %s", class, a.Name, want, v)
			}
		}
	}
}

func TestValuesOfArgumentsAreChecked(t *testing.T) {
	tests := []struct {
		class, argument, text, want string // "" is an error
	}{
		{"Conv2D", "filters", " 64 ", "64"}, {"Conv2D", "filters", "0", ""}, {"Conv2D", "filters", "65537", ""}, {"Conv2D", "filters", "3.5", ""},
		{"Conv2D", "filters", "99999999999999999999", ""}, {"Conv2D", "filters", "", ""},
		{"Conv2D", "kernel_size", "3", "3"}, {"Conv2D", "kernel_size", "(3, 3)", "3"}, {"Conv2D", "kernel_size", "3×5", "3,5"}, {"Conv2D", "kernel_size", "3x5", "3,5"},
		{"Conv2D", "kernel_size", "0", ""}, {"Conv2D", "kernel_size", "3,3,3", ""}, {"Conv2D", "kernel_size", "3,5000", ""}, {"Conv2D", "kernel_size", "", ""},
		{"Conv2D", "padding", "same", "same"}, {"Conv2D", "padding", "reflect", ""},
		{"Conv2D", "use_bias", "false", "false"}, {"Conv2D", "use_bias", "no", ""},
		{"Conv2D", "kernel_regularizer", "0.0005", "0.0005"}, {"Conv2D", "kernel_regularizer", "-1", ""}, {"Conv2D", "kernel_regularizer", "NaN", ""},
		{"Conv2D", "kernel_regularizer", "1e7", ""}, {"Conv2D", "kernel_regularizer", "Inf", ""},
		{"Dropout", "rate", "0", "0"}, {"Dropout", "rate", "0.50", "0.5"}, {"Dropout", "rate", "1", ""}, {"Dropout", "rate", "1e400", ""}, {"Dropout", "rate", "0x1p-2", ""},
		{"BatchNormalization", "momentum", "0", ""}, {"BatchNormalization", "momentum", "0.9", "0.9"}, {"BatchNormalization", "epsilon", "1e-5", "1e-05"},
		{"BatchNormalization", "center", "false", "false"}, {"Dense", "activation", "softmax", "softmax"}, {"Conv2D", "activation", "softmax", ""},
		{"MaxPooling2D", "strides", "3", "3"}, {"AveragePooling2D", "pool_size", "4", "4"},
	}
	for _, test := range tests {
		l := NewLayer(test.class)
		i := slices.IndexFunc(Arguments(test.class), func(a *Argument) bool { return a.Name == test.argument })
		a := Arguments(test.class)[i]
		got, err := a.Set(l, test.text)
		switch {
		case test.want == "" && (err == nil || !strings.Contains(err.Error(), test.argument) || a.Get(got) != a.Get(l)):
			t.Errorf("%s.%s=%q: %s, %v", test.class, test.argument, test.text, a.Get(got), err)
		case test.want != "" && (err != nil || a.Get(got) != test.want):
			t.Errorf("%s.%s=%q: %s, %v; want %s", test.class, test.argument, test.text, a.Get(got), err, test.want)
		}
	}
}

func TestAPoolsStridesFollowItsSize(t *testing.T) {
	size, strides := Arguments("MaxPooling2D")[0], Arguments("MaxPooling2D")[1]
	l, err := size.Set(NewLayer("MaxPooling2D"), "4")
	if err != nil || strides.Get(l) != "4" || strides.Default(l) != "4" {
		t.Errorf("strides %s by default %s, %v", strides.Get(l), strides.Default(l), err)
	}
}

func TestACompactModelIsTheSameModel(t *testing.T) {
	picture := Shape{32, 32, 3}
	end := []Layer{Flatten{}, Dense{Units: 10, Activation: "softmax", UseBias: true}}
	for name, layers := range map[string][]Layer{
		"names of their own":      {Conv2D{Name: "first", Filters: 4, KernelSize: [2]int{3, 3}}, Conv2D{Name: "conv2d_1", Filters: 4, KernelSize: [2]int{3, 3}, UseBias: true}},
		"names in another order":  {Dropout{Name: "dropout_1", Rate: 0.5}, Dropout{Name: "dropout"}},
		"a name that is taken":    {Dropout{Name: "dropout_1"}, Dropout{Rate: 0.2}, Dropout{Name: "dropout_2"}, Dropout{}},
		"names that need quotes":  {Dropout{Name: `a "b" <é>`}},
		"everything but defaults": {MaxPooling2D{PoolSize: [2]int{3, 3}, Strides: [2]int{2, 1}, Padding: "same"}, BatchNormalization{Momentum: 0.9, Epsilon: 1e-5, NoScale: true}, Activation{Activation: "relu"}, ReLU{}},
	} {
		s := &Sequential{Name: name, Input: picture, Layers: append(layers, end...)}
		text, err := s.Compact()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v in %s", name, err, text)
			continue
		}
		full, err := s.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		again, err := got.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(full), string(again)); d != "" {
			t.Errorf("%s: (-want +got):\n%s", name, d)
		}
		if len(text) > len(full)/4 {
			t.Errorf("%s: %d bytes, %d in full", name, len(text), len(full))
		}
	}
}

func TestAPlainModelIsNamedAnew(t *testing.T) {
	s := &Sequential{Input: Shape{8, 8, 3}, Layers: []Layer{Conv2D{Name: "conv2d_7", Filters: 1, KernelSize: [2]int{1, 1}}, BatchNormalization{Name: "norm", Axis: 3},
		Flatten{Name: "flatten"}, Dense{Name: "dense_x", Units: 2}, Dense{Name: "dense_", Units: 2}}}
	rows, err := s.Plain().Rows()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, " "); got != "conv2d norm flatten dense_x dense_" {
		t.Errorf("names %s", got)
	}
	if s.Layers[0].LayerName() != "conv2d_7" || s.Plain().Layers[1].(BatchNormalization).Axis != 0 {
		t.Error("the model itself has changed, or its axis has not")
	}
}

func TestAFaultSaysWhereAndWhy(t *testing.T) {
	c, d, soft := NewLayer("Conv2D"), NewLayer("Dense"), Dense{Units: 10, Activation: "softmax", UseBias: true}
	tests := []struct {
		layers []Layer
		layer  int
		reason Reason
		rows   int
	}{
		{nil, -1, NoLayers, 0},
		{make([]Layer, 0, 1), -1, NoLayers, 0},
		{[]Layer{c, soft}, 1, NeedsFeatures, 1},
		{[]Layer{c, Flatten{}, c, soft}, 2, NeedsPicture, 2},
		{[]Layer{MaxPooling2D{PoolSize: [2]int{33, 33}}, soft}, 0, WindowTooLarge, 0},
		{[]Layer{Conv2D{Filters: 2, KernelSize: [2]int{99, 99}}, soft}, 0, WindowTooLarge, 0},
		{[]Layer{Conv2D{Filters: 2, KernelSize: [2]int{3, 65}, Padding: "same"}, soft}, 0, WindowTooLarge, 0},
		{[]Layer{AveragePooling2D{PoolSize: [2]int{65, 3}, Padding: "same"}, soft}, 0, WindowTooLarge, 0},
		{[]Layer{Conv2D{Filters: 2, KernelSize: [2]int{64, 64}, Padding: "same"}, soft}, 1, NeedsFeatures, 1},
		{[]Layer{Conv2D{Filters: 65536, KernelSize: [2]int{1, 1}}, soft}, 0, TooLarge, 0},
		{[]Layer{Flatten{}, Dense{Units: 60000}, soft}, 1, TooLarge, 1},
		{[]Layer{Dropout{Rate: 2}, soft}, 0, BadArgument, 0},
		{[]Layer{Flatten{}, soft, d}, 1, EarlySoftmax, 3},
		{[]Layer{Flatten{}, d}, 1, NoSoftmax, 2},
		{[]Layer{Flatten{}, Dense{Units: 1, Activation: "softmax"}}, 1, NoClasses, 2},
		{[]Layer{Activation{Activation: "softmax"}}, 0, NoClasses, 1},
	}
	for _, test := range tests {
		s := &Sequential{Input: Shape{32, 32, 3}, Layers: test.layers}
		f, ok := s.Validate().(*Fault)
		if !ok || f.Layer != test.layer || f.Reason != test.reason {
			t.Errorf("%v: %+v, want layer %d, reason %d", test.layers, f, test.layer, test.reason)
			continue
		}
		rows, _ := s.Rows()
		if len(rows) != test.rows {
			t.Errorf("%v: %d rows, want %d", test.layers, len(rows), test.rows)
		}
		if f.Layer >= 0 && (f.Name == "" || f.Class != test.layers[f.Layer].ClassName()) {
			t.Errorf("%v: %+v", test.layers, f)
		}
	}
}
