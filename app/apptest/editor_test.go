package apptest

import (
	"strings"
	"testing"
	"time"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

func TestLayersComeGoAndMove(t *testing.T) {
	s, f := NewTestSession()
	expect := func(when, want string, chosen int) {
		t.Helper()
		if got := Outlined(s); got != want || s.Recipe.Chosen != chosen {
			t.Errorf("%s: %s, layer %d is open; want %s and %d", when, got, s.Recipe.Chosen, want, chosen)
		}
		if strings.Contains(f.Fragment, "model=") != (want != Sample1) {
			t.Errorf("%s: the address is %s", when, f.Fragment)
		}
		if e, _, err := recipe.ParseLink(f.Fragment); err != nil || recipe.Model(e.Spec) != recipe.Model(s.Recipe.Sketch().Spec) {
			t.Errorf("%s: the address leads to another network, %v", when, err)
		}
	}
	s.Recipe.AddLayer("Dropout")
	expect("a dropout where it usually is", "Conv2D MaxPooling2D Flatten Dense Dropout Dense", 5)
	s.Recipe.Chosen = 0
	s.Recipe.AddLayer("BatchNormalization")
	s.Recipe.RemoveLayer(s.Recipe.Chosen - 1)
	expect("one more and gone again", "Conv2D MaxPooling2D Flatten Dense Dropout Dense", 0)
	s.Recipe.AddLayer("Conv2D")
	expect("a convolution before the flatten", "Conv2D MaxPooling2D Conv2D Flatten Dense Dropout Dense", 3)
	s.Recipe.AddLayer("MaxPooling2D")
	expect("a pool behind it", "Conv2D MaxPooling2D Conv2D MaxPooling2D Flatten Dense Dropout Dense", 4)
	if !s.Recipe.MoveLayer(3, -1) || s.Recipe.MoveLayer(0, -1) || s.Recipe.MoveLayer(7, 1) || s.Recipe.MoveLayer(99, -1) {
		t.Error("layers move where they cannot, or do not where they can")
	}
	expect("moved", "Conv2D MaxPooling2D MaxPooling2D Conv2D Flatten Dense Dropout Dense", 3)
	s.Recipe.Revert("model")
	expect("back", Sample1, 0)
}

func TestTheSamplesOwnNetworkMadeByHandIsTheSamples(t *testing.T) {
	s, f := NewTestSession()
	s.Recipe.SetArgument(0, "filters", "48")
	if !s.Recipe.Changes["model"] || !strings.Contains(f.Fragment, "model=") {
		t.Fatal("nothing has changed")
	}
	s.Recipe.SetArgument(0, "filters", "32")
	if s.Recipe.Changes["model"] || strings.Contains(f.Fragment, "model=") || s.Recipe.Resettable() {
		t.Errorf("it is still called edited: %s", f.Fragment)
	}
}

func TestWhatCannotBeIsSaidBesideItAndNotTrained(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*app.Session)
		layer   int
		es, en  string
		typedIn string // the argument that keeps its text
	}{
		{"a number out of range", func(s *app.Session) { s.Recipe.SetArgument(0, "filters", "0") }, 0, "Capa 1: uno de sus valores no vale", "Layer 1: one of its values cannot be", "filters"},
		{"no number", func(s *app.Session) { s.Recipe.SetArgument(0, "kernel_size", "three") }, 0, "Capa 1", "Layer 1", "kernel_size"},
		{"no flatten", func(s *app.Session) { s.Recipe.RemoveLayer(2) }, 2, "Flatten o GlobalAveragePooling2D", "a Flatten or a GlobalAveragePooling2D", ""},
		{"no softmax", func(s *app.Session) { s.Recipe.SetArgument(4, "activation", "relu") }, 4, "activation=softmax", "activation=softmax", ""},
		{"too few classes", func(s *app.Session) { s.Recipe.SetArgument(4, "units", "3") }, 4, "distingue 3 clases", "tells 3 classes apart", ""},
		{"an early softmax", func(s *app.Session) { s.Recipe.MoveLayer(4, -1) }, 3, "última capa", "last layer", ""},
		{"a picture too small", func(s *app.Session) { s.Recipe.SetArgument(1, "pool_size", "33") }, 1, "su ventana es mayor", "its window is larger", ""},
		{"a penalty", func(s *app.Session) { s.Recipe.SetDecay("Conv2D", "much") }, -1, "penalización L2", "L2 penalty", ""},
		{"nothing", func(s *app.Session) {
			for range 5 {
				s.Recipe.RemoveLayer(0)
			}
		}, -1, "entre 1 y 256 capas", "1 to 256 layers", ""},
	}
	for _, test := range tests {
		s, f := NewTestSession()
		s.Training.Ready = true
		test.change(s)
		if _, layer := s.Recipe.NetworkProblem(); layer != test.layer {
			t.Errorf("%s: layer %d is at fault, want %d", test.name, layer, test.layer)
		}
		s.Training.Train()
		if s.Training.Run != nil || len(f.Sent) > 0 || StateOf(t, s).State != run.PhaseError {
			t.Errorf("%s: it trains all the same", test.name)
		}
		if got := s.Training.Problem(); !strings.Contains(got, test.en) {
			t.Errorf("%s: %q, want %q", test.name, got, test.en)
		}
		s.Lang = "es"
		if got := s.Training.Problem(); !strings.Contains(got, test.es) {
			t.Errorf("%s: %q, want %q", test.name, got, test.es)
		}
		s.Lang = "en"
		if test.typedIn != "" && s.Recipe.Sketch().Typed[0][test.typedIn] == "" {
			t.Errorf("%s: what was typed is gone", test.name)
		}
		if strings.Contains(f.Fragment, "model=") && test.name != "nothing" {
			t.Errorf("%s: the address has it: %s", test.name, f.Fragment)
		}
		s.Recipe.Restore()
		if text, _ := s.Recipe.NetworkProblem(); text != "" || Outlined(s) != Sample1 {
			t.Errorf("%s: after a reset: %s, %s", test.name, text, Outlined(s))
		}
	}
}

func TestACommaIsAPointInALayer(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=3", "")
	s.Recipe.SetArgument(5, "rate", "0,45")
	if d, ok := s.Recipe.Experiment.Spec.Layers[5].(keras.Dropout); !ok || d.Rate != 0.45 {
		t.Errorf("%+v", s.Recipe.Experiment.Spec.Layers[5])
	}
}

func TestAnEditedNetworkEndsWithItsExperiment(t *testing.T) {
	for name, leave := range map[string]func(*app.Session){
		"another sample": func(s *app.Session) { s.Recipe.Choose(2) },
		"a link":         func(s *app.Session) { s.Open("sample=1&seed=3", "") },
		"the reset":      func(s *app.Session) { s.Recipe.Restore() },
		"its chip":       func(s *app.Session) { s.Recipe.Revert("model") },
	} {
		for _, broken := range []bool{false, true} {
			s, _ := NewTestSession()
			s.Recipe.AddLayer("Dropout")
			if broken {
				s.Recipe.SetArgument(0, "filters", "many")
			}
			leave(s)
			if Outlined(s) != Sample1 || s.Recipe.Draft != nil || s.Recipe.Wrong["model"] != nil || s.Recipe.Changes["model"] {
				t.Errorf("%s (broken: %v): %s", name, broken, Outlined(s))
			}
		}
	}
}

func TestALockedNetworkStays(t *testing.T) {
	for _, link := range []string{"sample=1&lock=model", "sample=1&lock=network"} {
		s, _ := NewTestSession()
		s.Open(link, "")
		s.Recipe.AddLayer("Dropout")
		s.Recipe.RemoveLayer(0)
		s.Recipe.SetArgument(0, "filters", "1")
		s.Recipe.SetDecay("Conv2D", "0.1")
		if s.Recipe.MoveLayer(0, 1) || Outlined(s) != Sample1 || s.Recipe.Changes["model"] || len(s.Recipe.Undos.Back) > 0 {
			t.Errorf("%s: %s", link, Outlined(s))
		}
	}
}

func TestUndoGoesBackThroughRecipeAndNetwork(t *testing.T) {
	s, _ := NewTestSession()
	now := time.Unix(1e9, 0)
	s.Now = func() time.Time { return now }
	show := func() string { return Outlined(s) + " lr=" + s.Recipe.Value("lr") + " seed=" + s.Recipe.Value("seed") }
	var states []string
	step := func(change func()) {
		states = append(states, show())
		now = now.Add(time.Minute)
		change()
	}
	step(func() { s.Recipe.Set("lr", "0"); s.Recipe.Set("lr", "0."); s.Recipe.Set("lr", "0.5") }) // one stroke after the other
	step(func() { s.Recipe.AddLayer("Dropout") })
	step(func() { s.Recipe.SetArgument(4, "rate", "2") }) // which cannot be
	step(func() { s.Recipe.RemoveLayer(4) })
	step(func() { s.Recipe.Set("seed", "9") })
	step(func() { s.Recipe.Choose(4) })
	step(func() { s.Recipe.Restore() })
	last := show()
	s.Lang = "es"
	s.Speak("es")
	for i := len(states) - 1; i >= 0; i-- {
		s.Recipe.Undo()
		if got := show(); got != states[i] {
			t.Errorf("undo to %d: %s, want %s", i, got, states[i])
		}
	}
	s.Recipe.Undo() // there is nothing before
	if got := show(); got != states[0] || s.Lang != "es" || s.Recipe.Given["lang"] != "es" {
		t.Errorf("at the beginning: %s, in %s", got, s.Recipe.Given["lang"])
	}
	for range states {
		s.Recipe.Redo()
	}
	s.Recipe.Redo()
	if got := show(); got != last {
		t.Errorf("redo to the end: %s, want %s", got, last)
	}
	s.Recipe.Undo()
	s.Recipe.Set("seed", "1")
	s.Recipe.Redo() // a change ends what there is to redo
	if s.Recipe.Value("seed") != "1" || len(s.Recipe.Undos.Forth) != 0 {
		t.Errorf("seed %s after a redo that is none", s.Recipe.Value("seed"))
	}
	for i := range 3 * editor.MaxSnapshots {
		s.Recipe.Set([]string{"seed", "lr"}[i%2], "1")
	}
	if n := len(s.Recipe.Undos.Back); n != editor.MaxSnapshots {
		t.Errorf("%d moments are kept", n)
	}
}

func TestAPenaltyIsThatOfAllLayersButTheLast(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=7", "")
	if rate, known, found := editor.DecayOf(s.Recipe.Sketch().Spec, "Conv2D"); rate != "0.001" || !known || !found {
		t.Errorf("sample 7 has %s, %v, %v", rate, known, found)
	}
	s.Recipe.SetDecay("Dense", "0,002")
	for i, l := range s.Recipe.Experiment.Spec.Layers {
		d, ok := l.(keras.Dense)
		if !ok {
			continue
		}
		last := i == len(s.Recipe.Experiment.Spec.Layers)-1
		if (d.KernelRegularizer == nil) != last || !last && d.KernelRegularizer.Rate != 0.002 {
			t.Errorf("layer %d: %+v", i, d.KernelRegularizer)
		}
	}
	s.Recipe.SetArgument(0, "kernel_regularizer", "0.5")
	if _, known, found := editor.DecayOf(s.Recipe.Sketch().Spec, "Conv2D"); known || !found {
		t.Error("different penalties are taken for one")
	}
	if _, _, found := editor.DecayOf(&keras.Sequential{Layers: []keras.Layer{keras.NewLayer("Dense")}}, "Dense"); found {
		t.Error("the last layer counts")
	}
}

func TestRangesAreTyped(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=10", "")
	shift := recipe.Transforms()[1]
	s.Recipe.SetReach(shift, "0,1")
	if got := s.Recipe.Given["augment"]; got != "flip,shift:0.1" {
		t.Errorf("augment=%s", got)
	}
	s.Recipe.SetReach(shift, "3")
	if s.Recipe.Wrong["augment"] == nil || s.Recipe.Reaches["shift"] != "3" || s.Recipe.Given["augment"] != "flip,shift:0.1" {
		t.Errorf("a range of 3: %v, augment=%s", s.Recipe.Wrong, s.Recipe.Given["augment"])
	}
	s.Training.Train()
	if s.Training.Run != nil {
		t.Error("it trains all the same")
	}
	s.Recipe.SetReach(shift, "0.2")
	if s.Recipe.Wrong["augment"] != nil || s.Recipe.Changes["augment"] {
		t.Errorf("the sample's own range: %v, %v", s.Recipe.Wrong, s.Recipe.Changes)
	}
}

func TestTheTimeOfAnEpochIsMeasuredOrGuessed(t *testing.T) {
	s, f := NewTestSession()
	s.Open("sample=1&train=1000&val=300&test=0", "")
	s.Training.Machine.Cores = 2
	macs := run.MacsOf(s.Recipe.Experiment.Spec)
	if d, measured := s.Training.EpochTime(2); measured || d <= 0 {
		t.Errorf("before any run: %v, measured %v", d, measured)
	}
	if _, got := s.Training.EpochTimeInWords(); !strings.Contains(got, "estimated") {
		t.Errorf("%q", got)
	}
	s.Training.Ready = true
	s.Training.Train()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 1000, Val: 300, Epochs: 30, StepsPerEpoch: 16, Workers: 2})
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 16, EpochStep: 16, EpochSteps: 16, Sums: history.Sums{Pictures: 1024}})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1, ImagesPerSecond: 2000})
	if d, measured := s.Training.EpochTime(2); !measured || d.Round(time.Millisecond) != 550*time.Millisecond {
		t.Errorf("1,000 pictures and 300 at a third, 2,000 a second: %v, measured %v", d, measured)
	}
	if d, _ := s.Training.EpochTime(1); d.Round(time.Millisecond) != 1100*time.Millisecond {
		t.Errorf("with one worker: %v", d)
	}
	s.Training.Machine = recipe.Machine{Cores: 8, Phone: true}
	if n := s.Training.Computing(); n != 2 {
		t.Errorf("%d workers on a phone", n)
	}
	s.Training.Machine = recipe.Machine{Cores: 2}
	kept := s.Memory.Recall(run.PaceKey)
	for _, link := range []string{"sample=12", "sample=1"} { // another session, with networks of other sizes
		again, _ := NewTestSession()
		again.Memory.Remember(run.PaceKey, kept)
		again.Remember(again.Memory)
		again.Open(link+"&train=1000&val=300", "")
		d, measured := again.Training.EpochTime(2)
		want := time.Duration(550 * float64(time.Millisecond) * run.MacsOf(again.Recipe.Experiment.Spec) / macs)
		if !measured || (d-want).Abs() > time.Millisecond {
			t.Errorf("%s: %v, want %v", link, d, want)
		}
		if _, got := again.Training.EpochTimeInWords(); !strings.Contains(got, "measured") {
			t.Errorf("%q", got)
		}
	}
	for _, bad := range []string{"x", "{}", `[{"macs":0,"rate":1}]`, `[{"macs":1e308,"rate":1e308}]`, `[{"macs":-1,"rate":5}]`} {
		again, _ := NewTestSession()
		again.Memory.Remember(run.PaceKey, bad)
		again.Remember(again.Memory)
		if d, measured := again.Training.EpochTime(2); measured || d <= 0 {
			t.Errorf("%s is taken for a measurement: %v", bad, d)
		}
	}
}

func TestWhatWasTypedGoesWithItsField(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=10", "")
	s.Recipe.SetReach(recipe.Transforms()[1], "3")
	s.Recipe.Set("augment", "flip")
	if s.Recipe.Wrong["augment"] != nil || len(s.Recipe.Reaches) > 0 {
		t.Errorf("without shift: %v, %v", s.Recipe.Wrong, s.Recipe.Reaches)
	}
	s.Open("sample=3", "")
	s.Recipe.SetDecay("Conv2D", "much")
	if s.Recipe.Wrong["model"] == nil {
		t.Fatal("a penalty can be anything")
	}
	for i := len(s.Recipe.Sketch().Spec.Layers) - 1; i >= 0; i-- {
		if class := s.Recipe.Sketch().Spec.Layers[i].ClassName(); class == "Conv2D" || class == "BatchNormalization" {
			s.Recipe.RemoveLayer(i)
		}
	}
	if s.Recipe.Wrong["model"] != nil || len(s.Recipe.Penalties) > 0 {
		t.Errorf("without convolutions: %v, %v", s.Recipe.Wrong, s.Recipe.Penalties)
	}
}

func TestWhatIsTypedForALayerThatIsGoneChangesNothing(t *testing.T) {
	s, _ := NewTestSession()
	before := Outlined(s)
	for _, test := range []struct {
		layer int
		name  string
	}{{0, "units"}, {1, "kernel_size"}, {99, "units"}, {0, ""}} {
		s.Recipe.SetArgument(test.layer, test.name, "7")
		if got := Outlined(s); got != before || len(s.Recipe.Wrong) > 0 {
			t.Errorf("%s of layer %d: %s, %v", test.name, test.layer, got, s.Recipe.Wrong)
		}
	}
}

func TestWhatWasRevertedComesBackWithOneUndo(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("sample=1", "")
	s.Recipe.Set("lr", "0.5")
	s.Recipe.Revert("lr")
	if s.Recipe.Undo(); s.Recipe.Experiment.LearningRate != 0.5 {
		t.Errorf("given is %v", s.Recipe.Given)
	}
	s.Open("sample=1&lr=0.5&lock=lr", "")
	if s.Recipe.Revert("lr"); len(s.Recipe.Undos.Back) != 0 || s.Recipe.Experiment.LearningRate != 0.5 {
		t.Error("what the link fixes is reverted, or can be undone")
	}
}
