//go:build !noasm

package main

// spinVectorOperations is for spinVector: twelve vectors of four.
const spinVectorOperations = 48
