package browsertest

import (
	"fmt"
	"path/filepath"
	"strings"
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
	tab.shows("runs-outcome", "Exported: 1.")
	tab.close()
	t.Logf("taken along after step %d of %d", at, keptSteps)

	there := newProfile(t, visitor{lang: "es-ES"})
	tab = there.open(syntheticSite(t) + "/")
	tab.until("ready")
	tab.turnTo("runs")
	tab.shows("runs", "Aparecerán aquí")
	tab.choosesFile("runs-import", file)
	tab.shows("runs-outcome", "Importados: 1.")
	tab.isShown("run")
	tab.shows("run", "half of it")
	if n := tab.count("restore"); n != 0 {
		t.Error("what was imported is offered as if it had been cut short")
	}
	tab.click("run-open")
	tab.click("run-go-on")
	s := tab.until("done")
	if s.WeightsSHA256 != want {
		t.Errorf("weights %s, and %s without a break", s.WeightsSHA256, want)
	}
	if len(s.History) != keptEpochs || s.Step != keptSteps {
		t.Errorf("step %d, %d epochs of history", s.Step, len(s.History))
	}

	// The file still has the run as it was: it comes beside what has become of it, once.
	tab.choosesFile("runs-import", file)
	tab.shows("runs-outcome", "Importados: 1.")
	tab.wait("two runs", func(state) bool { return tab.count("run") == 2 })
	tab.choosesFile("runs-import", file)
	tab.shows("runs-outcome", "Ya estaban aquí: 1.")
	tab.reload()
	tab.isKept()
	if n := tab.count("run"); n != 2 {
		t.Errorf("%d runs are listed", n)
	}

	// All of them fit into one file.
	files = there.downloads(tab)
	tab.click("runs-export-all")
	tab.shows("runs-outcome", "Exportados: 2.")
	all, err := filepath.Glob(filepath.Join(files, "muestra-20*.muestra"))
	for len(all) == 0 && err == nil && tab.ctx.Err() == nil {
		all, err = filepath.Glob(filepath.Join(files, "muestra-20*.muestra"))
	}
	if len(all) != 1 || err != nil {
		t.Fatalf("files %q, %v", all, err)
	}
	fresh := newProfile(t, visitor{})
	tab = fresh.open(syntheticSite(t) + "/")
	tab.until("ready")
	tab.turnTo("runs")
	tab.choosesFile("runs-import", all[0])
	tab.shows("runs-outcome", "Imported: 2.")
}

func TestRunsAreComparedOnEveryScreen(t *testing.T) {
	words := map[string]struct{ differ, chosen, sample string }{
		"es": {"En qué se diferencian", "Elegidos: 2", "Muestra"}, "en": {"How they differ", "Chosen: 2", "Sample"},
	}
	eachView(t, func(t *testing.T, who visitor) {
		word := words[who.lang]
		tab := newProfile(t, who).open(syntheticSite(t) + "/#sample=1")
		tab.until("ready")
		inStore(tab, keepMany(4))
		tab.reload()
		tab.until("ready")
		tab.isKept()
		if n := tab.count("run"); n != 4 {
			t.Fatalf("%d runs are listed", n)
		}
		if n := evaluate[int](tab, `document.querySelectorAll(".runs svg.spark").length`); n != 4 {
			t.Errorf("%d small curves", n)
		}
		if n := tab.count("comparison"); n != 0 {
			t.Error("something is compared although nothing is chosen")
		}
		tab.nth("run-pick", 0)
		tab.nth("run-pick", 1)
		tab.shows("runs-selection", word.chosen)
		tab.isShown("comparison")
		tab.shows("contrasts", word.differ)
		tab.shows("contrast-sample", word.sample+" 3 2")
		tab.shows("contrast-seed", "3 2")
		tab.shows("contrast-layers", "Dropout")
		if n := evaluate[int](tab, `document.querySelectorAll('[data-testid="contrast-epochs"], [data-testid="contrast-batch"]').length`); n != 0 {
			t.Error("what is the same in both is listed as a difference")
		}
		drawn := func() int {
			return evaluate[int](tab, `(() => { const c = document.querySelector("#plot-comparison canvas"); const d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
				let n = 0; for (let i = 3; i < d.length; i += 4) if (d[i] > 0) n++; return n; })()`)
		}
		if n := drawn(); n < 500 {
			t.Errorf("the chart has %d pixels", n)
		}
		for _, press := range []string{"compare-loss", "compare-training"} {
			tab.nth(press, 0)
			tab.wait("the chart", func(state) bool { return drawn() >= 500 })
		}
		tab.wait("the loss in the legend", func(state) bool { // 1.500 or 1,500
			return strings.Contains(evaluate[string](tab, `document.querySelector("#legend-comparison").textContent`), "500")
		})

		tab.nth("run-star", 3)
		tab.wait("a star", func(state) bool {
			return evaluate[bool](tab, `document.querySelector('[data-testid="run-star"]').ariaPressed === "true" && document.querySelector('[data-testid="run-open"]').textContent.includes(" 0")`)
		})
		tab.do(chromedp.SetValue(css("runs-order"), "test"))
		evaluate[chromedp.Void](tab, `document.querySelector('[data-testid="runs-order"]').dispatchEvent(new Event("change", { bubbles: true })); undefined`)
		tab.nth("run-open", 1)
		tab.isShown("run-name")
		tab.isWhole()
		tab.isAccessible()

		tab.turnTo("runs")
		tab.click("runs-none")
		tab.do(chromedp.WaitNotVisible(css("comparison")))
		tab.reload()
		tab.isKept()
		if pressed := evaluate[string](tab, `document.querySelector('[data-testid="run-star"]').ariaPressed`); pressed != "true" {
			t.Error("the star has not been kept")
		}
	})
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
