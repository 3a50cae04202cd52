package saved

import (
	"testing"
)

func TestEveryOrderHasAName(t *testing.T) {
	seen := map[string]bool{}
	for _, o := range Orders {
		if o.Text.ES == "" || o.Text.EN == "" || seen[o.Name] {
			t.Errorf("order %q: %+v", o.Name, o.Text)
		}
		seen[o.Name] = true
	}
}
