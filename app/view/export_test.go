package view

import (
	"encoding/json"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/port"
)

// exportedRun has half an epoch behind its first.
func exportedRun(t *testing.T) (*app.Session, *run.Run) {
	t.Helper()
	s, _ := apptest.NewTestSession()
	s.Open("sample=7&seed=3&train=128&epochs=2", "")
	r := &run.Run{ID: "a", Name: "ñandú 1", Experiment: s.Recipe.Experiment, Phase: run.PhaseDone, Done: saved.DoneOf(apptest.KeptRecord()), Started: &port.Started{Dataset: "cifar10"}}
	r.Done.WeightsSHA256 = apptest.Digest
	e := history.Epoch{Epoch: 1, Loss: 3, CrossEntropy: 2, Accuracy: 0.25, ValLoss: 3.5, ValCrossEntropy: 2.5, ValAccuracy: 0.125, Seconds: 1}
	r.History = append(r.History, e)
	r.Curve.Epoch(&e)
	r.Curve.Step(&history.Step{Epoch: 2, Step: 3, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{CrossEntropy: 112, Penalty: 64, Correct: 32, Pictures: 64}})
	s.Training.Run = r
	return s, r
}

func TestChartsAreExportedAsTheyAreShown(t *testing.T) {
	s, r := exportedRun(t)
	const head = "epoch,batches,train,validation\n"
	tests := []struct {
		what      string
		penalties bool
		want      string
	}{
		{"loss", false, "1,,2,2.5\n1.5,1.75,,\n"},
		{"loss", true, "1,,3,3.5\n1.5,2.75,,\n"},
		{"accuracy", true, "1,,0.25,0.125\n1.5,0.5,,\n"},
	}
	for _, test := range tests {
		s.Lens.Penalties = test.penalties
		if got, typ := exportText(s, r, test.what, "csv"); got != head+test.want || typ != "text/csv" {
			t.Errorf("%s: %q, %s", test.what, got, typ)
		}
	}
	if got := runFile(r); got != "muestra-7-and-1-seed3" {
		t.Errorf("the files are called %q", got)
	}
}

func TestJSONFilesSayWhatTheyAreOf(t *testing.T) {
	s, r := exportedRun(t)
	text, typ := exportText(s, r, "epochs", "json")
	var x exported
	if err := json.Unmarshal([]byte(text), &x); err != nil || typ != "application/json" {
		t.Fatal(err, typ)
	}
	if x.Sample != 7 || x.Name != "ñandú 1" || !strings.Contains(x.Link, "seed=3") || x.Dataset != "cifar10" || len(x.History) != 1 ||
		x.History[0].ValLoss != 3.5 || x.Test == nil || x.Test.Accuracy != 0.5 || x.WeightsSHA256 != apptest.Digest {
		t.Errorf("the table of epochs is %s", text)
	}
	text, _ = exportText(s, r, "loss", "json")
	if want := `"chart":"loss","points":{"epoch":[1,1.5],"batches":[null,1.75],"train":[2,null],"validation":[2.5,null]}`; !strings.Contains(text, want) {
		t.Errorf("the chart is %s, without %s", text, want)
	}
	if text, _ = exportText(s, r, "epochs", "csv"); !strings.HasPrefix(text, "epoch,loss,") {
		t.Errorf("the table is %q", text)
	}
}
