package browsertest

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// browser is one Chromium for all tests; each test has a tab with storage of its own.
var browser = sync.OnceValues(func() (context.Context, error) {
	options := append([]chromedp.ExecAllocatorOption{},
		chromedp.Flag("headless", "new"), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.ExecPath(chromium()),
		// The address bar's suggestions are pages in processes of their own, for each visitor, though nobody sees them.
		chromedp.Flag("disable-features", "WebUIOmniboxPopup,WebUIOmniboxAimPopup,PreloadTopChromeWebUI"),
		// Windows that lie behind others would get less of a busy machine than other programs. Their timers stay slow, as in any browser.
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-backgrounding-occluded-windows", true),
	)
	allocator, stopAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(allocator)
	stopBrowser = func() { stop(); stopAllocator() }
	return ctx, chromedp.Do(ctx)
})

var stopBrowser func()

func closeBrowser() {
	if stopBrowser != nil {
		stopBrowser()
	}
}

// chromium is the browser's program, or "".
func chromium() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// tab is a page of the browser and what it has done so far.
type tab struct {
	t      *testing.T
	ctx    context.Context
	cancel func()

	mu       sync.Mutex
	console  []string // messages that a healthy page does not write
	requests []string
}

// How long a tab may be used, and how long one thing may take to come about. Nothing takes so long unless something is wrong: a busy machine is no reason to
// fail.
const (
	tabPatience = 15 * time.Minute
	patience    = 2 * time.Minute
)

// visitor is how a tab presents itself.
type visitor struct {
	width, height int64
	lang          string        // "" is English
	script        string        // runs on the page before its own
	patience      time.Duration // how long a tab may be used; 0 is tabPatience
}

// open opens an address in a new tab. It fails the test at its end if the page wrote errors, a Go program panicked, or something was
// asked of another origin; expected is a text that may stand in the console's errors.
func open(t *testing.T, address string, who visitor, expected ...string) *tab {
	t.Helper()
	need(t, chromium() != "", "Chromium is not installed")
	parent, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	return openIn(t, ctx, cancel, address, who, expected)
}

// profile is a visitor whose storage outlives the tabs.
type profile struct {
	t   *testing.T
	ctx context.Context // of an empty tab
	who visitor
}

func newProfile(t *testing.T, who visitor) *profile {
	t.Helper()
	need(t, chromium() != "", "Chromium is not installed")
	parent, err := browser()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return &profile{t, ctx, who}
}

// open opens an address in another tab of the visitor's.
func (p *profile) open(address string, expected ...string) *tab {
	p.t.Helper()
	ctx, cancel := chromedp.NewContext(p.ctx)
	return openIn(p.t, ctx, cancel, address, p.who, expected)
}

func openIn(t *testing.T, ctx context.Context, cancel context.CancelFunc, address string, who visitor, expected []string) *tab {
	t.Helper()
	ctx, cancelTime := context.WithTimeout(ctx, cmp.Or(who.patience, tabPatience))
	tab := &tab{t: t, ctx: ctx, cancel: func() { cancelTime(); cancel() }}
	t.Cleanup(tab.cancel)
	t.Cleanup(func() { tab.wasQuiet(address, expected) })
	if who.width == 0 {
		who.width, who.height = 1440, 900
	}
	if who.lang == "" {
		who.lang = "en-GB"
	}
	tab.watch()
	if err := chromedp.Do(ctx,
		chromedp.EmulateViewport(who.width, who.height),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{
				UserAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", AcceptLanguage: who.lang,
			})
			return err
		}),
		chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watchTasks + who.script})
			return err
		}),
		chromedp.Navigate(address),
	); err != nil {
		t.Fatal(err)
	}
	return tab
}

// close closes the tab without asking.
func (b *tab) close() {
	b.t.Helper()
	b.cancel()
}

// reload loads the page anew, also where it asks whether that is meant.
func (b *tab) reload() {
	b.t.Helper()
	ctx, cancel := context.WithCancel(b.ctx)
	defer cancel()
	asked := chromedp.Events(ctx, page.JavascriptDialogOpening)
	go func() {
		for _, err := range asked {
			if err != nil {
				return
			}
			chromedp.Call(ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{Accept: true})
		}
	}()
	b.do(chromedp.Reload())
}

// crash kills the tab's process.
func (b *tab) crash() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, time.Second) // a dead process does not answer
	defer cancel()
	chromedp.Call(ctx, page.Crash, cdp.Empty{})
	b.cancel()
}

// watchTasks notes when a task held up the page's thread.
const watchTasks = `globalThis.__tasks = []; new PerformanceObserver((list) => { for (const e of list.getEntries()) __tasks.push(Math.round(e.duration)); }).observe({ entryTypes: ["longtask"] });`

// watch notes what the page writes and asks for, from now on.
func (b *tab) watch() {
	messages := chromedp.Console(b.ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			bad := m.Type == chromedp.ConsoleError || m.IsException() || strings.Contains(m.Text, "panic:") || strings.Contains(m.Text, "fatal error:")
			if bad {
				b.mu.Lock()
				b.console = append(b.console, m.String())
				b.mu.Unlock()
			}
		}
	}()
	requests := chromedp.Events(b.ctx, network.RequestWillBeSent)
	go func() {
		for e, err := range requests {
			if err != nil {
				return
			}
			b.mu.Lock()
			b.requests = append(b.requests, e.Request.URL)
			b.mu.Unlock()
		}
	}()
}

// wasQuiet fails the test for what a healthy page does not do.
func (b *tab) wasQuiet(address string, expected []string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	address, _, _ = strings.Cut(address, "#") // which tests break on purpose
	home, err := url.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, m := range b.console {
		if !containsOne(m, expected) {
			b.t.Errorf("in the console: %s", m)
		}
	}
	if len(b.requests) == 0 {
		b.t.Error("no request was seen at all")
	}
	for _, r := range b.requests {
		u, err := url.Parse(r)
		if err != nil || u.Scheme != "data" && u.Scheme != "blob" && u.Host != home.Host {
			b.t.Errorf("a request left the page's origin: %s", r)
		}
	}
}

func containsOne(text string, parts []string) bool {
	for _, p := range parts {
		if strings.Contains(text, p) {
			return true
		}
	}
	return false
}

// state is what muestra.state() says.
type state struct {
	State           string           `json:"state"`
	Sample          int              `json:"sample"`
	Epoch           int              `json:"epoch"`
	Step            int              `json:"step"`
	History         []map[string]any `json:"history"`
	ImagesPerSecond float64          `json:"imagesPerSecond"`
	Workers         int              `json:"workers"`
	Transport       string           `json:"transport"`
	SIMD            bool             `json:"simd"`
	Dataset         string           `json:"dataset"`
	WeightsSHA256   string           `json:"weightsSHA256"`
	Error           string           `json:"error"`
}

// state asks the page, or returns nothing while it cannot answer yet.
func (b *tab) state() (s state, there bool) {
	b.t.Helper()
	s, there = b.stateNow()
	if err := b.ctx.Err(); err != nil {
		b.t.Fatal(err)
	}
	return s, there
}

// stateNow is state for who has something better to say when the test's time is over.
func (b *tab) stateNow() (s state, there bool) {
	b.t.Helper()
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`globalThis.muestra && muestra.state ? muestra.state() : ""`))
	switch {
	case b.ctx.Err() != nil || err == nil && text == "":
		return s, false
	case err != nil:
		b.t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		b.t.Fatalf("state() answers %q: %v", text, err)
	}
	return s, true
}

// until waits for the page to reach one of the states. An error that was not waited for ends the test.
func (b *tab) until(want ...string) state {
	b.t.Helper()
	return b.wait(strings.Join(want, " or "), func(s state) bool {
		for _, w := range want {
			if s.State == w {
				return true
			}
		}
		if s.State == "error" {
			b.t.Fatalf("waiting for %v, the page says: %s", want, s.Error)
		}
		return false
	})
}

// wait asks the page until ok.
func (b *tab) wait(what string, ok func(state) bool) state {
	b.t.Helper()
	var last state
	for b.ctx.Err() == nil {
		if s, there := b.stateNow(); there {
			if last = s; ok(s) {
				return s
			}
		}
		time.Sleep(25 * time.Millisecond)
	}
	b.t.Fatalf("waited in vain for %s; last %+v", what, last)
	return last
}

// click clicks what a data-testid names.
func (b *tab) click(testid string) {
	b.t.Helper()
	b.clickOn(css(testid))
}

// clickOn clicks an element once it can be clicked and stands still: what is drawn anew after an input may move it meanwhile. Where it has moved all
// the same and the click has not reached it, it is clicked again.
func (b *tab) clickOn(selector chromedp.CSS) {
	b.t.Helper()
	quoted, _ := json.Marshal(selector)
	for range 5 {
		b.look(chromedp.WaitVisible(selector))
		b.do(chromedp.Evaluate[chromedp.Void](`(async () => {
			const where = (element) => {
				const r = element?.getBoundingClientRect();
				return r && [r.x + r.width / 2, r.y + r.height / 2, element.disabled];
			};
			let before = "";
			for (let still = 0, frames = 0; still < 2 && frames < 60; frames++) {
				await new Promise(requestAnimationFrame);
				const element = document.querySelector(`+string(quoted)+`);
				const at = where(element);
				if (element && !element.contains(document.elementFromPoint(at[0], at[1]))) { // below the fold, or behind the buttons that stay
					element.scrollIntoView({ block: "center", behavior: "instant" });
					continue;
				}
				still = String(at) === before ? still + 1 : 0;
				before = String(at);
			}
			globalThis.__reached = false;
			if (globalThis.__reach) removeEventListener("click", __reach, true);
			globalThis.__reach = (event) => { if (event.target.closest?.(`+string(quoted)+`)) globalThis.__reached = true; };
			addEventListener("click", __reach, true);
		})().then(() => undefined)`, chromedp.EvalAwaitPromise))
		b.look(chromedp.Click(selector, chromedp.NodeVisible))
		if evaluate[bool](b, `globalThis.__reached !== false`) { // a page that was loaded anew has forgotten it
			return
		}
	}
}

// look does what only looks at an element, or clicks it, again where the element was replaced in between.
func (b *tab) look(action chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	var err error
	soon(func() bool {
		err = chromedp.Do(b.ctx, action)
		return err == nil || !strings.Contains(err.Error(), "No node with given id")
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// enter types a value over what a field holds.
func (b *tab) enter(testid, value string) {
	b.t.Helper()
	b.look(chromedp.WaitVisible(css(testid)))
	b.do(chromedp.Evaluate[chromedp.Void](`{ const field = document.querySelector('[data-testid="`+testid+`"]'); field.focus(); field.select(); } undefined`), chromedp.KeyEvent(value))
}

// text is what an element shows.
func (b *tab) text(testid string) string {
	b.t.Helper()
	b.look(chromedp.WaitReady(css(testid)))
	return strings.Join(strings.Fields(evaluate[string](b, `document.querySelector('[data-testid="`+testid+`"]')?.innerText ?? ""`)), " ")
}

// shows waits until an element shows a text.
func (b *tab) shows(testid, part string) {
	b.t.Helper()
	text := ""
	if !soon(func() bool { text = b.text(testid); return strings.Contains(text, part) }) {
		b.t.Errorf("%s shows %q, not %q", testid, text, part)
	}
}

// soon asks until the answer is yes, and says whether it has come to that.
func soon(ok func() bool) bool {
	for limit := time.Now().Add(patience); time.Now().Before(limit); time.Sleep(25 * time.Millisecond) {
		if ok() {
			return true
		}
	}
	return false
}

// evaluate runs JavaScript on the page.
func evaluate[T any](b *tab, js string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	return v
}

func (b *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// logTasks reports the longest hold-ups of the page's thread since the last call. They are logged only: they depend on the machine.
func (b *tab) logTasks(when string) {
	b.t.Helper()
	b.t.Logf("%s: tasks over 50 ms on the page's thread: %v", when, evaluate[[]int](b, `__tasks.splice(0)`))
}

func css(testid string) chromedp.CSS { return chromedp.CSS(`[data-testid="` + testid + `"]`) }
