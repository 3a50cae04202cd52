package view

import (
	"strings"
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
	"muestra/app/view/edit"
)

// reached are the handlers that a visitor can reach in some components, by what String calls them.
func reached(parts ...goapp.UI) map[string]handler {
	all := map[string]handler{}
	for _, part := range parts {
		for _, h := range handlersOf(part) {
			all[h.String()] = h
		}
	}
	return all
}

func TestUndoAndRedoCanBePressedWhereThereIsSomething(t *testing.T) {
	s, _ := apptest.NewTestSession()
	network := func() map[string]handler { return reached(&edit.Network{S: s}) }
	expect := func(when, layers string, undo, redo bool) {
		t.Helper()
		all := network()
		_, back := all["network undo click"]
		_, forth := all["network redo click"]
		if got := apptest.Outlined(s); got != layers || back != undo || forth != redo {
			t.Errorf("%s: %s, undo %v, redo %v", when, got, back, forth)
		}
	}
	expect("at first", apptest.Sample1, false, false)
	s.Recipe.AddLayer("Dropout")
	edited := apptest.Outlined(s)
	expect("with a layer more", edited, true, false)
	network()["network undo click"].press("")
	expect("undone", apptest.Sample1, false, true)
	network()["network redo click"].press("")
	expect("redone", edited, true, false)
}

func TestWhatALinkFixesCannotBePressedAndSaysSo(t *testing.T) {
	s, _ := apptest.NewTestSession()
	fields := []string{"recipeForm seed input", "recipeForm lr input", "recipeForm optimizer change", "timeline sample-# click"}
	form := func() []goapp.UI { return []goapp.UI{&edit.RecipeForm{S: s}, &timeline{s: s}} }
	for _, name := range fields {
		if _, there := reached(form()...)[name]; !there {
			t.Fatalf("there is no %s", name)
		}
	}
	s.Open("sample=3&lock=recipe,samples", "")
	for _, name := range fields {
		if _, there := reached(form()...)[name]; there {
			t.Errorf("%s can be reached", name)
		}
	}
	signs := 0
	for _, part := range append(form(), &edit.Chapter{S: s}) {
		signs += strings.Count(goapp.HTMLString(part), `class="lock"`)
	}
	if signs < 5 {
		t.Errorf("%d signs of a lock", signs)
	}
}
