package edit

import (
	"fmt"
	"slices"
	"testing"

	"muestra/app/apptest"
	"muestra/app/editor"
	"muestra/app/lesson"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
)

func TestALessonIsNotToldBeforehand(t *testing.T) {
	s, _ := apptest.NewTestSession()
	s.Open("sample=1&lesson=1", "")
	c := &Chapter{S: s}
	if got := c.look(1); got != textLookLater.EN {
		t.Errorf("before it is checked: %q", got)
	}
	s.Course.Learning().Notes[1] = &lesson.Note{Checked: true}
	if got := c.look(1); got != editor.Stories[1].Look.EN {
		t.Errorf("once it is checked: %q", got)
	}
}

func TestADraftBecomesItsLink(t *testing.T) {
	e, _, err := recipe.ParseLink("sample=3&seed=7&run=1")
	if err != nil {
		t.Fatal(err)
	}
	d := invitation{title: " Día\t1 ", task: "Uno\r\nDos ", lang: "es", lesson: 3, run: false, lock: []string{"recipe"}, hide: kit.Switched([]string{"runs"}, "layers", true)}
	got, notices, err := recipe.ParseLink(d.link(*e))
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	if fmt.Sprint(got.Title, "|", got.Task, "|", got.Lang, got.Lesson, got.Run, got.Lock, got.Hide, got.Seed) != "Día 1|Uno\nDos|es3 false [recipe] [runs layers] 7" {
		t.Errorf("the link says %q %q %s %d %v %v %v %d", got.Title, got.Task, got.Lang, got.Lesson, got.Run, got.Lock, got.Hide, got.Seed)
	}
	if again := invitationOf(got); again.title != "Día 1" || again.lesson != 3 || !slices.Equal(again.hide, d.hide) {
		t.Errorf("the page's own link as an invitation: %+v", again)
	}
	if !e.Run || e.Title != "" {
		t.Error("making a link has changed the page's experiment")
	}
	if got := kit.Switched([]string{"a", "b"}, "a", false); !slices.Equal(got, []string{"b"}) {
		t.Errorf("without a: %q", got)
	}
}

func TestEveryPartOfThePageHasAName(t *testing.T) {
	for _, one := range append(partsNamed(recipe.HideParts), fieldsNamed()...) {
		if one.text == nil || one.text.ES == "" || one.text.EN == "" {
			t.Errorf("%s has no name", one.name)
		}
	}
}
