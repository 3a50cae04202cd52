package kernel

import (
	"unsafe"

	"muestra/nn/kernel/spec"
)

// AdamStep are the numbers of one Adam update.
type AdamStep = spec.AdamStep

// RMSpropStep are the numbers of one RMSprop update.
type RMSpropStep = spec.RMSpropStep

// noLanes is the value of lanes where there is no vector code.
const noLanes = 1 << 30

// whole is how many of n elements vector code does: all whole vectors. The rest
// is left to the specification itself.
func whole(n int) int { return n &^ (lanes - 1) }

// ReLU is x[i] = x[i] > 0 ? x[i] : 0.
func ReLU(x []float32) {
	n := whole(len(x))
	if n > 0 {
		reluVector(&x[0], n)
	}
	spec.ReLU(x[n:])
}

// ReLUGrad is dy[i] = y[i] > 0 ? dy[i] : 0, with y what ReLU put out.
func ReLUGrad(dy, y []float32) {
	n := whole(len(dy))
	if n > 0 {
		reluGradVector(&dy[0], &y[0], n)
	}
	spec.ReLUGrad(dy[n:], y[n:])
}

// Mul is dst[i] = a[i]·b[i]; dst may be a or b.
func Mul(dst, a, b []float32) {
	n := whole(len(dst))
	if n > 0 {
		mulVector(&dst[0], &a[0], &b[0], n)
	}
	spec.Mul(dst[n:], a[n:], b[n:])
}

// Axpy is y[i] += alpha·x[i].
func Axpy(y []float32, alpha float32, x []float32) {
	n := whole(len(y))
	if n > 0 {
		axpyVector(&y[0], &x[0], n, alpha)
	}
	spec.Axpy(y[n:], alpha, x[n:])
}

// Finite says whether no value is infinite or NaN.
func Finite(x []float32) bool {
	n := whole(len(x))
	return (n == 0 || notFiniteVector(&x[0], n) == 0) && spec.Finite(x[n:])
}

// SGD is w[i] -= rate·g[i].
func SGD(w, g []float32, rate float32) {
	n := whole(len(w))
	if n > 0 {
		sgdVector(&w[0], &g[0], n, rate)
	}
	spec.SGD(w[n:], g[n:], rate)
}

// Momentum is v = momentum·v − rate·g; w += v.
func Momentum(w, v, g []float32, rate, momentum float32) {
	n := whole(len(w))
	if n > 0 {
		momentumVector(&w[0], &v[0], &g[0], n, rate, momentum)
	}
	spec.Momentum(w[n:], v[n:], g[n:], rate, momentum)
}

// Nesterov is v = momentum·v − rate·g; w += momentum·v − rate·g.
func Nesterov(w, v, g []float32, rate, momentum float32) {
	n := whole(len(w))
	if n > 0 {
		nesterovVector(&w[0], &v[0], &g[0], n, rate, momentum)
	}
	spec.Nesterov(w[n:], v[n:], g[n:], rate, momentum)
}

// Adam is one update of the paper's Adam; see spec.Adam.
func Adam(w, m, v, g []float32, s AdamStep) {
	n := whole(len(w))
	if n > 0 {
		adamVector(&w[0], &m[0], &v[0], &g[0], n, &s)
	}
	spec.Adam(w[n:], m[n:], v[n:], g[n:], s)
}

// RMSprop is one update of Keras's RMSprop; a is nil where it is not centered, m
// where there is no momentum. See spec.RMSprop.
func RMSprop(w, v, a, m, g []float32, s RMSpropStep) {
	n := whole(len(w))
	if n > 0 {
		rmspropVector(&w[0], &v[0], unsafe.SliceData(a), unsafe.SliceData(m), &g[0], n, &s)
	}
	if a != nil {
		a = a[n:]
	}
	if m != nil {
		m = m[n:]
	}
	spec.RMSprop(w[n:], v[n:], a, m, g[n:], s)
}
