package nn

// Activations runs a picture x [height, width, channels] in inference mode and shows each layer's output in turn, shaped as Spec.Rows says. That
// of the last layer is shown as the probabilities that it stands for. The values are valid during the call only.
func (n *Twin) Activations(x []float32, show func(layer int, y []float32)) error {
	last := len(n.units) - 1
	n.watch = func(layer int, y []float32) {
		if layer < last {
			show(layer, y)
		}
	}
	defer func() { n.watch = nil }()
	probabilities, err := n.PredictOnBatch(x, 1)
	if err != nil {
		return err
	}
	show(last, probabilities)
	return nil
}
