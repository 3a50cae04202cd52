package view

import (
	"strings"
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
	"muestra/app/view/edit"
	"muestra/nn/recipe"
	"muestra/wasm/store"
)

// TestAKeyIsOneRow adds a row to the table of keys and finds it in the form, the class link, the comparison and what is said of the recipe.
func TestAKeyIsOneRow(t *testing.T) {
	remove := recipe.AddRow("extra")
	defer remove()
	s, _ := apptest.NewTestSession()
	s.Open("sample=1&extra=7", "")
	if html := goapp.HTMLString(edit.NewRecipeForm(s, true)); !strings.Contains(html, `data-testid="extra"`) || !strings.Contains(html, "Of a test") || !strings.Contains(html, "It is here for a test.") {
		t.Error("the form does not have it")
	}
	if html := goapp.HTMLString(edit.NewClassLink(s, true)); !strings.Contains(html, `data-testid="class-lock-extra"`) || !strings.Contains(html, `data-testid="class-hide-extra"`) {
		t.Error("the class link does not have it")
	}
	found := false
	for _, one := range s.Recipe.Settings() {
		found = found || one.Key == "extra" && one.Text == "Of a test: 7"
	}
	if !found || !s.Recipe.Changes["extra"] {
		t.Errorf("the settings are %+v", s.Recipe.Settings())
	}
	s.Recipe.Set("extra", "10")
	if got := s.Recipe.Allowed("extra"); !strings.Contains(got, "a whole number from 0 to 9") {
		t.Errorf("10: %q", got)
	}
	s.Recipe.Undo()
	if got := s.Recipe.Value("extra"); got != "7" {
		t.Errorf("after undo: %q", got)
	}
	rows := s.Saved.Contrasts([]*store.Record{{ID: "a", Link: "sample=1&extra=3"}, {ID: "b", Link: "sample=1"}})
	i := -1
	for k, row := range rows {
		if row.Key == "extra" {
			i = k
		}
	}
	if i < 0 || rows[i].What != "Of a test" || strings.Join(rows[i].Values, " ") != "3 0" {
		t.Errorf("the comparison is %+v", rows)
	}
}
