package app

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/nn"
	"muestra/nn/samples"
	"muestra/wasm/port"
)

// outlined is the network shown, by the classes of its layers.
func outlined(s *session) string {
	var names []string
	for _, l := range s.sketch().spec.Layers {
		names = append(names, l.ClassName())
	}
	return strings.Join(names, " ")
}

const sample1 = "Conv2D MaxPooling2D Flatten Dense Dense"

func TestLayersComeGoAndMove(t *testing.T) {
	s, f := newTestSession()
	expect := func(when, want string, chosen int) {
		t.Helper()
		if got := outlined(s); got != want || s.chosen != chosen {
			t.Errorf("%s: %s, layer %d is open; want %s and %d", when, got, s.chosen, want, chosen)
		}
		if strings.Contains(f.fragment, "model=") != (want != sample1) {
			t.Errorf("%s: the address is %s", when, f.fragment)
		}
		if e, _, err := samples.ParseLink(f.fragment); err != nil || samples.Model(e.Spec) != samples.Model(s.sketch().spec) {
			t.Errorf("%s: the address leads to another network, %v", when, err)
		}
	}
	s.addLayer("Dropout")
	expect("a dropout where it usually is", "Conv2D MaxPooling2D Flatten Dense Dropout Dense", 5)
	s.chosen = 0
	s.addLayer("BatchNormalization")
	s.removeLayer(s.chosen - 1)
	expect("one more and gone again", "Conv2D MaxPooling2D Flatten Dense Dropout Dense", 0)
	s.addLayer("Conv2D")
	expect("a convolution before the flatten", "Conv2D MaxPooling2D Conv2D Flatten Dense Dropout Dense", 3)
	s.addLayer("MaxPooling2D")
	expect("a pool behind it", "Conv2D MaxPooling2D Conv2D MaxPooling2D Flatten Dense Dropout Dense", 4)
	if !s.moveLayer(3, -1) || s.moveLayer(0, -1) || s.moveLayer(7, 1) || s.moveLayer(99, -1) {
		t.Error("layers move where they cannot, or do not where they can")
	}
	expect("moved", "Conv2D MaxPooling2D MaxPooling2D Conv2D Flatten Dense Dropout Dense", 3)
	s.revert("model")
	expect("back", sample1, 0)
}

func TestTheSamplesOwnNetworkMadeByHandIsTheSamples(t *testing.T) {
	s, f := newTestSession()
	s.setArgument(0, "filters", "48")
	if !s.changes["model"] || !strings.Contains(f.fragment, "model=") {
		t.Fatal("nothing has changed")
	}
	s.setArgument(0, "filters", "32")
	if s.changes["model"] || strings.Contains(f.fragment, "model=") || s.resettable() {
		t.Errorf("it is still called edited: %s", f.fragment)
	}
}

func TestWhatCannotBeIsSaidBesideItAndNotTrained(t *testing.T) {
	tests := []struct {
		name    string
		change  func(*session)
		layer   int
		es, en  string
		typedIn string // the argument that keeps its text
	}{
		{"a number out of range", func(s *session) { s.setArgument(0, "filters", "0") }, 0, "Capa 1: uno de sus valores no vale", "Layer 1: one of its values cannot be", "filters"},
		{"no number", func(s *session) { s.setArgument(0, "kernel_size", "three") }, 0, "Capa 1", "Layer 1", "kernel_size"},
		{"no flatten", func(s *session) { s.removeLayer(2) }, 2, "Flatten o GlobalAveragePooling2D", "a Flatten or a GlobalAveragePooling2D", ""},
		{"no softmax", func(s *session) { s.setArgument(4, "activation", "relu") }, 4, "activation=softmax", "activation=softmax", ""},
		{"too few classes", func(s *session) { s.setArgument(4, "units", "3") }, 4, "distingue 3 clases", "tells 3 classes apart", ""},
		{"an early softmax", func(s *session) { s.moveLayer(4, -1) }, 3, "última capa", "last layer", ""},
		{"a picture too small", func(s *session) { s.setArgument(1, "pool_size", "33") }, 1, "su ventana es mayor", "its window is larger", ""},
		{"a penalty", func(s *session) { s.setDecay("Conv2D", "much") }, -1, "penalización L2", "L2 penalty", ""},
		{"nothing", func(s *session) {
			for range 5 {
				s.removeLayer(0)
			}
		}, -1, "entre 1 y 256 capas", "1 to 256 layers", ""},
	}
	for _, test := range tests {
		s, f := newTestSession()
		s.ready = true
		test.change(s)
		if _, layer := s.networkProblem(); layer != test.layer {
			t.Errorf("%s: layer %d is at fault, want %d", test.name, layer, test.layer)
		}
		s.train()
		if s.run != nil || len(f.sent) > 0 || stateOf(t, s).State != phaseError {
			t.Errorf("%s: it trains all the same", test.name)
		}
		if got := s.problem(); !strings.Contains(got, test.en) {
			t.Errorf("%s: %q, want %q", test.name, got, test.en)
		}
		s.lang = "es"
		if got := s.problem(); !strings.Contains(got, test.es) {
			t.Errorf("%s: %q, want %q", test.name, got, test.es)
		}
		s.lang = "en"
		if test.typedIn != "" && s.sketch().typed[0][test.typedIn] == "" {
			t.Errorf("%s: what was typed is gone", test.name)
		}
		if strings.Contains(f.fragment, "model=") && test.name != "nothing" {
			t.Errorf("%s: the address has it: %s", test.name, f.fragment)
		}
		s.restore()
		if text, _ := s.networkProblem(); text != "" || outlined(s) != sample1 {
			t.Errorf("%s: after a reset: %s, %s", test.name, text, outlined(s))
		}
	}
}

func TestACommaIsAPointInALayer(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=3", "")
	s.setArgument(5, "rate", "0,45")
	if d, ok := s.experiment.Spec.Layers[5].(nn.Dropout); !ok || d.Rate != 0.45 {
		t.Errorf("%+v", s.experiment.Spec.Layers[5])
	}
}

func TestAnEditedNetworkEndsWithItsExperiment(t *testing.T) {
	for name, leave := range map[string]func(*session){
		"another sample": func(s *session) { s.choose(2) },
		"a link":         func(s *session) { s.open("sample=1&seed=3", "") },
		"the reset":      func(s *session) { s.restore() },
		"its chip":       func(s *session) { s.revert("model") },
	} {
		for _, broken := range []bool{false, true} {
			s, _ := newTestSession()
			s.addLayer("Dropout")
			if broken {
				s.setArgument(0, "filters", "many")
			}
			leave(s)
			if outlined(s) != sample1 || s.draft != nil || s.wrong["model"] != nil || s.changes["model"] {
				t.Errorf("%s (broken: %v): %s", name, broken, outlined(s))
			}
		}
	}
}

func TestALockedNetworkStays(t *testing.T) {
	for _, link := range []string{"sample=1&lock=model", "sample=1&lock=network"} {
		s, _ := newTestSession()
		s.open(link, "")
		s.addLayer("Dropout")
		s.removeLayer(0)
		s.setArgument(0, "filters", "1")
		s.setDecay("Conv2D", "0.1")
		if s.moveLayer(0, 1) || outlined(s) != sample1 || s.changes["model"] || len(s.pasts.back) > 0 {
			t.Errorf("%s: %s", link, outlined(s))
		}
	}
}

func TestUndoGoesBackThroughRecipeAndNetwork(t *testing.T) {
	s, _ := newTestSession()
	now := time.Unix(1e9, 0)
	s.now = func() time.Time { return now }
	show := func() string { return outlined(s) + " lr=" + s.value("lr") + " seed=" + s.value("seed") }
	var states []string
	step := func(change func()) {
		states = append(states, show())
		now = now.Add(time.Minute)
		change()
	}
	step(func() { s.set("lr", "0"); s.set("lr", "0."); s.set("lr", "0.5") }) // one stroke after the other
	step(func() { s.addLayer("Dropout") })
	step(func() { s.setArgument(4, "rate", "2") }) // which cannot be
	step(func() { s.removeLayer(4) })
	step(func() { s.set("seed", "9") })
	step(func() { s.choose(4) })
	step(func() { s.restore() })
	last := show()
	s.lang = "es"
	s.speak("es")
	for i := len(states) - 1; i >= 0; i-- {
		s.undo()
		if got := show(); got != states[i] {
			t.Errorf("undo to %d: %s, want %s", i, got, states[i])
		}
	}
	s.undo() // there is nothing before
	if got := show(); got != states[0] || s.lang != "es" || s.given["lang"] != "es" {
		t.Errorf("at the beginning: %s, in %s", got, s.given["lang"])
	}
	for range states {
		s.redo()
	}
	s.redo()
	if got := show(); got != last {
		t.Errorf("redo to the end: %s, want %s", got, last)
	}
	s.undo()
	s.set("seed", "1")
	s.redo() // a change ends what there is to redo
	if s.value("seed") != "1" || len(s.pasts.forth) != 0 {
		t.Errorf("seed %s after a redo that is none", s.value("seed"))
	}
	for i := range 3 * maxSnapshots {
		s.set([]string{"seed", "lr"}[i%2], "1")
	}
	if n := len(s.pasts.back); n != maxSnapshots {
		t.Errorf("%d moments are kept", n)
	}
}

func TestAPenaltyIsThatOfAllLayersButTheLast(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=7", "")
	if rate, known, found := decayOf(s.sketch().spec, "Conv2D"); rate != "0.001" || !known || !found {
		t.Errorf("sample 7 has %s, %v, %v", rate, known, found)
	}
	s.setDecay("Dense", "0,002")
	for i, l := range s.experiment.Spec.Layers {
		d, ok := l.(nn.Dense)
		if !ok {
			continue
		}
		last := i == len(s.experiment.Spec.Layers)-1
		if (d.KernelRegularizer == nil) != last || !last && d.KernelRegularizer.Rate != 0.002 {
			t.Errorf("layer %d: %+v", i, d.KernelRegularizer)
		}
	}
	s.setArgument(0, "kernel_regularizer", "0.5")
	if _, known, found := decayOf(s.sketch().spec, "Conv2D"); known || !found {
		t.Error("different penalties are taken for one")
	}
	if _, _, found := decayOf(&nn.Spec{Layers: []nn.Layer{nn.NewLayer("Dense")}}, "Dense"); found {
		t.Error("the last layer counts")
	}
}

func TestRangesAreTyped(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=10", "")
	shift := samples.Transforms()[1]
	s.setReach(shift, "0,1")
	if got := s.given["augment"]; got != "flip,shift:0.1" {
		t.Errorf("augment=%s", got)
	}
	s.setReach(shift, "3")
	if s.wrong["augment"] == nil || s.reaches["shift"] != "3" || s.given["augment"] != "flip,shift:0.1" {
		t.Errorf("a range of 3: %v, augment=%s", s.wrong, s.given["augment"])
	}
	s.train()
	if s.run != nil {
		t.Error("it trains all the same")
	}
	s.setReach(shift, "0.2")
	if s.wrong["augment"] != nil || s.changes["augment"] {
		t.Errorf("the sample's own range: %v, %v", s.wrong, s.changes)
	}
}

func TestKerasModelsAreTakenOrRefusedInWords(t *testing.T) {
	own, err := samples.ByNumber(6).Network()
	if err != nil {
		t.Fatal(err)
	}
	text, err := own.MarshalJSON()
	if err != nil {
		t.Fatal(err)
	}
	s, _ := newTestSession()
	if err := s.replaceNetwork(text); err != nil || samples.Model(s.experiment.Spec) != samples.Model(own) {
		t.Fatalf("sample 6: %v", err)
	}
	before := outlined(s)
	for bad, want := range map[string]string{
		"":   "copia todo lo que da model.to_json()",
		"{":  "el texto no es JSON completo",
		"[]": "la red no se puede leer",
		`{"class_name":"Sequential","config":{"layers":[]}}`:  "la red no se puede leer",
		strings.Repeat("[", 100_000):                          "el texto no es JSON completo",
		`{"class_name":"Functional","config":{}}`:             "tiene que ser keras.Sequential",
		strings.Replace(string(text), "Flatten", "Lambda", 1): "aquí no hay capas de clase Lambda",
		strings.Replace(string(text), "relu", "gelu", 1):      "capa conv2d (Conv2D): hay un argumento que no vale",
	} {
		err := s.replaceNetwork([]byte(bad))
		if err == nil {
			t.Errorf("%.40q is taken", bad)
			continue
		}
		if s.lang = "es"; !strings.Contains(s.problemOf(err), want) {
			t.Errorf("%.40q: %s", bad, s.problemOf(err))
		}
		if s.lang = "en"; outlined(s) != before {
			t.Errorf("%.40q: the network is now %s", bad, outlined(s))
		}
	}
	s.undo()
	if outlined(s) != sample1 {
		t.Errorf("undone: %s", outlined(s))
	}
}

func TestTheTimeOfAnEpochIsMeasuredOrGuessed(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=1000&val=300&test=0", "")
	s.machine.Cores = 2
	macs := macsOf(s.experiment.Spec)
	if d, measured := s.epochTime(2); measured || d <= 0 {
		t.Errorf("before any run: %v, measured %v", d, measured)
	}
	if _, got := s.epochTimeInWords(); !strings.Contains(got, "estimated") {
		t.Errorf("%q", got)
	}
	s.ready = true
	s.train()
	s.onMessage(f, &port.Ready{})
	s.onMessage(f, &port.Started{Dataset: "cifar10", Train: 1000, Val: 300, Epochs: 30, StepsPerEpoch: 16, Workers: 2})
	s.onMessage(f, &port.Step{Epoch: 1, Step: 16, Steps: 16, Pictures: 1024, Total: 16})
	s.onMessage(f, &port.Epoch{Epoch: 1, ImagesPerSecond: 2000})
	if d, measured := s.epochTime(2); !measured || d.Round(time.Millisecond) != 550*time.Millisecond {
		t.Errorf("1,000 pictures and 300 at a third, 2,000 a second: %v, measured %v", d, measured)
	}
	if d, _ := s.epochTime(1); d.Round(time.Millisecond) != 1100*time.Millisecond {
		t.Errorf("with one worker: %v", d)
	}
	s.machine = samples.Machine{Cores: 8, Phone: true}
	if n := s.computing(); n != 2 {
		t.Errorf("%d workers on a phone", n)
	}
	s.machine = samples.Machine{Cores: 2}
	kept := s.memory.recall(paceKey)
	for _, link := range []string{"sample=12", "sample=1"} { // another session, with networks of other sizes
		again, _ := newTestSession()
		again.memory.remember(paceKey, kept)
		again.open(link+"&train=1000&val=300", "")
		d, measured := again.epochTime(2)
		want := time.Duration(550 * float64(time.Millisecond) * macsOf(again.experiment.Spec) / macs)
		if !measured || (d-want).Abs() > time.Millisecond {
			t.Errorf("%s: %v, want %v", link, d, want)
		}
		if _, got := again.epochTimeInWords(); !strings.Contains(got, "measured") {
			t.Errorf("%q", got)
		}
	}
	for _, bad := range []string{"x", "{}", `[{"macs":0,"rate":1}]`, `[{"macs":1e308,"rate":1e308}]`, `[{"macs":-1,"rate":5}]`} {
		again, _ := newTestSession()
		again.memory.remember(paceKey, bad)
		if d, measured := again.epochTime(2); measured || d <= 0 {
			t.Errorf("%s is taken for a measurement: %v", bad, d)
		}
	}
}

func TestTheDrawingIsToScale(t *testing.T) {
	small := blockFor("Conv2D", nn.Shape{8, 8, 64}, false)
	for name, larger := range map[string]block{
		"height": blockFor("Conv2D", nn.Shape{16, 8, 64}, false), "depth": blockFor("Conv2D", nn.Shape{8, 16, 64}, false), "width": blockFor("Conv2D", nn.Shape{8, 8, 128}, false),
	} {
		got := map[string]bool{"height": larger.height > small.height, "depth": larger.depth > small.depth, "width": larger.width > small.width}
		for side, grown := range got {
			if grown != (side == name) {
				t.Errorf("twice the %s: %s has grown: %v", name, side, grown)
			}
		}
	}
	if a, b := blockFor("Dense", nn.Shape{512}, false), blockFor("Dense", nn.Shape{10}, false); a.height <= b.height {
		t.Error("512 units are no higher than 10")
	}
}

func TestEveryDrawingIsSVGThatSaysItsLayers(t *testing.T) {
	s, _ := newTestSession()
	specs := []*nn.Spec{{Input: nn.Shape{32, 32, 3}}, {Input: nn.Shape{32, 32, 3}, Layers: []nn.Layer{nn.Dropout{Name: `<script>"&'`}}}}
	for _, sample := range samples.All() {
		if spec, err := sample.Network(); err == nil {
			specs = append(specs, spec)
		}
	}
	for _, spec := range specs {
		rows, _ := spec.Rows()
		svg := s.drawn(spec.Input, rows)
		decoder, labelled := xml.NewDecoder(strings.NewReader(svg)), 0
		for {
			token, err := decoder.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, svg)
			}
			start, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if start.Name.Local == "script" {
				t.Errorf("a layer's name has become an element: %s", svg)
			}
			for _, a := range start.Attr {
				if a.Name.Local == "aria-label" {
					if !strings.Contains(a.Value, rows[labelled].Name+" ("+rows[labelled].Class+")") {
						t.Errorf("block %d is called %q", labelled, a.Value)
					}
					labelled++
				}
			}
		}
		if labelled != len(rows) {
			t.Errorf("%d blocks for %d layers", labelled, len(rows))
		}
	}
}

func TestEveryLayerAndArgumentIsExplained(t *testing.T) {
	for _, class := range nn.ClassNames() {
		if layerWords[class] == nil {
			t.Errorf("%s is not explained", class)
		}
		for _, a := range nn.Arguments(class) {
			if w := argumentWords[a.Name]; w.name == nil || w.help == nil {
				t.Errorf("%s of %s is not explained", a.Name, class)
			}
			if got := speaking("es").takes(a); a.Kind != nn.Choice && a.Kind != nn.Truth && !strings.Contains(got, "número") {
				t.Errorf("%s takes %q", a.Name, got)
			}
		}
	}
}

func TestEveryKeyOfTheRecipeHasAField(t *testing.T) {
	for _, k := range samples.Keys() {
		if c, ok := controlOf[k.Name]; ofRecipe(k.Name) && k.Name != "model" && (!ok || c.key != k.Name || c.label == nil || c.help == nil) {
			t.Errorf("%s has no field", k.Name)
		}
	}
	var shown []string
	for _, one := range schedules {
		shown = append(shown, one.fields...)
		if _, _, err := samples.ParseLink("epochs=3&boundaries=1&values=0.1&schedule=" + one.name); err != nil {
			t.Errorf("schedule %s: %v", one.name, err)
		}
	}
	for _, key := range []string{"decay_epochs", "decay_rate", "boundaries", "values", "end_lr", "power", "alpha", "warmup_epochs", "reduce_lr", "reduce_lr_patience", "cooldown", "min_lr"} {
		if !slices.Contains(shown, key) {
			t.Errorf("no schedule shows %s", key)
		}
	}
}

func TestValuesToWatchAreSwitchedInTheirOrder(t *testing.T) {
	list := []string{"val_loss"}
	if list = switched(list, "accuracy", true); strings.Join(list, ",") != "val_loss,accuracy" {
		t.Errorf("%v", list)
	}
	if list = switched(list, "val_loss", false); strings.Join(list, ",") != "accuracy" {
		t.Errorf("%v", list)
	}
	if list = switched(list, "accuracy", false); len(list) != 0 {
		t.Errorf("%v", list)
	}
}

func TestWhatWasTypedGoesWithItsField(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=10", "")
	s.setReach(samples.Transforms()[1], "3")
	s.set("augment", "flip")
	if s.wrong["augment"] != nil || len(s.reaches) > 0 {
		t.Errorf("without shift: %v, %v", s.wrong, s.reaches)
	}
	s.open("sample=3", "")
	s.setDecay("Conv2D", "much")
	if s.wrong["model"] == nil {
		t.Fatal("a penalty can be anything")
	}
	for i := len(s.sketch().spec.Layers) - 1; i >= 0; i-- {
		if class := s.sketch().spec.Layers[i].ClassName(); class == "Conv2D" || class == "BatchNormalization" {
			s.removeLayer(i)
		}
	}
	if s.wrong["model"] != nil || len(s.penalties) > 0 {
		t.Errorf("without convolutions: %v, %v", s.wrong, s.penalties)
	}
}

func TestWhatIsTypedForALayerThatIsGoneChangesNothing(t *testing.T) {
	s, _ := newTestSession()
	before := outlined(s)
	for _, test := range []struct {
		layer int
		name  string
	}{{0, "units"}, {1, "kernel_size"}, {99, "units"}, {0, ""}} {
		s.setArgument(test.layer, test.name, "7")
		if got := outlined(s); got != before || len(s.wrong) > 0 {
			t.Errorf("%s of layer %d: %s, %v", test.name, test.layer, got, s.wrong)
		}
	}
}
