package edit

import (
	"math"
	"testing"
)

func TestOurScoreIsThatOfOurOwnRun(t *testing.T) {
	if v, ok := OurScore(6); !ok || math.Abs(v-0.7557) > 1e-9 {
		t.Errorf("sample 6: %v, %v", v, ok)
	}
	for _, sample := range []int{9, 12} { // none, and the report's own
		if v, ok := OurScore(sample); ok {
			t.Errorf("sample %d: %v", sample, v)
		}
	}
}
