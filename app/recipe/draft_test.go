package recipe

import (
	"slices"
	"testing"

	"muestra/nn/samples"
)

func TestEveryKeyOfTheRecipeHasAField(t *testing.T) {
	for _, k := range samples.Keys() {
		if c, ok := ControlOf[k.Name]; OfRecipe(k.Name) && k.Name != "model" && (!ok || c.key != k.Name || c.Label == nil || c.help == nil) {
			t.Errorf("%s has no field", k.Name)
		}
	}
	var shown []string
	for _, one := range Schedules {
		shown = append(shown, one.Fields...)
		if _, _, err := samples.ParseLink("epochs=3&boundaries=1&values=0.1&schedule=" + one.Name); err != nil {
			t.Errorf("schedule %s: %v", one.Name, err)
		}
	}
	for _, key := range []string{"decay_epochs", "decay_rate", "boundaries", "values", "end_lr", "power", "alpha", "warmup_epochs", "reduce_lr", "reduce_lr_patience", "cooldown", "min_lr"} {
		if !slices.Contains(shown, key) {
			t.Errorf("no schedule shows %s", key)
		}
	}
}
