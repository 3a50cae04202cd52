package browsertest

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
)

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

func TestAnOwnPictureComesInManyWaysAndIsJudged(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&train=64&val=10&test=10&epochs=1", visitor{script: picture})
	tab.until("ready")
	tab.inView("tab-predictions", "own-picture")

	t.Run("what is no picture is said in words", func(t *testing.T) {
		for _, c := range []struct{ name, give, want string }{
			{"a text", `Promise.resolve(new File(["hello"], "a.txt", { type: "text/plain" }))`, "not a photo"},
			{"a drawing that is a program", `Promise.resolve(new File(["<svg xmlns='http://www.w3.org/2000/svg'/>"], "a.svg", { type: "image/svg+xml" }))`, "not a photo"},
			{"a file that is too large", `Promise.resolve(new File([new Uint8Array((20 << 20) + 1)], "a.png", { type: "image/png" }))`, "20 MB"},
			{"a picture without an inside", `Promise.resolve(new File(["PNG"], "a.png", { type: "image/png" }))`, "damaged"},
			{"half a picture", `picture(400, 400).then((f) => new File([f.slice(0, 60)], "a.png", { type: "image/png" }))`, "damaged"},
			{"a picture that is too wide", `picture(8193, 2)`, "8,192"},
			{"nothing", `Promise.resolve(null)`, "no picture"},
		} {
			t.Log(c.name)
			evaluate[chromedp.Void](tab, fmt.Sprintf(`%s.then((f) => ways.drop(give(f))); undefined`, c.give))
			tab.shows("own-problem", c.want)
		}
		for name, want := range map[string]string{"NotAllowedError": "does not allow", "NotFoundError": "no camera", "NotReadableError": "does not answer"} {
			evaluate[chromedp.Void](tab, fmt.Sprintf(`globalThis.refusal = %q; undefined`, name))
			tab.click("own-camera")
			tab.shows("own-problem", want)
		}
		evaluate[chromedp.Void](tab, `globalThis.refusal = ""; undefined`)
	})

	for i, way := range []string{"drop", "paste", "file"} {
		evaluate[chromedp.Void](tab, fmt.Sprintf(`globalThis.old = document.querySelector("[data-testid=own-verdict] img")?.src; picture(%d, 40).then((f) => ways.%s(give(f))); undefined`, 40+i, way))
		tab.sees("a picture by "+way, `document.querySelector("[data-testid=own-verdict] img")?.src !== globalThis.old && `+colours+` === "32 255,0,0,0,0,255"`)
	}
	tab.gone("own-problem")
	tab.shows("own-said", "train one")
	tab.looksRight("a picture that nobody judges", "#own-picture")

	t.Run("a camera is on only as long as it is used", func(t *testing.T) {
		on := func() {
			t.Helper()
			tab.click("own-camera")
			tab.sees("what the camera sees", `document.querySelector(".own video")?.videoWidth === 64`)
			tab.isAt("own-take")
		}
		on()
		tab.isAccessible("#own-picture")
		tab.click("own-take")
		tab.sees("the photo", colours+` === "32 0,255,0,0,255,0"`)
		tab.isAt("own-camera")
		on()
		tab.click("own-off")
		tab.isAt("own-camera")
		on()
		tab.click("tab-confusion")
		tab.sees("no camera that is on", `cameras.length === 3 && cameras.every((s) => s.getTracks().every((t) => t.readyState === "ended"))`)
	})

	tab.click("train")
	tab.until("done")
	tab.inView("tab-predictions", "own-picture")
	tab.sees("probabilities", `document.querySelectorAll("[data-testid=own-verdict] .shares li").length === 10`)
	tab.shows("own-said", "%")
	tab.looksRight("a picture that is judged", "#own-picture")
	tab.click("own-layers")
	tab.sees("its layers", drawn(".ladder img"))
	tab.shows("layers-words", "Your picture")
}
