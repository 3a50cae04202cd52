package nn

import (
	"fmt"

	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// EachGradient finds the gradients of the mean loss of a batch, the penalties included, and shows them layer by layer from the last to the first: the
// trainable weights of a layer, whose Grad is valid during the call. No weight changes, and nothing is kept: it needs memory for one layer's
// gradients only. Sums run over the whole batch at once, so that the last digits are not those of a step.
func (n *Twin) EachGradient(b Batch, show func(weights []*tensor.Weight)) error {
	pictures := len(b.Labels)
	if pictures == 0 || len(b.X) != pictures*n.spec.Input.Size() || b.Index != nil && len(b.Index) != pictures {
		return fmt.Errorf("nn: %d values and %d indices for %d pictures of shape %v", len(b.X), len(b.Index), pictures, n.spec.Input)
	}
	for i, label := range b.Labels {
		if int(label) >= n.classes {
			return fmt.Errorf("nn: picture %d of the batch: label %d is not below %d", i, label, n.classes)
		}
	}
	if err := n.look(b, pictures, true); err != nil {
		return err
	}
	n.measure(b, n.marksOf(0))
	crossEntropyGrad(n.gradients[len(n.units)-1], n.probabilities, b.Labels, n.classes, pictures)
	var memory []float32
	return n.descend(b, n.trainedFrom, true, func(layer int, dy, x []float32) {
		weights := trainable(n.weightsOf(layer))
		if len(weights) == 0 {
			return
		}
		size := 0
		for _, w := range weights {
			size += len(w.Data)
		}
		memory = room(memory, size)
		point(weights, memory)
		n.units[layer].backwardWeights(n.partOf(b, 0, pictures, true), dy, x)
		for _, w := range weights {
			if w.L2 != 0 {
				kernel.Axpy(w.Grad, float32(2*w.L2), w.Data)
			}
		}
		show(weights)
		for _, w := range weights {
			w.Grad = nil
		}
	})
}

func trainable(weights []*tensor.Weight) []*tensor.Weight {
	var found []*tensor.Weight
	for _, w := range weights {
		if w.Trainable {
			found = append(found, w)
		}
	}
	return found
}
