package optimizers

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var arguments = cmpopts.IgnoreUnexported(SGD{}, Adam{}, RMSprop{})

func TestOptimizersSurviveTheirJSON(t *testing.T) {
	for _, o := range []Optimizer{
		NewSGD(0.1, 0.9, true), NewSGD(1.0/3, 0, false), NewAdam(0.001), NewRMSprop(0.001),
		&Adam{LearningRate: 0.5, Beta1: 0.1, Beta2: 0.2, Epsilon: 1e-3},
		&RMSprop{LearningRate: 0.5, Rho: 0.1, Momentum: 0.2, Epsilon: 1e-3, Centered: true},
	} {
		text, err := json.Marshal(o)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if d := cmp.Diff(o, got, arguments); d != "" {
			t.Error(d)
		}
	}
}

func TestKerassOptimizersAreRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       Optimizer
	}{
		{"Keras 3", `{"module":"keras.optimizers","class_name":"RMSprop","config":{"name":"rmsprop","learning_rate":0.002,"weight_decay":null,
			"clipnorm":null,"global_clipnorm":null,"clipvalue":null,"use_ema":false,"ema_momentum":0.99,"ema_overwrite_frequency":100,
			"loss_scale_factor":null,"gradient_accumulation_steps":null,"rho":0.9,"momentum":0.0,"epsilon":1e-07,"centered":false},
			"registered_name":null}`, NewRMSprop(0.002)},
		{"Keras 2.4", `{"class_name":"SGD","config":{"name":"SGD","learning_rate":0.01,"decay":0.0,"momentum":0.9,"nesterov":false}}`,
			NewSGD(0.01, 0.9, false)},
		{"Keras 2.15", `{"module":"keras.optimizers","class_name":"Adam","config":{"name":"Adam","weight_decay":null,"clipnorm":null,
			"global_clipnorm":null,"clipvalue":null,"use_ema":false,"ema_momentum":0.99,"ema_overwrite_frequency":null,"jit_compile":false,
			"is_legacy_optimizer":false,"learning_rate":0.0010000000474974513,"beta_1":0.9,"beta_2":0.999,"epsilon":1e-07,"amsgrad":false},
			"registered_name":null}`, NewAdam(0.0010000000474974513)},
		{"TensorFlow.js", `{"class_name":"RMSProp","config":{"learning_rate":0.1,"rho":0.8,"momentum":0.5,"epsilon":1e-4,"centered":true}}`,
			&RMSprop{LearningRate: 0.1, Rho: 0.8, Momentum: 0.5, Epsilon: 1e-4, Centered: true}},
		{"defaults", `{"class_name":"SGD","config":{}}`, NewSGD(0.01, 0, false)},
	} {
		got, err := Parse([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if d := cmp.Diff(c.want, got, arguments); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

func TestBadOptimizersAreRefusedInWords(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", ``, "unexpected end"},
		{"null", `null`, "class_name or config is missing"},
		{"unknown class", `{"class_name":"Lion","config":{}}`, `class "Lion" is not supported`},
		{"config not an object", `{"class_name":"SGD","config":3}`, "SGD"},
		{"unknown argument", `{"class_name":"SGD","config":{"rho":1}}`, `argument "rho" is not supported`},
		{"a schedule", `{"class_name":"SGD","config":{"learning_rate":{"class_name":"ExponentialDecay"}}}`, `argument "learning_rate"`},
		{"a negative rate", `{"class_name":"SGD","config":{"learning_rate":-1}}`, "learning_rate -1 is not in 0…1e+06"},
		{"an endless rate", `{"class_name":"SGD","config":{"learning_rate":1e300}}`, "learning_rate 1e+300"},
		{"momentum 1", `{"class_name":"SGD","config":{"momentum":1}}`, "momentum 1 is not in [0, 1)"},
		{"beta 1", `{"class_name":"Adam","config":{"beta_2":1}}`, "beta_2 1"},
		{"no epsilon", `{"class_name":"RMSprop","config":{"epsilon":0}}`, "epsilon 0"},
		{"AMSGrad", `{"class_name":"Adam","config":{"amsgrad":true}}`, `argument "amsgrad" is true`},
		{"clipping", `{"class_name":"Adam","config":{"clipnorm":1}}`, `argument "clipnorm" is 1`},
		{"weight decay", `{"class_name":"Adam","config":{"weight_decay":0.1}}`, `argument "weight_decay" is 0.1`},
	} {
		_, err := Parse([]byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "optimizers: parse: ") {
			t.Errorf("%s: got %v, want optimizers: parse: … %q …", c.name, err, c.want)
		}
	}
	if text, err := json.Marshal(NewSGD(-1, 0, false)); err == nil {
		t.Errorf("a negative rate is written: %s", text)
	}
}
