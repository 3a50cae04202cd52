package kernel

// Scratch is the memory that kernels work in. It grows to the largest need and
// is then reused: after a first step nothing is allocated. The zero value is
// ready; one Scratch serves one goroutine.
type Scratch struct {
	yield func() error
	err   error
	work  int // multiplications since the last call of yield

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

// Begin sets what convolutions and matrix products call between two pieces of
// work, some milliseconds long each; nil is nothing. It may block for a pause.
// When it returns an error, the kernel at work and all that follow on this
// Scratch end at once and leave their results undefined, until the next Begin.
func (s *Scratch) Begin(yield func() error) { s.yield, s.err = yield, nil }

// Err is the error that ended a kernel since Begin.
func (s *Scratch) Err() error { return s.err }

// yieldEvery is how many multiplications lie between two calls of yield: a few
// milliseconds of vector code.
const yieldEvery = 1 << 26

// did counts multiplications, gives way from time to time, and says whether the
// kernel is to end.
func (s *Scratch) did(multiplications int) (stopped bool) {
	if s.work += multiplications; s.work >= yieldEvery {
		s.work = 0
		if s.err == nil && s.yield != nil {
			s.err = s.yield()
		}
	}
	return s.err != nil
}
