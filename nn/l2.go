package nn

// penalty is the part of the loss that an L2 regularizer of the weights with this rate causes. Four sums, each of every fourth weight, do not wait for one another.
func penalty(rate float64, w []float32) float64 {
	var sums [4]float64
	for ; len(w) >= 4; w = w[4:] {
		four := (*[4]float32)(w)
		a, b, c, d := float64(four[0]), float64(four[1]), float64(four[2]), float64(four[3])
		sums[0] += float64(a * a)
		sums[1] += float64(b * b)
		sums[2] += float64(c * c)
		sums[3] += float64(d * d)
	}
	for i, v := range w {
		sums[i] += float64(float64(v) * float64(v))
	}
	return float64(rate * ((sums[0] + sums[1]) + (sums[2] + sums[3])))
}
