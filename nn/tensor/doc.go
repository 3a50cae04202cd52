// Package tensor has the named tensors of a network, and reads and writes them as safetensors files.
package tensor
