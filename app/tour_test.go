package app

import "testing"

func TestTheTourIsOfferedOnceAndOnlyToThoseWhoComeForNothingElse(t *testing.T) {
	for _, test := range []struct {
		link string
		want bool
	}{{"", true}, {"sample=6", true}, {"run=1", false}, {"lock=lr", false}} {
		s := newSession(func(supervisor) trainer { return nil }, &fake{}, "en")
		s.open(test.link, "")
		s.welcome()
		if s.newcomer != test.want {
			t.Errorf("#%s: offered %v, want %v", test.link, s.newcomer, test.want)
		}
		s.visit(0)
		s.welcome()
		if s.newcomer {
			t.Errorf("#%s: offered again", test.link)
		}
	}
}

func TestTheTourGoesFromStopToStop(t *testing.T) {
	f := &fake{}
	s := newSession(func(supervisor) trainer { return nil }, f, "es")
	for i, h := range halts {
		s.visit(i + 1)
		if s.halt != i+1 || f.pointed != h.at {
			t.Errorf("stop %d: %d at %q", i+1, s.halt, f.pointed)
		}
	}
	s.visit(len(halts) + 1)
	if s.halt != 0 || f.pointed != "" {
		t.Errorf("after the last stop: %d at %q", s.halt, f.pointed)
	}
}

func TestLargeTextIsRemembered(t *testing.T) {
	f := &fake{}
	s := newSession(func(supervisor) trainer { return nil }, f, "en")
	s.magnify(true)
	if !f.large || s.memory.recall("large") != "yes" {
		t.Errorf("large %v, remembered %q", f.large, s.memory.recall("large"))
	}
	s.magnify(false)
	if f.large || s.memory.recall("large") != "" {
		t.Errorf("large %v, remembered %q", f.large, s.memory.recall("large"))
	}
}
