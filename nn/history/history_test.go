package history

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

// both are an epoch with and one without validation.
func both() []Epoch {
	none := None()
	return []Epoch{
		{Epoch: 1, Step: 5, Loss: 2.5, CrossEntropy: 2, Accuracy: 0.25, ValLoss: 2.25, ValCrossEntropy: 1.75, ValAccuracy: 0.5, LearningRate: 0.01, ImagesPerSecond: 1000, Seconds: 4},
		{Epoch: 2, Step: 10, Loss: 2, CrossEntropy: 1.5, Accuracy: 0.5, ValLoss: none, ValCrossEntropy: none, ValAccuracy: none, LearningRate: 1e-7, ImagesPerSecond: 0, Seconds: 1e-9},
	}
}

// same compares epochs by what is printed of them: NaN is not NaN.
func same(a, b []Epoch) bool {
	text := func(e []Epoch) string { t, _ := WriteLines(e); return string(t) }
	return text(a) == text(b)
}

func TestEpochsAreWrittenAsOtherProgramsReadThem(t *testing.T) {
	saved, err := json.Marshal(both())
	if err != nil {
		t.Fatal(err)
	}
	lines, err := WriteLines(both())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ what, got, want string }{
		{"saved", string(saved), `[{"epoch":1,"loss":2.5,"cross_entropy":2,"accuracy":0.25,"val_loss":2.25,"val_cross_entropy":1.75,"val_accuracy":0.5,"images_per_second":1000,"seconds":4},` +
			`{"epoch":2,"loss":2,"cross_entropy":1.5,"accuracy":0.5,"val_loss":null,"val_cross_entropy":null,"val_accuracy":null,"images_per_second":0,"seconds":1e-9}]`},
		{"lines", string(lines), `[{"epoch":1,"step":5,"loss":2.5,"accuracy":0.25,"val_loss":2.25,"val_accuracy":0.5,"cross_entropy":2,"val_cross_entropy":1.75,"learning_rate":0.01,"images_per_second":1000,"seconds":4},` +
			`{"epoch":2,"step":10,"loss":2,"accuracy":0.5,"cross_entropy":1.5,"learning_rate":1e-7,"images_per_second":0,"seconds":1e-9}]`},
		{"a table", CSV(both()), "epoch,loss,cross_entropy,accuracy,val_loss,val_cross_entropy,val_accuracy,images_per_second,seconds\n" +
			"1,2.5,2,0.25,2.25,1.75,0.5,1000,4\n2,2,1.5,0.5,,,,0,1e-09\n"},
	} {
		if test.got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.what, test.got, test.want)
		}
	}
}

func TestEpochsComeBack(t *testing.T) {
	short := both() // as they are without steps and learning rates
	for i := range short {
		short[i].Step, short[i].LearningRate = 0, 0
	}
	saved, _ := json.Marshal(both())
	if got, err := Read(saved); err != nil || !same(got, short) {
		t.Errorf("saved: %+v, %v", got, err)
	}
	lines, _ := WriteLines(both())
	if got, err := ReadLines(lines); err != nil || !same(got, both()) {
		t.Errorf("lines: %+v, %v", got, err)
	}
	if got, err := ReadCSV(CSV(both())); err != nil || !same(got, short) {
		t.Errorf("a table: %+v, %v", got, err)
	}
	if text, _ := WriteLines(nil); string(text) != "null" {
		t.Errorf("no lines: %s", text)
	}
	for text, want := range map[string][]Epoch{"null": nil, "[]": {}} {
		if got, err := ReadLines([]byte(text)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v, %v", text, got, err)
		}
	}
}

func TestWhatIsMissingIsNoNumber(t *testing.T) {
	got, err := Read([]byte(`[{"epoch":1,"loss":2,"later":{}}]`))
	if err != nil || got[0].Loss != 2 || !math.IsNaN(float64(got[0].ValLoss)) || !math.IsNaN(float64(got[0].Accuracy)) {
		t.Errorf("saved: %+v, %v", got, err)
	}
	got, err = ReadCSV("epoch,val_loss,loss\r\n1,,2\r\n")
	if err != nil || got[0].Loss != 2 || !math.IsNaN(float64(got[0].ValLoss)) || !math.IsNaN(float64(got[0].Accuracy)) {
		t.Errorf("a table: %+v, %v", got, err)
	}
	for _, text := range []string{``, `{}`, `[1]`, `[{"epoch":1,"loss":"high"}]`} {
		if got, err := Read([]byte(text)); err == nil {
			t.Errorf("%s: %+v", text, got)
		}
	}
}

func TestADamagedTableIsRefusedInWords(t *testing.T) {
	const head = "epoch,loss,accuracy\n"
	for text, want := range map[string]string{
		"":                         "it begins with ",
		"<html>":                   "it begins with <html>",
		"epoch,loss,pace\n":        "no column pace",
		"epoch,loss,loss\n":        "twice",
		head + "1,2":               "line 2: 2 values, not 3",
		head + "1,2,0\n1.5,2,0":    "line 3: 1.5 cannot",
		head + "1,x,0":             "line 2: x cannot",
		head + "1,NaN,0":           "line 2: NaN cannot",
		head + "1,2,0\n3,2,0":      "epoch 2 is called 3",
		head + "1,2,0\n2,2,7":      "epoch 2: accuracy: 7",
		head + "1,2,0\n2,-1e200,0": "epoch 2: loss: -1e+200",
	} {
		if _, err := ReadCSV(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestImpossibleEpochsAreRefused(t *testing.T) {
	for want, change := range map[string]func(*Epoch){
		"epoch: 0 is below 1":           func(e *Epoch) { e.Epoch = 0 },
		"accuracy: 1.5 is not between":  func(e *Epoch) { e.Accuracy = 1.5 },
		"val_accuracy: -1 is not":       func(e *Epoch) { e.ValAccuracy = -1 },
		"images_per_second: -1 is":      func(e *Epoch) { e.ImagesPerSecond = -1 },
		"loss: 1e+101 is beyond":        func(e *Epoch) { e.Loss = 1e101 },
		"cross_entropy: -1e+101 is":     func(e *Epoch) { e.CrossEntropy = -1e101 },
		"val_loss: 1e+308 is beyond":    func(e *Epoch) { e.ValLoss = 1e308 },
		"val_cross_entropy: 1e+101 is":  func(e *Epoch) { e.ValCrossEntropy = 1e101 },
		"seconds: -1 is not between 0":  func(e *Epoch) { e.Seconds = -1 },
		"seconds: +Inf is not between ": func(e *Epoch) { e.Seconds = Float(math.Inf(1)) },
	} {
		e := both()[0]
		change(&e)
		if err := e.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	blown := unknown()
	blown.Epoch, blown.Loss = 1, Float(math.Inf(1))
	if err := Check([]Epoch{blown}); err != nil {
		t.Errorf("losses that have blown up: %v", err)
	}
}

func TestImpossibleStepsAreRefused(t *testing.T) {
	good := Step{Epoch: 2, Step: 7, EpochStep: 2, EpochSteps: 5, Sums: Sums{CrossEntropy: 64, Penalty: 1, Correct: 10, Pictures: 32}, ImagesPerSecond: 100}
	if err := good.Check(); err != nil {
		t.Error(err)
	}
	for want, change := range map[string]func(*Step){
		"epoch: 0 is below 1":            func(s *Step) { s.Epoch = 0 },
		"epoch_step: 0 is below 1":       func(s *Step) { s.EpochStep = 0 },
		"epoch_step: 6 of 5":             func(s *Step) { s.EpochStep = 6 },
		"step: 1 is below 2":             func(s *Step) { s.Step = 1 },
		"pictures: 1 is below 2":         func(s *Step) { s.Pictures, s.Correct = 1, 0 },
		"correct: 33 of 32":              func(s *Step) { s.Correct = 33 },
		"correct: -1 of 32":              func(s *Step) { s.Correct = -1 },
		"cross_entropy: 1e+96 is beyond": func(s *Step) { s.CrossEntropy = 1e96 },
		"penalty: 1e+96 is beyond":       func(s *Step) { s.Penalty = 1e96 },
		"images_per_second: -1 is neg":   func(s *Step) { s.ImagesPerSecond = -1 },
	} {
		s := good
		change(&s)
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	good.CrossEntropy = None()
	if err := good.Check(); err != nil || good.IsFinite() {
		t.Errorf("a loss that has blown up: %v", err)
	}
}

func TestResultsAreCheckedAndWritten(t *testing.T) {
	r := Result{Test: &Score{2, 1.5, 0.5}, WeightsSHA256: digest, RestoredEpoch: 2, Stopped: EndEarly}
	for _, test := range []struct {
		change func(*Result)
		err    string
		line   string
	}{
		{func(*Result) {}, "", `{"test_loss":2,"test_accuracy":0.5,"test_cross_entropy":1.5,"weights_sha256":"` + digest + `","restored_epoch":2,"stopped":"early_stopping"}`},
		{func(r *Result) { r.Test, r.RestoredEpoch = nil, 0 }, "", `{"weights_sha256":"` + digest + `","stopped":"early_stopping"}`},
		{func(r *Result) { r.Stopped = "tired" }, `"tired" is none of`, ""},
		{func(r *Result) { r.WeightsSHA256 = "ab" }, "weights_sha256: 2 digits, not 64", ""},
		{func(r *Result) { r.WeightsSHA256 = strings.ToUpper(digest) }, "lower-case", ""},
		{func(r *Result) { r.RestoredEpoch = -1 }, "restored_epoch: -1 is below 0", ""},
		{func(r *Result) { r.Test = &Score{Accuracy: None()} }, "accuracy: NaN is not between", ""},
	} {
		r := r
		test.change(&r)
		if err := r.Check(); (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%+v: %v, want %q", r, err, test.err)
		}
		if text, err := json.Marshal(r.Line()); test.line != "" && (err != nil || string(text) != test.line) {
			t.Errorf("the line is %s, %v, want %s", text, err, test.line)
		}
	}
	if s := new(Result).Score(); s.Loss.IsFinite() || s.CrossEntropy.IsFinite() || s.Accuracy.IsFinite() {
		t.Errorf("without a test: %+v", s)
	}
}

func TestNamesOfRuns(t *testing.T) {
	for id, want := range map[string]string{
		"x-_9": "", strings.Repeat("x", 64): "", "": "a name of 0 bytes", strings.Repeat("x", 65): "a name of 65 bytes",
		"a/b": `'/' is no letter`, "año": `'ñ' is no letter`, "\xff": "is no letter",
	} {
		if err := CheckID(id); (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", id, err, want)
		}
	}
}

func TestStepsOfAnEpoch(t *testing.T) {
	for _, test := range []struct {
		pictures, batch int
		whole           bool
		want            int
	}{
		{5000, 64, false, 79}, {5000, 64, true, 78}, {128, 64, false, 2}, {128, 64, true, 2}, {10, 64, false, 1}, {10, 64, true, 1},
	} {
		if got := StepsPerEpoch(test.pictures, test.batch, test.whole); got != test.want {
			t.Errorf("%+v: %d", test, got)
		}
	}
}

func TestEpochsInShort(t *testing.T) {
	odd := []Epoch{{Epoch: 1, ValAccuracy: 0.5, Seconds: 2}, {Epoch: 2, ValAccuracy: 7, Seconds: -1}, {Epoch: 3, ValAccuracy: None(), Seconds: Float(math.Inf(1))}}
	accuracy, seconds := Short(odd)
	if len(accuracy) != 3 || accuracy[0] != 0.5 || !math.IsNaN(accuracy[1]) || !math.IsNaN(accuracy[2]) || seconds != 2 {
		t.Errorf("%v, %v", accuracy, seconds)
	}
}

func FuzzRead(f *testing.F) {
	saved, _ := json.Marshal(both())
	f.Add(saved)
	f.Add([]byte(CSV(both())))
	f.Fuzz(func(t *testing.T, text []byte) {
		if epochs, err := Read(text); err == nil && Check(epochs) == nil {
			if again, err := ReadCSV(CSV(epochs)); len(epochs) > 0 && (err != nil || len(again) != len(epochs)) {
				t.Errorf("%+v, %v", again, err)
			}
		}
		if epochs, err := ReadCSV(string(text)); err == nil {
			if again, err := ReadCSV(CSV(epochs)); len(epochs) > 0 && (err != nil || len(again) != len(epochs)) {
				t.Errorf("%+v, %v", again, err)
			}
		}
	})
}
