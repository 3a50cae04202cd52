package browsertest

import (
	"strings"
	"testing"
)

func TestTheStoryTellsWhatEachSampleChanges(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=1", who)
		tab.until("ready")
		says := func(es, en string) string {
			if who.lang == "es" {
				return es
			}
			return en
		}
		for _, test := range []struct{ sample, change string }{
			{"sample-1", says("Épocas 5 → 30", "Epochs 5 → 30")},
			{"sample-3", "Dropout(" + says("0,2", "0.2") + ")"},
			{"sample-12", "BatchNormalization ×13"},
		} {
			tab.click(test.sample)
			tab.shows("differences", test.change)
		}
		tab.shows("chapter", says("El informe llegó al 87,29", "The report reached 87.29%"))
		tab.click("sample-6")
		tab.shows("chapter", says("Nuestro ensayo: 75,57", "Our run: 75.57%"))
		if n := evaluate[int](tab, `document.querySelectorAll(".network tr.fresh").length`); n != 6 {
			t.Errorf("%d layers of sample 6 are marked as new", n)
		}
		tab.isWhole()
		tab.isAccessible()

		tab.click("sample-9")
		tab.shows("chapter", says("diez clases", "ten classes"))
		tab.shows("only-told", says("muestra 6", "sample 6"))
		tab.isWhole()
		tab.isAccessible()
		if s, _ := tab.state(); s.Sample != 6 || s.State != "ready" {
			t.Errorf("reading about sample 9 leaves %+v", s)
		}
	})
}

func TestTheVisitorsBestOutlivesThePage(t *testing.T) {
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1")
	tab.until("ready")
	own := `[...document.querySelectorAll(".bar-row .yours")].map((e) => e.hidden ? "" : e.style.getPropertyValue("--v")).join()`
	if got := evaluate[string](tab, own); strings.Trim(got, ",") != "" {
		t.Errorf("a first visitor's bests: %s", got)
	}
	inStore(tab, keepMany(9)) // 50 % of sample 0, 50.1 % of sample 1, …
	tab.reload()
	tab.until("ready")
	tab.shows("sample-1", "50.10%")
	tab.shows("chapter", "Your best result: 50.10%")
	if got := evaluate[string](tab, own); !strings.HasPrefix(got, "50.00,50.10,50.20,") {
		t.Errorf("the bests are %s", got)
	}
}
