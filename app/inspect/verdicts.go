package inspect

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"muestra/nn/metrics"
	"muestra/wasm/port"
)

// Verdicts is what a network has said of pictures.
type Verdicts struct {
	Pass          string // "validation", "test", or "" for pictures that were only looked at
	Source        string
	Classes       []string
	epoch, Step   int
	Index         []int32
	Labels        []byte
	probabilities []float32 // [pictures, classes]
	Said          []int     // of each picture, the most probable class
}

// VerdictsOf reads an answer; it is nil where that makes no sense.
func VerdictsOf(m *port.Inspected) *Verdicts {
	v := &Verdicts{
		Pass: m.Pass, Source: m.Source, Classes: m.Classes, epoch: m.Epoch, Step: m.Step,
		Index: m.Ints("index"), Labels: m.Bytes("labels"), probabilities: m.Floats("probabilities"),
	}
	v.join()
	n, classes := len(v.Labels), len(v.Classes)
	if n == 0 || classes == 0 || len(v.Index) != n || len(v.probabilities) != n*classes {
		return nil
	}
	for i, label := range v.Labels {
		if int(label) >= classes {
			return nil
		}
		v.Said = append(v.Said, metrics.Largest(v.Of(i)))
	}
	return v
}

// join makes one class of the outputs that are none of the pictures' classes, where a network has such: as probable as the most probable of them, so
// that what is said of each picture stays what it is, and the matrix small.
func (v *Verdicts) join() {
	n, classes := len(v.Labels), len(v.Classes)
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
	v.Classes, v.probabilities = append(slices.Clone(v.Classes), name), joined
}

// Of are the probabilities of picture number i.
func (v *Verdicts) Of(i int) []float32 {
	c := len(v.Classes)
	return v.probabilities[i*c : (i+1)*c]
}

// Right reports whether picture number i was taken for what it is.
func (v *Verdicts) Right(i int) bool { return v.Said[i] == int(v.Labels[i]) }

// sure is how probable the network thought what it said.
func (v *Verdicts) sure(i int) float32 { return v.Of(i)[v.Said[i]] }

// Leaders are the most probable classes of picture number i, the first n, with its own class as the last where it is not among them.
func (v *Verdicts) Leaders(i, n int) []int {
	order := make([]int, len(v.Classes))
	for j := range order {
		order[j] = j
	}
	p := v.Of(i)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	order = order[:min(n, len(order))]
	if own := int(v.Labels[i]); !slices.Contains(order, own) {
		order[len(order)-1] = own
	}
	return order
}

// Choice is which pictures are shown.
type Choice string

const (
	ChoiceAll   Choice = "all"
	ChoiceRight Choice = "right"
	ChoiceWrong Choice = "wrong"
	ChoiceWorst Choice = "worst"
)

// chosen are the numbers of the pictures of a choice, the worst mistakes first: those that the network was surest of.
func (v *Verdicts) chosen(c Choice) []int {
	var numbers []int
	for i := range v.Labels {
		if c == ChoiceAll || v.Right(i) == (c == ChoiceRight) {
			numbers = append(numbers, i)
		}
	}
	if c == ChoiceWorst {
		slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(v.sure(b), v.sure(a)) })
	}
	return numbers
}

// Taken are the numbers of the pictures of one class that were taken for another, or for it, the surest first.
func (v *Verdicts) Taken(label, said int) []int {
	var numbers []int
	for i := range v.Labels {
		if int(v.Labels[i]) == label && v.Said[i] == said {
			numbers = append(numbers, i)
		}
	}
	slices.SortStableFunc(numbers, func(a, b int) int { return cmp.Compare(v.sure(b), v.sure(a)) })
	return numbers
}

// Confusion counts the pictures by class and by what was said of them.
func (v *Verdicts) Confusion() metrics.Confusion {
	return metrics.NewConfusion(len(v.Classes), v.Labels, v.Said)
}

// verdictsSeen are those of the run that is shown.
type verdictsSeen struct {
	Inspected
	run  string
	last *Verdicts
	rest bool // for a while
}

// WantVerdicts asks what the network of the run that is shown has said in its last validation or test.
func (s *Inspection) WantVerdicts() {
	v := &s.Verdicts
	r, _ := s.Inspectable()
	if r == nil || s.opened != r.ID && len(r.History) == 0 || v.rest && r.Active() {
		return
	}
	if r.Experiment.Val == 0 && r.Active() && s.opened != r.ID {
		return // no epoch's end judges anything
	}
	key := fmt.Sprint(r.ID, " ", len(r.History), " ", r.Done != nil)
	question := &port.Inspect{What: port.InspectJudged, Run: r.ID, Experiment: described(s.Lang, r.Experiment)}
	s.want(&v.Inspected, key, question, func(m *port.Inspected) {
		v.run, v.last = r.ID, VerdictsOf(m)
		s.rest(&v.rest, freshEvery)
	})
}

// Judged are the verdicts of the run that is shown, or nil.
func (s *Inspection) Judged() *Verdicts {
	v := &s.Verdicts
	if r := s.saved.Shown(); r == nil || v.run != r.ID {
		return nil
	}
	return v.last
}
