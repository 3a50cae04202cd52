package samples

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRecordingsAreWhatTheirFolderSays(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("reference", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range Recordings() {
		text, err := os.ReadFile(filepath.Join("reference", r.File))
		if err != nil {
			t.Fatal(err)
		}
		epochs, err := r.Read(string(text))
		if err != nil {
			t.Error(err)
			continue
		}
		if own := ByNumber(r.Sample).Epochs; r.Epochs > own {
			t.Errorf("sample %d has %d epochs, its recording %d", r.Sample, own, r.Epochs)
		}
		// What validation came to at the end is about what the test says.
		if last := 100 * float64(epochs[len(epochs)-1].ValAccuracy); r.TestPercent < last-4 || r.TestPercent > last+4 {
			t.Errorf("sample %d: %v %% in the test, %v %% in validation", r.Sample, r.TestPercent, last)
		}
		if row := fmt.Sprintf("| %d | %d", r.Sample, r.Epochs); !r.Report && !strings.Contains(string(readme), row) {
			t.Errorf("the README has no line %q", row)
		}
		if score := fmt.Sprintf("%.2f %%", r.TestPercent); !strings.Contains(string(readme), score) {
			t.Errorf("the README does not know of %s", score)
		}
		if Recorded(r.Sample).File != r.File {
			t.Errorf("sample %d is recorded twice", r.Sample)
		}
	}
	if Recorded(9) != nil {
		t.Error("sample 9 has been recorded")
	}
}

func TestADamagedRecordingIsRefusedInWords(t *testing.T) {
	r := &Recording{File: "x.csv", Epochs: 2}
	const head = "epoch,loss,accuracy,val_loss,val_accuracy\n"
	for text, want := range map[string]string{
		"":                                  "begins with",
		"<html>":                            "begins with <html>",
		head + "1,2,0.1,2,0.1":              "has 1 epochs, not 2",
		head + "1,2,0.1,2,0.1\n2,2,0.1,2":   "line 3: 4 values",
		head + "1,2,0.1,2,0.1\n3,2,0.1,2,0": "epoch 2 is called 3",
		head + "1,2,0.1,NaN,0.1\n2,2,0,2,0": "line 2: NaN",
		head + "1,x,0.1,2,0.1\n2,2,0,2,0":   "line 2: x",
	} {
		if _, err := r.Read(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	epochs, err := r.Read(head + "1,2,0.1,2.5,0.2\r\n2,1,0.3,1.5,0.4\r\n")
	if err != nil || len(epochs) != 2 || epochs[1].Loss != 1 || epochs[1].Accuracy != 0.3 || epochs[1].ValLoss != 1.5 || epochs[1].ValAccuracy != 0.4 {
		t.Errorf("%v, %v", epochs, err)
	}
}
