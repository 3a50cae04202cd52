package optimizers

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/portable"
	"muestra/nn/tensor"
)

// TestSchedulesGiveKerassRates has the values of Keras's formulas, and what they are on both sides of every edge.
func TestSchedulesGiveKerassRates(t *testing.T) {
	warm := CosineDecay{InitialLearningRate: 0, DecaySteps: 4, WarmupTarget: new(0.8), WarmupSteps: 4}
	lowWarm := CosineDecay{InitialLearningRate: 0.2, DecaySteps: 2, Alpha: 0.5, WarmupTarget: new(0.4), WarmupSteps: 2}
	for _, test := range []struct {
		name string
		s    Schedule
		want map[int]float64 // by steps done
	}{
		{"a staircase", ExponentialDecay{0.08, 10, 0.5, true}, map[int]float64{0: 0.08, 9: 0.08, 10: 0.04, 19: 0.04, 20: 0.02, 39: 0.01, 40: 0.005, 1 << 30: 0}},
		{"Keras's staircase", ExponentialDecay{0.1, 3, 0.96, true}, map[int]float64{1: 0.1, 2: 0.1, 3: 0.096, 6: 0.09216, 100: 0.0259986436} /* 0.1·0.96³³ */},
		{"a smooth fall", ExponentialDecay{0.08, 10, 0.25, false}, map[int]float64{0: 0.08, 5: 0.04, 10: 0.02, 15: 0.01, 20: 0.005}},
		{"Keras's smooth fall", ExponentialDecay{0.05, 10, 0.96, false}, map[int]float64{5: 0.0489897949, 10: 0.048} /* 0.05·√0.96 */},
		{"growth", ExponentialDecay{1e-4, 2, 100, false}, map[int]float64{0: 1e-4, 1: 1e-3, 2: 1e-2, 8: 1e4, 10: 1e6, 11: 1e6, 1 << 30: 1e6}},
		{"no growth from 0", ExponentialDecay{0, 1, 1e6, true}, map[int]float64{0: 0, 5: 0, 1 << 30: 0}},
		{"half a cosine", CosineDecay{InitialLearningRate: 0.1, DecaySteps: 6},
			map[int]float64{0: 0.1, 2: 0.075, 3: 0.05, 4: 0.025, 6: 0, 7: 0, 1 << 30: 0}},
		{"half a cosine to alpha", CosineDecay{InitialLearningRate: 1, DecaySteps: 4, Alpha: 0.1},
			map[int]float64{0: 1, 1: 0.1 + 0.9*(2+math.Sqrt2)/4, 2: 0.55, 3: 0.1 + 0.9*(2-math.Sqrt2)/4, 4: 0.1, 9: 0.1}},
		{"half a cosine of one step", CosineDecay{InitialLearningRate: 3, DecaySteps: 1}, map[int]float64{0: 3, 1: 0}},
		{"a warmup", warm, map[int]float64{0: 0, 1: 0.2, 2: 0.4, 3: 0.6, 4: 0.8, 5: 0.2 * (2 + math.Sqrt2), 6: 0.4, 8: 0, 99: 0}},
		{"a warmup to alpha", lowWarm, map[int]float64{0: 0.2, 1: 0.3, 2: 0.4, 3: 0.3, 4: 0.2, 5: 0.2}},
		{"a warmup downwards", CosineDecay{InitialLearningRate: 0.4, DecaySteps: 2, WarmupTarget: new(0.0), WarmupSteps: 2}, map[int]float64{0: 0.4, 1: 0.2, 2: 0, 3: 0}},
		{"a warmup of no steps", CosineDecay{InitialLearningRate: 0, DecaySteps: 2, WarmupTarget: new(0.4)}, map[int]float64{0: 0.4, 1: 0.2, 2: 0}},
		{"warmup steps without a target", CosineDecay{InitialLearningRate: 0.4, DecaySteps: 2, WarmupSteps: 5}, map[int]float64{0: 0.4, 1: 0.2, 2: 0}},
		{"Keras's pieces", PiecewiseConstantDecay{[]int{100, 110, 120}, []float64{1, 0.1, 0.01, 0.001}},
			map[int]float64{0: 1, 100: 1, 101: 0.1, 105: 0.1, 110: 0.1, 111: 0.01, 120: 0.01, 121: 0.001, 999: 0.001}},
		{"pieces of one step", PiecewiseConstantDecay{[]int{0, 1, 2}, []float64{0.4, 0.5, 0.6, 0.7}}, map[int]float64{0: 0.4, 1: 0.5, 2: 0.6, 3: 0.7, 4: 0.7}},
		{"a straight line", PolynomialDecay{0.05, 10, 0.01, 1, false}, map[int]float64{0: 0.05, 5: 0.03, 9: 0.014, 10: 0.01, 11: 0.01, 15: 0.01}},
		{"a straight line upwards", PolynomialDecay{0, 4, 1, 1, false}, map[int]float64{0: 0, 1: 0.25, 4: 1, 5: 1}},
		{"a root", PolynomialDecay{0.05, 4, 0.01, 0.5, false}, map[int]float64{0: 0.05, 3: 0.03, 4: 0.01}},
		{"a square", PolynomialDecay{0.05, 4, 0.01, 2, false}, map[int]float64{0: 0.05, 2: 0.02, 3: 0.0125, 4: 0.01}},
		{"power 0", PolynomialDecay{0.05, 4, 0.01, 0, false}, map[int]float64{0: 0.05, 4: 0.05}},
		{"cycles", PolynomialDecay{0.05, 10, 0.01, 1, true}, map[int]float64{0: 0.05, 5: 0.03, 10: 0.01, 11: 0.01 + 0.04*9/20, 15: 0.02, 20: 0.01, 25: 0.01 + 0.04*5/30}},
		{"an inverse", InverseTimeDecay{0.1, 10, 0.5, false}, map[int]float64{0: 0.1, 10: 0.1 / 1.5, 20: 0.05, 25: 0.1 / 2.25}},
		{"an inverse in steps", InverseTimeDecay{0.1, 10, 0.5, true}, map[int]float64{0: 0.1, 9: 0.1, 10: 0.1 / 1.5, 19: 0.1 / 1.5, 20: 0.05, 29: 0.05}},
	} {
		if err := test.s.check(); err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		for steps, want := range test.want {
			if got := test.s.LearningRate(steps); !(math.Abs(got-want) <= 1e-9*max(want, 0.001)) {
				t.Errorf("%s: after %d steps %v, want %v", test.name, steps, got, want)
			}
		}
	}
}

func TestSchedulesAreAsExactAsMath(t *testing.T) {
	for of := 1; of <= 1000; of = of*3 + 1 {
		for steps := range of + 1 {
			p := float64(steps) / float64(of)
			if got, want := halfCosine(steps, of), 0.5*(1+math.Cos(math.Pi*p)); math.Abs(got-want) > 3e-16 {
				t.Errorf("half a cosine at %d of %d is %v, want %v", steps, of, got, want)
			}
			if got, want := portable.Power(0.93, 40*p), math.Pow(0.93, 40*p); math.Abs(got-want) > 1e-14*want {
				t.Errorf("0.93 to the power of %v is %v, want %v", 40*p, got, want)
			}
		}
	}
	for _, c := range [][3]float64{{0, 0, 1}, {0, 0.5, 0}, {0, 3, 0}, {1, 1e9 + 0.5, 1}, {2, 10, 1024}, {4, 0.5, 2}, {0.5, 1e6, 0}, {7, 1e9, math.Inf(1)}, {0.25, 1.5, 0.125}} {
		if got := portable.Power(c[0], c[1]); got != c[2] {
			t.Errorf("%v to the power of %v is %v, want %v", c[0], c[1], got, c[2])
		}
	}
}

// TestHashOfSchedules holds every platform to the same bits.
func TestHashOfSchedules(t *testing.T) {
	for name, test := range map[string]struct {
		s    Schedule
		want uint64
	}{
		"cosine":       {CosineDecay{InitialLearningRate: 0.1, DecaySteps: 977, Alpha: 0.05}, 0x4049ba3d70a3d71f},
		"cosine, warm": {CosineDecay{InitialLearningRate: 0.01, DecaySteps: 577, WarmupTarget: new(0.1), WarmupSteps: 333}, 0x404795c28f5c28f2},
		"staircase":    {ExponentialDecay{0.1, 31, 0.93, true}, 0x404402ccc1acd411},
		"exponential":  {ExponentialDecay{0.1, 31, 0.93, false}, 0x40435361caacb273},
		"polynomial":   {PolynomialDecay{0.1, 977, 0.001, 1.7, false}, 0x40426fb97904486c},
		"inverse time": {InverseTimeDecay{0.1, 31, 0.93, false}, 0x4026fd92d3cfd9e5},
	} {
		sum := 0.0
		for steps := range 1000 {
			sum += test.s.LearningRate(steps)
		}
		if got := math.Float64bits(sum); got != test.want {
			t.Errorf("%s: the sum of a thousand rates is %#x (%v), want %#x", name, got, sum, test.want)
		}
	}
}

func TestSchedulesRefuseWhatCannotBe(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	good := PiecewiseConstantDecay{[]int{10, 20}, []float64{1, 2, 3}}
	for _, test := range []struct {
		s    Schedule
		want string
	}{
		{ExponentialDecay{0.1, 0, 0.5, true}, "optimizers: schedule ExponentialDecay: decay_steps 0 is not in 1…1073741824"},
		{ExponentialDecay{0.1, -7, 0.5, false}, "decay_steps -7 is not in"},
		{ExponentialDecay{0.1, 1<<30 + 1, 0.5, false}, "decay_steps 1073741825 is not in"},
		{ExponentialDecay{0.1, 10, 0, true}, "decay_rate 0 is not in"},
		{ExponentialDecay{0.1, 10, nan, true}, "decay_rate NaN is not in"},
		{ExponentialDecay{nan, 10, 0.5, true}, "initial_learning_rate NaN is not in 0…1e+06"},
		{ExponentialDecay{-1, 10, 0.5, true}, "initial_learning_rate -1 is not in"},
		{CosineDecay{InitialLearningRate: 0.1}, "optimizers: schedule CosineDecay: decay_steps 0"},
		{CosineDecay{InitialLearningRate: inf, DecaySteps: 10}, "initial_learning_rate +Inf"},
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 10, Alpha: -0.1}, "alpha -0.1 is not in 0…1"},
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 10, Alpha: nan}, "alpha NaN"},
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 10, WarmupTarget: new(nan)}, "warmup_target NaN"},
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 10, WarmupTarget: new(-1.0)}, "warmup_target -1"},
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 10, WarmupSteps: -1}, "warmup_steps -1"},
		{InverseTimeDecay{0.1, 10, -1, false}, "optimizers: schedule InverseTimeDecay: decay_rate -1 is not in 0…1e+06"},
		{InverseTimeDecay{0.1, 0, 1, false}, "decay_steps 0"},
		{PolynomialDecay{0.1, 10, nan, 1, false}, "optimizers: schedule PolynomialDecay: end_learning_rate NaN"},
		{PolynomialDecay{0.1, 10, 0, -1, false}, "power -1 is not in 0…1000"},
		{PolynomialDecay{0.1, 10, 0, inf, false}, "power +Inf"},
		{PiecewiseConstantDecay{}, "optimizers: schedule PiecewiseConstantDecay: 0 boundaries and 0 values; 1 to 1000 boundaries are needed, and one value more"},
		{PiecewiseConstantDecay{nil, []float64{1}}, "0 boundaries and 1 values"},
		{PiecewiseConstantDecay{[]int{1}, []float64{1}}, "1 boundaries and 1 values"},
		{PiecewiseConstantDecay{make([]int, 1001), make([]float64, 1002)}, "1001 boundaries and 1002 values"},
		{PiecewiseConstantDecay{[]int{-1, 20}, good.Values}, "boundaries[0] -1 is not in 0…1073741824"},
		{PiecewiseConstantDecay{[]int{20, 20}, good.Values}, "boundaries[1] 20 is not above the one before, 20"},
		{PiecewiseConstantDecay{[]int{20, 10}, good.Values}, "boundaries[1] 10 is not above the one before, 20"},
		{PiecewiseConstantDecay{good.Boundaries, []float64{1, nan, 3}}, "values[1] NaN is not in 0…1e+06"},
	} {
		o := NewSGD(0.5, 0, false)
		if err := o.SetSchedule(test.s); err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "optimizers: schedule ") {
			t.Errorf("%+v: error %v, want %s", test.s, err, test.want)
		}
		if o.Schedule() != nil || o.Rate() != 0.5 {
			t.Errorf("%+v: a refused schedule is followed", test.s)
		}
	}
}

func TestEveryOptimizerFollowsItsSchedule(t *testing.T) {
	steps := PiecewiseConstantDecay{[]int{0, 2}, []float64{0.5, 0.25, 0.125}}
	want := []float64{0.5, 0.25, 0.25, 0.125, 0.125}
	for _, pair := range [][2]Optimizer{
		{NewSGD(7, 0, false), NewSGD(7, 0, false)}, {NewSGD(7, 0.9, false), NewSGD(7, 0.9, false)}, {NewSGD(7, 0.9, true), NewSGD(7, 0.9, true)},
		{NewAdam(7), NewAdam(7)}, {NewRMSprop(7), NewRMSprop(7)},
	} {
		o, fixed := pair[0], pair[1]
		if err := o.SetSchedule(steps); err != nil {
			t.Fatal(err)
		}
		if o.Rate() != 0.5 {
			t.Errorf("%s: before the first step the rate is %v", o.Name(), o.Rate())
		}
		a, b := oneWeight(), oneWeight()
		for i, rate := range want {
			fixed.SetLearningRate(rate)
			o.Update(i+1, a)
			fixed.Update(i+1, b)
			if o.Rate() != rate || a[0].Data[0] != b[0].Data[0] {
				t.Errorf("%s, step %d: rate %v and weight %v, want %v and %v", o.Name(), i+1, o.Rate(), a[0].Data[0], rate, b[0].Data[0])
			}
		}
		o.SetLearningRate(3)
		if o.Rate() != 3 || o.Schedule() != nil {
			t.Errorf("%s: a rate that is set does not replace the schedule: %v", o.Name(), o.Rate())
		}
	}
}

func oneWeight() []*tensor.Weight {
	return []*tensor.Weight{{Name: "dense/kernel", Shape: keras.Shape{1}, Trainable: true, Data: []float32{1}, Grad: []float32{0.75}}}
}

func TestSchedulesSurviveTheirJSON(t *testing.T) {
	for _, s := range []Schedule{
		CosineDecay{InitialLearningRate: 0.1, DecaySteps: 977, Alpha: 0.05},
		CosineDecay{InitialLearningRate: 1.0 / 3, DecaySteps: 1, WarmupTarget: new(0.7), WarmupSteps: 9},
		ExponentialDecay{0.1, 31, 0.93, true}, ExponentialDecay{0.1, 1 << 30, math.SmallestNonzeroFloat64, false},
		InverseTimeDecay{0.1, 31, 0, true}, PolynomialDecay{0.1, 977, 0, 1.7, true},
		PiecewiseConstantDecay{[]int{0, 5, 1 << 30}, []float64{1e6, 1e-7, 0, 1.0 / 3}},
	} {
		for _, o := range []Optimizer{NewSGD(7, 0.9, false), NewAdam(7), NewRMSprop(7)} {
			if err := o.SetSchedule(s); err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(o)
			if err != nil {
				t.Fatal(err)
			}
			back, err := Parse(text)
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			again, err := json.Marshal(back)
			if err != nil || string(again) != string(text) || back.Rate() != s.LearningRate(0) {
				t.Errorf("%s comes back as %s, %v", text, again, err)
			}
			if got, want := describe(back.Schedule()), describe(s); got != want {
				t.Errorf("%s instead of %s", got, want)
			}
		}
	}
}

// describe spells a schedule out, behind its pointers.
func describe(s Schedule) string { return fmt.Sprintf("%T %s", s, encoded(s)) }

func TestKerassSchedulesAreRead(t *testing.T) {
	adam := func(rate string) string {
		return `{"module":"keras.optimizers","class_name":"Adam","config":{"name":"adam","learning_rate":` + rate + `,"weight_decay":null,
			"clipnorm":null,"global_clipnorm":null,"clipvalue":null,"use_ema":false,"ema_momentum":0.99,"ema_overwrite_frequency":null,
			"loss_scale_factor":null,"gradient_accumulation_steps":null,"beta_1":0.9,"beta_2":0.999,"epsilon":1e-07,"amsgrad":false},
			"registered_name":null}`
	}
	sgd := func(rate string) string {
		return `{"class_name":"SGD","config":{"name":"SGD","learning_rate":` + rate + `,"decay":0.0,"momentum":0.9,"nesterov":false}}`
	}
	for _, c := range []struct {
		name, text string
		want       Schedule
	}{
		{"Keras 3, cosine", adam(`{"module":"keras.optimizers.schedules","class_name":"CosineDecay","config":{"initial_learning_rate":0.0,
			"decay_steps":1000,"alpha":0.0,"name":"CosineDecay","warmup_target":0.1,"warmup_steps":100},"registered_name":null}`),
			CosineDecay{DecaySteps: 1000, WarmupTarget: new(0.1), WarmupSteps: 100}},
		{"Keras 3, pieces", adam(`{"module":"keras.optimizers.schedules","class_name":"PiecewiseConstantDecay","config":{"boundaries":[100000,110000],
			"values":[1.0,0.5,0.1],"name":"PiecewiseConstant"},"registered_name":null}`),
			PiecewiseConstantDecay{[]int{100000, 110000}, []float64{1, 0.5, 0.1}}},
		{"Keras 3, polynomial", adam(`{"module":"keras.optimizers.schedules","class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,
			"decay_steps":10000,"end_learning_rate":0.01,"power":0.5,"cycle":false,"name":"PolynomialDecay"},"registered_name":null}`),
			PolynomialDecay{0.1, 10000, 0.01, 0.5, false}},
		{"Keras 2.4, exponential", sgd(`{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":100000,
			"decay_rate":0.96,"staircase":true,"name":null}}`), ExponentialDecay{0.1, 100000, 0.96, true}},
		{"Keras 2.4, cosine", sgd(`{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"alpha":0.1,"name":null}}`),
			CosineDecay{InitialLearningRate: 0.1, DecaySteps: 1000, Alpha: 0.1}},
		{"steps as a float", sgd(`{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":1.0,"decay_rate":0.5}}`),
			InverseTimeDecay{0.1, 1, 0.5, false}},
		{"boundaries as floats", sgd(`{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[1.0,2.0],"values":[1,2,3]}}`),
			PiecewiseConstantDecay{[]int{1, 2}, []float64{1, 2, 3}}},
		{"defaults", sgd(`{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":7}}`), PolynomialDecay{0.1, 7, 0.0001, 1, false}},
		{"a number", sgd(`0.5`), nil},
		{"null", sgd(`null`), nil},
	} {
		o, err := Parse([]byte(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got, want := describe(o.Schedule()), describe(c.want); got != want {
			t.Errorf("%s: %s instead of %s", c.name, got, want)
		}
	}
}

func TestSchedulesAreWrittenAsKeras3Does(t *testing.T) {
	o := NewSGD(7, 0, false)
	for _, c := range []struct {
		s    Schedule
		want string
	}{
		{CosineDecay{InitialLearningRate: 0.1, DecaySteps: 7},
			`"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":7,"alpha":0,"warmup_target":null,"warmup_steps":0,"name":"CosineDecay"}`},
		{ExponentialDecay{0.1, 7, 0.5, true},
			`"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":7,"decay_rate":0.5,"staircase":true,"name":"ExponentialDecay"}`},
		{InverseTimeDecay{0.1, 7, 0.5, false},
			`"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":7,"decay_rate":0.5,"staircase":false,"name":"InverseTimeDecay"}`},
		{PolynomialDecay{0.1, 7, 0.01, 2, false},
			`"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":7,"end_learning_rate":0.01,"power":2,"cycle":false,"name":"PolynomialDecay"}`},
		{PiecewiseConstantDecay{[]int{7}, []float64{1, 0.5}}, `"PiecewiseConstantDecay","config":{"boundaries":[7],"values":[1,0.5],"name":"PiecewiseConstant"}`},
	} {
		if err := o.SetSchedule(c.s); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(o)
		want := `"learning_rate":{"module":"keras.optimizers.schedules","class_name":` + c.want + `,"registered_name":null}`
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s, %v; want %s", text, err, want)
		}
	}
}

func TestBadSchedulesAreRefusedInWords(t *testing.T) {
	whole, numbers := slices.Repeat([]string{"0"}, 2000), slices.Repeat([]string{"0.1"}, 2001)
	for _, c := range []struct{ name, rate, want string }{
		{"an unknown class", `{"class_name":"CosineDecayRestarts","config":{}}`,
			`schedule "CosineDecayRestarts" is not supported (only CosineDecay, ExponentialDecay, InverseTimeDecay, PiecewiseConstantDecay, PolynomialDecay)`},
		{"no config", `{"class_name":"CosineDecay"}`, "class_name or config is missing"},
		{"an unknown key", `{"class_name":"CosineDecay","config":{},"lr":1}`, `key "lr" is not known`},
		{"a class that is none", `{"class_name":3,"config":{}}`, "class_name is 3, not a string"},
		{"a config that is none", `{"class_name":"CosineDecay","config":3}`, "schedule CosineDecay"},
		{"nothing in it", `{"class_name":"CosineDecay","config":{}}`, `argument "initial_learning_rate" is missing`},
		{"no steps", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1}}`, `argument "decay_steps" is missing`},
		{"an unknown argument", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1,"decay_steps":1,"t_mul":2}}`, `schedule CosineDecay: argument "t_mul" is not supported`},
		{"text for a number", `{"class_name":"CosineDecay","config":{"initial_learning_rate":"NaN","decay_steps":1}}`, `argument "initial_learning_rate" is "NaN"; a number is needed`},
		{"negative steps", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1,"decay_steps":-1}}`, "decay_steps -1 is not in 1…1073741824"},
		{"half a step", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1,"decay_steps":0.5}}`, `argument "decay_steps" is 0.5; a whole number is needed`},
		{"steps without end", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1,"decay_steps":1e300}}`, `argument "decay_steps" is 1e300; a whole number is needed`},
		{"NaN", `{"class_name":"CosineDecay","config":{"initial_learning_rate":NaN,"decay_steps":1}}`, "invalid character 'N'"},
		{"a rate without end", `{"class_name":"CosineDecay","config":{"initial_learning_rate":1e400,"decay_steps":1}}`, `argument "initial_learning_rate" is 1e400`},
		{"no boundaries", `{"class_name":"PiecewiseConstantDecay","config":{"values":[1]}}`, `argument "boundaries" is missing`},
		{"empty boundaries", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[],"values":[1]}}`, "0 boundaries and 1 values"},
		{"boundaries that are no list", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":5,"values":[1,2]}}`, `argument "boundaries" is 5; a list of whole numbers is needed`},
		{"half a boundary", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[0.5],"values":[1,2]}}`, `argument "boundaries[0]" is 0.5; whole numbers are needed`},
		{"null among the values", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[5],"values":[1,null]}}`, `argument "values[1]" is null; numbers are needed`},
		{"falling boundaries", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[5,4],"values":[1,2,3]}}`, "boundaries[1] 4 is not above the one before, 5"},
		{"a value too few", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[5,6],"values":[1,2]}}`, "2 boundaries and 2 values"},
		{"many boundaries", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[` + strings.Join(whole, ",") + `],"values":[` + strings.Join(numbers, ",") + `]}}`,
			`argument "boundaries" has 2000 entries; the limit is 1000`},
		{"a million boundaries", `{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[0` + strings.Repeat(",0", 1e6) + `],"values":[1]}}`, "bytes; the limit is 131072"},
	} {
		o, err := Parse([]byte(`{"class_name":"SGD","config":{"learning_rate":` + c.rate + `}}`))
		if err == nil || o != nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 1000 {
			t.Errorf("%s: %v, error %v, want %s", c.name, o, err, c.want)
		}
	}
}

// TestARestoredOptimizerHasTheRateOfItsLastStep is what an epoch tells that ends after the restored step.

// encoded is v as JSON.
func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}
