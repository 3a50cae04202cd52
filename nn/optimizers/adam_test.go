package optimizers

import "testing"

func TestAdamsCorrectionsAreReachedQuicklyAfterManySteps(t *testing.T) {
	once, straight := &Adam{Beta1: 0.9, Beta2: 0.99}, &Adam{Beta1: 0.9, Beta2: 0.99}
	for step := 1; step <= 100_000; step++ {
		straight.advance(step)
	}
	once.advance(MaxCount)
	if once.power1 != straight.power1 || once.power2 != straight.power2 || once.step != MaxCount {
		t.Errorf("powers %v and %v at step %d, want %v and %v", once.power1, once.power2, once.step, straight.power1, straight.power2)
	}
}
