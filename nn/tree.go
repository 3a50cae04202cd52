package nn

// Sums over the pictures of a batch must not depend on how many members share it. So a batch is always cut into batchParts parts, which
// depend on its size alone; each part is summed in the order of its pictures, and the parts are added up as one binary tree. A member has a
// run of whole parts: it adds up those nodes of the tree that lie within them, and what is above is added up by everybody alike.

const (
	batchParts = 16
	treeHeight = 4 // levels of nodes above the parts
)

// partStart is the first picture of a part in a batch; part batchParts begins where the batch ends. Parts of small batches may be empty.
func partStart(part, pictures int) int { return part * pictures / batchParts }

// memberParts are the parts first…end−1 that a member has.
func memberParts(member, members int) (first, end int) {
	return member * batchParts / members, (member + 1) * batchParts / members
}

// node is one node of the tree: the parts k<<level … (k+1)<<level − 1.
type node struct{ level, k int }

func (n node) left() node  { return node{n.level - 1, 2 * n.k} }
func (n node) right() node { return node{n.level - 1, 2*n.k + 1} }

// pictures are the pictures first…end−1 of a batch that belong to the node.
func (n node) pictures(batch int) (first, end int) {
	return partStart(n.k<<n.level, batch), partStart((n.k+1)<<n.level, batch)
}

// root is the node of the whole batch.
var root = node{level: treeHeight}

// nodesOf are the largest nodes that make up the parts first…end−1, from left to right.
func nodesOf(first, end int) []node {
	var nodes []node
	for first < end {
		level := 0
		for first%(2<<level) == 0 && first+(2<<level) <= end && level < treeHeight {
			level++
		}
		nodes = append(nodes, node{level, first >> level})
		first += 1 << level
	}
	return nodes
}

// fold computes the sum of a node into dst. leaf computes that of one part, merge adds the sum of a node's right half to that of its left.
// spare has room for one sum on each level.
func fold[T any](at node, dst []T, spare [][]T, leaf func(at node, dst []T), merge func(at node, left, right []T)) {
	if at.level == 0 {
		leaf(at, dst)
		return
	}
	right := spare[at.level-1][:len(dst)]
	fold(at.left(), dst, spare, leaf, merge)
	fold(at.right(), right, spare, leaf, merge)
	merge(at, dst, right)
}

// join computes the sum of a node from those of nodes below it, which are given from left to right as sums of size values one after another
// and are used up. The result takes the place of the leftmost; rest is what has not been used.
func join[T any](at node, nodes []node, sums []T, size int, merge func(at node, left, right []T)) (sum []T, rest []node, restSums []T) {
	if nodes[0] == at {
		return sums[:size], nodes[1:], sums[size:]
	}
	left, nodes, sums := join(at.left(), nodes, sums, size, merge)
	right, nodes, sums := join(at.right(), nodes, sums, size, merge)
	merge(at, left, right)
	return left, nodes, sums
}
