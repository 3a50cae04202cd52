package apptest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/app"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/wasm/port"
)

// actor is a worker that does what it is told, in its own time, and may come to grief. What it says next it says when say is called.
type actor struct {
	s       *app.Session
	random  *rand.Rand
	gone    bool
	started *port.Started // nil while it has no run
	run     string
	done    int // steps
	saved   int // steps
	next    []port.Message
	paused  bool
	once    bool
	history []history.Epoch
}

func (a *actor) Dismiss() { a.gone = true }

func (a *actor) Send(m port.Message) {
	switch m := m.(type) {
	case *port.Start:
		a.started = &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 3, StepsPerEpoch: 2, Workers: 2, Transport: "shared"}
		a.run, a.done, a.paused, a.once, a.history = m.Run, 0, false, false, nil
		if m.Resume {
			a.done = a.saved
			for e := range a.done / 2 {
				a.history = append(a.history, a.epoch(e+1))
			}
			a.started.Epoch, a.started.Step, a.started.History = a.done/2, a.done, slices.Clone(a.history)
		}
		a.next = append(a.next, &port.Loading{}, a.started)
	case *port.Pause:
		if a.started != nil {
			a.paused = true
			a.next = append(a.next, &port.Paused{})
		}
	case *port.Resume:
		if a.started != nil {
			a.paused = false
			a.next = append(a.next, &port.Resumed{})
		}
	case *port.Once:
		if a.started != nil {
			a.once, a.paused = true, false
		}
	case *port.Stop:
		if a.started != nil {
			a.started = nil
			a.next = append(a.next, &port.Stopped{})
		}
	case *port.Change:
		a.next = append(a.next, &port.Changed{LearningRate: 0.001})
	}
}

func (a *actor) epoch(n int) history.Epoch {
	return history.Epoch{Epoch: n, Loss: 2, CrossEntropy: 2, Accuracy: 0.2, ValLoss: 2, ValCrossEntropy: 2, ValAccuracy: 0.2, ImagesPerSecond: 100, Seconds: 1}
}

// say has the worker do something, and returns what it says.
func (a *actor) say() port.Message {
	if len(a.next) == 0 && a.started != nil && !a.paused {
		a.done++
		a.next = append(a.next, &port.Step{
			Epoch: (a.done + 1) / 2, Step: a.done, EpochStep: 2 - a.done%2, EpochSteps: 2,
			Sums: history.Sums{CrossEntropy: history.Float(128 * (2 - a.done%2)), Pictures: 64 * (2 - a.done%2)}, ImagesPerSecond: 100,
		})
		if a.done%2 == 0 {
			e := port.Epoch(a.epoch(a.done / 2))
			a.next = append(a.next, &port.Evaluating{What: "validation", Done: 64, Total: 64}, &e)
			if a.random.IntN(2) == 0 {
				a.saved = a.done
				a.next = append(a.next, &port.Saved{Run: a.run, Epoch: a.done / 2, Step: a.done, Bytes: 1000})
			}
		}
		if a.done == 6 {
			a.next = append(a.next, &port.Done{WeightsSHA256: Digest, Stopped: history.EndEpochs, Test: &history.Score{Loss: 2, CrossEntropy: 2, Accuracy: 0.3}})
			a.started = nil
		} else if a.once {
			a.once, a.paused = false, true
			a.next = append(a.next, &port.Paused{})
		}
	}
	if len(a.next) == 0 {
		return &port.Alive{}
	}
	m := a.next[0]
	a.next = a.next[1:]
	return m
}

// TestTheRunMachineHoldsWhateverComes gives sessions thousands of commands, messages and accidents in any order, and looks after each at what must
// always be true.
func TestTheRunMachineHoldsWhateverComes(t *testing.T) {
	const sessions, events = 150, 120
	seen := map[run.Phase]int{}
	for seed := range uint64(sessions) {
		random := rand.New(rand.NewPCG(seed, 1))
		s, f := NewTestSession()
		var workers []*actor
		s.Training.StartWorker = func(run.Supervisor) run.Trainer {
			a := &actor{s: s, random: random}
			if len(workers) > 0 {
				a.saved = workers[len(workers)-1].saved
			}
			workers = append(workers, a)
			a.next = append(a.next, &port.Ready{SIMD: true})
			return a
		}
		now, names := time.Unix(0, 0), 0
		s.Now = func() time.Time { return now }
		s.Training.Name = func() string { names++; return fmt.Sprint("run", names) }
		s.Open("sample=1&train=128&val=64&test=64&epochs=3", "")
		commands := []struct {
			name string
			do   func()
		}{
			{"train", s.Training.Train}, {"pause", s.Training.Pause}, {"resume", s.Training.Resume}, {"once", s.Training.Once}, {"stop", s.Training.Stop},
			{"clear", s.Training.Clear}, {"reseed", s.Training.Reseed}, {"change", s.Training.Change}, {"second", s.OnSecond},
			{"choose", func() { s.Recipe.Choose(1 + random.IntN(3)) }}, {"set", func() { s.Recipe.Set("lr", []string{"0.1", "x", "0.01"}[random.IntN(3)]) }},
			{"undo", s.Recipe.Undo}, {"redo", s.Recipe.Redo},
			{"open", func() {
				s.Open([]string{"sample=1&run=1", "sample=2", "epochs=0", "sample=1&train=128&epochs=3&run=1"}[random.IntN(4)], "")
			}},
			{"later", func() {
				later := f.Later
				f.Later = nil
				for _, do := range later {
					do()
				}
			}},
		}
		var told []string
		for range events {
			now = now.Add(time.Duration(random.IntN(2000)) * time.Millisecond)
			switch n := random.IntN(20); {
			case n < 12 && len(workers) > 0: // also one that was dismissed may have something on its way
				a := workers[len(workers)-1-random.IntN(min(2, len(workers)))]
				m := a.say()
				told = append(told, string(m.Kind()))
				s.Training.OnMessage(a, m)
			case n == 12 && len(workers) > 0 && random.IntN(3) == 0:
				told = append(told, "accident")
				a := workers[len(workers)-1]
				if random.IntN(2) == 0 {
					s.Training.OnMessage(a, &port.Error{Text: "no memory"})
					a.started, a.next = nil, nil
				} else {
					s.Training.OnMessage(a, &port.Exit{Code: 2})
				}
			default:
				c := commands[random.IntN(len(commands))]
				told = append(told, c.name)
				c.do()
			}
			if problem := unsound(t, s, f, workers); problem != "" {
				t.Fatalf("session %d, after %s: %s", seed, strings.Join(told[max(0, len(told)-12):], ", "), problem)
			}
			seen[run.Phase(StateOf(t, s).State)]++
		}
	}
	for _, phase := range []run.Phase{run.PhaseIdle, run.PhaseReady, run.PhaseLoading, run.PhaseTraining, run.PhasePaused, run.PhaseDone, run.PhaseError} {
		if seen[phase] == 0 {
			t.Errorf("no session was ever %s: %v", phase, seen)
		}
	}
}

// unsound is what is not as it must be, or "".
func unsound(t *testing.T, s *app.Session, f *Fake, workers []*actor) string {
	state, r := StateOf(t, s), s.Training.Run
	alive := 0
	for _, a := range workers {
		if !a.gone {
			alive++
		}
	}
	switch {
	case alive > 1:
		return fmt.Sprintf("%d workers are alive", alive)
	case state.State == run.PhaseDone && len(state.WeightsSHA256) != 64:
		return "a run is done without a digest"
	case state.State != run.PhaseDone && state.State != run.PhaseError && state.WeightsSHA256 != "": // a worker may fail after it
		return fmt.Sprintf("%s has a digest", state.State)
	case state.State == run.PhaseError && state.Error == "":
		return "an error says nothing"
	case !r.Active() && state.State != run.PhaseError && state.Error != "":
		return fmt.Sprintf("%s says %q", state.State, state.Error)
	case r.Active() && r.Phase != state.State:
		return fmt.Sprintf("a run is %s, and the page %s", r.Phase, state.State)
	case !r.Active() && slices.Contains([]run.Phase{run.PhaseLoading, run.PhaseTraining, run.PhasePaused}, state.State):
		return fmt.Sprintf("no run is on, and the page is %s", state.State)
	case r.Active() && s.Training.Trainer == nil:
		return "a run goes on without a worker"
	case f.losing != r.Active():
		return fmt.Sprintf("leaving is guarded %v, and a run is on %v", f.losing, r.Active())
	}
	if r != nil {
		if p := r.Progress(); !(p >= 0 && p <= 1) {
			return fmt.Sprintf("progress is %v", p)
		}
		for i, e := range r.History {
			if e.Epoch != i+1 {
				return fmt.Sprintf("epoch %d of the history is number %d", i+1, e.Epoch)
			}
		}
		if r.Done != nil && r.Phase != run.PhaseDone {
			return fmt.Sprintf("a run with a result is %s", r.Phase)
		}
	}
	return ""
}
