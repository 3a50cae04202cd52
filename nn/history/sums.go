package history

import "fmt"

// Sums add up what a network scores on pictures, so that the means over any stretch of them can be had: of two Sums of an epoch the
// difference is that of the pictures between, however large their batches are.
type Sums struct {
	CrossEntropy Float `json:"cross_entropy"`
	Penalty      Float `json:"penalty"` // of L2, once for each picture
	Correct      int   `json:"correct"` // pictures that are put into their class
	Pictures     int   `json:"pictures"`
}

// Since is what has been added to old.
func (s Sums) Since(old Sums) Sums {
	return Sums{s.CrossEntropy - old.CrossEntropy, s.Penalty - old.Penalty, s.Correct - old.Correct, s.Pictures - old.Pictures}
}

// Score is the mean over the pictures, NaN where there are none.
func (s Sums) Score() Score {
	n := Float(s.Pictures)
	return Score{Loss: (s.CrossEntropy + s.Penalty) / n, CrossEntropy: s.CrossEntropy / n, Accuracy: Float(s.Correct) / n}
}

// IsFinite reports whether both losses are.
func (s Sums) IsFinite() bool { return s.CrossEntropy.IsFinite() && s.Penalty.IsFinite() }

// maxSum is far enough below maxLoss for the means of what is still added, which comes of float32 weights.
const maxSum = 1e95

// Check refuses sums that no training gives. They may be infinite.
func (s Sums) Check() error {
	if s.Correct < 0 || s.Correct > s.Pictures {
		return fmt.Errorf("correct: %d of %d pictures", s.Correct, s.Pictures)
	}
	if err := checkLoss("cross_entropy", s.CrossEntropy, maxSum); err != nil {
		return err
	}
	return checkLoss("penalty", s.Penalty, maxSum)
}
