package view

import (
	"strings"
	"testing"

	"muestra/app/apptest"
)

func TestHiddenTabsAreNotThere(t *testing.T) {
	s, _ := apptest.NewTestSession()
	bar := &tabs{s: s, place: "guide", all: []tab{{name: "samples"}, {name: "lessons"}}}
	s.Turned = map[string]string{"guide": "lessons"}
	for _, test := range []struct {
		fragment, want string
		chosen         int
	}{{"", "samples lessons", 1}, {"hide=samples", "lessons", 0}, {"hide=lessons", "samples", 0}, {"hide=samples,lessons", "", 0}} {
		s.Open(test.fragment, "")
		var names []string
		for _, one := range bar.shown() {
			names = append(names, one.name)
		}
		if got := strings.Join(names, " "); got != test.want || bar.chosen(bar.shown()) != test.chosen {
			t.Errorf("#%s shows %q and of them number %d, want %q and %d", test.fragment, got, bar.chosen(bar.shown()), test.want, test.chosen)
		}
	}
}
