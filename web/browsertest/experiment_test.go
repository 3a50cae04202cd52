package browsertest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muestra/nn/keras"

	"github.com/chromedp/chromedp"

	"muestra/nn/samples"
)

// table is the network's table: class and output shape of each line.
func (b *tab) table() string {
	b.t.Helper()
	return evaluate[string](b, `[...document.querySelectorAll(".network tbody tr:not(.opened, .fault)")].map((r) =>
		r.querySelector(".type").textContent + r.cells[1].textContent).join(" ")`)
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

func TestANetworkIsEditedTrainedAndShared(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=20&test=20&epochs=1&seed=2", who)
		tab.until("ready")
		before := tab.table()
		tab.click("layer-0")
		tab.enter("layer-0-filters", "8")
		tab.shows("summary", "(None, 32, 32, 8)")
		tab.shows("layer-costs", map[string]string{"es": "221.184", "en": "221,184"}[who.lang])
		tab.click("add-layer")
		tab.click("add-BatchNormalization")
		tab.shows("summary", "batch_normalization (BatchNormalization) (None, 32, 32, 8)")
		tab.holdsKeyboard("layer-1")
		// By keyboard: behind the pool, and back again.
		for _, test := range []struct{ key, at string }{{"\u0301", "layer-2"}, {"\u0304", "layer-1"}} {
			tab.do(chromedp.KeyEvent(test.key, chromedp.KeyModifiers(chromedp.ModifierAlt)))
			tab.holdsKeyboard(test.at)
			if text := evaluate[string](tab, `document.activeElement.textContent`); !strings.Contains(text, "BatchNormalization") {
				t.Errorf("%s has become %s", test.at, text)
			}
		}
		tab.isWhole()
		tab.isAccessible()
		hash := tab.linked(true)
		e, _, err := samples.ParseLink(hash)
		if err != nil || len(e.Spec.Layers) != 6 {
			t.Fatalf("the address leads to %+v, %v", e, err)
		}
		tab.click("train")
		if got, want := tab.until("done").WeightsSHA256, natively(t, strings.TrimPrefix(hash, "#"), "synthetic").WeightsSHA256; got != want {
			t.Errorf("weights %s, natively %s", got, want)
		}
		tab.shows("epoch-time", map[string]string{"es": "medido", "en": "measured"}[who.lang])
		// The link opens the same network elsewhere.
		if again := open(t, syntheticSite(t)+"/"+hash, visitor{}); again.until("ready").Error != "" || again.table() != tab.table() {
			t.Errorf("the link opens %s, not %s", again.table(), tab.table())
		}
		tab.click("own-network")
		tab.linked(false)
		if got := tab.table(); got != before {
			t.Errorf("back at %s, not %s", got, before)
		}
	})
}

func TestWhatANetworkLacksIsSaidBesideItsLayer(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=1&train=64&val=10&test=10&epochs=1", who)
		tab.until("ready")
		tab.click("layer-2")
		tab.click("remove-layer") // the flatten
		tab.shows("layer-problem", map[string]string{"es": "pon antes Flatten", "en": "put a Flatten"}[who.lang])
		tab.click("train")
		tab.wait("a refusal", func(s state) bool { return s.State == "error" && strings.Contains(s.Error, "Flatten") && s.Step == 0 })
		tab.holdsKeyboard("layer-2")
		tab.isWhole()
		tab.isAccessible()
		tab.click("undo")
		tab.until("ready")
		tab.click("layer-0")
		tab.enter("layer-0-kernel_size", "0")
		tab.shows("problem-layer-0-kernel_size", map[string]string{"es": "Admite uno o dos números enteros", "en": "It takes one or two whole numbers"}[who.lang])
		tab.click("train")
		tab.wait("a refusal", func(s state) bool { return s.State == "error" && s.Step == 0 })
		tab.holdsKeyboard("layer-0-kernel_size")
		tab.enter("layer-0-kernel_size", "5")
		tab.click("train")
		tab.until("done")
	})
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

func TestUndoAndRedoByKeyboard(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1", visitor{})
	tab.until("ready")
	own := tab.table()
	tab.enter("lr", "0.5")
	tab.click("add-layer")
	tab.click("add-Dropout")
	tab.linked(true)
	edited := tab.table()
	expect := func(when, table, lr string) {
		t.Helper()
		tab.wait(when, func(state) bool {
			return tab.table() == table && evaluate[string](tab, `document.querySelector("[data-testid=lr]").value`) == lr
		})
	}
	tab.pressed("z")
	expect("the layer gone", own, "0.5")
	tab.pressed("z")
	expect("the sample's rate", own, "0.001")
	if !evaluate[bool](tab, `document.querySelector("[data-testid=undo]").disabled`) {
		t.Error("there is more to undo")
	}
	tab.pressed("Z")
	tab.pressed("Z")
	expect("both again", edited, "0.5")
	tab.click("undo")
	expect("one step back by the button", own, "0.5")
	tab.click("redo")
	expect("and forth", edited, "0.5")
	// In a text of another kind, Ctrl+Z is the browser's.
	evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=keras]").open = true; undefined`)
	tab.do(chromedp.Focus(css("keras-json")), chromedp.KeyEvent("x"))
	tab.pressed("z")
	expect("nothing undone", edited, "0.5")
}

func TestKerasNetworksComeAndGo(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		who.script = `Object.defineProperty(navigator, "clipboard", { value: { async writeText(text) { globalThis.__copied = text; } } });`
		tab := open(t, syntheticSite(t)+"/#sample=12", who)
		tab.until("ready")
		large := tab.table()
		evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=keras]").open = true; undefined`)
		copied := func(button, part string) string {
			t.Helper()
			tab.click(button)
			tab.wait("the copy", func(state) bool { return strings.Contains(evaluate[string](tab, `globalThis.__copied ?? ""`), part) })
			return evaluate[string](tab, `__copied`)
		}
		code := copied("copy-keras", "model.fit(")
		e, _, err := samples.ParseLink("sample=12")
		if err != nil {
			t.Fatal(err)
		}
		if want, err := e.KerasCode(who.lang); err != nil || code != want {
			t.Errorf("copied as Keras code: %.200s, %v", code, err)
		}
		model := copied("copy-json", `"Sequential"`)
		if !json.Valid([]byte(model)) {
			t.Errorf("no JSON: %.100s", model)
		}
		tab.isAccessible()
		tab.click("sample-1")
		tab.wait("sample 1", func(state) bool { return tab.table() != large })
		small := tab.table()
		give := func(text string) {
			t.Helper()
			quoted, _ := json.Marshal(text)
			evaluate[chromedp.Void](tab, `{ const box = document.querySelector("[data-testid=keras-json]"); box.value = `+string(quoted)+`; box.dispatchEvent(new Event("input", { bubbles: true })); } undefined`)
			tab.click("take-json")
		}
		give(strings.Replace(model, `"Flatten"`, `"Lambda"`, 1))
		tab.shows("keras-problem", "Lambda")
		give("{")
		tab.shows("keras-problem", map[string]string{"es": "No sirve", "en": "It will not do"}[who.lang])
		if got := tab.table(); got != small {
			t.Errorf("a bad network was taken: %s", got)
		}
		give(model)
		tab.wait("the network from the box", func(state) bool { return tab.table() == large })
		tab.click("undo")
		tab.wait("the sample's own", func(state) bool { return tab.table() == small })
		// A file that is dropped.
		quoted, _ := json.Marshal(model)
		evaluate[chromedp.Void](tab, `{ const data = new DataTransfer(); data.items.add(new File([`+string(quoted)+`], "model.json", { type: "application/json" }));
			document.querySelector("[data-testid=keras]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); } undefined`)
		tab.wait("the network from the file", func(state) bool { return tab.table() == large })
		evaluate[chromedp.Void](tab, `{ const data = new DataTransfer(); data.items.add(new File(["x".repeat(2 << 20)], "huge.json"));
			document.querySelector("[data-testid=keras]").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })); } undefined`)
		tab.shows("keras-problem", "2097152")
		tab.isWhole()
		tab.isAccessible()
	})
}

func TestTheDrawingIsWalkedAndSaysItsLayers(t *testing.T) {
	spec, err := samples.ByNumber(12).Network()
	if err != nil {
		t.Fatal(err)
	}
	dense := 1 + slices.IndexFunc(spec.Layers, func(l keras.Layer) bool { return l.ClassName() == "Dense" })
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=12", who)
		tab.until("ready")
		if n := evaluate[int](tab, `document.querySelectorAll(".drawing [data-layer]").length`); n != len(spec.Layers) {
			t.Errorf("%d blocks for %d layers", n, len(spec.Layers))
		}
		over := evaluate[float64](tab, `(() => { const d = document.querySelector(".drawing svg").getBoundingClientRect(); return Math.max(...[...document.querySelectorAll(".drawing .block")].map((b) => b.getBoundingClientRect().right - d.right)); })()`)
		if over > 1 {
			t.Errorf("it is %v pixels wider than its place", over)
		}
		evaluate[chromedp.Void](tab, `document.querySelector('.drawing [tabindex="0"]').focus(); undefined`)
		tab.shows("drawing-caption", "conv2d (Conv2D)")
		tab.do(chromedp.KeyEvent("\u0303"), chromedp.KeyEvent("\u0303"))
		tab.shows("drawing-caption", "conv2d_1 (Conv2D)")
		tab.do(chromedp.KeyEvent("\r"))
		tab.wait("the layer open", func(state) bool { return tab.count("layer-2-filters") == 1 })
		evaluate[chromedp.Void](tab, `document.querySelector('.drawing [data-layer="`+strconv.Itoa(dense)+`"]').dispatchEvent(new MouseEvent("mouseover", { bubbles: true })); undefined`)
		tab.shows("drawing-caption", "dense (Dense)")
		tab.isAccessible()
	})
}

func TestTheRestOfTheRecipeIsBehindMore(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=7&train=64&val=10&test=10&epochs=4&augment=flip,shift", who)
		tab.until("ready")
		if n := tab.count("schedule"); n != 0 {
			t.Error("it is there before it was asked for")
		}
		evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=more]").open = true; undefined`)
		tab.do(chromedp.WaitVisible(css("schedule")))
		choose := func(testid, value string) {
			t.Helper()
			evaluate[chromedp.Void](tab, `{ const s = document.querySelector("[data-testid=`+testid+`]"); s.value = "`+value+`"; s.dispatchEvent(new Event("change", { bubbles: true })); } undefined`)
		}
		choose("schedule", "piecewise")
		tab.shows("problem-schedule", "piecewise")
		tab.enter("boundaries", "1,2")
		tab.enter("values", "0.01,0.001")
		choose("optimizer", "rmsprop")
		tab.enter("rho", "0,8")
		tab.click("restore-best")
		evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=monitor-val_accuracy]").click(); undefined`)
		tab.enter("patience", "3,4")
		tab.enter("l2-dense", "0.002")
		tab.enter("range-shift", "0.1")
		want := []string{"schedule=piecewise", "boundaries=1,2", "values=0.01,0.001", "optimizer=rmsprop", "rho=0.8", "restore_best=1",
			"monitor=val_loss,val_accuracy", "patience=3,4", "augment=flip,shift:0.1", "model="}
		tab.wait("all of it in the address", func(state) bool {
			hash := evaluate[string](tab, `location.hash`)
			for _, part := range want {
				if !strings.Contains(hash, part) {
					return false
				}
			}
			return true
		})
		tab.shows("setting-schedule", map[string]string{"es": "Curso: a trozos", "en": "Schedule: piecewise"}[who.lang])
		tab.isWhole()
		tab.isAccessible()
		hash := evaluate[string](tab, `location.hash`)
		tab.click("train")
		if got, want := tab.until("done").WeightsSHA256, natively(t, strings.TrimPrefix(hash, "#"), "synthetic").WeightsSHA256; got != want {
			t.Errorf("weights %s, natively %s", got, want)
		}
		tab.enter("range-shift", "7")
		tab.click("train")
		tab.wait("a refusal", func(s state) bool { return s.State == "error" })
	})
}

func TestEveryTermIsExplainedAtAClick(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=3&augment=flip,shift,cutout", who)
		tab.until("ready")
		evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=more]").open = true; undefined`)
		tab.do(chromedp.WaitVisible(css("schedule")))
		tab.click("layer-0")
		bare := evaluate[[]string](tab, `[...document.querySelectorAll(".experiment input:not([type=file]), .experiment select")].filter((e) => e.offsetParent && !e.closest(".field, .part")?.querySelector(".question")).map((e) => e.id || e.dataset.testid)`)
		if len(bare) > 0 {
			t.Errorf("without an explanation: %v", bare)
		}
		empty := evaluate[[]string](tab, `[...document.querySelectorAll(".experiment .question")].filter((q) => (document.getElementById(q.getAttribute("popovertarget"))?.textContent ?? "").length < 20).map((q) => q.ariaLabel)`)
		if len(empty) > 0 {
			t.Errorf("nothing is said about %v", empty)
		}
		for _, key := range []string{"lr", "batch"} {
			tab.clickOn(chromedp.CSS(`[popovertarget="help-` + key + `"]`))
			box := evaluate[[]float64](tab, `(() => { const r = document.getElementById("help-`+key+`").getBoundingClientRect(); return [r.left, r.right - innerWidth, r.top, r.bottom - innerHeight, r.width]; })()`)
			if box[0] < 0 || box[1] > 0 || box[2] < 0 || box[3] > 0 || box[4] < 150 {
				t.Errorf("%s: the explanation lies at %v", key, box)
			}
		}
		if n := evaluate[int](tab, `document.querySelectorAll(".explained:popover-open").length`); n != 1 {
			t.Errorf("%d explanations are open", n)
		}
		tab.isAccessible()
		tab.do(chromedp.KeyEvent("\u001b"))
		if n := evaluate[int](tab, `document.querySelectorAll(".explained:popover-open").length`); n != 0 {
			t.Error("it stays open after Escape")
		}
	})
}
