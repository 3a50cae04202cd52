package apptest

import (
	"strings"
	"testing"

	"muestra/nn/recipe"
	"muestra/wasm/port"
)

func TestALinkFixesKeysAndPartsOfThePage(t *testing.T) {
	tests := []struct {
		lock          string
		locked, loose string
	}{
		{"lr,sample", "lr sample", "epochs model lesson momentum"},
		{"recipe", "lr epochs seed augment workers train monitor", "sample model lesson lang"},
		{"samples", "sample", "lr model lesson"},
		{"network", "model", "sample dropout lesson"},
		{"lessons", "lesson", "sample lr model"},
		{"", "", "sample lr model lesson"},
	}
	for _, test := range tests {
		s, _ := NewTestSession()
		s.Open("sample=2&lock="+test.lock, "")
		for _, key := range strings.Fields(test.locked) {
			if !s.Recipe.Locked(key) {
				t.Errorf("lock=%s leaves %s free", test.lock, key)
			}
		}
		for _, key := range strings.Fields(test.loose) {
			if s.Recipe.Locked(key) {
				t.Errorf("lock=%s fixes %s", test.lock, key)
			}
		}
	}
}

func TestAClassLinkStaysAndIsNoPartOfARun(t *testing.T) {
	const words = "title=Grupo%20B&task=Entrena%20y%20mira&lock=lr,network&hide=runs&lesson=3"
	s, f := NewTestSession()
	s.Open("sample=2&lr=0.05&"+words, "")
	s.Training.OnMessage(f, &port.Ready{})
	s.Recipe.Choose(4)
	if e := s.Recipe.Experiment; e.Title != "Grupo B" || e.Task != "Entrena y mira" || !s.Recipe.Locked("model") || !s.Recipe.Hides("runs") || e.Lesson != 3 || e.LearningRate != 0.05 {
		t.Errorf("after another sample: %+v", e)
	}
	s.Saved.Recall([]recipe.Pair{{Key: "sample", Value: "1"}, {Key: "lr", Value: "0.5"}, {Key: "epochs", Value: "7"}, {Key: "lock", Value: "epochs"}, {Key: "title", Value: "Otro"}})
	if e := s.Recipe.Experiment; e.Sample != 1 || e.Epochs != 7 || e.Title != "Grupo B" || e.LearningRate != 0.05 || s.Recipe.Locked("epochs") {
		t.Errorf("after another run's recipe: %+v", e)
	}
	s.Training.Train()
	link := s.Training.Run.Experiment.Link()
	for _, part := range []string{"title=", "task=", "lock=", "hide=", "lesson="} {
		if strings.Contains(link, part) {
			t.Errorf("the run's own link has %s: %s", part, link)
		}
		if !strings.Contains(f.Fragment, part) {
			t.Errorf("the address has lost %s: %s", part, f.Fragment)
		}
	}
	if s.Training.Current() == nil {
		t.Error("the run is not the page's own")
	}
}
