package browsertest

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestATeacherMakesALinkForAClass(t *testing.T) {
	tab := open(t, syntheticSite(t)+"/#sample=3&seed=7", visitor{})
	tab.until("ready")
	tab.click("tab-lessons")
	tab.click("class-link")
	tab.enter("class-title-field", "Grupo B")
	tab.enter("class-task-field", "<b>Entrena</b> & mira: 100 % <img src=x onerror=alert(1)> [x](javascript:alert(1))")
	for _, id := range []string{"class-lock-recipe", "class-lock-samples", "class-hide-network", "class-hide-runs"} {
		evaluate[chromedp.Void](tab, `document.querySelector("[data-testid=`+id+`]").click(); undefined`)
	}
	tab.shows("class-preview", "<b>Entrena</b>")
	tab.opens(true, "details:has([data-testid=class-lock-fields])", "details:has([data-testid=class-hide-fields])")
	tab.looksRight("the dialog", "#class-dialog")
	address := evaluate[string](tab, `document.querySelector("[data-testid=class-address]").value`)
	if href := evaluate[string](tab, `document.querySelector("[data-testid=class-try]").href`); href != address {
		t.Errorf("the link to try is %s, the one to copy %s", href, address)
	}
	tab.do(chromedp.KeyEvent(kb.Escape))
	tab.sees("the dialog closed", `!document.getElementById("class-dialog").open`)

	// As the class sees it.
	_, fragment, _ := strings.Cut(address, "#")
	tab.follows(fragment)
	tab.shows("task-title", "Grupo B")
	tab.shows("task-text", "<b>Entrena</b> & mira: 100 % <img src=x onerror=alert(1)>")
	if n := evaluate[int](tab, `document.querySelector("[data-testid=task]").querySelectorAll("b, img, script, a").length`); n != 0 {
		t.Errorf("%d elements of a stranger's", n)
	}
	if s := tab.until("ready"); s.Sample != 3 || s.Error != "" {
		t.Errorf("the link opens sample %d with error %q", s.Sample, s.Error)
	}
	tab.looksRight("a link for a class")

	tab.follows("sample=6&hide=samples,lessons,recipe,network,pictures,predictions,confusion,layers,runs")
	tab.wait("sample 6", func(s state) bool { return s.Sample == 6 })
	tab.sees("all of it hidden", `[...document.querySelectorAll("[role=tab], .guide, form.recipe, [data-testid=summary]")].every((e) => !e.checkVisibility())`)
	tab.looksRight("a page without most of its parts")
}
