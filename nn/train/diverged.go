package train

import "fmt"

// Diverged is the end of a run whose numbers are no longer finite.
type Diverged struct {
	// Epoch and Step count from 1, Step from the run's beginning.
	Epoch, Step int
	// Err says which numbers; it wraps nn.ErrNotFinite.
	Err error
}

// Unwrap returns Err.
func (d *Diverged) Unwrap() error { return d.Err }

// Error says in English what happened and what to try.
func (d *Diverged) Error() string { return "train: " + d.In("en") }

// In says in Spanish ("es") or English what happened and what to try.
func (d *Diverged) In(lang string) string {
	if lang == "es" {
		return fmt.Sprintf("época %d, paso %d: los números dejan de ser finitos (%v). El entrenamiento ha divergido: "+
			"prueba una tasa de aprendizaje menor (la décima parte), menos inercia u otra semilla", d.Epoch, d.Step, d.Err)
	}
	return fmt.Sprintf("epoch %d, step %d: the numbers are no longer finite (%v). Training has diverged: "+
		"try a lower learning rate (a tenth of it), less momentum or another seed", d.Epoch, d.Step, d.Err)
}
