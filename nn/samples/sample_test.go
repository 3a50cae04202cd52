package samples_test

import (
	"slices"
	"strings"
	"testing"

	"muestra/nn/recipe"
	"muestra/nn/samples"
)

func TestEverySampleHasTheReportsParameters(t *testing.T) {
	for _, s := range samples.All() {
		spec, err := s.Network()
		if s.Number == 9 {
			if err == nil || !strings.Contains(err.Error(), "VGG16") {
				t.Errorf("sample 9: error %v, want one about VGG16", err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("sample %d: %v", s.Number, err)
		}
		if err := spec.Validate(); err != nil {
			t.Errorf("sample %d: %v", s.Number, err)
		}
		total, trainable, err := spec.Params()
		if err != nil {
			t.Fatal(err)
		}
		if total != s.Params || trainable != s.Trainable {
			t.Errorf("sample %d: %d parameters, %d trainable; the report has %d, %d", s.Number, total, trainable, s.Params, s.Trainable)
		}
	}
}

func TestSamplesAreNumberedAsInTheReport(t *testing.T) {
	percent := []float64{55, 60.48, 61.79, 63.81, 62.95, 69.06, 75.76, 70.83, 82.82, 10, 83.84, 82.67, 87.29}
	all := samples.All()
	if len(all) != len(percent) {
		t.Fatalf("%d samples, want %d", len(all), len(percent))
	}
	for i, s := range all {
		if s.Number != i || samples.ByNumber(i) != s {
			t.Errorf("sample %d has number %d", i, s.Number)
		}
		if s.TestPercent != percent[i] {
			t.Errorf("sample %d: %v %% in the test, want %v", i, s.TestPercent, percent[i])
		}
	}
	if samples.ByNumber(-1) != nil || samples.ByNumber(13) != nil {
		t.Error("there is a sample outside 0…12")
	}
}

func TestMarksNameWhatIsThere(t *testing.T) {
	for _, s := range samples.All() {
		known := map[string]bool{"network": true, "dropout": true, "initializer": true, "l2": true}
		for _, k := range recipe.Keys() {
			known[k.Name] = true
		}
		if spec, err := s.Network(); err == nil {
			rows, err := spec.Rows()
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				known[r.Name] = true
			}
		}
		for name, mark := range s.Marks {
			if !known[name] {
				t.Errorf("sample %d: mark for %q, which is neither a key nor a layer", s.Number, name)
			}
			if mark != samples.Stated && mark != samples.Notebook && mark != samples.Assumed {
				t.Errorf("sample %d: %s has the mark %v", s.Number, name, mark)
			}
		}
	}
}

func TestWhatIsNotBuiltYetIsSaid(t *testing.T) {
	for number, want := range map[int]string{
		9:  "link: sample=9: this version does not have the pretrained VGG16 network yet",
		13: "link: sample=13: sample takes a whole number from 0 to 12",
	} {
		_, err := recipe.New(number)
		if err == nil || err.Error() != want {
			t.Errorf("sample %d: error %v, want %s", number, err, want)
		}
	}
}

func TestEverySampleButTheNinthCanBeTrained(t *testing.T) {
	for _, s := range samples.All() {
		if err := s.Ready(); (err == nil) != (s.Number != 9) {
			t.Errorf("sample %d: %v", s.Number, err)
		}
		if s.Number == 9 {
			continue
		}
		e, err := recipe.New(s.Number)
		if err != nil {
			t.Fatalf("sample %d: %v", s.Number, err)
		}
		if err := e.Check(); err != nil {
			t.Errorf("sample %d: %v", s.Number, err)
		}
	}
}

func TestStoppingFollowsTheSwitch(t *testing.T) {
	five, err := recipe.New(5)
	if err != nil {
		t.Fatal(err)
	}
	if got := five.Stopping(); len(got) != 1 || got[0] != (samples.Stopping{"val_loss", 5}) {
		t.Errorf("sample 5 stops by %v", got)
	}
	twelve, _, err := recipe.ParseLink("sample=12&monitor=val_accuracy,loss,accuracy")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := twelve.Stopping(), []samples.Stopping{{"val_accuracy", 5}, {"loss", 10}, {"accuracy", 10}}; !slices.Equal(got, want) {
		t.Errorf("sample 12 stops by %v, want %v", got, want)
	}
	if twelve.Monitor = nil; twelve.Stopping() != nil {
		t.Errorf("sample 12 without anything to monitor stops by %v", twelve.Stopping())
	}
	five.EarlyStopping = false
	if got := five.Stopping(); got != nil {
		t.Errorf("sample 5 without early stopping stops by %v", got)
	}
	one, err := recipe.New(1)
	if err != nil {
		t.Fatal(err)
	}
	if one.EarlyStopping {
		t.Error("sample 1 stops early")
	}
	one.EarlyStopping = true
	if got := one.Stopping(); len(got) != 1 || got[0] != (samples.Stopping{"val_loss", 5}) {
		t.Errorf("sample 1 with early stopping stops by %v", got)
	}
}
