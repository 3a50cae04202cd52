package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// known keeps the page's workers where a test finds them.
const known = `globalThis.__workers = []; globalThis.Worker = class extends Worker { constructor(...a) { super(...a); __workers.push(this); } };`

// end makes the page's last worker do what JavaScript says; worker is that worker.
func (b *tab) end(js string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, `{ const worker = __workers.at(-1); `+js+` } undefined`)
}

// What can befall a worker, as the page hears of it.
const (
	hangs  = `worker.terminate();` // and nothing tells the page so
	throws = `worker.terminate(); worker.dispatchEvent(new ErrorEvent("error", { message: "out of luck", cancelable: true }));`
	exits  = `worker.terminate(); worker.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ kind: "exit", data: { code: 2, text: "fatal error: out of memory" } }) }));`
)

func TestARunOutlivesItsWorkers(t *testing.T) {
	want := natively(t, keptLink, "synthetic").WeightsSHA256
	tab := open(t, syntheticSite(t)+"/#"+keptLink+"&run=1", visitor{script: known})
	tab.isKept()
	for i, test := range []struct{ end, said string }{
		{throws, "ended unexpectedly: out of luck"},
		{hangs, "has given no sign for 5 seconds"},
		{exits, "ended unexpectedly: fatal error: out of memory"},
	} {
		tab.wait("another epoch", func(s state) bool { return s.State == "training" && s.Epoch > i+1 })
		tab.end(test.end)
		tab.wait("the page to notice", func(s state) bool { return s.State != "training" })
		tab.shows("notice", test.said)
		tab.shows("notice", "took the run up")
	}
	s := tab.until("done")
	if s.WeightsSHA256 != want || len(s.History) != keptEpochs || s.Step != keptSteps {
		t.Errorf("weights %s, want %s; %d epochs of history, step %d", s.WeightsSHA256, want, len(s.History), s.Step)
	}
}

func TestARunThatLosesEveryWorkerIsGivenUpWithAdvice(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=5000&epochs=1000&lang=es&run=1", visitor{script: known})
	tab.isKept()
	for range 3 {
		tab.wait("a step", func(s state) bool { return s.State == "training" && s.Step > 0 })
		tab.end(exits)
		tab.wait("the page to notice", func(s state) bool { return s.State != "training" })
	}
	s := tab.wait("an error", func(s state) bool { return s.State == "error" })
	if !strings.Contains(s.Error, "3 veces") || !strings.Contains(s.Error, "lote más pequeño") {
		t.Errorf("the error is %q", s.Error)
	}
	tab.shows("error", "out of memory")
	if n := evaluate[int](tab, `__workers.length`); n != 3 {
		t.Errorf("%d workers have been tried", n)
	}
	// What was saved can go on.
	tab.isShown("restore")
	tab.click("restore")
	tab.wait("training", func(s state) bool { return s.State == "training" && s.Step > 0 })
}
