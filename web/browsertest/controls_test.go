package browsertest

import (
	"testing"

	browserproto "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

func TestASingleStepIsOneStep(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=5000&val=100&test=100&epochs=1000&lang=es&run=1", visitor{})
	tab.wait("a step", func(s state) bool { return s.Step > 0 })
	tab.click("pause")
	held := tab.until("paused")
	tab.shows("status", "En pausa tras el paso")
	for i := range 3 {
		tab.do(chromedp.Focus(css("step")), chromedp.KeyEvent("\r"))
		tab.wait("one more step", func(s state) bool { return s.Step == held.Step+i+1 && s.State == "paused" })
	}
	if at := evaluate[string](tab, `document.activeElement.dataset.testid`); at != "step" {
		t.Errorf("the keyboard is on %q", at)
	}
	// Of a run that is on its way, the step under way is the last before it holds still.
	tab.click("resume")
	tab.wait("training", func(s state) bool { return s.State == "training" && s.Step > held.Step+3 })
	tab.click("step")
	held = tab.until("paused")
	tab.click("step") // it has held still where this is the very next one
	tab.wait("the next step", func(s state) bool { return s.Step == held.Step+1 && s.State == "paused" })
}

// lamp stands for the lock on the screen: it notes what was asked for.
const lamp = `globalThis.__lamps = 0; Object.defineProperty(navigator, "wakeLock", { value: { async request() {
	__lamps++;
	const lock = new EventTarget();
	lock.release = async () => { __lamps--; lock.dispatchEvent(new Event("release")); };
	globalThis.__lamp = lock;
	return lock;
} } });`

// asks reports whether the page would ask before it is left.
func (b *tab) asks() bool {
	b.t.Helper()
	return evaluate[bool](b, `!dispatchEvent(new Event("beforeunload", { cancelable: true }))`)
}

func TestLeavingIsAskedAndTheScreenLitOnlyWhileTraining(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=5000&val=100&test=100&epochs=1000", visitor{script: lamp})
	expect := func(when string, asks bool, lamps int) {
		t.Helper()
		if got := tab.asks(); got != asks {
			t.Errorf("%s: asks %v", when, got)
		}
		if got := evaluate[int](tab, `__lamps`); got != lamps {
			t.Errorf("%s: %d locks on the screen", when, got)
		}
	}
	tab.until("ready")
	expect("before", false, 0)
	tab.click("train")
	tab.wait("a step", func(s state) bool { return s.Step > 0 })
	expect("in training", true, 1)
	// The browser takes the lock back when the page is hidden; it is asked for again when the page is seen.
	evaluate[chromedp.Void](tab, `__lamp.release(); undefined`)
	evaluate[chromedp.Void](tab, `document.dispatchEvent(new Event("visibilitychange")); undefined`)
	expect("when it is seen again", true, 1)
	tab.click("pause")
	tab.until("paused")
	expect("in a pause", true, 0)
	tab.click("resume")
	tab.until("training")
	expect("after it", true, 1)
	tab.click("stop")
	tab.until("ready")
	expect("afterwards", false, 0)

	t.Run("the browser asks", func(t *testing.T) {
		tab.click("train")
		tab.wait("a step", func(s state) bool { return s.Step > 0 })
		ask := chromedp.WaitEvent(page.JavascriptDialogOpening, nil, chromedp.Evaluate[chromedp.Void](`setTimeout(() => location.reload()); undefined`))
		dialog, err := chromedp.Run(tab.ctx, ask)
		if err != nil || dialog.Type != page.DialogTypeBeforeunload {
			t.Fatalf("%+v, %v", dialog, err)
		}
		if _, err := chromedp.Call(tab.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: false}); err != nil {
			t.Fatal(err)
		}
		before, _ := tab.state()
		tab.wait("more steps", func(s state) bool { return s.Step > before.Step })
	})
}

func TestWithoutALockOnTheScreenItTrainsAllTheSame(t *testing.T) {
	for name, script := range map[string]string{
		"none":    `Object.defineProperty(navigator, "wakeLock", { value: undefined });`,
		"refused": `Object.defineProperty(navigator, "wakeLock", { value: { async request() { throw new DOMException("low battery", "NotAllowedError"); } } });`,
	} {
		t.Run(name, func(t *testing.T) {
			tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=10&test=10&epochs=2&run=1", visitor{script: script})
			tab.until("done")
		})
	}
}

func TestTrainingGoesOnInAHiddenTab(t *testing.T) {
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1&train=1000&val=100&test=100&epochs=1000&run=1")
	tab.wait("a step", func(s state) bool { return s.Step > 0 })
	window, err := chromedp.Call(tab.ctx, browserproto.GetWindowForTarget, browserproto.GetWindowForTargetParams{})
	if err == nil {
		_, err = chromedp.Call(tab.ctx, browserproto.SetWindowBounds, browserproto.SetWindowBoundsParams{
			WindowID: window.WindowID, Bounds: &browserproto.Bounds{WindowState: browserproto.WindowStateMinimized},
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	if v := evaluate[string](tab, `document.visibilityState`); v != "hidden" {
		t.Fatalf("the tab is %s", v)
	}
	hidden, _ := tab.state()
	tab.wait("two more epochs", func(s state) bool { return s.Epoch > hidden.Epoch+1 })
	if v := evaluate[string](tab, `document.visibilityState`); v != "hidden" {
		t.Errorf("the tab was %s meanwhile", v)
	}
}
