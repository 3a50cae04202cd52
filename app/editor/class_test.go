package editor

import (
	"testing"

	"muestra/nn/recipe"
)

func TestEveryPartThatALinkFixesHoldsAKey(t *testing.T) {
	held := map[string]bool{}
	for _, k := range recipe.Keys() {
		held[partOf(k.Name)] = true
	}
	for _, part := range recipe.LockParts {
		if !held[part] {
			t.Errorf("lock=%s fixes nothing", part)
		}
	}
}
