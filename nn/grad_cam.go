package nn

import (
	"errors"
	"fmt"
)

// HeatLayer is the layer whose output GradCAM looks at: that of the last convolution with at least 4 × 4 pixels, after the normalization and
// activation that follow it. Where there is none so large it is the last convolution's of at least 2 × 2; false where there is none at all.
func (n *Twin) HeatLayer() (layer int, ok bool) {
	for _, least := range []int{4, 2} {
		for i := len(n.units) - 1; i >= 0; i-- {
			if _, convolves := n.units[i].(*conv2D); !convolves {
				continue
			}
			if s := n.rows[i].Shape; min(s[0], s[1]) >= least {
				return n.blockEnd(i), true
			}
		}
	}
	return 0, false
}

// blockEnd is the last of the layers after a convolution that work on each value by itself.
func (n *Twin) blockEnd(layer int) int {
	for layer+1 < len(n.units) {
		switch n.units[layer+1].(type) {
		case *batchNormalization, *relu, *dropout:
			layer++
		default:
			return layer
		}
	}
	return layer
}

// GradCAM says where in a picture x [height, width, channels] the network finds what speaks for a class: ReLU(Σ weight of c · output of c) over the
// channels of HeatLayer, where the weight is the mean over the pixels of the gradient of the class's logit. It is heat [h, w] of that layer's
// pixels; see Selvaraju et al., Grad-CAM (2017). The network is as in inference.
func (n *Twin) GradCAM(x []float32, class int) (heat []float32, height, width int, err error) {
	layer, ok := n.HeatLayer()
	if !ok {
		return nil, 0, 0, errors.New("nn: Grad-CAM: the model has no convolution of at least 2 × 2 pixels")
	}
	y, dy, err := n.evidence(x, class, layer)
	if err != nil {
		return nil, 0, 0, err
	}
	shape := n.rows[layer].Shape
	pixels, channels := shape[0]*shape[1], shape[2]
	weights := make([]float64, channels)
	for i, d := range dy {
		weights[i%channels] += float64(d)
	}
	heat = make([]float32, pixels)
	for p := range heat {
		sum := 0.0
		for c, v := range y[p*channels : (p+1)*channels] {
			sum += float64(weights[c] / float64(pixels) * float64(v))
		}
		heat[p] = float32(max(sum, 0))
	}
	return heat, shape[0], shape[1], nil
}

// evidence is a layer's output for a picture, and the gradient by it of a class's logit.
func (n *Twin) evidence(x []float32, class, layer int) (y, dy []float32, err error) {
	if len(x) != n.spec.Input.Size() || class < 0 || class >= n.classes {
		return nil, nil, fmt.Errorf("nn: %d values and class %d, not a picture of shape %v and a class below %d", len(x), class, n.spec.Input, n.classes)
	}
	b := Batch{X: x}
	if err := n.look(b, 1, false); err != nil {
		return nil, nil, err
	}
	logits := n.gradients[len(n.units)-1]
	clear(logits)
	logits[class] = 1
	if err := n.descend(b, layer+1, false, func(int, []float32, []float32) {}); err != nil {
		return nil, nil, err
	}
	return n.outputs[layer], n.gradients[layer], nil
}

// look runs a batch forward, with room to come back.
func (n *Twin) look(b Batch, pictures int, training bool) error {
	n.team.batch, n.team.err = pictures, nil
	if err := n.plan(pictures, true); err != nil {
		return err
	}
	return n.forward(b, training)
}

// descend takes the gradient of the last layer's output back to that of the input of layer `to`, but not before trainedFrom. weights is called for
// each layer on the way, with the gradient of its output and with its input.
func (n *Twin) descend(b Batch, to int, training bool, weights func(layer int, dy, x []float32)) error {
	pictures := len(b.X) / n.spec.Input.Size()
	for i := len(n.units) - 1; i >= to; i-- {
		u, dy, x := n.units[i], n.gradients[i], b.X
		if i > 0 {
			x = n.outputs[i-1]
		}
		u.backwardActivation(n.partOf(b, 0, pictures, training), dy, n.outputs[i])
		weights(i, dy, x)
		if i > n.trainedFrom {
			dx := dy
			if !u.inPlace() {
				dx = n.gradients[i-1]
			}
			u.backwardInput(n.partOf(b, 0, pictures, training), dx, dy, x)
		}
		if err := n.yield(); err != nil {
			return err
		}
	}
	return nil
}
