package data

import "math"

// SinCos returns the sine and cosine of an angle in degrees with errors below
// one unit in the last place. They are those of FreeBSD's msun (k_sin.c,
// k_cos.c) on the eighth of the circle around a right angle's multiple, since
// math.Sin and math.Cos are assembly on some platforms and may differ there.
func SinCos(degrees float64) (sin, cos float64) {
	turns := math.Floor(degrees/90 + 0.5)
	x := float64((degrees - float64(90*turns)) * (math.Pi / 180)) // within ±π/4
	z := float64(x * x)
	sin = x + float64(float64(z*x)*polynomial(z, -1.66666666666666324348e-01, 8.33333333332248946124e-03,
		-1.98412698298579493134e-04, 2.75573137070700676789e-06, -2.50507602534068634195e-08, 1.58969099521155010221e-10))
	half := float64(0.5 * z)
	cos = 1 - (half - float64(float64(z*z)*polynomial(z, 4.16666666666666019037e-02, -1.38888888888741095749e-03,
		2.48015872894767294178e-05, -2.75573143513906633035e-07, 2.08757232129817482790e-09, -1.13596475577881948265e-11)))
	switch int(turns) & 3 {
	case 1:
		return cos, -sin
	case 2:
		return -sin, -cos
	case 3:
		return -cos, sin
	}
	return sin, cos
}

// polynomial is c[0] + c[1]·z + c[2]·z² + …
func polynomial(z float64, c ...float64) (sum float64) {
	for i := len(c) - 1; i >= 0; i-- {
		sum = float64(sum*z) + c[i]
	}
	return sum
}
