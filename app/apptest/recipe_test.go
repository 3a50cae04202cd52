package apptest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"muestra/app/editor"
	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

func TestAValueMayNeedAnotherThatComesLater(t *testing.T) {
	tests := []struct{ link, wrong string }{
		{"train=50000&val=0", ""},
		{"train=45000&val=5000&epochs=many", "epochs"},
		{"train=50000&val=0&epochs=many", "epochs"},
		{"train=50000&val=10000", "train"},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		pairs, err := recipe.Split(test.link)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pairs {
			s.Recipe.Given[p.Key] = p.Value
		}
		s.Recipe.Evaluate()
		var wrong []string
		for key := range s.Recipe.Wrong {
			wrong = append(wrong, key)
		}
		if got := strings.Join(wrong, " "); got != test.wrong {
			t.Errorf("%s: wrong is %q, want %q", test.link, got, test.wrong)
		}
	}
}

func TestAScheduleIsTypedIntoTheAddressValueByValue(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=7&train=64&val=10&test=10&augment=flip,shift", "")
	s.Recipe.Set("schedule", "piecewise")
	if s.Recipe.Wrong["schedule"] == nil || !strings.Contains(s.Recipe.Allowed("schedule"), "piecewise") || strings.Contains(f.Fragment, "piecewise") {
		t.Errorf("without its epochs: %v, address %s", s.Recipe.Wrong, f.Fragment)
	}
	for _, p := range []recipe.Pair{
		{Key: "boundaries", Value: "1,2"}, {Key: "values", Value: "0.01,0.001"}, {Key: "optimizer", Value: "rmsprop"}, {Key: "rho", Value: "0,8"}, {Key: "restore_best", Value: "1"},
		{Key: "monitor", Value: "val_loss,val_accuracy"}, {Key: "patience", Value: "3,4"},
	} {
		s.Recipe.Set(p.Key, p.Value)
	}
	s.Recipe.SetDecay("Dense", "0.002")
	s.Recipe.SetReach(recipe.Transforms()[1], "0.1")
	if len(s.Recipe.Wrong) > 0 {
		t.Fatalf("wrong are %v", s.Recipe.Wrong)
	}
	for _, part := range []string{"schedule=piecewise", "boundaries=1,2", "values=0.01,0.001", "optimizer=rmsprop", "rho=0.8", "restore_best=1",
		"monitor=val_loss,val_accuracy", "patience=3,4", "augment=flip,shift:0.1", "model="} {
		if !strings.Contains(f.Fragment, part) {
			t.Errorf("the address is without %s: %s", part, f.Fragment)
		}
	}
	for lang, want := range map[string]string{"es": "Curso: a trozos", "en": "Schedule: piecewise"} {
		s.Lang = lang
		said := ""
		for _, c := range s.Recipe.Settings() {
			if c.Key == "schedule" {
				said = c.Text
			}
		}
		if !strings.Contains(said, want) {
			t.Errorf("said is %q, want %q", said, want)
		}
	}
}

func TestThePlanCountsTheStepsThatThereWillBe(t *testing.T) {
	set := data.Synthetic(1)
	tests := []struct{ link, want string }{
		{"train=1000", "Epochs: 30 · steps per epoch: 16 · pictures per step: 64 · takes ≈\u00a025 s"},
		{"train=1000&augment=flip", "Epochs: 30 · steps per epoch: 15 · pictures per step: 64 · takes ≈\u00a025 s"},
		{"train=40&augment=flip", "Epochs: 30 · steps per epoch: 1 · pictures per step: 40 · takes ≈\u00a07 s"},
		{"train=1000&epochs=2&steps=20", "Steps: 20 · pictures per step: 64 · takes ≈\u00a01 s"},
		{"train=1000&epochs=2&steps=32", "Epochs: 2 · steps per epoch: 16 · pictures per step: 64 · takes ≈\u00a02 s"},
		{"train=1000&epochs=2&steps=33", "Epochs: 2 · steps per epoch: 16 · pictures per step: 64 · takes ≈\u00a02 s"},
		{"sample=12&train=1000", "Epochs: 100 · steps per epoch: 15 · pictures per step: 64 · takes ≈\u00a04 h at most"},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open(test.link, "")
		if got := s.Training.Detail(); got != test.want {
			t.Errorf("%s: %q, want %q", test.link, got, test.want)
		}
		run, err := recipe.NewRun(s.Recipe.Experiment, set)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Recipe.Experiment.StepsPerEpoch(); got != run.StepsPerEpoch() {
			t.Errorf("%s: %d steps an epoch on the page, %d in the run", test.link, got, run.StepsPerEpoch())
		}
	}
}

func TestWhatNoFieldShowsIsListedAndCanBeTakenBack(t *testing.T) {
	tests := []struct{ link, en, es string }{
		{"sample=2", "", ""},
		{"sample=2&nesterov=1&shuffle=0&steps=1200", "nesterov: Nesterov momentum, shuffle: Same order in each epoch, steps: Step limit: 1,200",
			"nesterov: Inercia de Nesterov, shuffle: Mismo orden en cada época, steps: Límite de pasos: 1200"},
		{"sample=1&nesterov=1", "", ""},                                              // does nothing with Adam
		{"sample=5&dropout=0&augment=flip&early_stopping=0&lr=0.1&train=64", "", ""}, // have their fields
		{"sample=5&shuffle=1&steps=0&workers=2&lang=es&run=0", "", ""},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open(test.link, "")
		for _, lang := range []string{"en", "es"} {
			s.Lang = lang
			var got []string
			for _, c := range s.Recipe.Settings() {
				got = append(got, c.Key+": "+c.Text)
			}
			want := map[string]string{"en": test.en, "es": test.es}[lang]
			if text := strings.Join(got, ", "); text != want {
				t.Errorf("%s in %s: %q, want %q", test.link, lang, text, want)
			}
		}
	}
	s, f := NewTestSession()
	s.Open("sample=2&nesterov=1&steps=9", "")
	s.Recipe.Revert("steps")
	if e := s.Recipe.Experiment; e.Steps != 0 || !e.Nesterov || strings.Contains(f.Fragment, "steps") {
		t.Errorf("after taking back steps: %+v, address %s", e, f.Fragment)
	}
}

func TestAnEditedNetworkIsListed(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1&model="+modelOf(t, 3), "")
	if all := s.Recipe.Settings(); len(all) != 1 || all[0].Key != "model" || all[0].Text != "Edited network" {
		t.Errorf("settings %+v, problem %q", all, s.Training.Problem())
	}
	s.Recipe.Restore()
	if len(s.Recipe.Settings()) != 0 || recipe.KeyOf("model").Get(s.Recipe.Experiment) != modelOf(t, 1) {
		t.Error("reset leaves the edited network")
	}
}

func TestTheNumberOfWorkersIsInTheLinkAndTheNextRunAndChangesNoResult(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=128", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	before := s.Recipe.Identity
	s.Recipe.Set("workers", "3")
	if !strings.Contains(f.Fragment, "workers=3") || s.Recipe.Identity != before || s.Recipe.Changes["workers"] {
		t.Errorf("address %q, identity %q and before %q, changes %v", f.Fragment, s.Recipe.Identity, before, s.Recipe.Changes)
	}
	s.Recipe.Choose(2)
	s.Training.Train()
	told := new(recipe.Experiment)
	if err := json.Unmarshal(f.Sent[0].(*port.Start).Experiment, told); err != nil || told.Workers != "3" || told.Sample != 2 {
		t.Errorf("told %+v, %v", told, err)
	}
	for _, lang := range []string{"es", "en"} {
		if s.Lang = lang; s.Recipe.Assumed("workers") || s.Recipe.Help("workers") == "" {
			t.Errorf("in %s: assumed %v, help %q", lang, s.Recipe.Assumed("workers"), s.Recipe.Help("workers"))
		}
	}
}

func TestResetTakesBackAllThatDecidesTheResult(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=4&train=640&val=64&test=64&epochs=2&seed=9&optimizer=rmsprop&lr=0.1&momentum=0.5&nesterov=1&batch=8&augment=zoom&early_stopping=1"+
		"&shuffle=0&dropout=0&steps=7&workers=2&lang=es&model="+modelOf(t, 3), "")
	if s.Training.Problem() != "" || !s.Recipe.Resettable() {
		t.Fatalf("problem %q, changed %v", s.Training.Problem(), s.Recipe.Resettable())
	}
	s.Recipe.Restore()
	own, err := recipe.New(4)
	if err != nil {
		t.Fatal(err)
	}
	own.Workers, own.Lang = "2", "es"
	if f.Fragment != own.Link() || s.Recipe.Resettable() {
		t.Errorf("the address is %s, want %s; changed %v", f.Fragment, own.Link(), s.Recipe.Resettable())
	}
}

func TestResetIsOfferedOnlyWhereSomethingDiffers(t *testing.T) {
	tests := []struct {
		link string
		want bool
	}{
		{"", false},
		{"sample=2&train=5000&epochs=30&lr=0.001", false}, // the sample's own values, spelled out
		{"sample=2&epochs=31", true},
		{"sample=2&workers=3&lang=es", false},
		{"sample=2&lr=0.5&lock=lr", false},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open(test.link, "")
		if s.Recipe.Resettable() != test.want {
			t.Errorf("%s: changed is %v", test.link, s.Recipe.Resettable())
		}
	}
}

func TestAValueOfOursIsMarkedAlsoWhereTheLinkSpellsItOut(t *testing.T) {
	tests := []struct {
		link, key string
		want      bool
	}{
		{"sample=2", "lr", true},
		{"sample=2&lr=0.001", "lr", true},
		{"sample=2&lr=0.002", "lr", false},
		{"sample=2&lr=much", "lr", true}, // a link's bad value is left out
		{"sample=2", "epochs", false},
		{"sample=2", "seed", false},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open(test.link, "")
		if got := s.Recipe.Assumed(test.key); got != test.want {
			t.Errorf("%s: %s is assumed: %v", test.link, test.key, got)
		}
	}
}

func TestRangesOfAugmentationAreSaid(t *testing.T) {
	es, en := Speaking("es"), Speaking("en")
	list := []string{"shift:0.1", "flip", "rotation"}
	if got := editor.AugmentationsInWords(es.Speaker, list); got != "Reflejar, Desplazar 0,1, Girar" {
		t.Errorf("%q", got)
	}
	if got := editor.AugmentationsInWords(en.Speaker, nil); got != "none" {
		t.Errorf("%q", got)
	}
}

func TestEarlyStoppingSaysWhatItWatches(t *testing.T) {
	tests := []struct {
		sample int
		lang   string
		want   string
	}{
		{1, "en", "Ends when validation loss has not improved for 5 epochs."},
		{6, "es", "Termina cuando la pérdida de validación lleva 5 épocas sin mejorar."},
		{12, "en", "Ends when validation loss has not improved for 5 epochs or validation accuracy has not improved for 10 epochs."},
		{12, "es", "Termina cuando la pérdida de validación lleva 5 épocas sin mejorar o la proporción de aciertos al validar lleva 10 épocas sin mejorar."},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open(fmt.Sprintf("sample=%d&lang=%s&early_stopping=0", test.sample, test.lang), "")
		if got := s.Recipe.Help("early_stopping"); got != test.want {
			t.Errorf("sample %d: %q, want %q", test.sample, got, test.want)
		}
	}
}

func TestYourBestStandsBesideTheReportsOnlyWhereItMay(t *testing.T) {
	tests := []struct {
		name, link, dataset string
		counts              bool
	}{
		{"the sample", "sample=1", "cifar10", true},
		{"another recipe", "sample=1&lr=0.1&optimizer=sgd&augment=flip", "cifar10", true},
		{"synthetic pictures", "sample=1", "synthetic", false},
		{"own pictures", "sample=1", "own", false},
		{"another network", "sample=1&model=" + modelOf(t, 3), "cifar10", false},
		{"the sample's own network, spelled out", "sample=1&model=" + modelOf(t, 1), "cifar10", true},
	}
	for _, test := range tests {
		s, f := NewTestSession()
		s.Open(test.link, "")
		s.Training.Train()
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.OnMessage(f, &port.Started{Dataset: test.dataset, Train: 128, Epochs: 1, StepsPerEpoch: 2})
		s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
		s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: Digest, Stopped: "epochs"})
		if _, counts := s.Training.Best[1]; counts != test.counts {
			t.Errorf("%s: counts is %v", test.name, counts)
		}
	}
}

func TestSettingsAreSaidInWords(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=12&lang=es&schedule=cosine&monitor=val_accuracy&restore_best=1&optimizer=rmsprop&rho=0.8&nesterov=1", "")
	var got []string
	for _, c := range s.Recipe.Settings() {
		got = append(got, c.Text)
	}
	if text := strings.Join(got, "; "); text != "Memoria (rho): 0,8; Curso: coseno; Qué se vigila: aciertos val.; Volver a la mejor época" {
		t.Errorf("%s", text)
	}
}
