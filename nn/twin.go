package nn

import "fmt"

// Twin is a network that shares another's weights, to look inside: at activations, gradients, and what speaks for a class. It has everything else to
// itself, so that it does not disturb the other, not even between two layers of a step that is half done, since weights change at a step's end only.
// It belongs to no team, it never trains, and it is for the goroutine that uses the other.
type Twin struct{ *Network }

// Twin returns a network that has the same weights as n, in the same memory.
func (n *Network) Twin() (*Twin, error) {
	twin, err := newNetwork(n.spec, n.seed, lent)
	if err != nil {
		return nil, fmt.Errorf("nn: twin: %w", err)
	}
	for i, w := range n.weights {
		twin.weights[i].Data = w.Data
	}
	return &Twin{twin}, nil
}
