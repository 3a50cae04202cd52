package browsertest

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// nth clicks one of several elements of a name.
func (b *tab) nth(testid string, n int) {
	b.t.Helper()
	evaluate[chromedp.Void](b, `document.querySelectorAll('[data-testid="`+testid+`"]')[`+string(rune('0'+n))+`].click(); undefined`)
}

// choosesFile gives a file to an input.
func (b *tab) choosesFile(testid, name string) {
	b.t.Helper()
	b.do(chromedp.SetUploadFiles(css(testid), []string{name}, chromedp.NodeReady))
}

func TestARunGoesOnInAnotherBrowserWithTheSameBits(t *testing.T) {
	want := natively(t, keptLink, "synthetic").WeightsSHA256
	here := newProfile(t, visitor{})
	tab := here.open(syntheticSite(t) + "/#" + keptLink)
	tab.until("ready")
	tab.click("train")
	tab.wait("the middle of an epoch", func(s state) bool { return s.Step >= 23 })
	tab.click("stop")
	at := tab.until("ready").Step
	tab.isKept()
	files := here.downloads(tab)
	tab.shows("run", "stopped")
	tab.click("run-open")
	tab.enter("run-note", "half of it")
	tab.do(chromedp.KeyEvent("\t"))
	tab.shows("run", "half of it")
	tab.click("run-export")
	file := arrived(t, filepath.Join(files, "muestra-5.muestra"))
	tab.close()
	t.Logf("taken along after step %d of %d", at, keptSteps)

	tab = newProfile(t, visitor{}).open(syntheticSite(t) + "/")
	tab.until("ready")
	tab.turnTo("runs")
	tab.choosesFile("runs-import", file)
	tab.isShown("run")
	tab.shows("run", "half of it")
	tab.click("run-open")
	tab.click("run-go-on")
	s := tab.until("done")
	if s.WeightsSHA256 != want {
		t.Errorf("weights %s, and %s without a break", s.WeightsSHA256, want)
	}
	if len(s.History) != keptEpochs || s.Step != keptSteps {
		t.Errorf("step %d, %d epochs of history", s.Step, len(s.History))
	}
}

func TestRunsAreComparedOnEveryScreen(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1", visitor{})
	tab.until("ready")
	inStore(tab, keepMany(4))
	tab.reload()
	tab.until("ready")
	tab.isKept()
	tab.wait("four runs", func(state) bool { return tab.count("run") == 4 })
	tab.nth("run-pick", 0)
	tab.nth("run-pick", 1)
	tab.isShown("comparison")
	drawn := func() int {
		return evaluate[int](tab, `(() => { const c = document.querySelector("#plot-comparison canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
			let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n; })()`)
	}
	for _, press := range []string{"", "compare-loss", "compare-training"} {
		if press != "" {
			tab.nth(press, 0)
		}
		tab.wait("the chart", func(state) bool { return drawn() >= 500 })
	}
	for lang, loss := range map[string]string{"es": "1,500", "en": "1.500"} {
		tab.speak(lang)
		tab.sees("the loss in the legend", `document.querySelector("#legend-comparison").textContent.includes("`+loss+`")`)
	}
	tab.nth("run-open", 1)
	tab.isShown("run-name")
	tab.looksRight("a comparison", "#inside-panel")
	tab.do(chromedp.EmulateViewport(screens[1][0], screens[1][1]))
	tab.wait("the chart on a phone", func(state) bool { return drawn() >= 500 })

	tab.nth("run-star", 3)
	tab.sees("a star", `document.querySelector('[data-testid="run-star"]').ariaPressed === "true" && document.querySelector('[data-testid="run-open"]').textContent.includes(" 0")`)
	tab.isStored()
	tab.reload()
	tab.isKept()
	if pressed := evaluate[string](tab, `document.querySelector('[data-testid="run-star"]').ariaPressed`); pressed != "true" {
		t.Error("the star has not been kept")
	}
}

// keepMany writes records of runs that are done, as JavaScript for inStore: their recipes differ, the last is the newest.
func keepMany(n int) string {
	return fmt.Sprintf(`for (let i = 0; i < %d; i++) {
		const epochs = Array.from({ length: 100 }, (_, e) => ({ epoch: e + 1, loss: 1.25, cross_entropy: 1.125, accuracy: 0.5, val_loss: 1.5,
			val_cross_entropy: 1.5, val_accuracy: 0.4375, images_per_second: 1234.5, seconds: 4.0625 }));
		const sample = i %% 9, at = new Date(Date.UTC(2026, 0, 1) + i * 3600e3).toISOString();
		runs.put(JSON.stringify({ id: "run-" + i, name: "", note: "", starred: false, created: at, updated: at, link: "sample=" + sample + "&epochs=100&seed=" + i,
			sample, dataset: "cifar10", state: "done", epoch: 100, epochs: 100, step: 7900, history: epochs,
			test: { loss: 1.5, cross_entropy: 1.5, accuracy: 0.5 + i / 1000 }, weights_sha256: "ab".repeat(32), bytes: 0, sha256: "" }), "run-" + i);
	}`, n)
}
