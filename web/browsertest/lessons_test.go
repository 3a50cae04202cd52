package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// The lesson of the same bits holds on any pictures.
func TestALessonTrainsAndIsChecked(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=4&epochs=3&lesson=10", visitor{})
	tab.until("ready")
	if evaluate[bool](tab, `!document.querySelector("[data-testid=lesson-start]").disabled`) {
		t.Error("it trains without a prediction")
	}
	tab.click("lesson-predict-1")
	for _, run := range []string{"0", "1", "2"} {
		tab.click("lesson-start")
		tab.until("training")
		if run == "0" {
			tab.shows("lesson-run-0", "Training: epoch")
			tab.isWhole()
		}
		tab.until("done")
		tab.shows("lesson-run-"+run, "validation")
	}
	tab.click("lesson-check")
	tab.shows("lesson-verdict", "You saw it coming")
	if hash := evaluate[string](tab, `location.hash`); !strings.Contains(hash, "sample=1") || !strings.Contains(hash, "lesson=10") {
		t.Errorf("the address is %s", hash)
	}
	tab.click("lesson-back")
	if hash := evaluate[string](tab, `location.hash`); !strings.Contains(hash, "sample=4") || !strings.Contains(hash, "epochs=3") {
		t.Errorf("one's own experiment comes back as %s", hash)
	}
}

func TestATeacherMakesALink(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=3&seed=7", who)
		tab.until("ready")
		tab.click("tab-lessons")
		tab.click("class-link")
		tab.isWhole()
		tab.isAccessible()
		tab.enter("class-title-field", "Grupo B")
		tab.enter("class-task-field", "<b>Entrena</b> & mira: 100 %")
		for _, id := range []string{"class-lock-recipe", "class-lock-samples", "class-hide-network", "class-hide-runs"} {
			evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=`+id+`]").click(); undefined`)
		}
		tab.shows("class-preview", "<b>Entrena</b>")
		tab.isAccessible()
		address := evaluate[string](tab, `document.querySelector("[data-testid=class-address]").value`)
		if href := evaluate[string](tab, `document.querySelector("[data-testid=class-try]").href`); href != address {
			t.Errorf("the link to try is %s, the one to copy %s", href, address)
		}
		tab.do(chromedp.KeyEvent("\x1b"))
		if evaluate[bool](tab, `document.getElementById("class-dialog").open`) {
			t.Error("Escape does not close the dialog")
		}

		class := open(t, address, who)
		if s := class.until("ready"); s.Sample != 3 || s.Error != "" {
			t.Errorf("the link opens sample %d with error %q", s.Sample, s.Error)
		}
		class.shows("task-title", "Grupo B")
		class.shows("task-text", "<b>Entrena</b> & mira: 100 %")
		locked := evaluate[[]string](class, `[...document.querySelectorAll("[data-testid=seed], [data-testid=lr], [data-testid=sample-2]")].filter((e) => !e.disabled).map((e) => e.dataset.testid)`)
		if len(locked) > 0 {
			t.Errorf("can be changed: %q", locked)
		}
		if n := evaluate[int](class, `document.querySelectorAll(".recipe .lock, .story .lock").length`); n < 5 {
			t.Errorf("%d signs of a lock", n)
		}
		hidden := evaluate[bool](class, `document.querySelector("[data-testid=summary]").hidden && !document.querySelector("[data-testid=tab-runs]")`)
		if !hidden {
			t.Error("what the link hides is seen")
		}
		class.isWhole()
		class.isAccessible()
	})
}

func TestAStrangersTaskIsTextAlone(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#title=%3Cimg%20src%3Dx%20onerror%3D%22document.title%3D1%22%3E&task=%3Cscript%3Edocument.title%3D2%3C%2Fscript%3E%0A%5Bx%5D(javascript:alert(1))", visitor{})
	tab.until("ready")
	tab.shows("task-title", "<img src=x onerror=")
	tab.shows("task-text", "<script>")
	if n := evaluate[int](tab, `document.querySelector("[data-testid=task]").querySelectorAll("img, script, a").length`); n != 0 {
		t.Errorf("%d elements of a stranger's", n)
	}
	for _, bad := range []string{"task=%E2%80%AE", "title=" + strings.Repeat("x", 81), "lock=everything", "hide=train,train", "lesson=11"} {
		evaluate[chromedp.Void](tab, `location.hash = "#`+bad+`"; undefined`)
		key, _, _ := strings.Cut(bad, "=")
		tab.wait("an error about "+bad, func(s state) bool { return s.State == "error" && strings.Contains(s.Error, key+"=") })
	}
}

func TestEverythingThatCanBeHiddenIs(t *testing.T) {
	eachView(t, func(t *testing.T, who visitor) {
		tab := open(t, syntheticSite(t)+"/#sample=6&hide=samples,lessons,recipe,network,pictures,predictions,confusion,layers,runs", who)
		tab.until("ready")
		seen := evaluate[[]string](tab, `[...document.querySelectorAll("[role=tab], .guide, form.recipe, [data-testid=summary]")].filter((e) => e.checkVisibility()).map((e) => e.dataset.testid ?? e.className)`)
		if len(seen) > 0 {
			t.Errorf("still to be seen: %q", seen)
		}
		tab.isWhole()
		tab.isAccessible()
	})
}
