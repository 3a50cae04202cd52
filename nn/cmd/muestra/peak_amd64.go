//go:build !noasm

package main

// spinVectorOperations is for spinVector: twelve vectors of eight.
const spinVectorOperations = 96
