package nn

import (
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// pieceValues is how many values of a tensor are sent at once.
const pieceValues = 1 << 18

// sendTensor gives a member values, piece by piece.
func (t *team) sendTensor(to int, values []float32) {
	for ; len(values) > 0; values = values[min(len(values), pieceValues):] {
		t.send(to, tensor.Bytes(values[:min(len(values), pieceValues)]), nil)
	}
}

// receiveTensor takes what sendTensor sends.
func (t *team) receiveTensor(from int, values []float32) {
	for ; len(values) > 0; values = values[min(len(values), pieceValues):] {
		t.receive(from, tensor.Bytes(values[:min(len(values), pieceValues)]), nil)
	}
}

// trainableUpdates are a member's updates that an optimizer has slots for.
func (n *Network) trainableUpdates(member int) []update {
	var updates []update
	for _, u := range n.grads.updates(member) {
		if n.weights[u.weight].Trainable {
			updates = append(updates, u)
		}
	}
	return updates
}

// wholeSlots are the optimizer's slots for whole weights, in the order of Optimizer.Slots. Those of weights that every member updates are
// the ones in use; of the others there is room for all slices.
func (n *Network) wholeSlots(o optimizers.Optimizer) []tensor.Tensor {
	if n.team.members == 1 {
		return o.Slots(n.weights)
	}
	n.prepare()
	own, updates := o.Slots(n.grads.updated), n.trainableUpdates(n.team.member)
	var whole []tensor.Tensor
	for slot, name := range o.SlotNames() {
		for i, u := range updates {
			w := n.weights[u.weight]
			t := tensor.Tensor{Name: optimizers.SlotName(name, w), Shape: w.Shape, Data: own[slot*len(updates)+i].Data}
			if u.sliced && i > 0 && updates[i-1].weight == u.weight {
				continue // another block of it
			}
			if u.sliced {
				t.Data = n.grads.wholeSlot(len(whole), len(w.Data))
			}
			whole = append(whole, t)
		}
	}
	return whole
}

// wholeSlot is memory for the slot number i of a whole weight.
func (g *gradients) wholeSlot(i, size int) []float32 {
	for len(g.whole) <= i {
		g.whole = append(g.whole, nil)
	}
	g.whole[i] = room(g.whole[i], size)
	return g.whole[i][:size]
}

// eachSlot calls do for what a member has of each slot: with its values in the slots of whole weights, none where those are not given, and
// with its number among the member's own slots.
func (n *Network) eachSlot(member int, o optimizers.Optimizer, whole []tensor.Tensor, do func(values []float32, own int, sliced bool)) {
	data := make(map[string][]float32)
	for _, t := range whole {
		data[t.Name] = t.Data
	}
	updates := n.trainableUpdates(member)
	for slot, name := range o.SlotNames() {
		for i, u := range updates {
			var values []float32
			if whole != nil {
				values = data[optimizers.SlotName(name, n.weights[u.weight])][u.at:][:u.size]
			}
			do(values, slot*len(updates)+i, u.sliced)
		}
	}
}

// Gather returns the optimizer's slots of whole weights on member 0, nothing on the others. All members call it, between two batches. The
// tensors are those in use, or valid until the next call.
func (n *Network) Gather(o optimizers.Optimizer) ([]tensor.Tensor, error) {
	t := n.team
	if t.members == 1 {
		return o.Slots(n.weights), nil
	}
	n.prepare()
	t.err = nil
	n.begin(nil)
	own := o.Slots(n.grads.updated)
	if t.member > 0 {
		n.eachSlot(t.member, o, nil, func(_ []float32, i int, sliced bool) {
			if sliced {
				t.sendTensor(0, own[i].Data)
			}
		})
		return nil, t.err
	}
	whole := n.wholeSlots(o)
	n.eachSlot(0, o, whole, func(values []float32, i int, sliced bool) {
		if sliced {
			copy(values, own[i].Data)
		}
	})
	for m := 1; m < t.members; m++ {
		n.eachSlot(m, o, whole, func(values []float32, _ int, sliced bool) {
			if sliced {
				t.receiveTensor(m, values)
			}
		})
	}
	return whole, t.err
}

// scatter takes this member's part of the slots from those of whole weights.
func (n *Network) scatter(o optimizers.Optimizer, whole []tensor.Tensor) {
	if n.team.members == 1 || o == nil {
		return
	}
	own := o.Slots(n.grads.updated)
	n.eachSlot(n.team.member, o, whole, func(values []float32, i int, sliced bool) {
		if sliced {
			copy(own[i].Data, values)
		}
	})
}

// Spread gives everybody the weights of member 0, and what its optimizer remembers where o is not nil: then member 0 must have called Restore
// since its last batch. All members call it, each with its own optimizer of the same class and arguments.
func (n *Network) Spread(o optimizers.Optimizer) error {
	t := n.team
	if t.members == 1 {
		return nil
	}
	n.prepare()
	t.err = nil
	n.begin(nil)
	if t.member > 0 {
		for _, w := range n.weights {
			t.receiveTensor(0, w.Data)
		}
		if o != nil {
			own := o.Slots(n.grads.updated)
			n.eachSlot(t.member, o, nil, func(_ []float32, i int, _ bool) { t.receiveTensor(0, own[i].Data) })
		}
		return t.err
	}
	for m := 1; m < t.members; m++ {
		for _, w := range n.weights {
			t.sendTensor(m, w.Data)
		}
		if o != nil {
			n.eachSlot(m, o, n.wholeSlots(o), func(values []float32, _ int, _ bool) { t.sendTensor(m, values) })
		}
	}
	return t.err
}

// Resume sets the count of steps and the seed of the random streams, as Restore does, on members that Spread has given the rest.
func (n *Network) Resume(seed uint64, steps int) { n.seed, n.steps = seed, steps }

// MessageBytes is how long the longest message is that the members of a team send each other in training with batches of this size.
func MessageBytes(s *keras.Sequential, members, batch int) (int, error) {
	n, err := newNetwork(s, 0, shallow)
	if err != nil {
		return 0, err
	}
	longest, summing := pieceValues, 0
	most := 0 // pictures and nodes of the member that has most
	nodes := 0
	for m := range members {
		first, end := MemberPictures(m, members, batch)
		most = max(most, end-first)
		nodes = max(nodes, len(nodesOf(memberParts(m, members))))
	}
	for i, u := range n.units {
		weights := 0
		for _, w := range n.weightsOf(i) {
			weights += keras.Shape(w.Shape).Size()
		}
		switch u.gradient() {
		case summed:
			summing += weights
		case own:
			longest = max(longest, 2*weights*nodes)
		case sliced:
			c := u.(slicer).slicing()
			for m := range members {
				first, end := c.slice(m, members)
				longest = max(longest, most*(c.pixels*(end-first)+n.rows[i].Shape.Size()), c.size(first, end))
			}
		}
	}
	return 4 * max(longest, 2*(marksAhead+most)+max(nodes*summing, most*n.classes)), nil
}
