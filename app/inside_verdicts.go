package app

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"muestra/nn/metrics"
	"muestra/wasm/port"
)

// verdicts is what a network has said of pictures.
type verdicts struct {
	pass          string // "validation", "test", or "" for pictures that were only looked at
	source        string
	classes       []string
	epoch, step   int
	index         []int32
	labels        []byte
	probabilities []float32 // [pictures, classes]
	said          []int     // of each picture, the most probable class
}

// verdictsOf reads an answer; it is nil where that makes no sense.
func verdictsOf(m *port.Inspected) *verdicts {
	v := &verdicts{
		pass: m.Pass, source: m.Source, classes: m.Classes, epoch: m.Epoch, step: m.Step,
		index: m.Ints("index"), labels: m.Bytes("labels"), probabilities: m.Floats("probabilities"),
	}
	v.join()
	n, classes := len(v.labels), len(v.classes)
	if n == 0 || classes == 0 || len(v.index) != n || len(v.probabilities) != n*classes {
		return nil
	}
	for i, label := range v.labels {
		if int(label) >= classes {
			return nil
		}
		best := 0
		for j, p := range v.of(i) {
			if p > v.of(i)[best] {
				best = j
			}
		}
		v.said = append(v.said, best)
	}
	return v
}

// join makes one class of the outputs that are none of the pictures' classes, where a network has such: as probable as the most probable of them, so
// that what is said of each picture stays what it is, and the matrix small.
func (v *verdicts) join() {
	n, classes := len(v.labels), len(v.classes)
	if n == 0 || classes == 0 || len(v.probabilities)%n != 0 || len(v.probabilities)/n <= classes {
		return
	}
	outputs := len(v.probabilities) / n
	name := strconv.Itoa(classes + 1)
	if outputs > classes+1 {
		name += "–" + strconv.Itoa(outputs)
	}
	joined := make([]float32, 0, n*(classes+1))
	for ; len(v.probabilities) > 0; v.probabilities = v.probabilities[outputs:] {
		joined = append(joined, v.probabilities[:classes]...)
		joined = append(joined, slices.Max(v.probabilities[classes:outputs]))
	}
	v.classes, v.probabilities = append(slices.Clone(v.classes), name), joined
}

// of are the probabilities of picture number i.
func (v *verdicts) of(i int) []float32 {
	c := len(v.classes)
	return v.probabilities[i*c : (i+1)*c]
}

func (v *verdicts) right(i int) bool { return v.said[i] == int(v.labels[i]) }

// sure is how probable the network thought what it said.
func (v *verdicts) sure(i int) float32 { return v.of(i)[v.said[i]] }

// leaders are the most probable classes of picture number i, the first n, with its own class as the last where it is not among them.
func (v *verdicts) leaders(i, n int) []int {
	order := make([]int, len(v.classes))
	for j := range order {
		order[j] = j
	}
	p := v.of(i)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	order = order[:min(n, len(order))]
	if own := int(v.labels[i]); !slices.Contains(order, own) {
		order[len(order)-1] = own
	}
	return order
}

// choice is which pictures are shown.
type choice string

const (
	choiceAll   choice = "all"
	choiceRight choice = "right"
	choiceWrong choice = "wrong"
	choiceWorst choice = "worst"
)

// chosen are the numbers of the pictures of a choice, the worst mistakes first: those that the network was surest of.
func (v *verdicts) chosen(c choice) []int {
	var numbers []int
	for i := range v.labels {
		if c == choiceAll || v.right(i) == (c == choiceRight) {
			numbers = append(numbers, i)
		}
	}
	if c == choiceWorst {
		slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(v.sure(b), v.sure(a)) })
	}
	return numbers
}

// taken are the numbers of the pictures of one class that were taken for another, or for it, the surest first.
func (v *verdicts) taken(label, said int) []int {
	var numbers []int
	for i := range v.labels {
		if int(v.labels[i]) == label && v.said[i] == said {
			numbers = append(numbers, i)
		}
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(v.sure(b), v.sure(a)) })
	return numbers
}

// confusion counts the pictures by class and by what was said of them.
func (v *verdicts) confusion() metrics.Confusion {
	return metrics.NewConfusion(len(v.classes), v.labels, v.said)
}

// verdictsSeen are those of the run that is shown.
type verdictsSeen struct {
	inspected
	run  string
	last *verdicts
	rest bool // for a while
}

// wantVerdicts asks what the network of the run that is shown has said in its last validation or test.
func (s *session) wantVerdicts() {
	v := &s.Inspection.verdicts
	r, _ := s.inspectable()
	if r == nil || s.opened != r.id && len(r.history) == 0 || v.rest && r.active() {
		return
	}
	if r.experiment.Val == 0 && r.active() && s.opened != r.id {
		return // no epoch's end judges anything
	}
	key := fmt.Sprint(r.id, " ", len(r.history), " ", r.done != nil)
	look := &port.Inspect{What: port.InspectJudged, Run: r.id, Experiment: s.described(r.experiment)}
	s.want(&v.inspected, key, look, func(m *port.Inspected) {
		v.run, v.last = r.id, verdictsOf(m)
		s.rest(&v.rest)
	})
}

// judged are the verdicts of the run that is shown, or nil.
func (s *session) judged() *verdicts {
	v := &s.Inspection.verdicts
	if r := s.shown(); r == nil || v.run != r.id {
		return nil
	}
	return v.last
}
