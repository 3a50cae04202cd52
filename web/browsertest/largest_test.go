package browsertest

import (
	"encoding/json"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The network whose steps take longest, and are not over before a click arrives.
func TestTheLargestNetworkIsPausedSteppedStoppedAndGoesOn(t *testing.T) {
	const (
		steps = "18" // so many that the run is not over before it is stopped, however slow the page is
		link  = "sample=12&batch=16&train=512&val=16&test=16&seed=4&workers=2&epochs=1&steps=" + steps
	)
	want := natively(t, link, "synthetic").WeightsSHA256
	tab := open(t, syntheticSite(t)+"/#"+link, visitor{})
	tab.until("ready")
	tab.click("train")
	tab.turnTo("runs")
	tab.wait("a step", func(s state) bool { return s.Step > 0 })
	tab.isNotHeldUp()

	halfway := func(button, reached string) (before, after state) {
		t.Helper()
		last, _ := tab.state()
		tab.wait("the next step", func(s state) bool { return s.State == "training" && s.Step > last.Step })
		begun := time.Now()
		// Clicked in the same turn in which the step is read: under load steps go by before a click from outside arrives.
		text := evaluate[string](tab, `(() => { const s = muestra.state(); document.querySelector('[data-testid="`+button+`"]').click(); return s; })()`)
		if err := json.Unmarshal([]byte(text), &before); err != nil {
			t.Fatal(err)
		}
		after = tab.until(reached)
		t.Logf("%s: answered within %v, clicking included; %.1f images/s", button, time.Since(begun).Round(time.Millisecond), before.ImagesPerSecond)
		if after.Step > before.Step+1 {
			t.Errorf("%s: asked for in step %d, it is after step %d", button, before.Step+1, after.Step)
		}
		return before, after
	}

	_, held := halfway("pause", "paused")
	tab.shows("status", "Paused")
	tab.click("step") // it has held still where this is the very next one
	tab.wait("the next step", func(s state) bool { return s.Step == held.Step+1 && s.State == "paused" })
	tab.click("resume")
	tab.wait("more steps", func(s state) bool { return s.State == "training" && s.Step > held.Step+1 })

	_, stopped := halfway("stop", "ready")
	if stopped.WeightsSHA256 != "" {
		t.Errorf("a stopped run has the final weights %q", stopped.WeightsSHA256)
	}
	tab.shows("run", "stopped") // what it stopped with is kept beside the page's work, and takes its time
	tab.click("run-open")
	tab.click("run-go-on")
	again := tab.wait("the run to go on", func(s state) bool { return s.State == "loading" || s.State == "training" })
	if again.Step != stopped.Step {
		t.Errorf("it stopped after step %d and goes on after step %d", stopped.Step, again.Step)
	}
	if s := tab.until("done"); s.WeightsSHA256 != want || strconv.Itoa(s.Step) != steps {
		t.Errorf("step %d, weights %s, want %s", s.Step, s.WeightsSHA256, want)
	}
}

// isNotHeldUp fails the test where something holds up the page's thread while steps are trained. It says nothing where other programs keep the machine
// busy: they hold up the page as well.
func (b *tab) isNotHeldUp() {
	b.t.Helper()
	const (
		steps = 3
		quiet = 0.3 // cores that others may keep busy
	)
	var said []string
	for range 2 {
		begun, _ := b.state()
		before := b.effort()
		evaluate[chromedp.Void](b, `__tasks.length = 0; undefined`)
		s := b.wait("more steps", func(s state) bool { return s.Step >= begun.Step+steps })
		long, others := evaluate[[]int](b, `__tasks`), b.effort().others(before)
		said = append(said, fmt.Sprintf("steps %d to %d: tasks of the page of more than 50 ms, in ms: %v; other programs kept %.1f cores busy", begun.Step+1, s.Step, long, others))
		if len(long) == 0 || others > quiet {
			b.t.Log(said)
			return
		}
	}
	b.t.Errorf("twice something held up the page while it trained: %q", said)
}
