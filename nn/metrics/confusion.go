package metrics

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
)

// Confusion counts pictures by what they are and what a network has said of them, [true class][said class].
type Confusion [][]int

// NewConfusion counts pictures of so many classes: labels are what they are, said is what the network took them for.
func NewConfusion(classes int, labels []byte, said []int) Confusion {
	c := make(Confusion, classes)
	for i := range c {
		c[i] = make([]int, classes)
	}
	for i, label := range labels {
		c[label][said[i]]++
	}
	return c
}

// Score is how well one class is told from the others. What there is nothing to divide by for is NaN.
type Score struct {
	Precision float64 // of the pictures that were said to be of the class, the share that is
	Recall    float64 // of the class's pictures, the share that was said to be
	F1        float64 // their harmonic mean
	Support   int     // pictures of the class
}

// Scores returns the Score of each class.
func (c Confusion) Scores() []Score {
	all := make([]Score, len(c))
	for k := range c {
		said := 0
		for i := range c {
			said += c[i][k]
			all[k].Support += c[k][i]
		}
		hit := float64(c[k][k])
		all[k].Precision, all[k].Recall = hit/float64(said), hit/float64(all[k].Support)
		all[k].F1 = 2 * hit / float64(said+all[k].Support)
	}
	return all
}

// Accuracy is the share of the pictures that were said right; NaN of none.
func (c Confusion) Accuracy() float64 {
	hit, all := 0, 0
	for k, row := range c {
		hit += row[k]
		for _, n := range row {
			all += n
		}
	}
	return float64(hit) / float64(all)
}

// MostConfused returns the two classes of which the first is most often taken for the second; ok is false where nothing is confused.
func (c Confusion) MostConfused() (label, said int, ok bool) {
	for i, row := range c {
		for j, n := range row {
			if i != j && n > 0 && (!ok || n > c[label][said]) {
				label, said, ok = i, j, true
			}
		}
	}
	return label, said, ok
}

// CSV writes the matrix and its scores as a table: a line for each true class.
func (c Confusion) CSV(classes []string) string {
	head := []string{"true"}
	for _, name := range classes {
		head = append(head, "predicted "+name)
	}
	lines := [][]string{append(head, "precision", "recall", "f1", "support")}
	for k, s := range c.Scores() {
		line := []string{classes[k]}
		for _, n := range c[k] {
			line = append(line, strconv.Itoa(n))
		}
		for _, v := range []float64{s.Precision, s.Recall, s.F1} {
			text := ""
			if !math.IsNaN(v) {
				text = strconv.FormatFloat(v, 'g', 6, 64)
			}
			line = append(line, text)
		}
		lines = append(lines, append(line, strconv.Itoa(s.Support)))
	}
	var b strings.Builder
	csv.NewWriter(&b).WriteAll(lines) // a strings.Builder refuses nothing
	return b.String()
}

// Largest returns the place of the first of the largest values: a network's most probable class. It is 0 where there are none.
func Largest(values []float32) int {
	best := 0
	for i, v := range values {
		if v > values[best] {
			best = i
		}
	}
	return best
}
