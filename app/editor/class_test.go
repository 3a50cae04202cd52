package editor

import (
	"testing"

	"muestra/nn/samples"
)

func TestEveryPartThatALinkFixesHoldsAKey(t *testing.T) {
	held := map[string]bool{}
	for _, k := range samples.Keys() {
		held[partOf(k.Name)] = true
	}
	for _, part := range samples.LockParts {
		if !held[part] {
			t.Errorf("lock=%s fixes nothing", part)
		}
	}
}
