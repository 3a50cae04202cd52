package trainer

import (
	"context"
	"strings"
	"testing"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// stepsUntil hears messages until one of a kind and returns the steps' totals.
func stepsUntil(p *page, kind port.Kind) (steps []int) {
	p.t.Helper()
	for {
		switch m := <-p.heard; m := m.(type) {
		case *port.Step:
			steps = append(steps, m.Step)
		case *port.Error:
			p.t.Fatal(m.Text)
		default:
			if m.Kind() == kind {
				return steps
			}
		}
	}
}

func TestOnceDoesOneStepAndHoldsStill(t *testing.T) {
	p := newPage(t)
	p.atStart = &port.Once{} // on its way: the step under way and no more
	p.w.receive(start(steady, ""), nil)
	if steps := stepsUntil(p, port.KindPaused); len(steps) != 1 {
		t.Fatalf("once did steps %v", steps)
	}
	for at := 1; at < 9; at++ {
		p.w.receive(&port.Once{}, nil)
		if steps := stepsUntil(p, port.KindPaused); len(steps) != 1 || steps[0] != at+1 {
			t.Fatalf("once after step %d did steps %v", at, steps)
		}
	}
	p.w.receive(&port.Once{}, nil) // there is only the end left
	if got, want := p.hear(port.KindDone).(*port.Done).WeightsSHA256, hash(t, steady); got != want {
		t.Errorf("weights %s in single steps, want %s", got, want)
	}
}

func TestTheStepIsKnownWheneverARunHoldsStillOrEnds(t *testing.T) {
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	at := 0 // the last step told
	hear := func(kind port.Kind) {
		t.Helper()
		if steps := stepsUntil(p, kind); len(steps) > 0 {
			at = steps[len(steps)-1]
		}
	}
	p.w.receive(keep("sample=1&train=5000&val=0&test=0&epochs=1000", "a"), nil)
	for range 3 {
		at = p.hear(port.KindStep).(*port.Step).Step // those soon after it are not told at once
		p.say <- &port.Pause{}
		hear(port.KindPaused)
		held := at
		p.w.receive(&port.Once{}, nil)
		if hear(port.KindPaused); at != held+1 {
			t.Errorf("held still after step %d, and one step later it is %d", held, at)
		}
		p.w.receive(&port.Resume{}, nil)
		hear(port.KindResumed)
	}
	p.say <- &port.Stop{}
	hear(port.KindStopped)
	p.end()
	if r, err := m.Run(context.Background(), "a"); err != nil || r.Step != at {
		t.Errorf("stopped after step %d: kept %+v, %v", at, r, err)
	}

	p = newPage(t)
	p.w.receive(start("sample=1&train=5000&val=64&test=0&epochs=1&steps=7", ""), nil)
	if hear(port.KindEpoch); at != 7 {
		t.Errorf("limited to 7 steps, step %d is told last", at)
	}
}

func TestResumeAndPauseTakeOnceBack(t *testing.T) {
	p := newPage(t)
	p.w.receive(start("sample=1&train=5000&epochs=1000", ""), nil)
	p.hear(port.KindStep)
	p.say <- &port.Pause{}
	p.hear(port.KindPaused)
	p.w.receive(&port.Once{}, nil)
	p.w.receive(&port.Resume{}, nil)
	p.hear(port.KindResumed)
	p.hear(port.KindEpoch) // and not one step
	p.say <- &port.Stop{}
	p.hear(port.KindStopped)
	p.w.receive(&port.Once{}, nil) // nothing to do
	p.w.receive(start(short, ""), nil)
	p.hear(port.KindDone)
}

// changed trains with changes after steps 2 and 5, stopped after a step where that is above 0, and goes on.
func changed(t *testing.T, link string, stop int) string {
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	p.atStart = &port.Once{}
	p.w.receive(keep(link, "a"), nil)
	stepsUntil(p, port.KindPaused)
	for at := 1; ; at++ {
		switch at {
		case 2:
			p.w.receive(&port.Change{LearningRate: new(0.02)}, nil)
			if c := p.hear(port.KindChanged).(*port.Changed); c.LearningRate != 0.02 || c.Augment != "flip" {
				t.Errorf("%+v", c)
			}
		case 5:
			p.w.receive(&port.Change{LearningRate: new(0.005), Augment: new("shift")}, nil)
			if c := p.hear(port.KindChanged).(*port.Changed); c.LearningRate != 0.005 || c.Augment != "shift" {
				t.Errorf("%+v", c)
			}
		}
		if at == stop {
			p.w.receive(&port.Stop{}, nil)
			p.hear(port.KindStopped)
			p.end()
			p = newPage(t)
			p.keepIn(m)
			p.atStart = &port.Pause{}
			p.w.receive(goOn(link, "a"), nil)
			if s := p.hear(port.KindStarted).(*port.Started); s.Step != at {
				t.Errorf("stopped after step %d, it goes on from %d", at, s.Step)
			}
			c := p.hear(port.KindChanged).(*port.Changed)
			if want := map[bool]string{false: "flip", true: "shift"}[at >= 5]; c.Augment != want {
				t.Errorf("stopped after step %d: %+v", at, c)
			}
		}
		if at == 6 {
			p.w.receive(&port.Resume{}, nil)
			sum := p.hear(port.KindDone).(*port.Done).WeightsSHA256
			p.end()
			if r, err := m.Run(context.Background(), "a"); err != nil || !r.Changed || r.State != store.Done {
				t.Errorf("%+v, %v", r, err)
			}
			return sum
		}
		p.w.receive(&port.Once{}, nil)
		stepsUntil(p, port.KindPaused)
	}
}

func TestAChangedRunThatWasStoppedGoesOnWithTheSameBits(t *testing.T) {
	want := changed(t, steady, 0)
	if want == hash(t, steady) {
		t.Error("the changes change nothing")
	}
	for _, stop := range []int{2, 3, 5, 6} {
		if got := changed(t, steady, stop); got != want {
			t.Errorf("stopped after step %d: weights %s, want %s", stop, got, want)
		}
	}
}

func TestImpossibleChangesAreNoticed(t *testing.T) {
	for _, test := range []struct {
		lang, want string
		change     port.Change
	}{
		{"en", "lr=11: lr takes a number above 0, at most 10", port.Change{LearningRate: new(11.0)}},
		{"es", "lr=0: lr admite un número mayor que 0 y hasta 10", port.Change{LearningRate: new(0.0), Augment: new("flip")}},
		{"en", "augment=blur: augment takes", port.Change{LearningRate: new(0.5), Augment: new("blur")}},
	} {
		p := newPage(t)
		p.atStart = &test.change
		p.w.receive(start(steady+"&lang="+test.lang, ""), nil)
		if n := p.hear(port.KindNotice).(*port.Notice); !strings.HasPrefix(n.Text, test.want) {
			t.Errorf("%q, want %q", n.Text, test.want)
		}
		if got, want := p.hear(port.KindDone).(*port.Done).WeightsSHA256, hash(t, steady); got != want {
			t.Errorf("after a change that was none the weights are %s, want %s", got, want)
		}
	}
}

func TestAWorkerThatComputesSaysSo(t *testing.T) {
	p := newPage(t)
	p.w.receive(start("sample=1&train=5000&epochs=1000", ""), nil)
	p.hear(port.KindAlive)
	p.hear(port.KindAlive)
}
