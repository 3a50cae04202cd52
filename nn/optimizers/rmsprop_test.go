package optimizers

import (
	"math"
	"testing"

	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// The wanted weights follow by hand from Keras's formulas, in float64.
func TestRMSpropIsKerass(t *testing.T) {
	for _, c := range []struct {
		name      string
		optimizer RMSprop
	}{
		{"defaults", *NewRMSprop(0.001)},
		{"momentum", RMSprop{LearningRate: 0.01, Rho: 0.8, Momentum: 0.9, Epsilon: 1e-3}},
		{"centered", RMSprop{LearningRate: 0.01, Rho: 0.9, Epsilon: 1e-7, Centered: true}},
		{"centered, momentum", RMSprop{LearningRate: 0.02, Rho: 0.5, Momentum: 0.5, Epsilon: 1e-7, Centered: true}},
	} {
		o := c.optimizer
		w := &tensor.Weight{Name: "w", Shape: []int{2}, Data: []float32{1, -0.5}, Grad: make([]float32, 2), Trainable: true}
		fixed := &tensor.Weight{Name: "fixed", Shape: []int{1}, Data: []float32{3}}
		want, v, a, m := []float64{1, -0.5}, make([]float64, 2), make([]float64, 2), make([]float64, 2)
		for step := range 6 {
			for i := range w.Grad {
				g := math.Sin(float64(3*step+i)) * math.Pow(10, float64(i-2))
				w.Grad[i] = float32(g)
				v[i] = o.Rho*v[i] + (1-o.Rho)*g*g
				a[i] = o.Rho*a[i] + (1-o.Rho)*g
				spread := v[i]
				if o.Centered {
					spread -= a[i] * a[i]
				}
				m[i] = o.Momentum*m[i] + o.LearningRate*g/math.Sqrt(spread+o.Epsilon)
				want[i] -= m[i]
			}
			o.Update(step+1, []*tensor.Weight{fixed, w})
			for i := range want {
				if math.Abs(float64(w.Data[i])-want[i]) > 2e-6 {
					t.Errorf("%s, step %d: w[%d] is %v, want %v", c.name, step, i, w.Data[i], want[i])
				}
			}
		}
		if fixed.Data[0] != 3 {
			t.Errorf("%s: a weight that is not trainable has changed", c.name)
		}
	}
}

func TestRMSpropsVarianceIsNeverNegative(t *testing.T) {
	o := RMSprop{LearningRate: 0.01, Rho: 0.9, Epsilon: 1e-7, Centered: true}
	w := &tensor.Weight{Name: "w", Shape: []int{1}, Data: []float32{0}, Grad: []float32{1234.567}, Trainable: true}
	for step := range 300 { // v − a² goes to 0, and v is about 1.5 million
		o.Update(step+1, []*tensor.Weight{w})
	}
	if !kernel.Finite(w.Data) {
		t.Errorf("w is %v", w.Data[0])
	}
}
