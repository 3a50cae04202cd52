package browsertest

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

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

func TestAugmentedPicturesAreSeenBeforeAnythingIsTrained(t *testing.T) {
	words := map[string][4]string{
		"es": {"Lo que verá la red en la época 1", "en la época 2", "reflejada", "Esta receta no cambia las imágenes"},
		"en": {"What the network will see in epoch 1", "in epoch 2", "flipped", "This recipe changes no pictures"},
	}
	eachView(t, func(t *testing.T, who visitor) {
		w := words[who.lang]
		tab := open(t, syntheticSite(t)+"/#sample=1&augment=flip,shift", who)
		tab.until("ready")
		tab.inView("tab-pictures", "augment-preview")
		if n := tab.loaded("augment-preview"); n != 20 {
			t.Errorf("%d pictures, not ten beside their originals", n)
		}
		tab.shows("augment-preview", w[0])
		tab.shows("augment-preview", w[2])
		before := tab.text("augment-preview")
		tab.click("augment-draw")
		tab.shows("augment-preview", w[1])
		tab.wait("another draw", func(state) bool { return tab.text("augment-preview") != strings.Replace(before, w[0], w[1], 1) })
		tab.isWhole()
		tab.isAccessible()
		evaluate[bool](tab, `(() => { location.hash = "sample=1&augment="; return true; })()`)
		tab.shows("augment-words", w[3])
	})
}

func TestPredictionsAndTheConfusionMatrixShowWhatTheTestSays(t *testing.T) {
	words := map[string][2]string{"es": {"Imágenes de prueba", "Es "}, "en": {"Test pictures", "taken for"}}
	eachView(t, func(t *testing.T, who visitor) {
		w := words[who.lang]
		tab := open(t, syntheticSite(t)+"/#sample=3&train=640&val=64&test=200&epochs=2&seed=1&run=1", who)
		tab.until("done")
		tab.inView("tab-predictions", "predictions")
		tab.shows("predictions-words", w[0])
		if n := tab.loaded("predictions"); n != 24 {
			t.Errorf("%d predictions at first", n)
		}
		tab.click("predictions-worst")
		tab.wait("the mistakes", func(state) bool {
			return evaluate[bool](tab, `!document.querySelector(".predictions .ok") && document.querySelector("[data-testid=predictions-worst]").ariaPressed === "true"`)
		})
		tab.loaded("predictions")
		shares := evaluate[[]string](tab, `[...document.querySelectorAll(".verdicts > li")].map((li) => li.className + " " + li.querySelector(".share").textContent.replace(/\D/g, ""))`)
		last := 100
		for _, s := range shares {
			kind, digits, _ := strings.Cut(s, " ")
			share, err := strconv.Atoi(digits)
			if kind != "miss" || err != nil || share > last {
				t.Fatalf("the worst mistakes are %v", shares)
			}
			last = share
		}
		tab.isAccessible()

		tab.inView("tab-confusion", "confusion")
		tab.shows("confusion-words", w[0])
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
		percent := strconv.FormatFloat(float64(hits)/2, 'f', 2, 64) + "%"
		if who.lang == "es" {
			percent = strings.Replace(percent[:len(percent)-1], ".", ",", 1)
		}
		tab.shows("test-accuracy", percent)
		mistake := evaluate[string](tab, `document.querySelector(".matrix button.mistake:enabled").dataset.testid`)
		n := evaluate[int](tab, `+document.querySelector("[data-testid=`+mistake+`]").textContent`)
		tab.click(mistake)
		if got := tab.loaded("confusion-pictures"); got != min(n, 48) {
			t.Errorf("%s says %d and opens %d pictures", mistake, n, got)
		}
		tab.shows("confusion-pictures", w[1])
		tab.isWhole()
		tab.isAccessible()
		tab.click("confusion-close")
		tab.wait("the pictures to be put away", func(state) bool { return tab.count("confusion-pictures") == 0 })
	})
}

// What is asked while a run goes on is answered, from its first epoch on, and the weights are those of a run that nobody looks at.
func TestTheInsideIsSeenWhileItTrains(t *testing.T) {
	const link = "sample=3&train=3000&val=100&test=100&epochs=4&seed=3&augment=flip"
	tab := open(t, syntheticSite(t)+"/#"+link+"&workers=2", visitor{})
	tab.until("ready")
	tab.inView("tab-predictions", "predictions")
	tab.click("train")
	tab.wait("a prediction in the first epoch", func(s state) bool {
		return tab.count("predictions-words") == 1 && s.State == "training" && len(s.History) == 0
	})
	tab.shows("predictions-words", "after step")
	tab.loaded("predictions")
	tab.click("pause")
	tab.until("paused")
	tab.inView("tab-pictures", "augment-preview")
	tab.loaded("augment-preview")
	tab.inView("tab-predictions", "predictions")
	tab.click("resume")
	tab.wait("an epoch", func(s state) bool { return len(s.History) >= 1 })
	tab.inView("tab-confusion", "confusion")
	tab.shows("confusion-words", "Validation pictures")
	s := tab.until("done")
	tab.shows("confusion-words", "Test pictures")
	if want := natively(t, link, "synthetic").WeightsSHA256; s.WeightsSHA256 != want {
		t.Errorf("weights %s, natively %s", s.WeightsSHA256, want)
	}
	tab.logTasks("with the inside open")
}

func TestAKeptRunIsLookedInto(t *testing.T) {
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1&train=320&val=32&test=100&epochs=1&run=1")
	tab.until("done")
	tab.isKept()
	tab.inView("tab-confusion", "confusion")
	tab.shows("confusion-words", "Test pictures")
	want := tab.text("class-scores")
	tab.close()

	tab = p.open(syntheticSite(t) + "/")
	tab.until("ready")
	tab.inView("tab-confusion", "confusion")
	tab.shows("inside-invite", "Train a network")
	tab.turnTo("runs")
	tab.click("run-open")
	tab.click("run-look")
	tab.inView("tab-confusion", "confusion")
	tab.shows("inside-invite", "is saved")
	tab.click("look-inside")
	tab.shows("confusion-words", "Test pictures")
	if got := tab.text("class-scores"); got != want {
		t.Errorf("the kept network scores\n%s\nat its end it was\n%s", got, want)
	}
}
