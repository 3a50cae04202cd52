package nn

import (
	"math"
	"slices"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// gradients is the memory in which the gradients of a network's weights come about, and what of the weights this member updates.
type gradients struct {
	network *Network

	// updated are the weights that this member changes after each batch: those that all members change alike, and views of its slices.
	// of are their numbers among the network's weights.
	updated []*tensor.Weight
	of      []int

	whole [][]float32 // on member 0: what the optimizer remembers of whole weights, for checkpoints

	sums    []float32 // of each node of the tree: the gradients of all summed weights, one after another
	size    int       // values of one node
	offsets []int     // of each unit in them
	spare   [][]float32

	inputs, outputs []float32 // of the whole batch, for the slice under way
	packed          []float32 // inputs on their way to another member
	bias            []float64 // sums for the gradient of one bias
}

// prepare makes room for gradients, once.
func (n *Network) prepare() {
	if n.grads != nil {
		return
	}
	g := &gradients{network: n, offsets: make([]int, len(n.units)), spare: make([][]float32, treeHeight)}
	n.grads = g
	largest := 0
	for i, u := range n.units {
		weights := n.weightsOf(i)
		switch u.gradient() {
		case summed:
			size := 0
			for _, w := range weights {
				size += len(w.Data)
			}
			g.offsets[i] = g.size
			g.size += size
			largest = max(largest, size)
		case own:
			for _, w := range weights {
				if w.Trainable {
					w.Grad = make([]float32, len(w.Data))
				}
			}
		case sliced:
			s := u.(slicer).slicing()
			first, end := s.slice(n.team.member, n.team.members)
			s.kernel.Grad = make([]float32, s.size(first, end))
			if s.bias != nil {
				s.bias.Grad = make([]float32, len(s.bias.Data))
			}
		}
	}
	g.addUpdated()
	g.sums = make([]float32, len(n.team.nodes)*g.size)
	for level := range g.spare {
		g.spare[level] = make([]float32, largest)
	}
	g.pointSums(g.sums)
}

// update is what a member updates: a whole weight, or a block of its slice.
type update struct {
	weight   int // its number among the network's
	at, size int // of the weight's values
	sliced   bool
}

// updates are those of a member, in the weights' order.
func (g *gradients) updates(member int) []update {
	n := g.network
	var all []update
	for i, u := range n.units {
		for j, w := range n.weightsOf(i) {
			number := n.firstWeight[i] + j
			if u.gradient() != sliced || w != u.(slicer).slicing().kernel || n.team.members == 1 {
				all = append(all, update{weight: number, size: keras.Shape(w.Shape).Size()})
				continue
			}
			s := u.(slicer).slicing()
			first, end := s.slice(member, n.team.members)
			for b := range s.blocks {
				all = append(all, update{number, (b*s.channels + first) * s.filters, (end - first) * s.filters, true})
			}
		}
	}
	return all
}

// addUpdated makes the weights that this member updates.
func (g *gradients) addUpdated() {
	n, grad := g.network, 0
	for _, u := range g.updates(n.team.member) {
		w := n.weights[u.weight]
		if u.sliced {
			if len(g.of) == 0 || g.of[len(g.of)-1] != u.weight {
				grad = 0
			}
			w = &tensor.Weight{Name: w.Name, Shape: []int{u.size}, Data: w.Data[u.at : u.at+u.size], Grad: w.Grad[grad:][:u.size], Trainable: true, L2: w.L2}
			grad += u.size
		}
		g.updated, g.of = append(g.updated, w), append(g.of, u.weight)
	}
}

// weightsOf are the weights of a layer.
func (n *Network) weightsOf(layer int) []*tensor.Weight {
	end := len(n.weights)
	if layer+1 < len(n.firstWeight) {
		end = n.firstWeight[layer+1]
	}
	return n.weights[n.firstWeight[layer]:end]
}

// pointSums makes the gradients of all summed weights those that lie in sums.
func (g *gradients) pointSums(sums []float32) {
	n := g.network
	for i, u := range n.units {
		if u.gradient() == summed {
			point(n.weightsOf(i), sums[g.offsets[i]:])
		}
	}
}

// point makes the weights' gradients lie one after another in memory.
func point(weights []*tensor.Weight, memory []float32) {
	for _, w := range weights {
		w.Grad, memory = memory[:len(w.Data):len(w.Data)], memory[len(w.Data):]
	}
}

// sumWeights computes the gradients of a layer's weights for each node of the tree that this member has.
func (g *gradients) sumWeights(b Batch, layer int, dy, x []float32) {
	n := g.network
	t, u, weights := n.team, n.units[layer], n.weightsOf(layer)
	if len(b.Labels) == 0 {
		clear(g.sumsOf(t.member))
		return
	}
	size := 0
	for _, w := range weights {
		size += len(w.Data)
	}
	in, out := len(x)/len(b.Labels), len(dy)/len(b.Labels)
	leaf := func(at node, dst []float32) {
		first, end := t.part(at)
		if first == end {
			clear(dst)
			return
		}
		point(weights, dst)
		u.backwardWeights(n.partOf(b, first, end, true), dy[first*out:end*out], x[first*in:end*in])
	}
	first, end := t.own()
	for i := first; i < end; i++ {
		fold(t.nodes[i], g.sums[i*g.size+g.offsets[layer]:][:size], g.spare, leaf, addVectors)
	}
}

func addVectors(_ node, left, right []float32) { kernel.Axpy(left, 1, right) }

// sumsOf are the summed gradients of a member's nodes.
func (g *gradients) sumsOf(member int) []float32 {
	at := g.network.team.at
	return g.sums[at[member]*g.size : at[member+1]*g.size]
}

// sendSlices gives each other member what it needs for its slice of a layer's kernel: its channels of the inputs x, and all of dy.
func (g *gradients) sendSlices(layer int, dy, x []float32) {
	n := g.network
	s, t := n.units[layer].(slicer).slicing(), n.team
	pictures := len(dy) / n.rows[layer].Shape.Size()
	for i := 1; i < t.members; i++ {
		m := t.next(i)
		first, end := s.slice(m, t.members)
		g.packed = room(g.packed, pictures*s.pixels*(end-first))
		t.send(m, tensor.Bytes(s.pack(g.packed, x, pictures, first, end)), tensor.Bytes(dy))
	}
}

// sliceWeights computes the gradient of this member's slice of a layer's kernel, and of the whole bias, over the whole batch.
func (g *gradients) sliceWeights(layer int, dy, x []float32) {
	n := g.network
	u, t := n.units[layer].(slicer), n.team
	s := u.slicing()
	n.part = part{pictures: t.batch, training: true, scratch: &n.scratch, team: t}
	if t.members == 1 {
		u.backwardSlice(&n.part, dy, x, s.channels)
		g.biasGradient(s, dy)
		return
	}
	first, end := s.slice(t.member, t.members)
	in, out := s.pixels*(end-first), n.rows[layer].Shape.Size()
	g.inputs, g.outputs = room(g.inputs, t.batch*in), room(g.outputs, t.batch*out)
	for i := range t.members {
		m := t.next(i)
		from, to := t.pictures(m)
		inputs, outputs := g.inputs[from*in:to*in], g.outputs[from*out:to*out]
		if m == t.member {
			s.pack(inputs, x, to-from, first, end)
			copy(outputs, dy)
			continue
		}
		t.receive(m, tensor.Bytes(inputs), tensor.Bytes(outputs))
	}
	if t.err != nil {
		return
	}
	if first < end {
		u.backwardSlice(&n.part, g.outputs[:t.batch*out], g.inputs[:t.batch*in], end-first)
	}
	g.biasGradient(s, g.outputs[:t.batch*out])
}

// biasGradient is Σ dy over the rows of dy[rows, filters], in float64 and in row order. Everybody computes it alike.
func (g *gradients) biasGradient(s slicing, dy []float32) {
	if s.bias == nil {
		return
	}
	g.bias = slices.Grow(g.bias[:0], s.filters)[:s.filters]
	clear(g.bias)
	kernel.ColumnSums(g.bias, dy, s.filters)
	for i, sum := range g.bias {
		s.bias.Grad[i] = float32(sum)
	}
}

// room returns memory for size values.
func room(memory []float32, size int) []float32 {
	if len(memory) < size {
		return make([]float32, size)
	}
	return memory
}

// penalize adds the gradients of the L2 penalties to those of the updated weights that have been computed in the given way, and returns the
// number of the first weight whose gradient is not finite, or +∞.
func (g *gradients) penalize(slices bool) float64 {
	n := g.network
	for i, w := range g.updated {
		if !w.Trainable || (w != n.weights[g.of[i]]) != slices {
			continue
		}
		if w.L2 != 0 {
			kernel.Axpy(w.Grad, float32(2*w.L2), w.Data)
		}
		if !kernel.Finite(w.Grad) { // ReLU turns NaN into 0, so the loss alone does not show it
			return float64(g.of[i])
		}
	}
	return math.Inf(1)
}

// marksOf are what a member tells the others of a batch: the number of the first weight with a slice whose gradient is not finite, or +∞;
// how many pictures were right; and the loss of each picture.
func (n *Network) marksOf(member int) []float64 {
	first, end := n.team.pictures(member)
	return n.marks[member*marksAhead+first : (member+1)*marksAhead+end]
}

const marksAhead = 2 // of the losses

// publish gives everybody this member's slices of the new weights, and takes theirs.
func (g *gradients) publish() {
	n := g.network
	t := n.team
	if t.members == 1 {
		return
	}
	for _, u := range n.units {
		if u.gradient() != sliced {
			continue
		}
		s := u.(slicer).slicing()
		first, end := s.slice(t.member, t.members)
		g.packed = room(g.packed, s.size(first, end))
		mine := tensor.Bytes(s.gather(g.packed, first, end))
		for i := 1; i < t.members; i++ {
			t.send(t.next(i), mine, nil)
		}
		for i := 1; i < t.members; i++ {
			m := t.next(i)
			first, end := s.slice(m, t.members)
			g.packed = room(g.packed, s.size(first, end))
			theirs := g.packed[:s.size(first, end)]
			if t.receive(m, tensor.Bytes(theirs), nil); t.err != nil {
				return
			}
			s.scatter(theirs, first, end)
		}
	}
}
