//go:build !js

package trainer

// Main exists so that the worker's logic can be tested, and the page's built, on any machine.
func Main([]string) {
	panic("trainer: workers run in a browser only: build with GOOS=js GOARCH=wasm")
}
