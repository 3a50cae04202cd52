package browsertest

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A script of the page's may come later than its program, on a bad network.
func TestThePageWaitsForItsScripts(t *testing.T) {
	// The page says when its program is there, and only then it gets the script.
	const tells = `{ const timer = setInterval(() => { if (globalThis.muestra?.program) { clearInterval(timer); fetch("program-is-there"); } }, 10); }`
	program := make(chan struct{})
	plain := staticSite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path.Base(r.URL.Path) {
		case "program-is-there":
			close(program)
		case "charts.js":
			select {
			case <-program:
			case <-r.Context().Done():
			}
			fallthrough
		default:
			plain.ServeHTTP(w, r)
		}
	}))
	t.Cleanup(server.Close)
	begun := time.Now()
	tab := open(t, server.URL+"/", visitor{script: tells})
	tab.until("ready")
	t.Logf("ready after %v, opening the tab included", time.Since(begun).Round(time.Millisecond))
	if n := evaluate[int](tab, `document.querySelectorAll(".plot canvas").length`); n != 2 {
		t.Errorf("%d charts", n)
	}
	tab.shows("notice", "synthetic")
}

func TestTheAddressAndThePageFollowEachOther(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#lr=100%", visitor{lang: "es-ES,es;q=0.9"})
	speaks := func(lang, train string) {
		t.Helper()
		tab.shows("train", train)
		if got := evaluate[string](tab, `document.documentElement.lang`); got != lang {
			t.Errorf("the document's language is %q", got)
		}
	}
	links := func(parts ...string) {
		t.Helper()
		hash := ""
		if !soon(func() bool {
			hash = evaluate[string](tab, `location.hash`)
			return !slices.ContainsFunc(parts, func(part string) bool { return !strings.Contains(hash, part) })
		}) {
			t.Fatalf("the address is %s, without one of %q", hash, parts)
		}
	}
	tab.fails("lr")
	speaks("es", "Entrenar")
	evaluate[chromedp.Void](tab, `location.hash = "#sample=%zz"; undefined`)
	tab.fails("sample")
	evaluate[chromedp.Void](tab, `location.hash = "#sample=3&seed=7"; undefined`)
	good := func(s state) bool { return s.State == "ready" && s.Sample == 3 && s.Error == "" }
	tab.wait("the good link", good)
	evaluate[chromedp.Void](tab, `history.back(); undefined`)
	tab.fails("sample")
	evaluate[chromedp.Void](tab, `history.forward(); undefined`)
	tab.wait("the good link again", good)

	// The screen follows the state a moment later, and moves the field under the keyboard then.
	tab.wait("the form", func(state) bool {
		return evaluate[string](tab, `document.querySelector("[data-testid=seed]").value`) == "7"
	})
	tab.enter("seed", "42")
	links("sample=3", "seed=42")
	tab.click("sample-4")
	links("sample=4", "seed=42")
	tab.click("lang")
	speaks("en", "Train")
	tab.shows("summary", "Trainable")
	links("lang=en")
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

// resize gives the tab another size, which the charts follow.
func (b *tab) resize(width, height int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, height))
	b.wait(fmt.Sprintf("charts on a screen of %d pixels", width), func(state) bool {
		return evaluate[bool](b, `innerWidth === `+fmt.Sprint(width)+` && [...document.querySelectorAll(".plot")].every((p) => {
			const chart = p.querySelector(".uplot");
			return !chart || Math.abs(chart.offsetWidth - p.clientWidth) <= 1;
		})`)
	})
}

func TestNothingIsCutOffOnAnyScreen(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=11", visitor{})
	tab.until("ready")
	for _, lang := range []string{"en", "es"} {
		tab.wait(lang, func(state) bool { return evaluate[string](tab, `document.documentElement.lang`) == lang })
		for _, size := range [][2]int64{{1440, 900}, {1024, 768}, {390, 844}, {320, 640}} {
			t.Logf("%s, %d pixels wide", lang, size[0])
			tab.resize(size[0], size[1])
			tab.isWhole()
			if n := evaluate[int](tab, `(() => { const e = document.querySelector(".network .scroll"); return e.scrollWidth - e.clientWidth; })()`); n > 0 && size[0] >= 390 {
				t.Errorf("the network's table is %d pixels too wide", n)
			}
		}
		tab.click("lang")
	}

	evaluate[chromedp.Void](tab, `location.hash = "#sample=2&train=64&val=10&test=10&epochs=1&lang=es&run=1"; undefined`)
	tab.until("done")
	tab.isKept()
	tab.click("run-open")
	for _, size := range [][2]int64{{1440, 900}, {1330, 768}, {900, 700}, {390, 844}, {320, 640}} {
		t.Logf("after a run, %d pixels wide", size[0])
		tab.resize(size[0], size[1])
		tab.isWhole()
		if high := evaluate[float64](tab, `document.querySelector(".controls").offsetHeight`); high > 200 {
			t.Errorf("the buttons take %v of the height", high)
		}
	}
}

func TestWhatIsBrokenIsSaidInWords(t *testing.T) {
	for name, program := range map[string]string{"the program is missing": "", "the program is damaged": "\x00asm\x01\x00\x00\x00rubbish"} {
		t.Run(name, func(t *testing.T) {
			tab := open(t, altered(t, map[string]string{"app.wasm": program})+"/", visitor{}, "404", "loading wasm failed")
			tab.fails("could not be loaded")
		})
	}
	t.Run("workers and then the program end", func(t *testing.T) {
		plain := staticSite(t)
		workers := []string{ // one after the other
			`throw new Error("no luck")`,
			`postMessage("hello")`,
			`postMessage('{"kind":"exit","data":{"code":2,"text":"panic: no memory"}}')`,
		}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if path.Base(r.URL.Path) != "trainer.js" || len(workers) == 0 {
				plain.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", "text/javascript")
			w.Header().Set("Cache-Control", "no-store")
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(workers[0])))
			workers = workers[1:]
		}))
		t.Cleanup(server.Close)
		// The service worker would ask for the same file some seconds later, to keep it.
		const none = `Object.defineProperty(navigator, "serviceWorker", { value: undefined });`
		tab := open(t, server.URL+"/", visitor{script: none}, "no luck")
		for _, want := range []string{"no luck", "makes no sense", "no memory"} {
			tab.fails(want)
			tab.click("train")
		}
		tab.wait("a worker that trains", func(s state) bool { return s.State == "training" && s.Step > 0 && s.Error == "" })

		fields := func() string { return evaluate[string](tab, `Object.keys(JSON.parse(muestra.state())).sort().join()`) }
		before := fields()
		evaluate[chromedp.Void](tab, `muestra.expose(() => { throw new Error("Go program has already exited"); }); undefined`)
		if after := fields(); before != after {
			t.Errorf("state() has the fields %s, and had %s", after, before)
		}
		tab.fails("Reload the page")
		if n := evaluate[int](tab, `document.querySelectorAll('[data-testid="error"]').length`); n != 1 {
			t.Errorf("%d elements are called error", n)
		}
	})
}

// fails waits until the page says what is wrong, in state() and to the visitor.
func (b *tab) fails(want string) {
	b.t.Helper()
	b.wait("an error with "+want, func(s state) bool { return s.State == "error" && strings.Contains(s.Error, want) })
	b.shows("error", want)
}

// A static host sends no special headers, and the site may lie below its root.
func TestTheSiteWorksOnAnyHostAndWithoutANetworkOnceSeen(t *testing.T) {
	server := httptest.NewServer(http.StripPrefix("/class/2026", staticSite(t)))
	t.Cleanup(server.Close)
	visitor := newProfile(t, visitor{})
	tab := visitor.open(server.URL + "/class/2026/")
	tab.until("ready")
	// The service worker begins to keep files some seconds later.
	evaluate[chromedp.Void](tab, `navigator.serviceWorker.ready.then(() => caches.match("app-noasm.wasm")).then((other) => { globalThis.__kept = other ? "both" : "one"; }); undefined`)
	kept := ""
	tab.wait("the site to be kept", func(state) bool { kept = evaluate[string](tab, `globalThis.__kept ?? ""`); return kept != "" })
	if kept != "one" {
		t.Errorf("%s of the two programs are kept", kept)
	}
	tab.close()
	server.Close()

	const link = everyLayer + "&workers=3"
	again := visitor.open(server.URL+"/class/2026/#"+link+"&run=1", "ERR_CONNECTION_REFUSED")
	s := again.until("done")
	again.trained(s, link, "synthetic", 3)
	if s.Transport != "transfer" {
		t.Errorf("workers that may not share memory talk by %q", s.Transport)
	}
}
