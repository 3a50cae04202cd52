package keras

// L2 is Keras's L2 regularizer: Rate·Σw² is added to the loss, and 2·Rate·w to the gradient.
type L2 struct {
	Rate float64 // Keras's argument l2
}

// regularizerConfig is Keras 3's way of writing an L2 regularizer, null where there is none.
func regularizerConfig(rate float64) *Serialized {
	if rate == 0 {
		return nil
	}
	s := Serialize("keras.regularizers", "L2", map[string]any{"l2": rate})
	return &s
}
