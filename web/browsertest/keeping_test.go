package browsertest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	browserproto "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"muestra/nn"
)

// keptLink is a run with everything in it that a checkpoint must carry: momentum, dropout, augmentation.
const keptLink = "sample=5&train=640&val=64&test=64&epochs=5&seed=11&lr=0.01&augment=flip,shift"

// What it comes to.
const (
	keptEpochs = 5
	keptSteps  = 50
)

// kills is how often a test ends the page at some random moment: three times, or as often as MUESTRA_KILLS says.
func kills(t *testing.T) int {
	text := os.Getenv("MUESTRA_KILLS")
	if text == "" {
		return 3
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("MUESTRA_KILLS: %v", err)
	}
	return n
}

// isShown waits until something is on the page and can be seen.
func (b *tab) isShown(testid string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(css(testid)))
}

// isKept waits until the run is in the list of those that are kept.
func (b *tab) isKept() {
	b.t.Helper()
	b.turnTo("runs")
	b.isShown("run")
}

// turnTo shows a tab of the page. Where there is only one, its button is not to be seen.
func (b *tab) turnTo(name string) {
	b.t.Helper()
	b.do(chromedp.WaitReady(css("tab-" + name)))
	evaluate[chromedp.Void](b, `document.querySelector('[data-testid="tab-`+name+`"]').click(); undefined`)
}

// isAt waits until the keyboard is on something.
func (b *tab) isAt(testid string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(`[data-testid="` + testid + `"]:focus`)))
}

// count is how many elements have a name.
func (b *tab) count(testid string) int {
	b.t.Helper()
	return evaluate[int](b, `[...document.querySelectorAll('[data-testid="`+testid+`"]')].filter((e) => !e.closest("[hidden]")).length`)
}

func TestARunGoesOnWhateverEndsThePage(t *testing.T) {
	ways := []struct {
		name string
		end  func(p *profile, b *tab) *tab
	}{
		{"crash", func(p *profile, b *tab) *tab { b.crash(); return p.open(syntheticSite(t) + "/") }},
		{"close", func(p *profile, b *tab) *tab { b.close(); return p.open(syntheticSite(t) + "/") }},
		{"reload", func(_ *profile, b *tab) *tab { b.reload(); return b }},
	}
	const perEpoch = keptSteps / keptEpochs
	n := kills(t)
	link := strings.Replace(keptLink, "epochs=5", fmt.Sprint("epochs=", n+2), 1)
	epochs, want := nativeEpochs(t, link, "synthetic")
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#" + link)
	tab.until("ready")
	tab.click("train")
	tab.isKept()
	for k := range n {
		at := k*perEpoch + 4 + rand.IntN(perEpoch)
		before := tab.wait("the moment", func(s state) bool { return s.Step >= at })
		way := ways[k%len(ways)]
		tab = way.end(p, tab)
		tab.isShown("restore")
		if s, _ := tab.state(); s.State == "training" || s.Error != "" {
			t.Errorf("before it is asked to, the page says %+v", s)
		}
		tab.click("restore")
		s := tab.wait("the run to go on", func(s state) bool { return s.State == "training" || s.State == "done" || s.State == "error" })
		isWhole(t, s.History, epochs)
		t.Logf("%s after step %d: it goes on, at step %d", way.name, before.Step, s.Step)
	}
	s := tab.until("done")
	isWhole(t, s.History, epochs)
	if s.WeightsSHA256 != want.WeightsSHA256 || len(s.History) != len(epochs) || s.Step != len(epochs)*perEpoch {
		t.Errorf("weights %s, and %s without a break; %d epochs of history, step %d", s.WeightsSHA256, want.WeightsSHA256, len(s.History), s.Step)
	}
	if n := tab.count("restore"); n != 0 {
		t.Error("what has gone on is still offered")
	}
}

func TestTwoTabsDoNotTrainTheSameRun(t *testing.T) {
	t.Run("locks", func(t *testing.T) { twoTabs(t, syntheticSite(t), "") })
	t.Run("an insecure connection has none", func(t *testing.T) {
		const none = `Object.defineProperty(navigator, "locks", { value: undefined });`
		twoTabs(t, altered(t, workerWith(t, none)), none)
	})
}

func twoTabs(t *testing.T, site, script string) {
	p := newProfile(t, visitor{script: script})
	first := p.open(site + "/#sample=1&train=1000&val=100&test=100&epochs=1000&run=1")
	first.isKept()

	second := p.open(site + "/")
	second.findsInTime("elsewhere", "Another tab is training: Sample 1")
	if n := second.count("restore"); n != 0 {
		t.Error("the run of the other tab is offered")
	}
	if s, _ := first.state(); s.State != "training" {
		t.Errorf("the first tab is %+v", s)
	}

	// When the first tab has gone, its run is free.
	first.close()
	second.reload()
	second.findsInTime("restore", "Sample 1")
}

// findsInTime waits until something that is said of other tabs shows a text. They may answer too late on a busy machine, and end later than they are
// closed, so the page looks again: as it does when somebody turns to it.
func (b *tab) findsInTime(testid, part string) {
	b.t.Helper()
	if !soon(func() bool {
		evaluate[chromedp.Void](b, `document.dispatchEvent(new Event("visibilitychange")); undefined`)
		return evaluate[bool](b, `(() => { const e = document.querySelector('[data-testid="`+testid+`"]:not([hidden])'); return !!e?.innerText.includes("`+part+`"); })()`)
	}) {
		b.t.Fatalf("%s does not show %q", testid, part)
	}
}

// workerWith is the site's trainer.js with something before it.
func workerWith(t *testing.T, before string) map[string]string {
	t.Helper()
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "trainer.js"))
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{"trainer.js": before + "\n" + string(text)}
}

// Where a browser does not let the page save anything, nor a worker start others, one worker trains, and what cannot be is said.
func TestABrowserThatRefusesMuchTrainsAllTheSame(t *testing.T) {
	const (
		link    = "sample=1&train=640&val=64&test=64&epochs=2&workers=2"
		refused = `Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } });`
	)
	site := altered(t, workerWith(t, refused+`globalThis.Worker = undefined;`))
	tab := open(t, site+"/#"+link+"&lang=es", visitor{script: refused})
	tab.until("ready")
	tab.turnTo("runs")
	tab.shows("runs", "No se puede guardar nada")
	tab.click("train")
	s := tab.until("done")
	if want := natively(t, link, "synthetic").WeightsSHA256; s.Workers != 1 || s.WeightsSHA256 != want {
		t.Errorf("%d workers, weights %s, want %s", s.Workers, s.WeightsSHA256, want)
	}
	tab.shows("notice", "no deja guardar nada")
	tab.shows("notice", "entrena un solo trabajador")
}

// inStore runs JavaScript with the database of runs in db and waits for its promise.
func inStore(b *tab, js string) {
	b.t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](`new Promise((done, failed) => {
		const opening = indexedDB.open("muestra");
		opening.onerror = () => failed(opening.error);
		opening.onsuccess = () => {
			const db = opening.result;
			const t = db.transaction(["runs", "checkpoints"], "readwrite");
			t.oncomplete = () => { db.close(); done(true); };
			t.onerror = () => failed(t.error);
			const runs = t.objectStore("runs"), checkpoints = t.objectStore("checkpoints");
			`+js+`
		};
	})`, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
}

// isStored waits until what the page has begun to do with its database is done.
func (b *tab) isStored() {
	b.t.Helper()
	inStore(b, `runs.count();`)
}

func TestARunIsNamedTakenHomeAndDeleted(t *testing.T) {
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1&train=128&val=64&test=64&epochs=2&seed=4")
	tab.until("ready")
	tab.click("train")
	done := tab.until("done")
	tab.isShown("export-weights")
	tab.isKept()
	tab.click("run-open")
	tab.enter("run-name", "My first")
	tab.do(chromedp.KeyEvent("\r"))
	tab.shows("run-open", "My first")

	files := p.downloads(tab)
	tab.click("run-weights")
	tab.click("export-csv")
	f, err := os.Open(arrived(t, filepath.Join(files, "muestra-1-My-first.safetensors")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c, err := nn.ReadCheckpoint(f)
	if err != nil {
		t.Fatal(err)
	}
	network, err := nn.New(c.Spec, 1)
	if err == nil {
		_, err = network.Restore(c)
	}
	if err != nil || network.SHA256() != done.WeightsSHA256 {
		t.Errorf("the file has the weights %s and not %s: %v", network.SHA256(), done.WeightsSHA256, err)
	}
	table, err := os.ReadFile(arrived(t, filepath.Join(files, "muestra-1.csv")))
	if err != nil || strings.Count(string(table), "\n") != 3 || !strings.HasPrefix(string(table), "epoch,loss,") {
		t.Errorf("the table is %q, %v", table, err)
	}

	// It is there after a reload, with its name and its result.
	tab.reload()
	tab.isKept()
	tab.click("run-open")
	tab.shows("run-open", "My first")
	tab.click("run-look")
	tab.shows("weights-sha256", done.WeightsSHA256)
	tab.click("run-delete")
	tab.click("run-delete-yes")
	tab.do(chromedp.WaitNotPresent(css("run")))
	tab.isStored()
	tab.reload()
	tab.turnTo("runs")
	tab.shows("runs", "saved in this browser by itself")
}

// downloads has what a visitor downloads arrive in a folder.
func (p *profile) downloads(b *tab) string {
	p.t.Helper()
	folder := p.t.TempDir()
	if _, err := chromedp.CallBrowser(b.ctx, browserproto.SetDownloadBehavior, browserproto.SetDownloadBehaviorParams{
		Behavior: browserproto.SetDownloadBehaviorBehaviorAllow, DownloadPath: folder, BrowserContextID: chromedp.FromContext(p.ctx).BrowserContextID,
	}); err != nil {
		p.t.Fatal(err)
	}
	return folder
}

// arrived waits for a download.
func arrived(t *testing.T, file string) string {
	t.Helper()
	if soon(func() bool { _, err := os.Stat(file); return err == nil }) {
		return file
	}
	all, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "*"))
	t.Fatalf("%s has not arrived; there are %q", filepath.Base(file), all)
	return ""
}
