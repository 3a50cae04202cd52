package browsertest

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// sees waits until an expression about the page is true.
func (b *tab) sees(what, js string) {
	b.t.Helper()
	b.wait(what, func(state) bool { return evaluate[bool](b, "!!("+js+")") })
}

// inView brings a panel of the inside onto the screen, where it begins to ask.
func (b *tab) inView(tab, testid string) {
	b.t.Helper()
	b.click(tab)
	b.do(chromedp.WaitReady(css(testid)))
	evaluate[bool](b, `(() => { document.querySelector('[data-testid="`+testid+`"]').scrollIntoView(); return true; })()`)
}

// loaded waits until all images of an element are drawn, and returns how many there are.
func (b *tab) loaded(testid string) int {
	b.t.Helper()
	const js = `(() => { const all = [...document.querySelectorAll('[data-testid="ID"] .tile')];
		return all.length && all.every((i) => i.complete && i.naturalWidth === 32 && i.naturalHeight % 32 === 0 && i.alt) ? all.length : 0; })()`
	n := 0
	b.wait("the pictures of "+testid, func(state) bool {
		n = evaluate[int](b, strings.Replace(js, "ID", testid, 1))
		return n > 0
	})
	return n
}

// drawn is true when all images of a kind have been drawn.
func drawn(selector string) string {
	return fmt.Sprintf(`((all) => all.length && all.every((e) => e.complete && e.naturalWidth))([...document.querySelectorAll(%q)])`, selector)
}

// What is asked is answered before a run, from its first epoch on, at its end, and of a run that was kept; and the weights are those of a run that nobody
// looks into.
func TestTheInsideIsSeenBeforeInAndAfterARun(t *testing.T) {
	const link = "sample=3&train=2000&val=64&test=200&epochs=2&seed=3&augment=flip"
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#" + link + "&workers=2")
	tab.until("ready")
	tab.inView("tab-pictures", "augment-preview")
	if n := tab.loaded("augment-preview"); n != 20 {
		t.Errorf("%d pictures, not ten beside their originals", n)
	}
	tab.inView("tab-predictions", "predictions")
	tab.click("train")
	tab.wait("a prediction in the first epoch", func(s state) bool {
		return tab.count("predictions-words") == 1 && s.State == "training" && len(s.History) == 0
	})
	tab.loaded("predictions")
	tab.click("pause")
	tab.until("paused")
	tab.inView("tab-pictures", "augment-preview")
	tab.loaded("augment-preview")
	tab.inView("tab-confusion", "confusion")
	tab.click("resume")
	tab.shows("confusion-words", "Validation pictures")
	s := tab.until("done")
	tab.shows("confusion-words", "Test pictures")
	if want := natively(t, link, "synthetic").WeightsSHA256; s.WeightsSHA256 != want {
		t.Errorf("weights %s, natively %s", s.WeightsSHA256, want)
	}
	tab.logTasks("with the inside open")

	cells := evaluate[[]int](tab, `[...document.querySelectorAll(".matrix button")].map((b) => +b.textContent)`)
	all, hits := 0, 0
	for i, n := range cells {
		all += n
		if i%11 == 0 {
			hits += n
		}
	}
	if len(cells) != 100 || all != 200 {
		t.Fatalf("%d cells with %d pictures", len(cells), all)
	}
	tab.shows("test-accuracy", strconv.FormatFloat(float64(hits)/2, 'f', 2, 64)+"%")
	mistake := evaluate[string](tab, `document.querySelector(".matrix button.mistake:enabled").dataset.testid`)
	n := evaluate[int](tab, `+document.querySelector("[data-testid=`+mistake+`]").textContent`)
	tab.click(mistake)
	if got := tab.loaded("confusion-pictures"); got != min(n, 48) {
		t.Errorf("%s says %d and opens %d pictures", mistake, n, got)
	}
	scores := tab.text("class-scores")

	tab.inView("tab-predictions", "predictions")
	if n := tab.loaded("predictions"); n != 24 {
		t.Errorf("%d predictions at first", n)
	}
	tab.click("predictions-worst")
	tab.sees("the mistakes", `!document.querySelector(".predictions .ok") && document.querySelector("[data-testid=predictions-worst]").ariaPressed === "true"`)
	tab.loaded("predictions")

	tab.inView("tab-layers", "layers")
	tab.sees("maps of each layer", drawn(".ladder img"))
	tab.sees("filters", drawn(".filters img"))
	tab.sees("two heats", drawn("[data-testid=heat-said] img")+"&&"+drawn("[data-testid=heat-chosen] img"))
	const height = `document.querySelector("[data-testid=maps-1]").closest("li").querySelector("img").naturalHeight`
	few := evaluate[int](tab, height)
	tab.click("maps-1")
	tab.sees("all channels", fmt.Sprintf(`%s > %d`, height, few))
	tab.isKept()
	tab.close()

	tab = p.open(syntheticSite(t) + "/")
	tab.isKept()
	tab.click("run-open")
	tab.click("run-look")
	tab.inView("tab-confusion", "confusion")
	tab.click("look-inside")
	tab.shows("confusion-words", "Test pictures")
	if got := tab.text("class-scores"); got != scores {
		t.Errorf("the kept network scores\n%s\nat its end it was\n%s", got, scores)
	}
}
