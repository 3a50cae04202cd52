package browsertest

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
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
func (b *tab) redraws(chart string, do func()) {
	b.t.Helper()
	before := b.pixels(chart)
	do()
	for range 200 {
		if b.pixels(chart) != before {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Errorf("the %s chart looks as before", chart)
}

// press presses a key while an element has the keyboard.
func (b *tab) press(id, key string) {
	b.t.Helper()
	evaluate[chromedp.Void](b, fmt.Sprintf(`document.getElementById(%q).focus(); document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: %q, bubbles: true, cancelable: true })); undefined`, id, key))
}

// smooths smooths the lines of the charts by a share in percent.
func (b *tab) smooths(share int) {
	b.t.Helper()
	evaluate[chromedp.Void](b, fmt.Sprintf(`{ const e = document.querySelector("[data-testid=lens-smooth]"); e.value = %d; e.dispatchEvent(new Event("input", { bubbles: true })); } undefined`, share))
	b.isShown("lens-epochs")
}

func TestTheCurvesCanBeLookedAtInManyWays(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=7&train=128&val=32&test=32&epochs=3&seed=1&run=1", who)
		tab.until("done")
		if text := tab.text("verdict"); len(text) < 30 {
			t.Errorf("the verdict is %q", text)
		}
		tab.redraws("accuracy", func() { tab.click("lens-recorded") })
		tab.shows("lens-note", "L2")
		tab.redraws("loss", func() { tab.click("lens-penalties") })
		tab.shows("chart-loss", "L2")
		tab.wait("two legends that name the recorded run", func(state) bool {
			return evaluate[int](tab, `document.querySelectorAll(".legend .recorded").length`) == 2
		})
		tab.redraws("loss", func() { tab.click("lens-log") })
		tab.redraws("accuracy", func() { tab.smooths(80) })
		tab.redraws("accuracy", func() { tab.click("lens-epochs") })

		tab.mouse(input.DispatchMouseEventTypeMouseMoved, 1, 1) // one that lies on a chart moves its cursor as well
		tab.press("plot-loss", "Home")
		tab.says("said-loss", " 1: ")
		tab.press("plot-loss", "ArrowRight")
		tab.says("said-loss", " 2: ")
		tab.redraws("loss", func() { tab.press("plot-loss", "+") })
		tab.shows("whole-loss", map[string]string{"es": "Ver todo", "en": "Show all"}[who.lang])
		tab.click("whole-loss")
		tab.gone("whole-loss")
		tab.click("downloads")
		tab.isWhole()
		tab.isAccessible()
	})
}

// says waits until an element for those who hear the page has a text.
func (b *tab) says(id, part string) {
	b.t.Helper()
	text := ""
	for range 200 {
		if text = evaluate[string](b, `document.getElementById("`+id+`").textContent`); strings.Contains(text, part) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Errorf("%s says %q, without %q", id, text, part)
}

// gone waits until an element is hidden.
func (b *tab) gone(testid string) {
	b.t.Helper()
	for range 200 {
		if evaluate[bool](b, `document.querySelector("[data-testid=`+testid+`]").hidden`) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Errorf("%s is still there", testid)
}

func TestAChartZoomsAndMovesByKeyboardAsByPointer(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=32&test=32&epochs=4&seed=1&run=1", visitor{})
	tab.until("done")
	tab.redraws("loss", func() { tab.press("plot-loss", "+") })
	tab.redraws("loss", func() { tab.press("plot-loss", "Escape") })
	tab.gone("whole-loss")
	box := evaluate[[]float64](tab, `(() => { document.querySelector("#plot-loss").scrollIntoView({ block: "center" }); const r = document.querySelector("#plot-loss .u-over").getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; })()`)
	x, y := box[0]+box[2]/4, box[1]+box[3]/2
	tab.redraws("loss", func() {
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x, y)
		tab.mouse(input.DispatchMouseEventTypeMousePressed, x, y)
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x+box[2]/4, y)
		tab.mouse(input.DispatchMouseEventTypeMouseMoved, x+box[2]/2, y)
		tab.mouse(input.DispatchMouseEventTypeMouseReleased, x+box[2]/2, y)
	})
	tab.shows("whole-loss", "Show all")
}

// mouse does something with the left button.
func (b *tab) mouse(what input.DispatchMouseEventType, x, y float64) {
	b.t.Helper()
	b.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, input.DispatchMouseEvent, input.DispatchMouseEventParams{Type: what, X: x, Y: y, Button: input.MouseButtonLeft, Buttons: 1, ClickCount: 1})
		return err
	}), chromedp.Sleep(50*time.Millisecond))
}

func TestChartsAndTablesAreGivenAway(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=32&test=32&epochs=2&seed=5&run=1", visitor{})
	tab.until("done")
	evaluate[chromedp.Void](tab, `globalThis.files = {}; muestra.download = async (name, content, type) => { files[name] = [type || content.type, content instanceof Blob ? [...new Uint8Array(await content.slice(0, 8).arrayBuffer())].join() + " " + content.size : content]; }; undefined`)
	tab.click("downloads")
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
		tab.click(f.testid)
		name := "muestra-1-seed5-" + f.name
		tab.wait(name, func(state) bool { return evaluate[bool](tab, `"`+name+`" in files`) })
		got := evaluate[[]string](tab, `files["`+name+`"]`)
		if got[0] != f.typ || !strings.Contains(got[1], f.part) {
			t.Errorf("%s: %s, %.200q", name, got[0], got[1])
		}
	}
	evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=download-loss-svg]").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true })); undefined`)
	if evaluate[bool](tab, `document.querySelector("[data-testid=downloads]").open`) {
		t.Error("Escape leaves the menu open")
	}
	if wrong := evaluate[string](tab, `(() => {
		const svg = new DOMParser().parseFromString(files["muestra-1-seed5-loss.svg"][1], "image/svg+xml");
		if (svg.querySelector("parsererror")) return svg.querySelector("parsererror").textContent;
		const lines = [...svg.querySelectorAll("g path")].filter((p) => /^M[\d.]+ [\d.]+(L[\d.]+ [\d.]+)+$/.test(p.getAttribute("d")));
		return lines.length < 4 ? lines.length + " lines are drawn" : ""; // the gap, the batches, training, validation
	})()`); wrong != "" {
		t.Errorf("the SVG: %s", wrong)
	}
}
