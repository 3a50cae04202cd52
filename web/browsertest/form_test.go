package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// axe is axe-core's program.
var axe = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	return string(text), err
})

// isStill waits until the page is drawn and none of its colours or places is on its way to another.
func (b *tab) isStill() {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](`(async () => {
		for (let frames = 0; frames < 2 || document.getAnimations().some((a) => a instanceof CSSTransition); frames++) await new Promise(requestAnimationFrame);
	})().then(() => undefined)`, chromedp.EvalAwaitPromise))
}

// theme makes the browser prefer "light" or "dark".
func (b *tab) theme(name string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
	b.isStill()
}

// speak changes the page's language.
func (b *tab) speak(lang string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, `if (document.documentElement.lang !== "`+lang+`") document.querySelector("[data-testid=lang]").click(); undefined`)
	b.sees("the page in "+lang, `document.documentElement.lang === "`+lang+`" && document.querySelector("[data-testid=lang]").lang !== "`+lang+`"`)
	b.isStill()
}

// What axe-core looks for: WCAG 2.2 A and AA and good practice, and of these what depends on a theme.
const (
	allRules    = `["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`
	colourRules = `{ type: "rule", values: ["color-contrast", "link-in-text-block"] }`
)

// isAccessible fails the test for what axe-core finds in what is to be seen of some parts of the page, or of all of it.
func (b *tab) isAccessible(parts ...string) {
	b.t.Helper()
	b.passes("light", allRules, parts)
	b.passes("dark", colourRules, parts)
}

// passes fails the test for what axe-core finds against some rules, in a theme.
func (b *tab) passes(theme, rules string, parts []string) {
	b.t.Helper()
	program, err := axe()
	if err != nil {
		b.t.Fatalf("axe-core is missing: %v; make web/node_modules", err)
	}
	if !evaluate[bool](b, `!!globalThis.axe`) {
		evaluate[chromedp.Void](b, program+"; undefined")
	}
	if len(parts) == 0 {
		parts = []string{"html"}
	}
	where, _ := json.Marshal(parts)
	b.theme(theme)
	found, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`axe.run({ include: %s }, { resultTypes: ["violations"], runOnly: %s }).then(
		(r) => r.violations.map((v) => v.id + ": " + v.help + ": " + v.nodes.slice(0, 4).map((n) => n.target + " " + (n.any[0]?.message ?? "")).join("; ")),
		(e) => ["axe failed: " + e])`, where, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	for _, violation := range found {
		b.t.Errorf("%s theme: %s", theme, violation)
	}
}

// screens are the sizes of a large one and a phone's.
var screens = [][2]int64{{1440, 900}, {390, 844}}

// looksRight fails the test unless what is open is whole and accessible on both screens and in both languages; the dark theme's colours are the same in
// both. Where only some parts of the page look otherwise than in another call, axe-core looks at these alone.
func (b *tab) looksRight(what string, parts ...string) {
	b.t.Helper()
	for _, size := range screens {
		b.do(chromedp.EmulateViewport(size[0], size[1]))
		for _, lang := range []string{"es", "en"} {
			b.t.Logf("%s, %d pixels wide, in %s", what, size[0], lang)
			b.speak(lang)
			b.isWhole()
			b.passes("light", allRules, parts)
		}
		b.passes("dark", colourRules, parts)
	}
	b.do(chromedp.EmulateViewport(screens[0][0], screens[0][1]))
	b.theme("light")
}

// opens opens parts of the page that fold out, or closes them.
func (b *tab) opens(open bool, selectors ...string) {
	b.t.Helper()
	for _, selector := range selectors {
		quoted, _ := json.Marshal(selector)
		evaluate[chromedp.Void](b, fmt.Sprintf(`document.querySelector(%s).open = %v; undefined`, quoted, open))
	}
}

// follows opens a link on the page that is there.
func (b *tab) follows(fragment string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, `location.hash = "#`+fragment+`"; undefined`)
}

// patient is a visitor who looks at much.
var patient = visitor{patience: 8 * time.Minute}

// Whatever there is of an experiment is whole and accessible, where something cannot be, too.
func TestEveryPartOfAnExperimentIsWholeAndAccessible(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/", patient)
	tab.until("ready")
	tab.isShown("tour-offer")
	tab.looksRight("a newcomer's page")
	tab.click("tour-no")

	tab.follows("sample=8")
	tab.wait("sample 8", func(s state) bool { return s.Sample == 8 })
	for _, lang := range []string{"es", "en"} {
		tab.speak(lang)
		tab.click("large")
		tab.sees("large text", `getComputedStyle(document.documentElement).fontSize === "20px"`)
		tab.isStill()
		tab.isWhole()
		tab.click("large")
		tab.sees("text as it was", `getComputedStyle(document.documentElement).fontSize === "16px"`)
		for _, size := range [][2]int64{{720, 450}, {320, 256}} { // what a zoom of 200 % leaves of 1440×900, and of 400 % of 1280×1024
			tab.do(chromedp.EmulateViewport(size[0], size[1]))
			tab.isStill()
			tab.isWhole()
		}
		tab.do(chromedp.EmulateViewport(screens[0][0], screens[0][1]))
	}

	tab.follows("sample=7&train=64&val=10&test=10&epochs=4&augment=flip,shift:0.1,cutout&optimizer=rmsprop&rho=0.8&restore_best=1&monitor=val_loss,val_accuracy&patience=3,4" +
		"&schedule=piecewise&boundaries=1,2&values=0.01,0.001")
	tab.wait("sample 7", func(s state) bool { return s.Sample == 7 })
	tab.opens(true, "[data-testid=more]", "[data-testid=keras]")
	tab.isShown("schedule")
	tab.click("layer-0")
	tab.enter("layer-0-filters", "16")
	tab.enter("layer-0-kernel_size", "0")
	tab.enter("range-shift", "7")
	tab.enter("keras-json", "{")
	tab.click("take-json")
	tab.click("train")
	tab.wait("a refusal", func(s state) bool { return s.State == "error" })
	for _, testid := range []string{"problem-layer-0-kernel_size", "layer-problem", "problem-augment", "keras-problem", "error"} {
		tab.isShown(testid)
	}
	tab.looksRight("an experiment that cannot be")
	tab.isExplained()
}

// isExplained looks for what is said about each field of the experiment, and opens some of it.
func (b *tab) isExplained() {
	b.t.Helper()
	if bare := evaluate[[]string](b, `[...document.querySelectorAll(".experiment input:not([type=file]), .experiment select")].filter((e) => e.offsetParent && !e.closest(".field, .part")?.querySelector(".question")).map((e) => e.id || e.dataset.testid)`); len(bare) > 0 {
		b.t.Errorf("without an explanation: %v", bare)
	}
	for _, lang := range []string{"es", "en"} {
		b.speak(lang)
		if empty := evaluate[[]string](b, `[...document.querySelectorAll(".experiment .question")].filter((q) => (document.getElementById(q.getAttribute("popovertarget"))?.textContent ?? "").length < 20).map((q) => q.ariaLabel)`); len(empty) > 0 {
			b.t.Errorf("nothing is said in %s about %v", lang, empty)
		}
	}
	opened := func() int { return evaluate[int](b, `document.querySelectorAll(".explained:popover-open").length`) }
	for _, size := range screens {
		b.do(chromedp.EmulateViewport(size[0], size[1]))
		for _, key := range []string{"lr", "batch"} {
			b.clickOn(chromedp.CSS(`[popovertarget="help-` + key + `"]`))
			box := evaluate[[]float64](b, `(() => { const r = document.getElementById("help-`+key+`").getBoundingClientRect(); return [r.left, r.right - innerWidth, r.top, r.bottom - innerHeight, r.width]; })()`)
			if box[0] < 0 || box[1] > 0 || box[2] < 0 || box[3] > 0 || box[4] < 150 {
				b.t.Errorf("%d pixels wide: what is said about %s lies at %v", size[0], key, box)
			}
		}
	}
	if n := opened(); n != 1 {
		b.t.Errorf("%d explanations are open", n)
	}
	b.looksRight("an explanation", ".explained:popover-open")
	b.do(chromedp.KeyEvent(kb.Escape))
	if opened() != 0 {
		b.t.Error("it stays open after Escape")
	}
}

// Whatever there is to see of a run and in the page's tabs is whole and accessible.
func TestEveryPartOfARunIsWholeAndAccessible(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=7&train=64&val=20&test=20&epochs=2&seed=1&augment=flip,shift&run=1", patient)
	tab.until("done")
	tab.click("lens-recorded")
	tab.shows("lens-note", "L2")
	tab.smooths(80)
	tab.opens(true, "[data-testid=downloads]", "[data-testid=history]")
	tab.looksRight("a run at its end")
	tab.opens(false, "[data-testid=downloads]")
	for _, name := range evaluate[[]string](tab, `[...document.querySelectorAll("[role=tab]")].map((e) => e.dataset.testid).filter((id) => id !== "tab-samples")`) {
		tab.click(name)
		tab.do(chromedp.WaitVisible(chromedp.CSS("[data-testid=" + name + "][aria-selected=true]")))
		if fill := tabsFilled[name]; fill != nil {
			fill(tab)
		}
		tab.looksRight(name, evaluate[string](tab, `"#" + document.querySelector("[data-testid=`+name+`]").getAttribute("aria-controls")`))
	}

	tab.follows("lesson=10")
	tab.click("lesson-predict-1")
	tab.click("lesson-start")
	tab.shows("lesson-run-0", "Training: epoch")
	tab.looksRight("a lesson", "#guide-panel")
}

// tabsFilled wait for what there is to see in a tab, and open more of it.
var tabsFilled = map[string]func(b *tab){
	"tab-pictures": func(b *tab) {
		b.inView("tab-pictures", "augment-preview")
		b.loaded("augment-preview")
	},
	"tab-predictions": func(b *tab) {
		b.inView("tab-predictions", "predictions")
		b.loaded("predictions")
		b.click("predictions-worst")
		b.loaded("predictions")
	},
	"tab-confusion": func(b *tab) {
		b.inView("tab-confusion", "confusion")
		b.click(evaluate[string](b, `document.querySelector(".matrix button.mistake:enabled").dataset.testid`))
		b.loaded("confusion-pictures")
	},
	"tab-layers": func(b *tab) {
		b.inView("tab-layers", "layers")
		b.sees("maps and histograms", drawn(".ladder img")+`&& document.querySelectorAll(".spreads .histogram").length >= 4`)
	},
	"tab-runs": func(b *tab) {
		b.isShown("run")
		b.click("run-open")
		b.isShown("run-name")
	},
}

func TestTheTourShowsTheWholePageAndTabsAreWalkedByKeyboard(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/", visitor{})
	tab.until("ready")
	tab.theme("light") // without motion
	start := "tour-start"
	for _, size := range screens {
		tab.do(chromedp.EmulateViewport(size[0], size[1]))
		for _, lang := range []string{"es", "en"} {
			tab.speak(lang)
			tab.click(start)
			start = "tour" // the button on top
			tab.isWalked(map[string]string{"es": "entrenar", "en": "train"}[lang])
		}
	}
	tab.reload()
	tab.until("ready")
	if offered := evaluate[bool](tab, `!document.querySelector("[data-testid=tour-offer]").hidden`); offered {
		t.Error("the tour is offered again")
	}

	names := evaluate[[]string](tab, `[...document.querySelectorAll(".tabs.inside [role=tab]")].map((e) => e.dataset.testid)`)
	tab.click(names[0])
	for i := range names {
		want := names[(i+1)%len(names)]
		tab.do(chromedp.KeyEvent(kb.ArrowRight))
		if at := evaluate[string](tab, `document.activeElement.dataset.testid`); at != want {
			t.Fatalf("after %s the keyboard is at %s, want %s", names[i], at, want)
		}
	}
}

// isWalked follows the tour to its end, where the button has a word.
func (b *tab) isWalked(word string) {
	b.t.Helper()
	for stop := 1; ; stop++ {
		if stop > 20 {
			b.t.Fatal("the tour does not end")
		}
		b.sees("the keyboard at the tour", `document.activeElement.id === "tour"`)
		b.isStill()
		if n := evaluate[int](b, `document.querySelectorAll("[data-pointed]").length`); n != 1 {
			b.t.Errorf("stop %d points at %d parts", stop, n)
		}
		covered := evaluate[bool](b, `(() => { const p = document.querySelector("[data-pointed]").getBoundingClientRect(), t = document.getElementById("tour").getBoundingClientRect();
			return Math.max(p.top, 0) >= t.top && Math.min(p.bottom, innerHeight) <= t.bottom && p.left >= t.left && p.right <= t.right; })()`)
		if covered {
			b.t.Errorf("stop %d hides what it points at", stop)
		}
		last := strings.Contains(b.text("tour-next"), word)
		b.click("tour-next")
		if last {
			break
		}
	}
	b.do(chromedp.WaitNotVisible(chromedp.CSS("#tour")))
	if pointed := evaluate[bool](b, `!!document.querySelector("[data-pointed]")`); pointed {
		b.t.Error("the tour has ended and still points at something")
	}
}
