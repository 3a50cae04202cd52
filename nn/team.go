package nn

import (
	"fmt"

	"muestra/nn/tensor"
)

// team is how a network shares batches with those of the other members of an Exchange. Alone, it has all parts of every batch.
type team struct {
	exchange        Exchange // nil: alone
	member, members int
	nodes           []node // of the tree over the parts: every member's, from left to right
	at              []int  // member m has nodes[at[m]:at[m+1]]

	batch int   // pictures in the batch under way, everybody's
	err   error // that has ended the step under way

	numbers      []float64 // for sum: of each node
	spareNumbers [][]float64
}

func newTeam(e Exchange) *team {
	t := &team{exchange: e, members: 1, at: []int{0}, spareNumbers: make([][]float64, treeHeight)}
	if e != nil {
		t.member, t.members = e.Member(), e.Members()
	}
	for m := range t.members {
		t.nodes = append(t.nodes, nodesOf(memberParts(m, t.members))...)
		t.at = append(t.at, len(t.nodes))
	}
	return t
}

// pictures are the pictures first…end−1 of the batch that a member has.
func (t *team) pictures(member int) (first, end int) {
	return MemberPictures(member, t.members, t.batch)
}

// MemberPictures are the pictures first…end−1 of a batch that a member has: its share, which may be empty.
func MemberPictures(member, members, batch int) (first, end int) {
	first, end = memberParts(member, members)
	return partStart(first, batch), partStart(end, batch)
}

// maxMembers is how many can share batches.
const maxMembers = 8

// Share makes the network one of several, each with the same model, seed and weights, that train on shares of the same batches: whose
// weights are the same after every step, and those of one network that trained on the whole batches. Each member's optimizer remembers what
// belongs to its slices alone: a network that has trained before needs a new one, which Restore and Spread fill.
func (n *Network) Share(e Exchange) error {
	if e.Members() < 1 || e.Members() > maxMembers || e.Member() < 0 || e.Member() >= e.Members() {
		return fmt.Errorf("nn: share batches: member %d of %d; there can be %d", e.Member(), e.Members(), maxMembers)
	}
	n.team, n.grads = newTeam(e), nil
	return nil
}

// part is the pictures of a node, counted from the first that this member has.
func (t *team) part(at node) (first, end int) {
	own, _ := t.pictures(t.member)
	first, end = at.pictures(t.batch)
	return first - own, end - own
}

// own are the numbers of this member's nodes.
func (t *team) own() (first, end int) { return t.at[t.member], t.at[t.member+1] }

// next is the member that is i places after this one: everybody begins with another.
func (t *team) next(i int) int { return (t.member + i) % t.members }

// send gives a member a message, unless the step has ended.
func (t *team) send(to int, a, b []byte) {
	if t.err == nil {
		t.err = t.exchange.Send(to, a, b)
	}
}

// receive takes a member's message, unless the step has ended.
func (t *team) receive(from int, a, b []byte) {
	if t.err == nil {
		t.err = t.exchange.Receive(from, a, b)
	}
}

// share gives everybody what this member has, and takes what they have: member m's is of(m).
func (t *team) share(of func(member int) (a, b []byte)) {
	a, b := of(t.member)
	for i := 1; i < t.members; i++ {
		t.send(t.next(i), a, b)
	}
	for i := 1; i < t.members; i++ {
		m := t.next(i)
		a, b := of(m)
		t.receive(m, a, b)
	}
}

// sum adds up size numbers over the pictures of the whole batch. leaf computes those of one part; merge adds the numbers of a node's right
// half to those of its left. The result is valid until the next call.
func (t *team) sum(size int, leaf func(at node, dst []float64), merge func(at node, left, right []float64)) []float64 {
	if need := len(t.nodes) * size; len(t.numbers) < need {
		t.numbers = make([]float64, need)
		for i := range t.spareNumbers {
			t.spareNumbers[i] = make([]float64, size)
		}
	}
	first, end := t.own()
	for i := first; i < end; i++ {
		fold(t.nodes[i], t.numbers[i*size:][:size], t.spareNumbers, leaf, merge)
	}
	t.share(func(m int) (a, b []byte) { return tensor.Bytes(t.numbers[t.at[m]*size : t.at[m+1]*size]), nil })
	total, _, _ := join(root, t.nodes, t.numbers, size, merge)
	return total
}

// add is the merge of plain sums.
func add(_ node, left, right []float64) {
	for i, v := range right {
		left[i] += v
	}
}
