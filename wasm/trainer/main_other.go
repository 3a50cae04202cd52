//go:build !js

package main

import (
	"fmt"
	"os"
)

// main exists so that the worker's logic can be tested on any machine.
func main() {
	fmt.Fprintln(os.Stderr, "trainer: this program runs in a browser: build it with GOOS=js GOARCH=wasm")
	os.Exit(1)
}
