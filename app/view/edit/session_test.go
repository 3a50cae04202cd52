package edit

import (
	"testing"

	"muestra/app/apptest"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

func TestEverySampleThatCanBeTrainedCanBeChosen(t *testing.T) {
	for _, sample := range samples.All() {
		missing := NotReady(sample, "es")
		_, err := recipe.New(sample.Number)
		if (missing == "") != (err == nil) {
			t.Errorf("sample %d: missing %q, error %v", sample.Number, missing, err)
		}
		if err != nil {
			continue
		}
		s, _ := apptest.NewTestSession()
		s.Recipe.Choose(sample.Number)
		if s.Recipe.Experiment.Sample != sample.Number || len(s.Recipe.Wrong) > 0 {
			t.Errorf("sample %d: chosen %d, wrong %v", sample.Number, s.Recipe.Experiment.Sample, s.Recipe.Wrong)
		}
		if _, err := s.Recipe.Experiment.Spec.Rows(); err != nil {
			t.Errorf("sample %d: %v", sample.Number, err)
		}
	}
}
