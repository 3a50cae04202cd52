//go:build (wasm || amd64) && !noasm

package main

// spinVector is spin with vectors, of which it leaves one at out.
//
//go:noescape
func spinVector(out *float32, rounds int)
