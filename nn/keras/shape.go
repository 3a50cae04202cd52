package keras

import (
	"strconv"
	"strings"
)

// Shape is the shape of one picture's tensor, without the batch: [height width channels] or [features].
type Shape []int

// Size is the number of values in a tensor of this shape.
func (s Shape) Size() int {
	size := 1
	for _, d := range s {
		size *= d
	}
	return size
}

// Equal says whether both shapes have the same dimensions.
func (s Shape) Equal(o Shape) bool {
	if len(s) != len(o) {
		return false
	}
	for i := range s {
		if s[i] != o[i] {
			return false
		}
	}
	return true
}

// String writes the shape as Keras does, the batch being None: "(None, 32, 32, 3)".
func (s Shape) String() string {
	var b strings.Builder
	b.WriteString("(None")
	for _, d := range s {
		b.WriteString(", ")
		b.WriteString(strconv.Itoa(d))
	}
	b.WriteString(")")
	return b.String()
}
