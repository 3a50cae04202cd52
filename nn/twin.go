package nn

import "fmt"

// Twin is a network that has the same weights as n, in the same memory, and everything else to itself. It looks at what n has learned without
// disturbing it: between two layers of a step that n has half done, too, since weights change at a step's end only. It belongs to no team, and
// it is for the goroutine that uses n.
func (n *Network) Twin() (*Network, error) {
	twin, err := newNetwork(n.spec, n.seed, lent)
	if err != nil {
		return nil, fmt.Errorf("nn: twin: %w", err)
	}
	for i, w := range n.weights {
		twin.weights[i].Data = w.Data
	}
	return twin, nil
}
