package trainer

import (
	"fmt"
	"strings"
	"testing"

	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// threads is a pool of goroutines, on a machine that tests describe. As long as losses says, one of them is lost
// after a while.
type threads struct {
	team   *train.Team
	losses int // teams that are still to lose a member
	asked  int
	joined []int
	failed error
}

func (c *threads) prepare(int) {}
func (c *threads) dismiss()    { c.team = nil }

func (c *threads) join(l *train.Local, _, members int) (team *train.Team, transport string, err error) {
	c.joined, c.asked = append(c.joined, members), 0
	if c.failed != nil {
		return nil, "", c.failed
	}
	c.team, err = train.Goroutines(l, members)
	return c.team, "shared", err
}

func (c *threads) lost() (member int, why string) {
	if c.team == nil || c.losses == 0 {
		return 0, ""
	}
	if c.asked++; c.asked < 12 {
		return 0, ""
	}
	c.losses--
	return 1, "it has ended"
}

func (c *threads) leave() {
	if c.team != nil {
		c.team.Close()
	}
	c.team = nil
}

// fewer is what a visitor is told before a run with fewer workers goes on from there.
func fewer(m *port.Started) string {
	if m.Step == 0 {
		return fmt.Sprintf("begins anew with fewer (%d)", m.Workers)
	}
	return fmt.Sprintf("goes on with fewer (%d) after step %d,", m.Workers, m.Step)
}

func TestARunWithACrewEndsLikeOneWithout(t *testing.T) {
	alone := newPage(t)
	alone.w.receive(start(short, ""), nil)
	want := alone.hear(port.KindDone).(*port.Done).WeightsSHA256
	for _, test := range []struct {
		name    string
		workers string
		c       threads
		joined  string
		notice  string
	}{
		{"all goes well", "3", threads{}, "3", ""},
		{"one is lost", "3", threads{losses: 1}, "3 2", "a worker does not answer any more"},
		{"all are lost", "6", threads{losses: 5}, "6 5 4 3 2", "a worker does not answer any more"},
		{"nobody comes", "3", threads{failed: &train.Lost{Member: 1}}, "3", "one worker trains alone"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := newPage(t)
			p.w.pool = &test.c
			m := start(short+"&workers="+test.workers, "")
			m.Run = "a-run-with-a-crew"
			p.w.receive(m, nil)
			var notices []string
			var done *port.Done
			for done == nil {
				switch m := (<-p.heard).(type) {
				case *port.Notice:
					notices = append(notices, m.Text)
				case *port.Started:
					if want := fewer(m); test.c.failed == nil && len(notices) > 0 && !strings.Contains(notices[len(notices)-1], want) {
						t.Errorf("before %+v it says %q, not %q", m, notices[len(notices)-1], want)
					}
				case *port.Done:
					done = m
				case *port.Error:
					t.Fatal(m.Text)
				}
			}
			if done.WeightsSHA256 != want {
				t.Errorf("weights %s, want %s", done.WeightsSHA256, want)
			}
			var joined []string
			for _, n := range test.c.joined {
				joined = append(joined, string(rune('0'+n)))
			}
			if got := strings.Join(joined, " "); got != test.joined {
				t.Errorf("teams of %s, want %s", got, test.joined)
			}
			if got := strings.Join(notices, "; "); !strings.HasPrefix(got, test.notice) || test.notice == "" && got != "" {
				t.Errorf("notices %q, want %q", got, test.notice)
			}
		})
	}
}

func TestARunThatLosesAWorkerSaysFromWhereItGoesOn(t *testing.T) {
	m := new(store.Memory)
	p := newPage(t)
	p.keepIn(m)
	p.w.receive(keep(strings.Replace(short, "epochs=2", "epochs=1", 1), "a"), nil)
	p.hear(port.KindDone)
	p.end()
	p = newPage(t)
	p.keepIn(m)
	p.w.pool = &threads{losses: 1}
	p.w.receive(goOn(short+"&workers=3&lang=es", "a"), nil)
	p.hear(port.KindStarted)
	if n := p.hear(port.KindNotice).(*port.Notice); !strings.HasPrefix(n.Text, "un trabajador ha dejado de responder y el entrenamiento se retoma:") {
		t.Errorf("at once it says %q", n.Text)
	}
	n := p.hear(port.KindNotice).(*port.Notice)
	s := p.hear(port.KindStarted).(*port.Started)
	if want := fmt.Sprintf("sigue con menos (2) tras el paso %d, lo último guardado", s.Step); s.Step < 3 || !strings.Contains(n.Text, want) {
		t.Errorf("from step %d it says %q, not %q", s.Step, n.Text, want)
	}
}
