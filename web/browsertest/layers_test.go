package browsertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// sees waits until an expression about the page is true.
func (b *tab) sees(what, js string) {
	b.t.Helper()
	b.wait(what, func(state) bool { return evaluate[bool](b, "!!("+js+")") })
}

// lookAt turns to a tab and brings it into view.
func (b *tab) lookAt(name string) {
	b.t.Helper()
	b.click("tab-" + name)
	evaluate[chromedp.Void](b, `document.getElementById("inside-panel").scrollIntoView(); undefined`)
}

// drawn is true when all images of a kind have been drawn.
func drawn(selector string) string {
	return fmt.Sprintf(`((all) => all.length && all.every((e) => e.complete && e.naturalWidth))([...document.querySelectorAll(%q)])`, selector)
}

func TestLayersShowWhatTheNetworkSees(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=3&train=256&val=20&test=20&epochs=2&seed=1", who)
		tab.until("ready")
		tab.lookAt("layers")
		tab.shows("inside-invite", map[string]string{"es": "Entrena una red", "en": "Train a network"}[who.lang])
		tab.click("train")
		tab.until("done")
		tab.lookAt("layers")
		tab.sees("maps of each layer", drawn(".ladder img"))
		tab.sees("filters", drawn(".filters img"))
		tab.sees("two heats", drawn("[data-testid=heat-said] img")+"&&"+drawn("[data-testid=heat-chosen] img"))
		tab.sees("histograms", `document.querySelectorAll(".spreads .histogram").length >= 4`)
		tab.shows("heat-method", "Grad-CAM")

		words := evaluate[string](tab, `document.querySelector("[data-testid=layers-words]").textContent`)
		tab.click("layers-next")
		tab.sees("another picture", fmt.Sprintf(`document.querySelector("[data-testid=layers-words]").textContent !== %q`, words))
		before := evaluate[string](tab, `document.querySelector("[data-testid=heat-chosen] img")?.src ?? ""`)
		tab.sees("a heat of the class chosen", `(() => { const e = document.querySelector("[data-testid=heat-class]"); if (e.value === "7") return true;
			e.value = "7"; e.dispatchEvent(new Event("change", { bubbles: true })); return false; })()`)
		tab.sees("its picture", drawn("[data-testid=heat-chosen] img")+fmt.Sprintf(`&& document.querySelector("[data-testid=heat-chosen] img").src !== %q`, before))

		height := `document.querySelector("[data-testid=maps-1]").closest("li").querySelector("img").naturalHeight`
		few := evaluate[int](tab, height)
		tab.click("maps-1")
		tab.sees("all channels", fmt.Sprintf(`%s > %d`, height, few))
		tab.click("maps-1")
		tab.sees("the first channels again", fmt.Sprintf(`%s === %d`, height, few))
		tab.isWhole()
		tab.isAccessible()
	})
}

// picture makes a PNG file in the page: red above, blue below, and so wide and high.
const picture = `globalThis.picture = (width, height) => new Promise((made) => {
	const c = Object.assign(document.createElement("canvas"), { width, height }), g = c.getContext("2d");
	g.fillStyle = "#f00"; g.fillRect(0, 0, width, height / 2); g.fillStyle = "#00f"; g.fillRect(0, height / 2, width, height);
	c.toBlob((b) => made(new File([b], "own.png", { type: "image/png" })));
});
globalThis.give = (file) => { const d = new DataTransfer(); if (file) d.items.add(file); return d; };
globalThis.ways = {
	file: (d) => { const e = document.querySelector("[data-testid=own-file]"); e.files = d.files; e.dispatchEvent(new Event("change", { bubbles: true })); },
	drop: (d) => document.querySelector("[data-testid=own-picture] p").dispatchEvent(new DragEvent("drop", { dataTransfer: d, bubbles: true, cancelable: true })),
	paste: (d) => document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: d, bubbles: true, cancelable: true })),
};
globalThis.cameras = [];
navigator.mediaDevices.getUserMedia = async () => {
	if (globalThis.refusal) throw new DOMException("no", globalThis.refusal);
	const c = Object.assign(document.createElement("canvas"), { width: 64, height: 48 }), g = c.getContext("2d");
	setInterval(() => { g.fillStyle = "#0f0"; g.fillRect(0, 0, 64, 48); }, 50);
	const stream = c.captureStream(20);
	cameras.push(stream);
	return stream;
};`

// colours are the own picture's first and last pixel, as the page shows them.
const colours = `(() => { const e = document.querySelector("[data-testid=own-verdict] img"); if (!e?.complete || !e.naturalWidth) return "";
	const c = Object.assign(document.createElement("canvas"), { width: 32, height: 32 }), g = c.getContext("2d"); g.drawImage(e, 0, 0);
	return e.naturalWidth + " " + [...g.getImageData(0, 0, 1, 1).data.slice(0, 3), ...g.getImageData(31, 31, 1, 1).data.slice(0, 3)].join(); })()`

func TestAnOwnPictureIsJudged(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		who.script = picture
		tab := open(t, syntheticSite(t)+"/#sample=1&train=128&val=20&test=20&epochs=1&seed=1", who)
		tab.until("ready")
		tab.lookAt("predictions")
		tab.look(chromedp.WaitVisible(chromedp.CSS("[data-testid=own-picture] p")))
		evaluate[chromedp.Void](tab, `picture(300, 200).then((f) => ways.file(give(f))); undefined`)
		tab.sees("it as a network sees it", colours+` === "32 255,0,0,0,0,255"`)
		tab.shows("own-said", map[string]string{"es": "entrena una", "en": "train one"}[who.lang])
		tab.isAccessible()

		tab.click("train")
		tab.until("done")
		tab.lookAt("predictions")
		tab.look(chromedp.WaitVisible(chromedp.CSS("[data-testid=own-picture] p")))
		tab.sees("probabilities", `document.querySelectorAll("[data-testid=own-verdict] .shares li").length === 10`)
		tab.shows("own-said", "%")
		tab.isWhole()
		tab.isAccessible()

		tab.click("own-layers")
		tab.sees("its layers", drawn(".ladder img"))
		tab.shows("layers-words", map[string]string{"es": "Tu imagen", "en": "Your picture"}[who.lang])
		tab.sees("the button that says so", `document.querySelector("[data-testid=layers-own]").ariaPressed === "true"`)
	})
}

func TestOwnPicturesComeInManyWays(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/", visitor{script: picture})
	tab.until("ready")
	tab.lookAt("predictions")
	tab.look(chromedp.WaitVisible(chromedp.CSS("[data-testid=own-picture] p")))
	for i, way := range []string{"drop", "paste", "file"} {
		evaluate[chromedp.Void](tab, fmt.Sprintf(`globalThis.old = document.querySelector("[data-testid=own-verdict] img")?.src; picture(%d, 40).then((f) => ways.%s(give(f))); undefined`, 40+i, way))
		tab.sees("a picture by "+way, `document.querySelector("[data-testid=own-verdict] img")?.src !== globalThis.old && `+colours+` === "32 255,0,0,0,0,255"`)
	}

	tab.click("own-camera")
	tab.sees("what the camera sees", `document.querySelector(".own video")?.videoWidth === 64`)
	tab.isAt("own-take")
	tab.isAccessible()
	tab.click("own-take")
	tab.sees("the photo", colours+` === "32 0,255,0,0,255,0"`)
	tab.isAt("own-camera")
	tab.click("own-camera")
	tab.sees("the camera again", `document.querySelector(".own video")?.videoWidth === 64`)
	tab.click("own-off")
	tab.isAt("own-camera")
	tab.click("own-camera")
	tab.sees("the camera once more", `document.querySelector(".own video")?.videoWidth === 64`)
	tab.click("tab-confusion")
	tab.sees("no camera that is on", `cameras.length === 3 && cameras.every((s) => s.getTracks().every((t) => t.readyState === "ended"))`)
}

func TestWhatIsNoPictureIsSaidInWords(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#lang=es", visitor{script: picture})
	tab.until("ready")
	tab.lookAt("predictions")
	tab.look(chromedp.WaitVisible(chromedp.CSS("[data-testid=own-picture] p")))
	for _, c := range []struct{ name, give, want string }{
		{"a text", `Promise.resolve(new File(["hello"], "a.txt", { type: "text/plain" }))`, "no es una foto"},
		{"a drawing that is a program", `Promise.resolve(new File(["<svg xmlns='http://www.w3.org/2000/svg'/>"], "a.svg", { type: "image/svg+xml" }))`, "no es una foto"},
		{"a file that is too large", `Promise.resolve(new File([new Uint8Array((20 << 20) + 1)], "a.png", { type: "image/png" }))`, "20 MB"},
		{"a picture without an inside", `Promise.resolve(new File(["PNG"], "a.png", { type: "image/png" }))`, "dañada"},
		{"half a picture", `picture(400, 400).then((f) => new File([f.slice(0, 60)], "a.png", { type: "image/png" }))`, "dañada"},
		{"a picture that is too wide", `picture(8193, 2)`, "8192"},
		{"nothing", `Promise.resolve(null)`, "ninguna imagen"},
	} {
		evaluate[chromedp.Void](tab, fmt.Sprintf(`%s.then((f) => ways.drop(give(f))); undefined`, c.give))
		t.Log(c.name)
		tab.shows("own-problem", c.want)
	}
	for name, want := range map[string]string{"NotAllowedError": "no deja usar", "NotFoundError": "ninguna cámara", "NotReadableError": "no responde"} {
		evaluate[chromedp.Void](tab, fmt.Sprintf(`globalThis.refusal = %q; undefined`, name))
		tab.click("own-camera")
		tab.shows("own-problem", want)
	}
	evaluate[chromedp.Void](tab, `picture(32, 32).then((f) => ways.drop(give(f))); undefined`)
	tab.sees("a picture after all that", colours+` === "32 255,0,0,0,0,255"`)
	tab.do(chromedp.Sleep(300 * time.Millisecond))
	if hidden := evaluate[bool](tab, `document.querySelector("[data-testid=own-problem]").hidden`); !hidden {
		t.Error("what was wrong before is still said")
	}
	if text := tab.text("own-picture"); !strings.Contains(text, "no sale de este navegador") {
		t.Errorf("it does not say that pictures stay here: %s", text)
	}
}
