package kernel

// Scratch is the memory that kernels work in. It grows to the largest need and
// is then reused: after a first step nothing is allocated. The zero value is
// ready; one Scratch serves one goroutine.
type Scratch struct {
	packed  []float32 // right-hand matrix in panels
	bias    []float32 // bias, filled up to whole panels
	padded  []float32 // a block of pictures with their zero border
	rows    []float32 // a chunk of output gradients in one panel
	edge    []float32 // the last, narrower panel of a result
	sums    []float64 // bias gradients
	offsets []int32

	// of convolutions by tiles
	transformed []float32 // weights, or their gradient, at 16 places
	inputs      []float32
	products    []float32
	zero        []float32
}

// zeros returns n zeros.
func (s *Scratch) zeros(n int) []float32 {
	if len(s.zero) < n {
		s.zero = make([]float32, n)
	}
	return s.zero[:n]
}

// grow returns a slice of n elements over buf's memory where it is large enough.
func grow[T any](buf *[]T, n int) []T {
	if cap(*buf) < n {
		*buf = make([]T, n)
	}
	*buf = (*buf)[:cap(*buf)]
	return (*buf)[:n]
}
