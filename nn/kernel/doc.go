// Package kernel holds the loops in which training spends its time: matrix
// products, convolution, pooling, element-wise updates.
//
// All data are float32 slices, row-major, channels last: pictures are
// [pictures, height, width, channels], convolution kernels [kernel height,
// kernel width, channels, filters], matrices [rows, columns].
//
// # The same bits everywhere
//
// What each kernel computes, to the last bit, is written down as plain nested
// loops in the sub-package spec. Products are rounded to float32 before they
// are added (never fused), every sum runs in the order written there, and
// vector code runs across outputs, so that each output's sum keeps that order.
// The suite in kerneltest holds every implementation to it with ==.
//
// # How it is fast
//
// A convolution needs no im2col: with a zero border around the picture, the
// receptive field of one output pixel is, for each row of the kernel, one run
// of kernelWidth·channels contiguous floats. So every product here has the same
// form: a left matrix whose rows are gathered from where a table of offsets
// says (a dense layer's table is just 0, k, 2k …), and a right matrix packed in
// panels of a few columns. The two innermost loops, mulPanel and gradPanel, work
// on one such panel. 3×3 convolutions go by Winograd tiles where their shape
// allows (winograd.go): transforms around the same two loops.
//
// On wasm and on amd64 processors with AVX2 the innermost loops, the transforms,
// pooling, normalization and element-wise updates are vector assembly written by
// the generator in gen; with the build tag noasm, and everywhere else, they are
// the plain Go of panel_plain.go, winograd.go and package spec.
package kernel

//go:generate go run muestra/nn/kernel/gen -dir .
