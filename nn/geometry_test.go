package nn

import (
	"math/rand/v2"
	"testing"

	"muestra/nn/keras"
)

// TestWindowsHaveThePlacesThatTheModelSays holds the shapes of nn/keras against those that the kernels compute.
func TestWindowsHaveThePlacesThatTheModelSays(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		in := keras.Shape{1 + rng.IntN(20), 1 + rng.IntN(20), 1 + rng.IntN(4)}
		window, strides := [2]int{1 + rng.IntN(in[0]), 1 + rng.IntN(in[1])}, [2]int{1 + rng.IntN(5), 1 + rng.IntN(5)}
		for _, padding := range []string{"valid", "same"} {
			out, err := keras.OutputShape(keras.MaxPooling2D{PoolSize: window, Strides: strides, Padding: padding}, in)
			if err != nil {
				t.Fatal(err)
			}
			if g := geometry(in, window, strides, padding); out[0] != g.OH || out[1] != g.OW {
				t.Fatalf("%v over %v by %v, %s: %v, the kernels compute %d × %d", window, in, strides, padding, out, g.OH, g.OW)
			}
		}
	}
}
