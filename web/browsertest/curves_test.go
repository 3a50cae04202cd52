package browsertest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// pixels are a chart's, as text to compare. A chart that cannot be seen is not drawn.
func (b *tab) pixels(chart string) string {
	b.t.Helper()
	return evaluate[string](b, `(() => {
		const plot = document.getElementById("plot-`+chart+`");
		plot.scrollIntoView({ block: "center" });
		return plot.querySelector("canvas").toDataURL();
	})()`)
}

// redraws fails the test unless a chart looks different after do.
func (b *tab) redraws(chart, what string, do func()) {
	b.t.Helper()
	before := b.pixels(chart)
	do()
	b.wait("another chart of the "+chart+" "+what, func(state) bool { return b.pixels(chart) != before })
}

// says waits until an element for those who hear the page has a text.
func (b *tab) says(id, part string) {
	b.t.Helper()
	b.sees(id+" saying "+part, fmt.Sprintf(`document.getElementById(%q).textContent.includes(%q)`, id, part))
}

// gone waits until an element is hidden.
func (b *tab) gone(testid string) {
	b.t.Helper()
	b.sees(testid+" gone", `document.querySelector("[data-testid=`+testid+`]").hidden`)
}

// mouse does something with the left button.
func (b *tab) mouse(what input.DispatchMouseEventType, x, y float64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
		return err
	}))
	b.isStill()
}

// smooths smooths the lines of the charts by a share in percent.
func (b *tab) smooths(share int) {
	b.t.Helper()
	evaluate[chromedp.Void](b, fmt.Sprintf(`{ const e = document.querySelector("[data-testid=lens-smooth]"); e.value = %d; e.dispatchEvent(new Event("input", { bubbles: true })); } undefined`, share))
	b.isShown("lens-epochs")
}

func TestTheCurvesAreGivenAwayAndLookedAtInManyWays(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=7&train=64&val=16&test=16&epochs=3&seed=5&run=1", visitor{})
	tab.until("done")
	tab.areGivenAway("muestra-7-seed5-")

	tab.redraws("accuracy", "with the recorded run", func() { tab.click("lens-recorded") })
	tab.redraws("loss", "with penalties", func() { tab.click("lens-penalties") })
	tab.sees("two legends that name the recorded run", `document.querySelectorAll(".legend .recorded").length === 2`)
	tab.redraws("loss", "on a logarithmic scale", func() { tab.click("lens-log") })
	tab.redraws("accuracy", "smoothed", func() { tab.smooths(80) })
	tab.redraws("accuracy", "with smoothed epochs", func() { tab.click("lens-epochs") })

	// By keyboard.
	tab.mouse(input.DispatchMouseEventTypeMouseMoved, 1, 1) // a pointer that lies on a chart moves its cursor as well
	tab.do(chromedp.Focus(chromedp.CSS("#plot-loss")), chromedp.KeyEvent(kb.Home))
	tab.says("said-loss", " 1: ")
	tab.do(chromedp.KeyEvent(kb.ArrowRight))
	tab.says("said-loss", " 2: ")
	tab.redraws("loss", "nearer", func() { tab.do(chromedp.KeyEvent("+")) })
	tab.shows("whole-loss", "Show all")
	tab.redraws("loss", "as a whole", func() { tab.do(chromedp.KeyEvent(kb.Escape)) })
	tab.gone("whole-loss")

	// By pointer.
	box := evaluate[[]float64](tab, `(() => { document.querySelector("#plot-loss").scrollIntoView({ block: "center" }); const r = document.querySelector("#plot-loss .u-over").getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; })()`)
	x, y := box[0]+box[2]/4, box[1]+box[3]/2
	tab.redraws("loss", "drawn out", func() {
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x, y)
		tab.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x+box[2]/4, y)
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x+box[2]/2, y)
		tab.mouse(input.DispatchMouseEventTypeMouseReleased, x+box[2]/2, y)
	})
	tab.shows("whole-loss", "Show all")
	tab.click("whole-loss")
	tab.gone("whole-loss")
}

// areGivenAway downloads all that there is of a run, in files whose names begin alike.
func (b *tab) areGivenAway(name string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, `globalThis.files = {}; muestra.download = async (name, content, type) => { files[name] = [type || content.type, content instanceof Blob ? [...new Uint8Array(await content.slice(0, 8).arrayBuffer())].join() + " " + content.size : content]; }; undefined`)
	b.click("downloads")
	type file struct{ testid, name, typ, part string }
	files := []file{
		{"download-epochs-csv", "epochs.csv", "text/csv", "epoch,loss,cross_entropy"},
		{"download-epochs-json", "epochs.json", "application/json", `"weights_sha256":"`},
	}
	for _, chart := range []string{"loss", "accuracy"} {
		files = append(files,
			file{"download-" + chart + "-csv", chart + ".csv", "text/csv", "epoch,batches,train,validation\n"},
			file{"download-" + chart + "-json", chart + ".json", "application/json", `"chart":"` + chart + `"`},
			file{"download-" + chart + "-svg", chart + ".svg", "image/svg+xml", "<svg "},
			file{"download-" + chart + "-png", chart + ".png", "image/png", "137,80,78,71,13,10,26,10 "},
		)
	}
	for _, f := range files {
		b.click(f.testid)
		b.wait(f.name, func(state) bool { return evaluate[bool](b, `"`+name+f.name+`" in files`) })
		got := evaluate[[]string](b, `files["`+name+f.name+`"]`)
		if got[0] != f.typ || !strings.Contains(got[1], f.part) {
			b.t.Errorf("%s: %s, %.200q", f.name, got[0], got[1])
		}
	}
	b.do(chromedp.KeyEvent(kb.Escape))
	b.sees("the menu closed", `!document.querySelector("[data-testid=downloads]").open`)
	if wrong := evaluate[string](b, `(() => {
		const svg = new DOMParser().parseFromString(files["`+name+`loss.svg"][1], "image/svg+xml");
		if (svg.querySelector("parsererror")) return svg.querySelector("parsererror").textContent;
		const lines = [...svg.querySelectorAll("g path")].filter((p) => /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+$/.test(p.getAttribute("d")));
		return lines.length < 4 ? lines.length + " lines are drawn" : ""; // the gap, the batches, training, validation
	})()`); wrong != "" {
		b.t.Errorf("the SVG: %s", wrong)
	}
}
