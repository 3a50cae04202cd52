package portable

import "math"

// Power returns xʸ for x and y from 0 on: the whole part of y by squaring, so that whole powers need no exp, the rest by exp and log.
func Power(x, y float64) float64 {
	whole := math.Floor(y)
	p, square := 1.0, x
	for n := uint64(whole); n > 0; n >>= 1 {
		if n&1 == 1 {
			p = float64(p * square)
		}
		square = float64(square * square)
	}
	if rest := y - whole; rest > 0 {
		p = float64(p * Exp(float64(rest*Log(x))))
	}
	return p
}
