package samples

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Difference is one thing in which a sample is not as the one that it goes on from.
type Difference struct {
	// Key is a link key, "initializer", "l2_conv", "l2_dense" or "layer".
	Key string
	// Before and After are what there was and is: an int, a float64, a string, a []string of augmentations, a []Stopping, a Layer, or a Span of
	// layers. One of them may be nil, for nothing.
	Before, After any
	// Times is how many layers in a row it is about, or 1.
	Times int
}

// Layer is a layer in short: its class, and the argument without which there is none, such as 0.3 of Dropout; 0 where it has no such argument.
type Layer struct {
	Class    string
	Argument float64
}

// Span is layers from one to another.
type Span struct{ First, Last Layer }

// Before returns the sample that s goes on from: the one before, but for sample 10, which returns to 8 after the failure of 9. It is nil for sample 0.
func (s *Sample) Before() *Sample {
	if s.Number == 10 {
		return ByNumber(8)
	}
	return ByNumber(s.Number - 1)
}

// Differences lists what s changes against Before: first the recipe, then the layers in their order.
func (s *Sample) Differences() []Difference {
	before := s.Before()
	if before == nil {
		return nil
	}
	var all []Difference
	for _, v := range [...]struct {
		key           string
		before, after any
	}{
		{"epochs", before.Epochs, s.Epochs},
		{"optimizer", before.Optimizer, s.Optimizer},
		{"lr", number(before.LearningRate), number(s.LearningRate)},
		{"momentum", number(before.Momentum), number(s.Momentum)},
		{"batch", before.Batch, s.Batch},
		{"early_stopping", list(before.Stopping), list(s.Stopping)},
		{"augment", list(before.Augment), list(s.Augment)},
		{"initializer", before.Initializer, s.Initializer},
		{"l2_conv", number(before.L2Conv), number(s.L2Conv)},
		{"l2_dense", number(before.L2Dense), number(s.L2Dense)},
	} {
		if !reflect.DeepEqual(v.before, v.after) {
			all = append(all, Difference{v.key, v.before, v.after, 1})
		}
	}
	return append(all, layerDifferences(strings.Fields(before.Layers), strings.Fields(s.Layers))...)
}

// number is a value of a recipe; 0 is that there is none.
func number(v float64) any {
	if v == 0 {
		return nil
	}
	return v
}

// list is a value of a recipe; an empty one is that there is none.
func list[T any](v []T) any {
	if len(v) == 0 {
		return nil
	}
	return v
}

// NewLayers tells of each layer of s whether Before lacks it, or has it with another value.
func (s *Sample) NewLayers() []bool {
	after := strings.Fields(s.Layers)
	fresh := make([]bool, len(after))
	if before := s.Before(); before != nil {
		align(strings.Fields(before.Layers), after, func(_, j int) {
			if j >= 0 {
				fresh[j] = true
			}
		})
	}
	return fresh
}

// layerDifferences lists what turns one network into another. Equal changes that follow each other are one.
func layerDifferences(before, after []string) []Difference {
	var all []Difference
	if after[0] == "V" { // a whole network in the place of all convolutions
		flatten := slices.Index(before, "F")
		all = append(all, Difference{"layer", Span{layerOf(before[0]), layerOf(before[flatten-1])}, layerOf("V"), 1})
		before, after = before[flatten:], after[1:]
	}
	align(before, after, func(i, j int) {
		d := Difference{Key: "layer", Times: 1}
		if i >= 0 {
			d.Before = layerOf(before[i])
		}
		if j >= 0 {
			d.After = layerOf(after[j])
		}
		if n := len(all); n > 0 && all[n-1].Before == d.Before && all[n-1].After == d.After {
			all[n-1].Times++
		} else {
			all = append(all, d)
		}
	})
	return all
}

// align turns one network into another with as few changes as can be, of which one within a kind of layer counts half of what it takes to remove a
// layer and add another. It tells each change by the places of the layers in both networks, -1 where it has none.
func align(before, after []string, change func(i, j int)) {
	left := changesLeft(before, after)
	for i, j := 0, 0; i < len(before) || j < len(after); {
		rest := left[i][j]
		switch {
		case i < len(before) && j < len(after) && before[i][0] == after[j][0] && rest == left[i+1][j+1]+changeCost(before[i], after[j]):
			if before[i] != after[j] {
				change(i, j)
			}
			i, j = i+1, j+1
		case i < len(before) && rest == left[i+1][j]+1:
			change(i, -1)
			i++
		default:
			change(-1, j)
			j++
		}
	}
}

// changesLeft has at [i][j] how much must be changed to turn before[i:] into after[j:].
func changesLeft(before, after []string) [][]int {
	left := make([][]int, len(before)+1)
	for i := range left {
		left[i] = make([]int, len(after)+1)
		left[i][len(after)] = len(before) - i
	}
	for j := range after {
		left[len(before)][j] = len(after) - j
	}
	for i, b := range slices.Backward(before) {
		for j, a := range slices.Backward(after) {
			left[i][j] = min(left[i+1][j], left[i][j+1]) + 1
			if b[0] == a[0] {
				left[i][j] = min(left[i][j], left[i+1][j+1]+changeCost(b, a))
			}
		}
	}
	return left
}

// changeCost is what it takes to make one layer of another of its kind.
func changeCost(before, after string) int {
	if before == after {
		return 0
	}
	return 1
}

// layerOf is the layer that a word of Sample.Layers stands for.
func layerOf(word string) Layer {
	class, ok := map[byte]string{'C': "Conv2D", 'P': "MaxPooling2D", 'F': "Flatten", 'D': "Dense", 'B': "BatchNormalization", 'd': "Dropout", 'V': "VGG16"}[word[0]]
	if !ok {
		panic(badTable)
	}
	argument, err := strconv.ParseFloat(word[1:], 64)
	if err != nil {
		argument = 0
	}
	return Layer{class, argument}
}
