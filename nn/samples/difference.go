package samples

import (
	"slices"
	"strconv"
	"strings"
)

// Difference is one thing in which a sample is not as the one that it goes on from.
type Difference struct {
	// Key is a link key, "initializer", "l2_conv", "l2_dense" or "layer".
	Key string
	// Before and After are values as a link spells them, or layers as Keras does, Dropout(0.3); one of them may be empty.
	Before, After string
	// Times is how many layers in a row it is about, or 1.
	Times int
}

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
	for _, v := range [...]struct{ key, before, after string }{
		{"epochs", strconv.Itoa(before.Epochs), strconv.Itoa(s.Epochs)},
		{"optimizer", before.Optimizer, s.Optimizer},
		{"lr", number(before.LearningRate), number(s.LearningRate)},
		{"momentum", number(before.Momentum), number(s.Momentum)},
		{"batch", strconv.Itoa(before.Batch), strconv.Itoa(s.Batch)},
		{"early_stopping", before.stopping(), s.stopping()},
		{"augment", strings.Join(before.Augment, ","), strings.Join(s.Augment, ",")},
		{"initializer", before.Initializer, s.Initializer},
		{"l2_conv", number(before.L2Conv), number(s.L2Conv)},
		{"l2_dense", number(before.L2Dense), number(s.L2Dense)},
	} {
		if v.before != v.after {
			all = append(all, Difference{v.key, v.before, v.after, 1})
		}
	}
	return append(all, layerDifferences(strings.Fields(before.Layers), strings.Fields(s.Layers))...)
}

// number writes a value of a recipe; 0 is that there is none.
func number(v float64) string {
	if v == 0 {
		return ""
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// stopping writes the rules of early stopping: val_loss patience 5, val_accuracy patience 10.
func (s *Sample) stopping() string {
	var rules []string
	for _, r := range s.Stopping {
		rules = append(rules, r.Monitor+" patience "+strconv.Itoa(r.Patience))
	}
	return strings.Join(rules, ", ")
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
		all = append(all, Difference{"layer", layerName(before[0]) + " … " + layerName(before[flatten-1]), layerName("V"), 1})
		before, after = before[flatten:], after[1:]
	}
	align(before, after, func(i, j int) {
		d := Difference{Key: "layer", Times: 1}
		if i >= 0 {
			d.Before = layerName(before[i])
		}
		if j >= 0 {
			d.After = layerName(after[j])
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

// layerName is a word of Sample.Layers as one would write it in Keras.
func layerName(word string) string {
	rest := word[1:]
	switch word[0] {
	case 'C':
		return "Conv2D(" + rest + ")"
	case 'P':
		return "MaxPooling2D"
	case 'F':
		return "Flatten"
	case 'D':
		return "Dense(" + rest + ")"
	case 'B':
		return "BatchNormalization"
	case 'd':
		if rest == "" {
			return "Dropout"
		}
		return "Dropout(0" + rest + ")"
	case 'V':
		return "VGG16"
	}
	panic(badTable)
}
