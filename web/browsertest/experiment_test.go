package browsertest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/nn/recipe/kerascode"
)

// table is the network's table: class and output shape of each line.
func (b *tab) table() string {
	b.t.Helper()
	return evaluate[string](b, `[...document.querySelectorAll(".network tbody tr:not(.opened, .fault)")].map((r) =>
		r.querySelector(".type").textContent + r.cells[1].textContent).join(" ")`)
}

// hasTable waits until the network's table is as it was.
func (b *tab) hasTable(when, table string) {
	b.t.Helper()
	b.wait(when, func(state) bool { return b.table() == table })
}

// holdsKeyboard waits until the keyboard is at an element.
func (b *tab) holdsKeyboard(testid string) {
	b.t.Helper()
	b.wait("the keyboard at "+testid, func(state) bool { return evaluate[string](b, `document.activeElement?.dataset.testid ?? ""`) == testid })
}

// linked waits until the address holds a network like the one in the table, and returns the address.
func (b *tab) linked(edited bool) string {
	b.t.Helper()
	var hash string
	b.wait("the network in the address", func(state) bool {
		hash = evaluate[string](b, `location.hash`)
		return strings.Contains(hash, "model=") == edited
	})
	return hash
}

// pressed presses a letter with Ctrl, and Shift where it is a capital.
func (b *tab) pressed(key string) {
	b.t.Helper()
	modifiers := []chromedp.Modifier{chromedp.ModifierCtrl}
	if key == strings.ToUpper(key) {
		modifiers = append(modifiers, chromedp.ModifierShift)
	}
	b.do(chromedp.KeyEvent(key, chromedp.KeyModifiers(modifiers...)))
}

func TestANetworkIsEditedByKeyboardAndTrained(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=20&test=20&epochs=3&seed=2&optimizer=rmsprop&rho=0.8&schedule=piecewise&boundaries=1,2&values=0.01,0.001"+
		"&early_stopping=1&monitor=val_loss,val_accuracy&patience=3,4&restore_best=1&augment=flip,shift", visitor{})
	tab.until("ready")
	own := tab.table()

	tab.click("layer-0")
	tab.enter("layer-0-filters", "8")
	tab.shows("summary", "(None, 32, 32, 8)")
	tab.click("add-layer")
	tab.click("add-BatchNormalization")
	tab.holdsKeyboard("layer-1")
	edited := tab.table()
	for _, test := range []struct{ key, at string }{{kb.ArrowDown, "layer-2"}, {kb.ArrowUp, "layer-1"}} { // behind the pool, and back again
		tab.do(chromedp.KeyEvent(test.key, chromedp.KeyModifiers(chromedp.ModifierAlt)))
		tab.holdsKeyboard(test.at)
		if text := evaluate[string](tab, `document.activeElement.textContent`); !strings.Contains(text, "BatchNormalization") {
			t.Errorf("%s has become %s", test.at, text)
		}
	}

	// Train leads to what is wrong.
	for _, at := range []string{"layer-2", "layer-3"} {
		tab.do(chromedp.KeyEvent(kb.ArrowDown))
		tab.holdsKeyboard(at)
	}
	tab.do(chromedp.KeyEvent(kb.Delete)) // the flatten
	tab.isShown("layer-problem")
	tab.click("train")
	tab.holdsKeyboard("layer-3")
	tab.pressed("z")
	tab.hasTable("the flatten again", edited)
	tab.pressed("Z")
	tab.isShown("layer-problem")
	tab.pressed("z")
	tab.hasTable("the flatten once more", edited)
	tab.click("layer-0")
	tab.enter("layer-0-kernel_size", "0")
	tab.click("train")
	tab.holdsKeyboard("layer-0-kernel_size")
	tab.enter("layer-0-kernel_size", "5")

	// Ctrl+Z is the page's in its own fields, and the browser's in a text of another kind.
	tab.enter("batch", "32")
	tab.pressed("z")
	tab.sees("the batches as before", `document.querySelector("[data-testid=batch]").value === "64"`)
	tab.opens(true, "[data-testid=keras]")
	tab.do(chromedp.Focus(css("keras-json")), chromedp.KeyEvent("x"))
	tab.sees("what is typed", `document.querySelector("[data-testid=keras-json]").value === "x"`)
	tab.pressed("z")
	tab.sees("it gone", `document.querySelector("[data-testid=keras-json]").value === ""`)
	tab.hasTable("nothing undone", edited)

	if n := tab.count("schedule"); n != 0 {
		t.Error("the rest of the recipe is there before it was asked for")
	}
	tab.clickOn(`[data-testid=more] > summary`)
	tab.isShown("schedule")
	tab.enter("l2-dense", "0.002")
	tab.enter("range-shift", "0.1")
	tab.sees("the range in the address", `location.hash.includes("augment=flip,shift:0.1")`)
	hash := tab.linked(true)
	if e, _, err := recipe.ParseLink(hash); err != nil || len(e.Spec.Layers) != 6 {
		t.Fatalf("the address leads to %+v, %v", e, err)
	}
	tab.click("train")
	if got, want := tab.until("done").WeightsSHA256, natively(t, strings.TrimPrefix(hash, "#"), "synthetic").WeightsSHA256; got != want {
		t.Errorf("weights %s, natively %s", got, want)
	}

	tab.click("own-network")
	tab.linked(false)
	tab.hasTable("the sample's own network", own)
	tab.follows(strings.TrimPrefix(hash, "#"))
	tab.hasTable("the network of the link", edited)
}

// pointAt moves the pointer to the middle of an element.
func (b *tab) pointAt(selector string) {
	b.t.Helper()
	at := evaluate[[]float64](b, fmt.Sprintf(`(() => { const e = document.querySelector(%q); e.scrollIntoView({ block: "center", behavior: "instant" });
		const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`, selector))
	b.mouse(input.DispatchMouseEventTypeMouseMoved, at[0], at[1])
}

func TestALargeNetworkIsDrawnGivenToKerasAndTakenFromIt(t *testing.T) {
	e, _, err := recipe.ParseLink("sample=12")
	if err != nil {
		t.Fatal(err)
	}
	tab := open(t, syntheticSite(t)+"/#sample=12", visitor{script: `Object.defineProperty(navigator, "clipboard", { value: { async writeText(text) { globalThis.__copied = text; } } });`})
	tab.until("ready")
	large := tab.table()

	for _, size := range screens {
		tab.do(chromedp.EmulateViewport(size[0], size[1]))
		over := evaluate[float64](tab, `(() => { const d = document.querySelector(".drawing svg").getBoundingClientRect(); return Math.max(...[...document.querySelectorAll(".drawing .block")].map((b) => b.getBoundingClientRect().right - d.right)); })()`)
		if over > 1 {
			t.Errorf("%d pixels wide: the drawing is %v pixels wider than its place", size[0], over)
		}
		dense := 1 + slices.IndexFunc(e.Spec.Layers, func(l keras.Layer) bool { return l.ClassName() == "Dense" })
		tab.pointAt(`.drawing [data-layer="` + strconv.Itoa(dense) + `"]`)
		tab.shows("drawing-caption", "dense (Dense)")
	}
	tab.do(chromedp.EmulateViewport(screens[0][0], screens[0][1]), chromedp.Focus(chromedp.CSS(`.drawing [tabindex="0"]`)))
	tab.shows("drawing-caption", "conv2d (Conv2D)")
	tab.do(chromedp.KeyEvent(kb.ArrowRight), chromedp.KeyEvent(kb.ArrowRight))
	tab.shows("drawing-caption", "conv2d_1 (Conv2D)")
	tab.isAccessible(".drawing")
	tab.do(chromedp.KeyEvent(kb.Enter))
	tab.isShown("layer-2-filters")

	tab.clickOn(`[data-testid=keras] > summary`)
	copied := func(button, part string) string {
		t.Helper()
		tab.click(button)
		tab.wait("the copy", func(state) bool { return strings.Contains(evaluate[string](tab, `globalThis.__copied ?? ""`), part) })
		return evaluate[string](tab, `__copied`)
	}
	tab.speak("es")
	if want, err := kerascode.Write(e, "es"); err != nil || copied("copy-keras", "model.fit(") != want {
		t.Errorf("copied as Keras code: %.200s, %v", evaluate[string](tab, `__copied`), err)
	}
	model := copied("copy-json", `"Sequential"`)

	tab.click("sample-1")
	tab.wait("sample 1", func(s state) bool { return s.Sample == 1 && tab.table() != large })
	small := tab.table()
	quoted, _ := json.Marshal(model)
	evaluate[chromedp.Void](tab, `{ const data = new DataTransfer(); data.items.add(new File([`+string(quoted)+`], "model.json", { type: "application/json" }));
		document.querySelector("[data-testid=keras]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); } undefined`)
	tab.hasTable("the network that was dropped", large)
	tab.click("undo")
	tab.hasTable("the sample's own", small)
	file := filepath.Join(t.TempDir(), "model.json")
	if err := os.WriteFile(file, []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	tab.choosesFile("keras-file", file)
	tab.hasTable("the network of the file", large)
}
