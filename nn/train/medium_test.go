package train_test

import (
	"testing"

	"muestra/nn/train"
	"muestra/nn/train/mediumtest"
)

func TestGoroutinesAreAMedium(t *testing.T) {
	mediumtest.Run(t, func(members, _ int) []train.Medium { return train.NewGoroutines(members) })
}
