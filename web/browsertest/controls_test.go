package browsertest

import (
	"testing"

	browserproto "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// lamp stands for the lock on the screen: it notes what was asked for.
const lamp = `globalThis.__lamps = 0; Object.defineProperty(navigator, "wakeLock", { configurable: true, value: { async request() {
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

// goesOn waits until a run has done some steps more.
func (b *tab) goesOn() state {
	b.t.Helper()
	before, _ := b.state()
	return b.wait("more steps", func(s state) bool { return s.State == "training" && s.Step > before.Step+1 })
}

// One run that would take long: what the page and the browser do for it while it trains, holds still and ends.
func TestARunIsWatchedOverWhileItTrains(t *testing.T) {
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
	// The keyboard is handed on to Resume when it shows, unless the visitor has moved on before.
	evaluate[chromedp.Void](tab, `{
		const button = (name) => document.querySelector(`+"`[data-testid=${name}]`"+`);
		button("pause").focus();
		button("pause").click();
		button("step").focus();
	}`)
	held := tab.until("paused")
	tab.sees("Resume", `!document.querySelector("[data-testid=resume]").hidden`)
	expect("in a pause", true, 0)

	t.Run("a single step is one step", func(t *testing.T) {
		for i := range 2 {
			tab.do(chromedp.KeyEvent(kb.Enter))
			tab.wait("one more step", func(s state) bool { return s.Step == held.Step+i+1 && s.State == "paused" })
		}
		tab.isAt("step")
		tab.click("resume")
		tab.wait("training", func(s state) bool { return s.State == "training" && s.Step > held.Step+2 })
		expect("after a pause", true, 1)
		tab.click("step") // of a run that is on its way, the step under way is the last before it holds still
		tab.until("paused")
		tab.click("resume")
		tab.until("training")
	})
	t.Run("the browser asks before the page is left", func(t *testing.T) {
		ask := chromedp.WaitEvent(page.JavascriptDialogOpening, nil, chromedp.Evaluate[chromedp.Void](`setTimeout(() => location.reload()); undefined`))
		dialog, err := chromedp.Run(tab.ctx, ask)
		if err != nil || dialog.Type != page.DialogTypeBeforeunload {
			t.Fatalf("%+v, %v", dialog, err)
		}
		if _, err := chromedp.Call(tab.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: false}); err != nil {
			t.Fatal(err)
		}
		tab.goesOn()
	})
	tab.click("stop")
	tab.until("ready")
	expect("afterwards", false, 0)

	for name, value := range map[string]string{"none": `undefined`, "refused": `{ async request() { throw new DOMException("low battery", "NotAllowedError"); } }`} {
		t.Run("a lock on the screen is not needed: "+name, func(t *testing.T) {
			evaluate[chromedp.Void](tab, `Object.defineProperty(navigator, "wakeLock", { configurable: true, value: `+value+` }); undefined`)
			tab.click("train")
			tab.goesOn()
			tab.click("stop")
			tab.until("ready")
		})
	}
	t.Run("it trains in a hidden tab", func(t *testing.T) {
		tab.click("train")
		tab.goesOn()
		window, err := chromedp.Call(tab.ctx, browserproto.GetWindowForTarget, browserproto.GetWindowForTargetParams{})
		if err == nil {
			_, err = chromedp.Call(tab.ctx, browserproto.SetWindowBounds, browserproto.SetWindowBoundsParams{
				WindowID: window.WindowID, Bounds: &browserproto.Bounds{WindowState: browserproto.WindowStateMinimized},
			})
		}
		if err != nil {
			t.Fatal(err)
		}
		tab.sees("a hidden tab", `document.visibilityState === "hidden"`)
		hidden := tab.goesOn()
		tab.wait("one more epoch", func(s state) bool { return s.Epoch > hidden.Epoch })
		if v := evaluate[string](tab, `document.visibilityState`); v != "hidden" {
			t.Errorf("the tab was %s meanwhile", v)
		}
	})
}
