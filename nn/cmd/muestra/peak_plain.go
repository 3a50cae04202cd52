//go:build noasm || (!wasm && !amd64)

package main

// Without vectors this is never called.

const spinVectorOperations = 0

func spinVector(out *float32, rounds int) {}
