package metrics

import (
	"math"
	"slices"

	"muestra/nn/history"
)

// Verdict is what the epochs of a run say about how it learns.
type Verdict struct {
	Kind  Kind
	Epoch int // from which on, where the kind has one; else 0
}

// Kind is which of the verdicts it is.
type Kind byte

const (
	NoEpoch         Kind = iota // no epoch yet
	NoValidation                // no validation pictures
	Diverged                    // values that are no numbers
	Guessing                    // no better than guessing
	Forgot                      // was better than guessing once
	FirstEpoch                  // one epoch says little
	Overfitting                 // training goes on improving, validation has not since an epoch
	Standstill                  // neither improves
	Unsteady                    // validation jumps about more than it improves
	ValidationAhead             // validation is better than training
	PullingAway                 // both improve, training faster
	Learning                    // both improve
)

// What counts, in the units of a loss (natural logarithm) and of an accuracy.
const (
	patient      = 3    // epochs without a better validation loss before anything is said about it
	standing     = 0.02 // a loss that has fallen by less has stood still
	pullingAway  = 0.05 // a gap in accuracy that is worth a word
	aheadBy      = 0.01 // the same where validation is ahead
	betterThan   = 1.3  // times the accuracy of guessing is better than guessing
	onceLearned  = 2    // times it is that for sure
	recentEpochs = 8    // from which one can tell how much validation jumps
	jumps        = 1.5  // times that is more than jumping
)

// Judge reads the epochs of a run, whose losses may have penalties in them since those cancel out, on pictures of so many classes; a network with more outputs guesses no worse for that.
func Judge(epochs []history.Epoch, classes int) Verdict {
	n := len(epochs)
	if n == 0 {
		return Verdict{}
	}
	last := &epochs[n-1]
	if !last.Loss.IsFinite() {
		return Verdict{Kind: Diverged}
	}
	guess := history.Float(1) / history.Float(classes)
	top := history.Float(0)
	for _, e := range epochs {
		top = max(top, e.Accuracy)
	}
	switch {
	case n > 1 && top < betterThan*guess:
		return Verdict{Kind: Guessing}
	case top >= onceLearned*guess && last.Accuracy < betterThan*guess:
		return Verdict{Kind: Forgot}
	case !last.ValLoss.IsFinite():
		return Verdict{Kind: NoValidation}
	case n == 1:
		return Verdict{Kind: FirstEpoch}
	}
	if v := stalled(epochs); v.Kind != NoEpoch {
		return v
	}
	switch gap := last.Accuracy - last.ValAccuracy; {
	case gap > pullingAway:
		return Verdict{Kind: PullingAway}
	case gap < -aheadBy:
		return Verdict{Kind: ValidationAhead}
	}
	return Verdict{Kind: Learning}
}

// stalled is what to say where validation has not improved for a while; nothing where it has.
func stalled(epochs []history.Epoch) Verdict {
	n, best := len(epochs), BestEpoch(epochs)
	if n-best < patient {
		return Verdict{}
	}
	fell := epochs[best-1].Loss - epochs[n-1].Loss
	worse := history.Float(0)
	for _, e := range epochs[n-patient:] {
		worse += (e.ValLoss - epochs[best-1].ValLoss) / patient
	}
	switch {
	case fell < standing && n-best >= patient+2:
		return Verdict{Standstill, best + 1}
	case fell < standing:
		return Verdict{}
	case worse > jumps*jump(epochs):
		return Verdict{Overfitting, best + 1}
	default:
		return Verdict{Unsteady, best + 1}
	}
}

// jump is how far validation usually moves from one epoch to the next: the median of the last few.
func jump(epochs []history.Epoch) history.Float {
	recent := epochs[max(0, len(epochs)-1-recentEpochs):]
	var moves []history.Float
	for i, e := range recent[1:] {
		moves = append(moves, history.Float(math.Abs(float64(e.ValLoss-recent[i].ValLoss))))
	}
	slices.Sort(moves)
	return moves[len(moves)/2]
}

// BestEpoch is the number of the epoch with the lowest validation loss, the first of equals; 0 where there is none.
func BestEpoch(epochs []history.Epoch) int {
	best := 0
	for i, e := range epochs {
		if e.ValLoss.IsFinite() && (best == 0 || e.ValLoss < epochs[best-1].ValLoss) {
			best = i + 1
		}
	}
	return best
}
