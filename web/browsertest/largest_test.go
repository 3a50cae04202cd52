package browsertest

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// The network whose steps take longest, with two workers.
const largestLink = "sample=12&train=512&val=32&test=32&seed=4&workers=2&epochs="

// stepTime is how long a step takes, by the pictures of a second.
func stepTime(s state) time.Duration {
	return time.Duration(64 / s.ImagesPerSecond * float64(time.Second))
}

func TestTheLargestNetworkDoesNotHoldUpThePage(t *testing.T) {
	const (
		steps = 3
		tries = 4
		quiet = 0.3 // cores that others may keep busy
	)
	tab := open(t, syntheticSite(t)+"/#"+largestLink+"1000&run=1", visitor{})
	s := tab.wait("a step", func(s state) bool { return s.Step > 0 })
	if s.Workers != 2 {
		t.Fatalf("%d workers", s.Workers)
	}
	failed := 0
	for range tries {
		begun, before := s.Step, tab.effort()
		evaluate[chromedp.Void](tab, `__tasks.length = 0; undefined`)
		s = tab.wait("more steps", func(s state) bool {
			time.Sleep(200 * time.Millisecond) // to ask is work too
			return s.Step >= begun+steps
		})
		long, others := evaluate[[]int](tab, `__tasks`), tab.effort().others(before)
		t.Logf("steps %d to %d: tasks of the page of more than 50 ms, in ms: %v; %.1f images/s; other programs kept %.1f cores busy", begun+1, s.Step, long, s.ImagesPerSecond, others)
		switch {
		case len(long) == 0:
			return
		case others > quiet: // which hold up the page as well
		case failed > 0:
			t.Fatalf("twice something held up the page while %d steps were trained, the last time for %v ms", steps, long)
		default:
			failed++
		}
	}
	t.Skip("the machine is too busy to say what holds up the page")
}

func TestAPauseKeepsAndAStopDropsTheHalfDoneStep(t *testing.T) {
	const ( // so many steps that the run is not over before it is stopped, however slow the page is
		steps = "24"
		link  = largestLink + "3&steps=" + steps
	)
	want := natively(t, link, "synthetic").WeightsSHA256
	tab := open(t, syntheticSite(t)+"/#"+link+"&run=1", visitor{})
	tab.isKept()
	halfway := func(button, reached string) (before, after state) {
		t.Helper()
		last, _ := tab.state()
		before = tab.wait("the next step", func(s state) bool { return s.State == "training" && s.Step > last.Step })
		time.Sleep(stepTime(before) / 2) // halfway, by and large; what follows holds at any point
		begun := time.Now()
		// Clicked in the same turn in which the step is read: under load steps go by before a click from outside arrives.
		text := evaluate[string](tab, `(() => { const s = muestra.state(); document.querySelector('[data-testid="`+button+`"]').click(); return s; })()`)
		before = state{}
		if err := json.Unmarshal([]byte(text), &before); err != nil {
			t.Fatal(err)
		}
		after = tab.until(reached)
		t.Logf("%s: answered within %v, clicking included; a step takes %v", button, time.Since(begun).Round(time.Millisecond), stepTime(before).Round(time.Millisecond))
		return before, after
	}

	before, held := halfway("pause", "paused")
	if held.Step > before.Step+1 {
		t.Errorf("asked for in step %d, the pause is after step %d", before.Step+1, held.Step)
	}
	for end := time.Now().Add(2 * stepTime(before)); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if s, _ := tab.state(); s.Step != held.Step || s.State != "paused" {
			t.Fatalf("a paused run went from step %d to %d and is %q", held.Step, s.Step, s.State)
		}
	}
	tab.click("resume")
	begun := time.Now()
	tab.wait("the end of the step", func(s state) bool { return s.State == "training" && s.Step > held.Step })
	t.Logf("the rest of the step took %v", time.Since(begun).Round(time.Millisecond))

	before, stopped := halfway("stop", "ready")
	if stopped.Step > before.Step+1 || stopped.WeightsSHA256 != "" {
		t.Errorf("asked for in step %d, it stopped after step %d with the weights %q", before.Step+1, stopped.Step, stopped.WeightsSHA256)
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
