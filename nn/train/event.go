package train

// Event is what Fit tells its caller: a history.Step, Evaluating, a history.Epoch or a history.Result.
type Event any

// Evaluating is one batch judged without learning from it: validation after an epoch, or the test at the end.
type Evaluating struct {
	What string // Validation or Test
	// Done and Total are pictures.
	Done, Total int
	// Index are the pictures of this batch in the canonical order, Probabilities the softmax outputs for them, [pictures, classes]. They are
	// valid until the caller's function returns.
	Index         []int32   `json:"-"`
	Probabilities []float32 `json:"-"`
}

// What Evaluating is for.
const (
	Validation = "validation"
	Test       = "test"
)
