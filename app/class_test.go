package app

import (
	"strings"
	"testing"

	"muestra/nn/samples"
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
		s, _ := newTestSession()
		s.open("sample=2&lock="+test.lock, "")
		for _, key := range strings.Fields(test.locked) {
			if !s.locked(key) {
				t.Errorf("lock=%s leaves %s free", test.lock, key)
			}
		}
		for _, key := range strings.Fields(test.loose) {
			if s.locked(key) {
				t.Errorf("lock=%s fixes %s", test.lock, key)
			}
		}
	}
}

func TestEveryPartThatALinkFixesHoldsAKey(t *testing.T) {
	held := map[string]bool{}
	for _, k := range samples.Keys() {
		held[partOf(k.Name)] = true
	}
	for _, part := range samples.LockParts {
		if !held[part] {
			t.Errorf("lock=%s fixes nothing", part)
		}
	}
}

func TestAClassLinkStaysAndIsNoPartOfARun(t *testing.T) {
	const words = "title=Grupo%20B&task=Entrena%20y%20mira&lock=lr,network&hide=runs&lesson=3"
	s, f := newTestSession()
	s.open("sample=2&lr=0.05&"+words, "")
	s.onMessage(f, &port.Ready{})
	s.choose(4)
	if e := s.experiment; e.Title != "Grupo B" || e.Task != "Entrena y mira" || !s.locked("model") || !s.hides("runs") || e.Lesson != 3 || e.LearningRate != 0.05 {
		t.Errorf("after another sample: %+v", e)
	}
	s.recall([]samples.Pair{{Key: "sample", Value: "1"}, {Key: "lr", Value: "0.5"}, {Key: "epochs", Value: "7"}, {Key: "lock", Value: "epochs"}, {Key: "title", Value: "Otro"}})
	if e := s.experiment; e.Sample != 1 || e.Epochs != 7 || e.Title != "Grupo B" || e.LearningRate != 0.05 || s.locked("epochs") {
		t.Errorf("after another run's recipe: %+v", e)
	}
	s.train()
	link := s.run.experiment.Link()
	for _, part := range []string{"title=", "task=", "lock=", "hide=", "lesson="} {
		if strings.Contains(link, part) {
			t.Errorf("the run's own link has %s: %s", part, link)
		}
		if !strings.Contains(f.fragment, part) {
			t.Errorf("the address has lost %s: %s", part, f.fragment)
		}
	}
	if s.current() == nil {
		t.Error("the run is not the page's own")
	}
}

func TestHiddenTabsAreNotThere(t *testing.T) {
	s, _ := newTestSession()
	bar := &tabs{s: s, place: "guide", all: []tab{{name: "samples"}, {name: "lessons"}}}
	s.turned = map[string]string{"guide": "lessons"}
	for _, test := range []struct {
		fragment, want string
		chosen         int
	}{{"", "samples lessons", 1}, {"hide=samples", "lessons", 0}, {"hide=lessons", "samples", 0}, {"hide=samples,lessons", "", 0}} {
		s.open(test.fragment, "")
		var names []string
		for _, one := range bar.shown() {
			names = append(names, one.name)
		}
		if got := strings.Join(names, " "); got != test.want || bar.chosen(bar.shown()) != test.chosen {
			t.Errorf("#%s shows %q and of them number %d, want %q and %d", test.fragment, got, bar.chosen(bar.shown()), test.want, test.chosen)
		}
	}
}
