package nn

import "slices"

// layout says where in one arena the outputs of the layers and their gradients lie while a batch passes through the network. Tensors whose
// lives don't overlap share their place. All numbers are values per picture: for p pictures, everything lies p times as far.
type layout struct {
	outputs   []int // where each layer's output begins
	gradients []int // where the gradient of each layer's output begins
	size      int   // of the arena
}

// life is one tensor of a layout: it must keep its place from the time first to the time last.
type life struct {
	size, first, last int
	at                int
}

// alignment of places in values: 64 bytes, a line of the cache.
const alignment = 16

// layoutOf plans a pass. Layer i goes forward at time i, the loss is taken at time L = len(units), and layer i goes backward at time 2L−i.
// Layers in place share the tensors of the layer before them.
func (n *Network) layoutOf(training bool) layout {
	count := len(n.units)
	l := layout{outputs: make([]int, count), gradients: make([]int, count)}
	var outputs, gradients []*life // of each layer
	var all []*life
	for first := 0; first < count; {
		next := first + 1
		for next < count && n.units[next].inPlace() {
			next++
		}
		size := n.rows[first].Shape.Size()
		output := &life{size: size, first: first, last: next} // the next layer, or the loss, reads it
		gradient := &life{size: size, first: 2*count - next, last: 2*count - first}
		if training && next >= n.trainedFrom {
			output.last = 2*count - max(first, n.trainedFrom)
		}
		all = append(all, output)
		if training && first >= n.trainedFrom {
			all = append(all, gradient)
		}
		for range next - first {
			outputs, gradients = append(outputs, output), append(gradients, gradient)
		}
		first = next
	}
	l.size = arrange(all)
	for i := range count {
		l.outputs[i], l.gradients[i] = outputs[i].at, gradients[i].at
	}
	return l
}

// arrange gives each tensor its place, the largest first, each as low as those alive with it allow, and returns the size of the arena.
func arrange(lives []*life) (size int) {
	order := slices.Clone(lives)
	slices.SortStableFunc(order, func(a, b *life) int { return b.size - a.size })
	for i, l := range order {
		var beside []*life
		for _, o := range order[:i] {
			if o.first <= l.last && l.first <= o.last {
				beside = append(beside, o)
			}
		}
		slices.SortFunc(beside, func(a, b *life) int { return a.at - b.at })
		for _, o := range beside {
			if o.at >= l.at+l.size { // the gap before o is large enough
				break
			}
			l.at = max(l.at, (o.at+o.size+alignment-1)/alignment*alignment)
		}
		size = max(size, l.at+l.size)
	}
	return (size + alignment - 1) / alignment * alignment
}
