package browsertest

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A run that does not end by itself.
const (
	soakLink  = "sample=3&train=40000&val=10000&test=10000&epochs=1000&early_stopping=false&workers=2&seed=3"
	soakSteps = 625 // an epoch
)

// moment is what a soak finds now and then.
type moment struct {
	after    time.Duration
	renderer float64 // MB, of the page and its workers
	browser  float64 // MB, of all of the browser's processes
	scripts  float64 // MB, as performance.measureUserAgentSpecificMemory has it: without WebAssembly's; 0 until it has answered
	state
}

func (m moment) String() string {
	return fmt.Sprintf("%6.1f %9.1f %8.1f %7.1f %6d %7d %9.0f", m.after.Minutes(), m.renderer, m.browser, m.scripts, m.Epoch, m.Step, m.ImagesPerSecond)
}

const momentHead = "minute  renderer  browser scripts  epoch    step  images/s"

// measured asks for the page's own account of its memory and returns the last one there is: the browser takes its time for it.
const measured = `{
	if (!globalThis.__measuring && performance.measureUserAgentSpecificMemory) {
		globalThis.__measuring = true;
		const note = (bytes) => { globalThis.__measured = bytes; globalThis.__measuring = false; };
		performance.measureUserAgentSpecificMemory().then((m) => note(m.bytes), () => note(0));
	}
	(globalThis.__measured ?? 0) / 1e6;
}`

// TestASoakTakesNoMoreMemoryAndLosesNothing trains sample 3 with two workers for as long as MUESTRA_SOAK says, and is skipped without it:
//
//	MUESTRA_SOAK=1h go test -count=1 -v -timeout 2h -run Soak ./web/browsertest
//
// Memory is what Linux calls the proportional set size. In the last quarter of the time the page and its workers may take 3 % and 8 MB more than
// in the second. What was saved lies around in memory, up to 100 MB of it, until the browser collects it: so the lower half of a quarter's moments
// is what counts. The first epochs bring pictures into memory, and less than ten minutes say nothing.
func TestASoakTakesNoMoreMemoryAndLosesNothing(t *testing.T) {
	text := os.Getenv("MUESTRA_SOAK")
	if text == "" {
		t.Skip("MUESTRA_SOAK is not set")
	}
	long, err := time.ParseDuration(text)
	if err != nil {
		t.Fatalf("MUESTRA_SOAK: %v", err)
	}
	tab := newProfile(t, visitor{patience: long + 20*time.Minute}).open(cifarSite(t) + "/#" + soakLink)
	tab.click("train")
	tab.wait("a step", func(s state) bool { return s.Step > 0 })
	moments := soak(tab, long)
	isFlat(t, moments)

	tab.click("stop")
	last := tab.until("ready")
	tab.isHealthy(last)
	t.Logf("stopped in epoch %d, after step %d; the history has %d epochs", last.Epoch, last.Step, len(last.History))
	tab.goesOnFromWhatIsKept(last)
}

// soak looks after a run for so long.
func soak(b *tab, long time.Duration) []moment {
	b.t.Helper()
	every := min(max(long/120, 5*time.Second), 30*time.Second)
	var all []moment
	b.t.Log(momentHead)
	for begun := time.Now(); time.Since(begun) < long; time.Sleep(every) {
		s, _ := b.state()
		m := moment{time.Since(begun), b.memory("renderer"), b.memory(""), evaluate[float64](b, measured), s}
		b.t.Log(m)
		b.isHealthy(s)
		if s.State != "training" || s.Workers != 2 {
			b.t.Fatalf("%q with %d workers", s.State, s.Workers)
		}
		if n := len(all); n > 0 && (s.Step <= all[n-1].Step || len(s.History) < len(all[n-1].History)) {
			b.t.Fatalf("from step %d and %d epochs it went to step %d and %d", all[n-1].Step, len(all[n-1].History), s.Step, len(s.History))
		}
		all = append(all, m)
	}
	return all
}

// isHealthy fails the test where an epoch is missing, there twice or without a number, where the steps are not the epochs', and where the page
// has something to complain of.
func (b *tab) isHealthy(s state) {
	b.t.Helper()
	for i, epoch := range s.History {
		if number(b.t, epoch, "epoch") != float64(i+1) {
			b.t.Fatalf("epoch %v is in the place of epoch %d", epoch["epoch"], i+1)
		}
		for _, name := range []string{"loss", "cross_entropy", "accuracy", "val_loss", "val_cross_entropy", "val_accuracy", "images_per_second", "seconds"} {
			number(b.t, epoch, name) // which are null where they are no numbers
		}
	}
	if done := len(s.History) * soakSteps; s.Step < done || s.Step > done+soakSteps {
		b.t.Errorf("after %d epochs of %d steps it is at step %d", len(s.History), soakSteps, s.Step)
	}
	if s.Error != "" || b.count("notice") > 0 {
		b.t.Fatalf("the page says: %s %s", s.Error, b.text("notice"))
	}
}

// isFlat fails the test where memory has grown.
func isFlat(t *testing.T, moments []moment) {
	t.Helper()
	n := len(moments)
	if n < 8 {
		t.Fatalf("%d moments are too few: let MUESTRA_SOAK be a minute at least", n)
	}
	before, after := lower(moments[n/4:n/2]), lower(moments[n-n/4:])
	var table strings.Builder
	for _, m := range moments {
		fmt.Fprintf(&table, "\n%v", m)
	}
	t.Logf("memory in MB\n%s%s\nrenderer: %.1f MB in the second quarter, %.1f MB in the last, %+.1f %%", momentHead, table.String(), before, after, 100*(after/before-1))
	if before == 0 {
		t.Error("the machine does not say how much memory a process takes")
	}
	if after > 1.03*before+8 {
		t.Errorf("it has grown from %.1f to %.1f MB", before, after)
	}
}

// lower is the mean of the lower half of what the page and its workers have taken.
func lower(moments []moment) (mean float64) {
	var all []float64
	for _, m := range moments {
		all = append(all, m.renderer)
	}
	slices.Sort(all)
	half := all[:(len(all)+1)/2]
	for _, v := range half {
		mean += v / float64(len(half))
	}
	return mean
}

// goesOnFromWhatIsKept loads the page anew and has the run that was stopped go on: with the same history, and one epoch more.
func (b *tab) goesOnFromWhatIsKept(stopped state) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(`[data-testid="run"][data-state="stopped"]`)))
	b.reload()
	b.click("run-open")
	b.click("run-go-on")
	kept := b.wait("what is kept", func(s state) bool { return s.State == "loading" || s.State == "training" })
	again := b.wait("a step", func(s state) bool { return s.State == "training" && s.Step > stopped.Step })
	for _, s := range []state{kept, again} {
		if s.Step < stopped.Step || len(s.History) < len(stopped.History) || !reflect.DeepEqual(s.History[:len(stopped.History)], stopped.History) {
			b.t.Errorf("stopped after step %d and %d epochs, it goes on after step %d with %d epochs, or others", stopped.Step, len(stopped.History), s.Step, len(s.History))
		}
	}
	next := b.wait("the next epoch", func(s state) bool { return len(s.History) > len(stopped.History) || s.State == "error" })
	b.isHealthy(next)
	b.click("stop")
	b.until("ready")
}
