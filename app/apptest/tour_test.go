package apptest

import (
	"testing"

	"muestra/app"
	"muestra/app/run"
)

func TestTheTourIsOfferedOnceAndOnlyToThoseWhoComeForNothingElse(t *testing.T) {
	for _, test := range []struct {
		link string
		want bool
	}{{"", true}, {"sample=6", true}, {"run=1", false}, {"lock=lr", false}} {
		s := app.NewSession(func(run.Supervisor) run.Trainer { return nil }, &Fake{}, "en")
		s.Open(test.link, "")
		s.Welcome()
		if s.Newcomer != test.want {
			t.Errorf("#%s: offered %v, want %v", test.link, s.Newcomer, test.want)
		}
		s.Visit(0)
		s.Welcome()
		if s.Newcomer {
			t.Errorf("#%s: offered again", test.link)
		}
	}
}

func TestTheTourGoesFromStopToStop(t *testing.T) {
	f := &Fake{}
	s := app.NewSession(func(run.Supervisor) run.Trainer { return nil }, f, "es")
	for i, h := range app.Halts {
		s.Visit(i + 1)
		if s.Halt != i+1 || f.pointed != h.At {
			t.Errorf("stop %d: %d at %q", i+1, s.Halt, f.pointed)
		}
	}
	s.Visit(len(app.Halts) + 1)
	if s.Halt != 0 || f.pointed != "" {
		t.Errorf("after the last stop: %d at %q", s.Halt, f.pointed)
	}
}

func TestLargeTextIsRemembered(t *testing.T) {
	f := &Fake{}
	s := app.NewSession(func(run.Supervisor) run.Trainer { return nil }, f, "en")
	s.Magnify(true)
	if !f.large || s.Memory.Recall("large") != "yes" {
		t.Errorf("large %v, remembered %q", f.large, s.Memory.Recall("large"))
	}
	s.Magnify(false)
	if f.large || s.Memory.Recall("large") != "" {
		t.Errorf("large %v, remembered %q", f.large, s.Memory.Recall("large"))
	}
}
