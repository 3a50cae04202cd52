package tensor

import "unsafe"

// Bytes is the memory of values as bytes, in the machine's order, which is little endian wherever this runs on several members.
func Bytes[T float32 | float64](values []T) []byte {
	if len(values) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&values[0])), len(values)*int(unsafe.Sizeof(values[0])))
}
