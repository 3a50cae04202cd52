package nn

import "muestra/nn/portable"

// softmax writes the softmax of one picture's logits into probabilities, and returns the largest logit's class and the logarithm of
// Σ exp(logit − largest) with that largest logit. Everything is float64 inside; the sum runs over the classes upwards.
func softmax(probabilities, logits []float32) (best int, largest, logSum float64) {
	for j, v := range logits {
		if v > logits[best] {
			best = j
		}
	}
	largest = float64(logits[best])
	var sum float64
	for _, v := range logits {
		sum += portable.Exp(float64(v) - largest)
	}
	for j, v := range logits {
		probabilities[j] = float32(portable.Exp(float64(v)-largest) / sum)
	}
	return best, largest, portable.Log(sum)
}

// crossEntropy computes −log softmax(logits)[label] of each picture into losses, and returns how many pictures have their label's logit as
// the first largest. Logits are [pictures, classes]; probabilities, of the same size, receives the softmax.
func crossEntropy(losses []float64, probabilities, logits []float32, labels []uint8, classes int) (correct int) {
	for i, label := range labels {
		row := logits[i*classes : (i+1)*classes]
		best, largest, logSum := softmax(probabilities[i*classes:(i+1)*classes], row)
		losses[i] = logSum - (float64(row[label]) - largest)
		if best == int(label) {
			correct++
		}
	}
	return correct
}

// crossEntropyGrad is dlogits = (softmax − onehot(label)) / batch, the gradient of the mean cross-entropy of a batch of so many pictures.
func crossEntropyGrad(dlogits, probabilities []float32, labels []uint8, classes, batch int) {
	pictures := float64(batch)
	for i, label := range labels {
		for j := range classes {
			d := float64(probabilities[i*classes+j])
			if j == int(label) {
				d--
			}
			dlogits[i*classes+j] = float32(d / pictures)
		}
	}
}
