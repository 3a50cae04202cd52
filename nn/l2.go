package nn

import "fmt"

// L2 is Keras's L2 regularizer: Rate·Σw² is added to the loss, and 2·Rate·w to the gradient.
type L2 struct {
	Rate float64 // Keras's argument l2
}

func (l *L2) check(argument string) error {
	if l != nil && !(l.Rate >= 0 && l.Rate <= 1e6) {
		return fmt.Errorf("%s: l2 %v is not in 0…1e6", argument, l.Rate)
	}
	return nil
}

// penalty is the part of the loss that the weights cause.
func (l *L2) penalty(w []float32) float64 {
	var sum float64
	for _, v := range w {
		sum += float64(float64(v) * float64(v))
	}
	return float64(l.Rate * sum)
}
