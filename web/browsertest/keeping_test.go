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
	want := natively(t, keptLink, "synthetic").WeightsSHA256
	ways := []struct {
		name string
		end  func(p *profile, b *tab) *tab
	}{
		{"reload", func(_ *profile, b *tab) *tab { b.reload(); return b }},
		{"crash", func(p *profile, b *tab) *tab { b.crash(); return p.open(syntheticSite(t) + "/") }},
		{"close", func(p *profile, b *tab) *tab { b.close(); return p.open(syntheticSite(t) + "/") }},
	}
	for i := range kills(t) {
		way := ways[i%len(ways)]
		at := 4 + rand.IntN(keptSteps-15)
		t.Run(fmt.Sprintf("%s after step %d", way.name, at), func(t *testing.T) {
			p := newProfile(t, visitor{})
			tab := p.open(syntheticSite(t) + "/#" + keptLink)
			tab.until("ready")
			tab.click("train")
			tab.isKept()
			before := tab.wait("the moment", func(s state) bool { return s.Step >= at })
			tab = way.end(p, tab)
			tab.isShown("restore")
			tab.shows("restore", "Sample 5")
			tab.shows("restore", "seed: 11")
			if done := after(tab.text("restore"), "Epochs done: "); done == "" || int(done[0]-'0') > before.Epoch {
				t.Errorf("in epoch %d, the offer says %q", before.Epoch, tab.text("restore"))
			}
			if s, _ := tab.state(); s.State == "training" || s.Error != "" {
				t.Errorf("before it is asked to, the page says %+v", s)
			}
			tab.click("restore")
			s := tab.until("done")
			if s.WeightsSHA256 != want {
				t.Errorf("weights %s, and %s without a break", s.WeightsSHA256, want)
			}
			if len(s.History) != keptEpochs || s.Epoch != keptEpochs || s.Step != keptSteps {
				t.Errorf("epoch %d, step %d, %d epochs of history", s.Epoch, s.Step, len(s.History))
			}
			if hash := evaluate[string](tab, `location.hash`); !strings.Contains(hash, "seed=11") || !strings.Contains(hash, "sample=5") {
				t.Errorf("the link has not come back: %s", hash)
			}
			if n := tab.count("restore"); n != 0 {
				t.Error("what has gone on is still offered")
			}
		})
	}
}

// after is what follows a word.
func after(text, word string) string {
	_, rest, _ := strings.Cut(text, word)
	return rest
}

func TestALinkThatStartsByItselfGoesOnByItself(t *testing.T) {
	p := newProfile(t, visitor{lang: "es-ES"})
	tab := p.open(syntheticSite(t) + "/#" + keptLink + "&run=1")
	tab.isKept()
	tab.reload()
	tab.shows("restore", "Continúa sin más")
	tab.wait("training", func(s state) bool { return s.State == "training" && s.Step > 0 })
	tab.click("tab-runs")
	tab.do(chromedp.WaitVisible(css("run")))
	if n := tab.count("run"); n != 1 {
		t.Errorf("%d runs are listed: it has begun anew", n)
	}
	tab.click("stop")
	tab.until("ready")
	tab.click("clear")

	// What somebody has stopped is not offered, but stays in the list.
	tab.reload()
	tab.isKept()
	if n := tab.count("restore"); n != 0 {
		t.Error("a run that was stopped is offered")
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
	const link = "/#sample=1&train=1000&val=100&test=100&epochs=1000&run=1"
	first := p.open(site + link)
	first.isKept()
	first.wait("an epoch", func(s state) bool { return s.Epoch > 1 })

	second := p.open(site + link)
	second.shows("elsewhere", "Another tab is training: Sample 1")
	if s, _ := second.state(); s.State == "training" || s.State == "loading" {
		t.Fatalf("both train: %+v", s)
	}
	second.click("look")
	second.shows("belongs", "looking at a saved run")
	second.do(chromedp.WaitVisible(css("history")))
	if s, _ := second.state(); len(s.History) != 0 || s.State != "ready" {
		t.Errorf("what it looks at is in its state: %+v", s)
	}
	second.click("start-another")
	own := second.wait("a step", func(s state) bool { return s.Step > 0 })
	if s, _ := first.state(); s.State != "training" {
		t.Errorf("the first tab is %+v", s)
	}
	t.Logf("the second tab trains: step %d", own.Step)
	second.click("stop")
	second.until("ready")
	second.click("clear")

	// When the first tab has gone, its run is free.
	first.close()
	second.reload()
	second.isShown("restore")
	second.click("restore")
	second.wait("training", func(s state) bool { return s.State == "training" && s.Epoch >= 1 })
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

func TestStorageThatFailsIsSaidAndStopsNothing(t *testing.T) {
	const (
		refused = `Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("denied", "SecurityError"); } });`
		missing = `Object.defineProperty(globalThis, "indexedDB", { value: undefined });`
		full    = `IDBObjectStore.prototype.put = function () { throw new DOMException("no room", "QuotaExceededError"); };`
	)
	tests := []struct{ name, page, worker, lang, notice, runs string }{
		{"refused", refused, refused, "en", "does not let the page save anything", "Nothing can be saved"},
		{"not there", missing, missing, "es", "no deja guardar nada", "No se puede guardar nada"},
		{"full", "", full, "en", "There is no room left", "saved in this browser by itself"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tab := open(t, altered(t, workerWith(t, test.worker))+"/#sample=1&train=640&val=64&test=64&epochs=2&lang="+test.lang, visitor{script: test.page})
			tab.until("ready")
			tab.turnTo("runs")
			tab.shows("runs", test.runs)
			tab.click("train")
			tab.shows("notice", test.notice)
			if s := tab.until("done"); s.Error != "" || len(s.History) != 2 {
				t.Errorf("%+v", s)
			}
			if n := strings.Count(tab.text("notice"), test.notice); n != 1 {
				t.Errorf("it is said %d times", n)
			}
			tab.isShown("export-csv")
			if n := tab.count("export-weights"); n != 0 {
				t.Error("weights are offered that nobody has kept")
			}
		})
	}
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

func TestRunsAreListedRenamedExportedAndDeleted(t *testing.T) {
	p := newProfile(t, visitor{})
	tab := p.open(syntheticSite(t) + "/#sample=1&train=640&val=64&test=64&epochs=2&seed=4&run=1")
	done := tab.until("done")
	tab.isShown("export-weights")
	tab.isKept()
	if n := tab.count("run"); n != 1 {
		t.Fatalf("%d runs are listed", n)
	}
	tab.click("run-open")
	tab.shows("run-recipe", "epochs: 2 · batch: 64 · pictures: 640 · seed: 4")
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

	// It is there after a reload, with its curves, its result and its recipe.
	tab = p.open(syntheticSite(t) + "/")
	tab.isKept()
	tab.click("run-open")
	tab.shows("run-open", "My first")
	tab.click("run-look")
	tab.shows("belongs", "My first")
	tab.shows("weights-sha256", done.WeightsSHA256)
	tab.click("run-take")
	if hash := evaluate[string](tab, `location.hash`); !strings.Contains(hash, "seed=4") {
		t.Errorf("the address is %s", hash)
	}
	tab.click("run-delete")
	tab.shows("runs", "cannot be brought back")
	tab.click("run-delete-no")
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
