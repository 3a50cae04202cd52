package editor

import (
	"testing"

	"muestra/nn/samples"
)

func TestEveryKeyOfTheRecipeHasAField(t *testing.T) {
	groups := map[samples.Group]bool{}
	for _, k := range samples.Keys() {
		if !k.Scope.DecidesResult() || k.Name == "model" {
			continue
		}
		if f := k.Field; f == nil || f.Label.ES == "" || f.Label.EN == "" || f.Hint.ES == "" || f.Hint.EN == "" || f.TestID == "" {
			t.Errorf("%s has no field", k.Name)
			continue
		}
		groups[k.Field.Group] = true
	}
	for g := samples.GroupTraining; g <= samples.GroupRest; g++ {
		if !groups[g] || len(samples.Fields(g)) == 0 {
			t.Errorf("group %d of the form is empty", g)
		}
	}
	for _, one := range samples.KeyOf("schedule").Field.Options {
		e, _, err := samples.ParseLink("epochs=3&boundaries=1&values=0.1&schedule=" + one.Name)
		if err != nil {
			t.Errorf("schedule %s: %v", one.Name, err)
			continue
		}
		shown := 0
		for _, k := range samples.Fields(samples.GroupRate) {
			if k.Shown(e) {
				shown++
			}
		}
		if shown < 2 {
			t.Errorf("schedule %s has no fields of its own", one.Name)
		}
	}
}
