package editor

import (
	"testing"

	"muestra/nn/samples"
)

func TestEveryDifferenceHasAName(t *testing.T) {
	for _, sample := range samples.All() {
		for _, d := range sample.Differences() {
			if d.Key != "layer" && differenceName(d.Key).EN == "" {
				t.Errorf("sample %d: %s has no name", sample.Number, d.Key)
			}
		}
	}
}
