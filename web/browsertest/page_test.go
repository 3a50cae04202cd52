package browsertest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestThePageIsThereAndQuiet(t *testing.T) {
	begun := time.Now()
	tab := open(t, syntheticSite(t)+"/", visitor{})
	tab.wait("state()", func(state) bool { return true })
	t.Logf("state() answers after %v, opening the tab included", time.Since(begun).Round(time.Millisecond))
	tab.until("ready")

	t.Run("state has the fields of the contract and no others", func(t *testing.T) {
		var fields map[string]json.RawMessage
		if err := json.Unmarshal([]byte(evaluate[string](tab, `muestra.state()`)), &fields); err != nil {
			t.Fatal(err)
		}
		var names []string
		for name := range fields {
			names = append(names, name)
		}
		slices.Sort(names)
		want := []string{"dataset", "epoch", "error", "history", "imagesPerSecond", "sample", "simd", "state", "step", "transport", "weightsSHA256", "workers"}
		if !slices.Equal(names, want) {
			t.Errorf("fields %q, want %q", names, want)
		}
	})
	t.Run("what tools look for is there", func(t *testing.T) {
		ids := []string{"train", "pause", "resume", "stop", "lang", "share", "chart-loss", "chart-accuracy", "summary", "status", "error", "epochs", "batch", "lr", "optimizer", "seed", "train-size"}
		for i := range 13 {
			ids = append(ids, fmt.Sprintf("sample-%d", i))
		}
		for _, id := range ids {
			if n := evaluate[int](tab, `document.querySelectorAll('[data-testid="`+id+`"]').length`); n != 1 {
				t.Errorf("%d elements are called %s", n, id)
			}
		}
	})
	t.Run("the charts are drawn", func(t *testing.T) {
		if n := evaluate[int](tab, `document.querySelectorAll(".plot canvas").length`); n != 2 {
			t.Errorf("%d canvases", n)
		}
	})
	t.Run("the synthetic pictures are said to be so", func(t *testing.T) {
		tab.shows("notice", "synthetic")
		tab.shows("dataset", "Synthetic")
	})
	t.Run("the summary is Keras's", func(t *testing.T) {
		tab.shows("summary", "conv2d (Conv2D) (None, 32, 32, 32) 896")
		tab.shows("total-params", "263,402")
	})
	t.Run("the page may be zoomed", func(t *testing.T) {
		if v := evaluate[string](tab, `document.querySelector("meta[name=viewport]").content`); strings.Contains(v, "user-scalable") || strings.Contains(v, "maximum-scale") {
			t.Errorf("the viewport says %q", v)
		}
	})
}

func TestALinkThatChangesIsFollowed(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/", visitor{})
	tab.until("ready")
	for _, step := range []struct{ hash, want string }{{"#lr=100%", "lr"}, {"#sample=%zz", "sample"}} {
		evaluate[chromedp.Void](tab, `location.hash = "`+step.hash+`"; undefined`)
		s := tab.wait("an error about "+step.want, func(s state) bool { return s.State == "error" && strings.Contains(s.Error, step.want) })
		tab.shows("error", s.Error[:20])
	}
	evaluate[chromedp.Void](tab, `location.hash = "#sample=3&seed=7"; undefined`)
	if s := tab.until("ready"); s.Sample != 3 || s.Error != "" {
		t.Errorf("sample %d, error %q", s.Sample, s.Error)
	}
	evaluate[chromedp.Void](tab, `history.back(); undefined`)
	tab.wait("the bad link again", func(s state) bool { return s.State == "error" })
}

func TestTheAddressFollowsTheRecipe(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=1&epochs=3&run=0&colour=red", visitor{})
	tab.until("ready")
	tab.shows("notice", "colour")
	tab.enter("seed", "42")
	tab.enter("lr", "0.005")
	tab.click("sample-4")
	hash := evaluate[string](tab, `location.hash`)
	for _, part := range []string{"sample=4", "seed=42", "epochs=30", "lr=0.001", "optimizer=sgd"} {
		if !strings.Contains(hash, part) {
			t.Errorf("%s is not in %s", part, hash)
		}
	}
	again := open(t, syntheticSite(t)+"/"+hash, visitor{})
	if s := again.until("ready"); s.Sample != 4 || s.Error != "" {
		t.Errorf("the link opens sample %d with error %q", s.Sample, s.Error)
	}
	if seed := evaluate[string](again, `document.querySelector('[data-testid="seed"]').value`); seed != "42" {
		t.Errorf("the link opens with seed %q", seed)
	}
}

func TestThePageSpeaksTheVisitorsLanguage(t *testing.T) {
	tests := []struct{ name, lang, fragment, train, html string }{
		{"Spanish browser", "es-ES,es;q=0.9", "", "Entrenar", "es"},
		{"English browser", "en-GB", "", "Train", "en"},
		{"neither", "fr-FR", "", "Train", "en"},
		{"the link decides", "en-GB", "#lang=es", "Entrenar", "es"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := open(t, syntheticSite(t)+"/"+test.fragment, visitor{lang: test.lang})
			tab.until("ready")
			tab.shows("train", test.train)
			if lang := evaluate[string](tab, `document.documentElement.lang`); lang != test.html {
				t.Errorf("the document's language is %q", lang)
			}
		})
	}
	t.Run("the button changes it", func(t *testing.T) {
		tab := open(t, syntheticSite(t)+"/", visitor{})
		tab.until("ready")
		tab.click("lang")
		tab.shows("train", "Entrenar")
		tab.shows("summary", "Entrenables")
		if hash := evaluate[string](tab, `location.hash`); !strings.Contains(hash, "lang=es") {
			t.Errorf("the address is %s", hash)
		}
		tab.click("lang")
		tab.shows("train", "Train")
	})
}

// isWhole fails the test for what sticks out of the screen or is cut off.
func (b *tab) isWhole() {
	b.t.Helper()
	wide := evaluate[[]string](b, `[...document.querySelectorAll("body *")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width > 1 && r.right > innerWidth + 1 && !e.closest(".scroll, [role=tablist], .u-wrap, .unseen, [hidden]");
	}).map((e) => e.tagName + "." + e.className).slice(0, 5)`)
	if len(wide) > 0 {
		b.t.Errorf("beyond the right edge: %q", wide)
	}
	cut := evaluate[[]string](b, `[...document.querySelectorAll("button, dt, dd, label, h2, h3, .status, .chip")].filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent).slice(0, 5)`)
	if len(cut) > 0 {
		b.t.Errorf("cut off: %q", cut)
	}
}

func TestNothingIsCutOffAfterARun(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=2&train=64&val=10&test=10&epochs=1&lang=es&run=1", visitor{})
	tab.until("done")
	tab.isKept()
	tab.click("run-open")
	for _, size := range [][2]int64{{1440, 900}, {1330, 768}, {900, 700}, {390, 844}, {320, 640}} {
		t.Logf("%d pixels wide", size[0])
		tab.do(chromedp.EmulateViewport(size[0], size[1]), chromedp.Sleep(200*time.Millisecond)) // the charts follow
		tab.isWhole()
		if high := evaluate[float64](tab, `document.querySelector(".controls").offsetHeight`); high > 200 {
			t.Errorf("the buttons take %v of the height", high)
		}
	}
}

func TestNothingIsCutOffOnAnyScreen(t *testing.T) {
	for _, size := range [][2]int64{{1440, 900}, {1024, 768}, {390, 844}, {320, 640}} {
		for _, lang := range []string{"es", "en"} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], lang), func(t *testing.T) {
				tab := open(t, syntheticSite(t)+"/#sample=11&lang="+lang, visitor{width: size[0], height: size[1]})
				tab.until("ready")
				tab.isWhole()
				if n := evaluate[int](tab, `(() => { const e = document.querySelector(".network .scroll"); return e.scrollWidth - e.clientWidth; })()`); n > 0 && size[0] >= 390 {
					t.Errorf("the network's table is %d pixels too wide", n)
				}
			})
		}
	}
}

func TestADeadProgramIsSaidOnce(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#epochs=-1", visitor{})
	tab.wait("an error", func(s state) bool { return s.State == "error" })
	before := evaluate[string](tab, `Object.keys(JSON.parse(muestra.state())).sort().join()`)
	evaluate[chromedp.Void](tab, `muestra.expose(() => { throw new Error("Go program has already exited"); }); undefined`)
	after := evaluate[string](tab, `Object.keys(JSON.parse(muestra.state())).sort().join()`)
	if before != after {
		t.Errorf("state() has the fields %s, and had %s", after, before)
	}
	if n := evaluate[int](tab, `document.querySelectorAll('[data-testid="error"]').length`); n != 1 {
		t.Errorf("%d elements are called error", n)
	}
	tab.shows("error", "Reload the page")
	if s, _ := tab.state(); s.State != "error" || !strings.Contains(s.Error, "Reload the page") {
		t.Errorf("%+v", s)
	}
}

func TestABrokenSiteIsSaidInWords(t *testing.T) {
	tests := []struct {
		name     string
		files    map[string]string
		expected []string
		want     string
	}{
		{"the program is missing", map[string]string{"app.wasm": ""}, []string{"404", "loading wasm failed"}, "could not be loaded"},
		{"the program is damaged", map[string]string{"app.wasm": "\x00asm\x01\x00\x00\x00rubbish"}, []string{"loading wasm failed"}, "could not be loaded"},
		{"the worker cannot start", map[string]string{"trainer.js": "throw new Error('no luck')"}, []string{"no luck"}, "no luck"},
		{"the worker talks nonsense", map[string]string{"trainer.js": "postMessage('hello')"}, nil, "makes no sense"},
		{"the worker ends at once", map[string]string{"trainer.js": `postMessage('{"kind":"exit","data":{"code":2,"text":"panic: no memory"}}')`}, nil, "no memory"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := open(t, altered(t, test.files)+"/", visitor{}, test.expected...)
			s := tab.wait("an error", func(s state) bool { return s.State == "error" })
			if !strings.Contains(s.Error, test.want) {
				t.Errorf("the error is %q, without %q", s.Error, test.want)
			}
			tab.shows("error", test.want)
		})
	}
}

func TestThePageOpensWithoutANetworkOnceSeen(t *testing.T) {
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(server.Close)
	visitor := newProfile(t, visitor{})
	tab := visitor.open(server.URL + "/")
	tab.until("ready")
	// The service worker begins to keep files some seconds later.
	evaluate[chromedp.Void](tab, `navigator.serviceWorker.ready.then(() => caches.match("app-noasm.wasm")).then((other) => { globalThis.__kept = other ? "both" : "one"; }); undefined`)
	kept := ""
	for tab.ctx.Err() == nil && kept == "" {
		time.Sleep(100 * time.Millisecond)
		kept = evaluate[string](tab, `globalThis.__kept ?? ""`)
	}
	if kept != "one" {
		t.Errorf("%s of the two programs are kept", kept)
	}
	tab.close()
	server.Close()
	again := visitor.open(server.URL+"/#sample=0&train=64&val=10&test=10&epochs=1&workers=2&run=1", "ERR_CONNECTION_REFUSED")
	again.until("done")
}

func TestAPackThatCannotBeReadIsSaidInWords(t *testing.T) {
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	promised := strings.Replace(string(page), "</head>", `<meta name="muestra-pack" content="cifar10"></head>`, 1)
	for name, manifest := range map[string]string{"missing": "", "damaged": "{", "of another format": `{"format":"zoo"}`} {
		t.Run(name, func(t *testing.T) {
			tab := open(t, altered(t, map[string]string{"": promised, "pack/pack.json": manifest})+"/", visitor{}, "404")
			tab.until("ready")
			tab.click("train")
			s := tab.wait("an error", func(s state) bool { return s.State == "error" })
			if !strings.Contains(s.Error, "pack.json") {
				t.Errorf("the error is %q", s.Error)
			}
		})
	}
}

// A static host sends no special headers, and the site may lie below its root.
func TestTheSiteWorksOnAnyStaticHost(t *testing.T) {
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(http.StripPrefix("/class/2026", http.FileServer(http.Dir(dir))))
	t.Cleanup(server.Close)
	tab := open(t, server.URL+"/class/2026/#sample=0&train=64&val=10&test=10&epochs=1&run=1", visitor{})
	tab.until("done")
}
