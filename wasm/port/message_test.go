package port

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"muestra/nn/history"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// one is a plausible message of each kind.
var one = map[Kind]Message{
	KindStart:      &Start{Experiment: json.RawMessage(`{"sample":1}`), Pack: "http://localhost:8000/pack/", Run: "f0e1-A_9", Resume: true, Workers: 2},
	KindPause:      &Pause{},
	KindResume:     &Resume{},
	KindOnce:       &Once{},
	KindChange:     &Change{LearningRate: new(0.01), Augment: new("")},
	KindStop:       &Stop{},
	KindInspect:    &Inspect{ID: 7, What: InspectPredict, Live: true, Pack: "http://localhost:8000/pack/", Experiment: json.RawMessage(`{"sample":1}`), Run: "f0e1-A_9", Source: "test", Index: []int32{0, 9999}},
	KindReady:      &Ready{SIMD: true},
	KindLoading:    &Loading{Done: 1, Total: 2, What: "train-00.png"},
	KindStarted:    &Started{Dataset: "synthetic", Train: 5000, Val: 1000, Test: 1000, Epochs: 5, StepsPerEpoch: 79, Workers: 2, Transport: "shared", Epoch: 1, Step: 80, History: []history.Epoch{{Epoch: 1, Accuracy: 0.1}}},
	KindStep:       &Step{Epoch: 2, Step: 82, EpochStep: 3, EpochSteps: 79, Sums: history.Sums{CrossEntropy: 900, Penalty: history.None(), Correct: 320, Pictures: 640}, ImagesPerSecond: 1200},
	KindEpoch:      &Epoch{Epoch: 1, Loss: history.Float(math.Inf(1)), CrossEntropy: 2, Accuracy: 0.1, ValLoss: history.Float(math.NaN()), ValCrossEntropy: history.Float(math.NaN()), ValAccuracy: history.Float(math.NaN()), ImagesPerSecond: 1, Seconds: 4},
	KindEvaluating: &Evaluating{What: "validation", Done: 64, Total: 1000},
	KindPaused:     &Paused{},
	KindResumed:    &Resumed{},
	KindChanged:    &Changed{LearningRate: 0.001, Augment: "flip,shift"},
	KindNotice:     &Notice{Text: "lr=11: lr takes a number above 0, at most 10"},
	KindSaved:      &Saved{Run: "f0e1-A_9", Epoch: 1, Step: 80, Bytes: 1 << 20, Seconds: 0.1},
	KindUnsaved:    &Unsaved{Run: "f0e1-A_9", Reason: "full", Text: "store: save: the storage is full"},
	KindAlive:      &Alive{},
	KindDone:       &Done{Test: &history.Score{Loss: 1, CrossEntropy: 1, Accuracy: 0.4}, RestoredEpoch: 2, WeightsSHA256: digest, Stopped: "epochs"},
	KindStopped:    &Stopped{},
	KindError:      &Error{Text: "data: read pack.json: not found"},
	KindInspected:  seen(),
	KindExit:       &Exit{Code: 2, Text: "panic: …"},
}

// seen is an answer with a tensor of each type.
func seen() *Inspected {
	m := &Inspected{ID: 7, What: InspectPredict, Source: "test", Classes: []string{"airplane"}, Epoch: 1, Step: 80, Pass: "test", Variations: []Variation{{ShiftX: 1.5, Flip: true}},
		Layers: []Layer{{Number: 1, Name: "conv2d", Class: "Conv2D", Shape: []int{2, 2, 1}, High: 2}}, Spreads: []Spreads{{Name: "conv2d/kernel", Values: 3, Weights: Spread{Max: 1}}}}
	m.PutBytes("labels", []byte{3, 255}, 2)
	m.PutInts("index", []int32{-1, 1 << 30}, 2, 1)
	m.PutFloats("probabilities", []float32{0.25, float32(math.Inf(1))}, 1, 2)
	return m
}

func TestEveryKindComesBackAsItWasSent(t *testing.T) {
	infinityIsNaN := cmp.Comparer(func(a, b history.Float) bool { return a == b || !a.IsFinite() && !b.IsFinite() })
	for kind := range kinds {
		m := one[kind]
		if m == nil {
			t.Fatalf("no example of %s", kind)
		}
		if m.Kind() != kind {
			t.Errorf("kinds[%q] makes a %q", kind, m.Kind())
		}
		text, err := Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		var load []byte
		if c, ok := m.(carrier); ok {
			load = c.carried()
		}
		got, err := DecodeWith(text, load)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(m, got, infinityIsNaN, cmpopts.EquateEmpty(), cmp.AllowUnexported(Inspected{}, Inspect{})); d != "" {
			t.Errorf("%s (-sent +received):\n%s", kind, d)
		}
	}
}

func TestDecodeSaysWhatIsWrong(t *testing.T) {
	step := func(change string) string {
		return `{"kind":"step","data":{"epoch":1,"step":1,"epoch_step":1,"epoch_steps":2,"pictures":64,` + change + `}}`
	}
	start := func(more string) string { return `{"kind":"start","data":{"experiment":{},"workers":1,` + more + `}}` }
	started := func(more string) string {
		return `{"kind":"started","data":{"dataset":"own","train":1,"epochs":2,"steps_per_epoch":1,"workers":1,"transport":"none",` + more + `}}`
	}
	look := func(fields string) string { return `{"kind":"inspect","data":{"id":1,` + fields + `}}` }
	saw := func(tensors string) string {
		return `{"kind":"inspected","data":{"id":1,"what":"judged","tensors":[` + tensors + `]}}`
	}
	tests := []struct{ name, text, want string }{
		{"nothing", ``, "EOF"},
		{"not JSON", `hello`, "invalid character"},
		{"a number", `7`, "cannot unmarshal"},
		{"two messages", `{"kind":"pause"}{"kind":"pause"}`, "more text"},
		{"unknown kind", `{"kind":"reboot"}`, `unknown kind "reboot"`},
		{"unknown kind of great length", `{"kind":"` + strings.Repeat("x", 5000) + `"}`, "…"},
		{"unknown field outside", `{"kind":"pause","then":1}`, `unknown field "then"`},
		{"unknown field inside", `{"kind":"pause","data":{"then":1}}`, `unknown field "then"`},
		{"too long", `{"kind":"` + strings.Repeat("x", MaxBytes) + `"}`, "more than the 1048576 allowed"},
		{"text for a number", step(`"correct":"all"`), "cannot unmarshal"},
		{"more right than there are", step(`"correct":65`), "correct: 65 of 64"},
		{"negative speed", step(`"images_per_second":-1`), "is negative"},
		{"step beyond the last", step(`"epoch_step":3`), "3 of 2"},
		{"a step with fewer pictures than batches", step(`"step":2,"epoch_step":2,"pictures":1`), "pictures: 1 is below 2"},
		{"epoch zero", `{"kind":"epoch","data":{"epoch":0}}`, "epoch: 0 is below 1"},
		{"an epoch with what is none", `{"kind":"epoch","data":{"epoch":1,"learning_rate":1}}`, `unknown field "learning_rate"`},
		{"a history with what is none", started(`"epoch":1,"history":[{"epoch":1,"then":1}]`), `unknown field "then"`},
		{"start without an experiment", `{"kind":"start"}`, "no experiment"},
		{"start with a list", `{"kind":"start","data":{"experiment":[1]}}`, "not a JSON object"},
		{"start without workers", `{"kind":"start","data":{"experiment":{}}}`, "workers: 0 is not from 1 to 8"},
		{"start with more workers than there may be", `{"kind":"start","data":{"experiment":{},"workers":9}}`, "workers: 9 is not"},
		{"short digest", `{"kind":"done","data":{"weights_sha256":"ab"}}`, "2 digits, not 64"},
		{"upper-case digest", `{"kind":"done","data":{"weights_sha256":"` + strings.ToUpper(digest) + `"}}`, "lower-case"},
		{"unknown reason", `{"kind":"done","data":{"weights_sha256":"` + digest + `","stopped":"tired"}}`, `"tired" is none of`},
		{"unknown data set", `{"kind":"started","data":{"dataset":"imagenet"}}`, `"imagenet" is none of`},
		{"a run's name with a slash", start(`"run":"a/b"`), `'/' is no letter`},
		{"a run's name of great length", start(`"run":"` + strings.Repeat("x", 65) + `"`), "a name of 65 bytes"},
		{"nothing to resume", start(`"resume":true`), "no run to resume"},
		{"a change of nothing", `{"kind":"change"}`, "nothing is to change"},
		{"a learning rate beyond all numbers", `{"kind":"change","data":{"learning_rate":1e999}}`, "cannot unmarshal"},
		{"a history that is not there", started(`"epoch":1`), "0 epochs of 1"},
		{"a history out of order", started(`"epoch":1,"history":[{"epoch":2}]`), "epoch 1 is called 2"},
		{"a history of nonsense", started(`"epoch":1,"history":[{"epoch":1,"accuracy":2}]`), "history: epoch 1: accuracy: 2"},
		{"an epoch of less than nothing", `{"kind":"epoch","data":{"epoch":1,"seconds":-1}}`, "seconds: -1 is not between"},
		{"an epoch of ages", `{"kind":"epoch","data":{"epoch":1,"seconds":1e300}}`, "seconds: 1e+300 is not between"},
		{"a loss beyond all charts", `{"kind":"epoch","data":{"epoch":1,"val_loss":1e308}}`, "val_loss: 1e+308 is beyond"},
		{"no workers", `{"kind":"started","data":{"dataset":"own","train":1,"epochs":1,"steps_per_epoch":1}}`, "workers: 0 is below 1"},
		{"an unknown transport", started(`"transport":"pigeon"`), `"pigeon" is none of`},
		{"a negative learning rate", `{"kind":"changed","data":{"learning_rate":-1}}`, "not a number from 0 on"},
		{"nothing saved", `{"kind":"saved","data":{"run":"a","epoch":1,"step":1}}`, "bytes: 0 is below 1"},
		{"saved for nobody", `{"kind":"saved","data":{"epoch":1,"step":1,"bytes":1}}`, "a name of 0 bytes"},
		{"unsaved for a strange reason", `{"kind":"unsaved","data":{"run":"a","reason":"lazy","text":"x"}}`, `"lazy" is none of`},
		{"unsaved without words", `{"kind":"unsaved","data":{"run":"a","reason":"full"}}`, "without a text"},
		{"a notice without words", `{"kind":"notice"}`, "without a text"},
		{"an error without words", `{"kind":"error"}`, "without a text"},
		{"a look at something unknown", `{"kind":"inspect","data":{"id":1,"what":"brain"}}`, `"brain" is none of`},
		{"a look at no pictures", look(`"what":"pictures","source":"test"`), "0 pictures, not 1 to 1024"},
		{"a look at too many", look(`"what":"pictures","source":"test","index":[0` + strings.Repeat(",0", 1024) + `]`), "1025 pictures"},
		{"a look at a picture before the first", look(`"what":"pictures","source":"test","index":[-1]`), "no picture -1"},
		{"a look at pictures from nowhere", look(`"what":"pictures","source":"attic","index":[1]`), `"attic" is none of`},
		{"a look at variations of nothing", look(`"what":"augment","source":"train","index":[1],"epoch":1`), "no experiment, or no epoch"},
		{"a look at a run with a slash", look(`"what":"judged","run":"a/b"`), `'/' is no letter`},
		{"a look with a list", look(`"what":"judged","experiment":[1]`), "not a JSON object"},
		{"a look at an own picture that is not there", look(`"what":"own","source":"own","width":1,"height":1`), "0 bytes for a picture of 1 × 1"},
		{"a look at an own picture beyond all memory", look(`"what":"own","source":"own","width":1025,"height":1`), "a picture of 1025 × 1"},
		{"a look at an own picture of the test", look(`"what":"own","source":"test","index":[1]`), `"test" is none of`},
		{"a look at an own picture with a number", look(`"what":"layers","source":"own","index":[1],"width":1,"height":1`), "an own picture has none"},
		{"predictions of an own picture", look(`"what":"predict","source":"own","width":1,"height":1`), `"predict" is none of`},
		{"a look at the layers for two pictures", look(`"what":"layers","source":"test","index":[1,2]`), "2 pictures, not one"},
		{"a look at a layer before the first", look(`"what":"layers","source":"test","index":[1],"layer":-1`), "layer: -1 is below 0"},
		{"a look at the heat of a class before the first", look(`"what":"heat","source":"test","index":[1],"class":-1`), "class: -1 is below 0"},
		{"heat from nowhere", `{"kind":"inspected","data":{"what":"heat","method":"guess"}}`, `"guess" is none of`},
		{"a layer without a name", `{"kind":"inspected","data":{"what":"layers","layers":[{}]}}`, "a layer without a text"},
		{"a spread of less than nothing", `{"kind":"inspected","data":{"what":"spread","spreads":[{"name":"x","values":-1}]}}`, "-1 is below 0"},
		{"tensors without bytes", saw(`{"name":"a","type":"u8","shape":[3]}`), "0 bytes for tensors of 3"},
		{"a tensor of an unknown type", saw(`{"name":"a","type":"f64","shape":[3]}`), `type "f64" is none of`},
		{"a tensor of less than nothing", saw(`{"name":"a","type":"u8","shape":[-3]}`), "dimension -3"},
		{"a tensor beyond all memory", saw(`{"name":"a","type":"f32","shape":[30000000,30000000]}`), "larger than"},
		{"many tensors beyond all memory", saw(`{"name":"a","type":"u8","shape":[20000000]},{"name":"b","type":"u8","shape":[20000000]}`), "tensors of more than"},
		{"a tensor without a shape", saw(`{"name":"a","type":"u8"}`), "no shape"},
		{"an error that shows something", `{"kind":"inspected","data":{"what":"judged","error":"x","variations":[{}]}}`, "an error with"},
		{"an error without end", `{"kind":"error","data":{"text":"` + strings.Repeat("x", 5000) + `"}}`, "more than the 4096"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, err := Decode(test.text)
			if err == nil {
				t.Fatalf("accepted as %#v", m)
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %q does not contain %q", err, test.want)
			}
		})
	}
}

func TestTensorsAreFoundByNameAndType(t *testing.T) {
	m := seen()
	if got := m.Bytes("labels"); !slices.Equal(got, []byte{3, 255}) {
		t.Errorf("labels %v", got)
	}
	if got := m.Ints("index"); !slices.Equal(got, []int32{-1, 1 << 30}) {
		t.Errorf("index %v", got)
	}
	if got := m.Floats("probabilities"); !slices.Equal(got, []float32{0.25, float32(math.Inf(1))}) {
		t.Errorf("probabilities %v", got)
	}
	if got := m.Shape("index"); !slices.Equal(got, []int{2, 1}) {
		t.Errorf("shape %v", got)
	}
	if m.Floats("labels") != nil || m.Bytes("pixels") != nil || m.Ints("labels") != nil || m.Shape("pixels") != nil {
		t.Error("a tensor is there that is not")
	}
}

func TestBytesComeOnlyWithMessagesThatCarryThem(t *testing.T) {
	if m, err := DecodeWith(`{"kind":"pause"}`, []byte{1}); err == nil || !strings.Contains(err.Error(), "should carry none") {
		t.Errorf("got %#v, %v", m, err)
	}
}

func TestAnOwnPictureTravelsBesideTheText(t *testing.T) {
	m := &Inspect{ID: 1, What: InspectOwn}
	m.Show([]byte{1, 2, 3, 4, 5, 6}, 2, 1)
	text, err := Encode(m)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeWith(text, m.carried())
	if err != nil {
		t.Fatal(err)
	}
	if look := got.(*Inspect); look.Source != Own || look.Width != 2 || !slices.Equal(look.Picture(), m.Picture()) {
		t.Errorf("%+v", look)
	}
	if got, err := DecodeWith(`{"kind":"inspect","data":{"id":1,"what":"judged"}}`, []byte{1}); err == nil || !strings.Contains(err.Error(), "a picture beside") {
		t.Errorf("%#v, %v", got, err)
	}
}

func TestEncodeRefusesWhatDecodeWould(t *testing.T) {
	if text, err := Encode(&Step{Epoch: 1, Step: 5, EpochStep: 5, EpochSteps: 4}); err == nil {
		t.Errorf("encoded as %s", text)
	}
}

func TestClipDoesNotCutThroughACharacter(t *testing.T) {
	tests := []struct {
		text string
		n    int
		want string
	}{
		{"época", 6, "época"},
		{"época", 5, "époc…"},
		{"época", 2, "é…"},
		{"época", 1, "…"},
		{"época", 0, "…"},
	}
	for _, test := range tests {
		if got := Clip(test.text, test.n); got != test.want {
			t.Errorf("Clip(%q, %d) is %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, m := range one {
		text, err := Encode(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := DecodeWith(text, one[KindInspected].(carrier).carried())
		if err != nil {
			m, err = Decode(text)
		}
		if err != nil {
			return
		}
		if _, err := Encode(m); err != nil {
			t.Errorf("decoded but cannot be encoded: %v", err)
		}
	})
}
