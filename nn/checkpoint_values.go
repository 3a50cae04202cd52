package nn

import (
	"fmt"
	"slices"
	"strings"

	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// copyTensors fills each tensor of to with the one of the same name among from. On an error nothing has changed.
func copyTensors(to, from []tensor.Tensor) error {
	byName := make(map[string]tensor.Tensor, len(from))
	for _, t := range from {
		byName[t.Name] = t
	}
	for _, t := range to {
		source, ok := byName[t.Name]
		if !ok {
			return fmt.Errorf("tensor %s is missing", t.Name)
		}
		if !slices.Equal(source.Shape, t.Shape) || len(source.Data) != len(t.Data) {
			return fmt.Errorf("tensor %s has shape %v instead of %v", t.Name, source.Shape, t.Shape)
		}
		if err := checkValues(source, isVariance(t.Name)); err != nil {
			return err
		}
	}
	for _, t := range to {
		copy(t.Data, byName[t.Name].Data)
	}
	return nil
}

// isVariance says whether a tensor of this name cannot have negative values.
func isVariance(name string) bool { return strings.HasSuffix(name, "/moving_variance") }

// checkValues refuses numbers that no training leaves behind: those that are not finite, and negative means of squares.
func checkValues(t tensor.Tensor, square bool) error {
	if !square && kernel.Finite(t.Data) {
		return nil
	}
	for i, v := range t.Data {
		if v-v != 0 {
			return fmt.Errorf("tensor %s: value %d is %v, %w", t.Name, i, v, ErrNotFinite)
		}
		if square && v < 0 {
			return fmt.Errorf("tensor %s: value %d is %v, but no variance is negative", t.Name, i, v)
		}
	}
	return nil
}
