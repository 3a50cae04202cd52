//go:build wasm && !noasm

package kernel

// maxWindows writes the maxima of k.count windows beside each other.
func maxWindows(y []float32, arg []int32, x []float32, k *window) {
	if k.channels >= lanes {
		maxWindowsVector(&y[0], &arg[0], &x[0], k)
	}
	if whole := k.channels &^ (lanes - 1); whole < k.channels {
		maxWindowsScalar(y, arg, x, k, whole)
	}
}

// maxWindowsGrad adds dy where the maxima of k.count windows came from.
func maxWindowsGrad(dx []float32, arg []int32, dy []float32, k *window) {
	if k.channels >= lanes {
		maxWindowsGradVector(&dx[0], &arg[0], &dy[0], k)
	}
	if whole := k.channels &^ (lanes - 1); whole < k.channels {
		maxWindowsGradScalar(dx, arg, dy, k, whole)
	}
}

// maxWindowsVector is maxWindowsScalar for all whole vectors of four channels.
//
//go:noescape
func maxWindowsVector(y *float32, arg *int32, x *float32, k *window)

// maxWindowsGradVector is maxWindowsGradScalar for all whole vectors of four
// channels.
//
//go:noescape
func maxWindowsGradVector(dx *float32, arg *int32, dy *float32, k *window)
