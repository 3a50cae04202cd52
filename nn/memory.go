package nn

import (
	"fmt"

	"muestra/nn/keras"
)

// maxMemory is how many bytes a batch may need.
const maxMemory = int64(3584) << 20

// Memory is what training needs, in bytes, by what it is for.
type Memory struct {
	Pictures    int64 // of the batch
	Weights     int64
	Gradients   int64 // of the weights
	Slots       int64 // of the optimizer
	Activations int64 // the outputs of the layers and their gradients, which share their memory where their lives don't overlap
	Kept        int64 // what layers remember from the forward pass for the backward pass: masks of dropout, places of maxima
	Scratch     int64 // in which the kernels work, at most
}

// Total is the sum of all parts.
func (m Memory) Total() int64 {
	return m.Pictures + m.Weights + m.Gradients + m.Slots + m.Activations + m.Kept + m.Scratch
}

// TrainingMemory is what training needs with batches of this size and an optimizer with so many slots (see Optimizer.SlotNames).
func TrainingMemory(s *keras.Sequential, batch, slots int) (Memory, error) {
	n, err := newNetwork(s, 0, shallow)
	if err != nil {
		return Memory{}, err
	}
	values := int64(s.Input.Size())
	for _, r := range n.rows {
		values += int64(r.Shape.Size())
	}
	if batch < 1 || int64(batch) > maxMemory/values {
		return Memory{}, fmt.Errorf("nn: batch %d is not in 1…%d", batch, maxMemory/values)
	}
	return n.memory(batch, slots, true), nil
}

// memory is what passing batches of so many pictures through the network needs.
func (n *Network) memory(pictures, slots int, training bool) Memory {
	var weights, trainable, kept, scratch int64
	for i, r := range n.rows {
		weights, trainable = weights+int64(r.Params), trainable+int64(r.Trainable)
		kept += int64(n.units[i].kept())
		scratch = max(scratch, int64(n.units[i].scratch()))
	}
	p, l := int64(pictures), n.inference
	if training {
		l = n.training
	}
	return Memory{
		Pictures: 4 * p * int64(n.spec.Input.Size()), Weights: 4 * weights, Gradients: 4 * trainable, Slots: 4 * trainable * int64(slots),
		Activations: 4 * p * int64(l.size+n.classes), Kept: 4 * p * kept, Scratch: 4 * scratch,
	}
}

// convolutionScratch is how many values the kernels of a convolution work in, at most: weights in panels or, where they compute it by tiles
// of 2×2 outputs, a panel of them and all transformed to 16 places; a block of padded pictures, or of tiles at 16 places.
func convolutionScratch(height, width, kernelHeight, kernelWidth, channels, filters int) int {
	c, f := upTo(channels, 16), upTo(filters, 16)
	picture := (height + kernelHeight) * (width + kernelWidth) * max(channels, filters)
	block := max(96<<10, picture, min(16*picture, 16*128*(c+f)))
	weights := max(kernelHeight*kernelWidth*max(c*filters, channels*f), 16*c*f+9*16*max(c, f))
	return weights + block + max(160<<10, 16*128*(c+f))
}

// upTo rounds n up to a multiple of m.
func upTo(n, m int) int { return (n + m - 1) / m * m }
