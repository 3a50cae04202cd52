package browsertest

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// axe is axe-core's program.
var axe = sync.OnceValues(func() (string, error) {
	text, err := os.ReadFile("../node_modules/axe-core/axe.min.js")
	return string(text), err
})

// theme makes the browser prefer "light" or "dark".
func (b *tab) theme(name string) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}), chromedp.Sleep(100*time.Millisecond))
}

// isAccessible fails the test for what axe-core finds against WCAG 2.2 A and AA in what is to be seen, in both themes.
func (b *tab) isAccessible() {
	b.t.Helper()
	program, err := axe()
	if err != nil {
		b.t.Fatalf("axe-core is missing: %v; make web/node_modules", err)
	}
	evaluate[chromedp.Void](b, program+"; undefined")
	for _, name := range []string{"light", "dark"} {
		b.theme(name)
		evaluate[chromedp.Void](b, `globalThis.found = null; axe.run(document, {
			resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		}).then((r) => { globalThis.found = r.violations.map((v) => v.id + ": " + v.help + ": " + v.nodes.slice(0, 4).map((n) => n.target + " " + (n.any[0]?.message ?? "")).join("; ")); },
			(e) => { globalThis.found = ["axe failed: " + e]; }); undefined`)
		for {
			if evaluate[bool](b, `globalThis.found !== null`) {
				break
			}
			b.do(chromedp.Sleep(50 * time.Millisecond))
		}
		for _, violation := range evaluate[[]string](b, `globalThis.found`) {
			b.t.Errorf("%s theme: %s", name, violation)
		}
	}
}

// eachView runs a test for both screen sizes and languages.
func eachView(t *testing.T, do func(t *testing.T, who visitor)) {
	for _, size := range [][2]int64{{1440, 900}, {390, 844}} {
		for _, lang := range []string{"es", "en"} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], lang), func(t *testing.T) {
				do(t, visitor{width: size[0], height: size[1], lang: lang})
			})
		}
	}
}

func TestEveryTabIsAccessibleAndWhole(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=3&train=128&val=20&test=20&epochs=2&seed=1&run=1", who)
		tab.until("done")
		for _, name := range evaluate[[]string](tab, `[...document.querySelectorAll("[role=tab]")].map((e) => e.dataset.testid)`) {
			t.Log(name)
			tab.click(name)
			tab.do(chromedp.WaitVisible(chromedp.CSS("[data-testid=" + name + "][aria-selected=true]")))
			tab.isWhole()
			tab.isAccessible()
		}
	})
}

func TestTabsAreWalkedByKeyboard(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/", visitor{})
	tab.until("ready")
	names := evaluate[[]string](tab, `[...document.querySelectorAll(".tabs.inside [role=tab]")].map((e) => e.dataset.testid)`)
	tab.click(names[0])
	for i := range names {
		want := names[(i+1)%len(names)]
		tab.do(chromedp.KeyEvent("\u0303")) // arrow right
		if at := evaluate[string](tab, `document.activeElement.dataset.testid`); at != want {
			t.Fatalf("after %s the keyboard is at %s, want %s", names[i], at, want)
		}
	}
}

func TestTheTourShowsTheWholePage(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/", who)
		tab.until("ready")
		tab.isAccessible()
		tab.click("tour-start")
		for stop := 1; ; stop++ {
			if stop > 20 {
				t.Fatal("the tour does not end")
			}
			tab.do(chromedp.Sleep(400 * time.Millisecond))
			if at := evaluate[string](tab, `document.activeElement.id`); at != "tour" {
				t.Errorf("stop %d: the keyboard is at %q", stop, at)
			}
			if n := evaluate[int](tab, `document.querySelectorAll("[data-pointed]").length`); n != 1 {
				t.Errorf("stop %d points at %d parts", stop, n)
			}
			covered := evaluate[bool](tab, `(() => { const p = document.querySelector("[data-pointed]").getBoundingClientRect(), t = document.getElementById("tour").getBoundingClientRect();
				return Math.max(p.top, 0) >= t.top && Math.min(p.bottom, innerHeight) <= t.bottom && p.left >= t.left && p.right <= t.right; })()`)
			if covered {
				t.Errorf("stop %d hides what it points at", stop)
			}
			last := strings.Contains(tab.text("tour-next"), map[string]string{"es": "entrenar", "en": "train"}[who.lang])
			tab.click("tour-next")
			if last {
				break
			}
		}
		tab.do(chromedp.WaitNotVisible(chromedp.CSS("#tour")))
		if open := evaluate[bool](tab, `!!document.querySelector("[data-pointed]")`); open {
			t.Error("the tour has ended and still points at something")
		}
		tab.reload()
		tab.until("ready")
		if offered := evaluate[bool](tab, `!document.querySelector("[data-testid=tour-offer]").hidden`); offered {
			t.Error("the tour is offered again")
		}
	})
}

func TestNothingIsCutOffInLargeTextOrAtTwiceTheSize(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		tab := open(t, syntheticSite(t)+"/#sample=8&lang="+lang, visitor{})
		tab.until("ready")
		tab.click("large")
		tab.do(chromedp.Sleep(200 * time.Millisecond))
		if size := evaluate[string](tab, `getComputedStyle(document.documentElement).fontSize`); size != "20px" {
			t.Errorf("text is %s", size)
		}
		tab.isWhole()
		tab.click("large")
		tab.do(chromedp.EmulateViewport(720, 450)) // what a zoom of 200 % leaves of 1440×900
		tab.isWhole()
		tab.do(chromedp.EmulateViewport(320, 256)) // and of 400 % of 1280×1024
		tab.isWhole()
	}
}
