//go:build !wasm || noasm

package kernel

// maxWindows writes the maxima of k.count windows beside each other.
func maxWindows(y []float32, arg []int32, x []float32, k *window) {
	maxWindowsScalar(y, arg, x, k, 0)
}

// maxWindowsGrad adds dy where the maxima of k.count windows came from.
func maxWindowsGrad(dx []float32, arg []int32, dy []float32, k *window) {
	maxWindowsGradScalar(dx, arg, dy, k, 0)
}
