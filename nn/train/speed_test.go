package train

import (
	"testing"
	"time"
)

func TestSpeedCoversTheLastTwoSecondsOfSteps(t *testing.T) {
	var s speed
	if v := s.perSecond(); v != 0 {
		t.Errorf("%v before the first step", v)
	}
	s.add(100*time.Millisecond, 64)
	if v := s.perSecond(); v != 640 {
		t.Errorf("%v after the first step, want 640", v)
	}
	for range 100 {
		s.add(100*time.Millisecond, 64)
	}
	for range 20 {
		s.add(100*time.Millisecond, 32)
	}
	if v := s.perSecond(); v != 320 {
		t.Errorf("%v after two seconds at 320", v)
	}
	if len(s.steps) > 21 {
		t.Errorf("%d steps are kept", len(s.steps))
	}
	s.add(time.Minute, 64)
	if v := s.perSecond(); v != 64.0/60 {
		t.Errorf("%v after a step of a minute", v)
	}
}
