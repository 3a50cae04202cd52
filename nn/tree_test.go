package nn

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestNodesMakeUpTheirPartsFromTheLeft(t *testing.T) {
	for first := range batchParts {
		for end := first; end <= batchParts; end++ {
			at := first
			for _, n := range nodesOf(first, end) {
				if n.k<<n.level != at {
					t.Fatalf("parts %d…%d: node %+v does not begin at part %d", first, end, n, at)
				}
				at += 1 << n.level
			}
			if at != end {
				t.Fatalf("parts %d…%d: the nodes end at %d", first, end, at)
			}
		}
	}
	if got := nodesOf(0, batchParts); !slices.Equal(got, []node{root}) {
		t.Errorf("all parts are %+v, want the root", got)
	}
}

// TestSumsDoNotDependOnTheMembers adds up numbers whose float32 sum depends on the order.
func TestSumsDoNotDependOnTheMembers(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const size = 3
	for _, pictures := range []int{1, 2, 7, 15, 16, 17, 64, 100} {
		values := make([]float32, pictures*size)
		for i := range values {
			values[i] = float32(rng.NormFloat64()) * float32(uint(1)<<rng.IntN(20))
		}
		leaf := func(at node, dst []float32) {
			clear(dst)
			first, end := at.pictures(pictures)
			for i, v := range values[first*size : end*size] {
				dst[i%size] += v
			}
		}
		add := func(_ node, left, right []float32) {
			for i, v := range right {
				left[i] += v
			}
		}
		var want []float32
		for members := 1; members <= 8; members++ {
			var nodes []node
			var sums []float32
			for m := range members {
				spare := make([][]float32, treeHeight)
				for i := range spare {
					spare[i] = make([]float32, size)
				}
				for _, n := range nodesOf(memberParts(m, members)) {
					sum := make([]float32, size)
					fold(n, sum, spare, leaf, add)
					nodes, sums = append(nodes, n), append(sums, sum...)
				}
			}
			got, _, _ := join(root, nodes, sums, size, add)
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("%d pictures: %d members sum them to %v, one to %v", pictures, members, got, want)
			}
		}
	}
}
