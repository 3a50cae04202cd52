package portable

import "math"

// Exp and log are those of FreeBSD's msun (e_exp.c, e_log.c), written in plain Go because math.Exp and math.Log are assembly on some
// platforms and differ there in the last bit. Each product is converted on its own, so that no compiler fuses it with the addition.

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
	log2e = 1.44269504088896338700e+00
)

// Exp returns eˣ with an error below one unit in the last place. Results that would be subnormal are 0.
func Exp(x float64) float64 {
	switch {
	case x != x || x > 709.782712893384:
		return x * math.Inf(1)
	case x < -708:
		return 0
	}
	k := math.Floor(float64(x*log2e) + 0.5)
	hi := x - float64(k*ln2Hi)
	lo := float64(k * ln2Lo)
	r := hi - lo
	t := float64(r * r)
	p := Horner(t, 4.13813679705723846039e-08, -1.65339022054652515390e-06, 6.61375632143793436117e-05,
		-2.77777777770155933842e-03, 1.66666666666666657415e-01)
	c := r - float64(t*p)
	y := 1 - ((lo - float64(r*c)/(2-c)) - hi)
	if k == 1024 { // 2¹⁰²⁴ itself is not a float64
		return y * 2 * powerOfTwo(1023)
	}
	return y * powerOfTwo(int(k))
}

// Log returns the natural logarithm of x with an error below one unit in the last place.
func Log(x float64) float64 {
	switch {
	case x != x || x > math.MaxFloat64:
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	k := 0
	if x < 0x1p-1022 {
		x *= 0x1p54
		k -= 54
	}
	bits := math.Float64bits(x)
	k += int(bits>>52) - 1022
	f := math.Float64frombits(bits&(1<<52-1) | 1022<<52) // in [½, 1)
	if f < math.Sqrt2/2 {
		f *= 2
		k--
	}
	f--
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	t1 := float64(s2 * Horner(s4, 1.479819860511658591e-01, 1.818357216161805012e-01, 2.857142874366239149e-01, 6.666666666666735130e-01))
	t2 := float64(s4 * Horner(s4, 1.531383769920937332e-01, 2.222219843214978396e-01, 3.999999999940941908e-01))
	h := float64(float64(0.5*f) * f)
	e := float64(k)
	return float64(e*ln2Hi) - ((h - (float64(s*(h+t1+t2)) + float64(e*ln2Lo))) - f)
}

// powerOfTwo returns 2ᵏ for k in [-1022, 1023].
func powerOfTwo(k int) float64 { return math.Float64frombits(uint64(k+1023) << 52) }

// Horner evaluates the polynomial whose coefficients are given from the highest power down to the constant, at x.
func Horner(x float64, coefficients ...float64) float64 {
	var y float64
	for _, c := range coefficients {
		y = float64(y*x) + c
	}
	return y
}
