package editor

import (
	"testing"

	"muestra/nn/recipe"
)

func TestEveryKeyOfTheRecipeHasAField(t *testing.T) {
	groups := map[recipe.Group]bool{}
	for _, k := range recipe.Keys() {
		if !k.Scope.DecidesResult() || k.Name == "model" {
			continue
		}
		if f := k.Field; f == nil || f.Label.ES == "" || f.Label.EN == "" || f.Hint.ES == "" || f.Hint.EN == "" || f.TestID == "" {
			t.Errorf("%s has no field", k.Name)
			continue
		}
		groups[k.Field.Group] = true
	}
	for g := recipe.GroupTraining; g <= recipe.GroupRest; g++ {
		if !groups[g] || len(recipe.Fields(g)) == 0 {
			t.Errorf("group %d of the form is empty", g)
		}
	}
	for _, one := range recipe.KeyOf("schedule").Field.Options {
		e, _, err := recipe.ParseLink("epochs=3&boundaries=1&values=0.1&schedule=" + one.Name)
		if err != nil {
			t.Errorf("schedule %s: %v", one.Name, err)
			continue
		}
		shown := 0
		for _, k := range recipe.Fields(recipe.GroupRate) {
			if k.Shown(e) {
				shown++
			}
		}
		if shown < 2 {
			t.Errorf("schedule %s has no fields of its own", one.Name)
		}
	}
}
