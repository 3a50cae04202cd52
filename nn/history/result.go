package history

import (
	"fmt"
	"slices"
)

// Result is the end of a run that nobody stopped.
type Result struct {
	Test          *Score `json:"test,omitempty"` // nil in a run without test pictures
	WeightsSHA256 string `json:"weights_sha256"` // see CheckDigest
	// RestoredEpoch is the epoch whose weights the network has got back, 0 where it keeps those of the last step.
	RestoredEpoch int    `json:"restored_epoch,omitempty"`
	Stopped       string `json:"stopped"` // EndEpochs, EndEarly or EndSteps
}

// Score is what a network scores on pictures, in the mean.
type Score struct {
	Loss         Float `json:"loss"` // with L2 penalties
	CrossEntropy Float `json:"cross_entropy"`
	Accuracy     Float `json:"accuracy"`
}

// Why a run ended.
const (
	EndEpochs = "epochs"
	EndEarly  = "early_stopping"
	EndSteps  = "steps"
)

// Check refuses a result that no run has.
func (r *Result) Check() error {
	if err := CheckDigest(r.WeightsSHA256); err != nil {
		return fmt.Errorf("weights_sha256: %w", err)
	}
	if all := []string{EndEpochs, EndEarly, EndSteps}; !slices.Contains(all, r.Stopped) {
		return fmt.Errorf("stopped: %.40q is none of %q", r.Stopped, all)
	}
	if err := checkLeast("restored_epoch", r.RestoredEpoch, 0); err != nil || r.Test == nil {
		return err
	}
	return r.Test.Check()
}

// Score is that of the test, NaN where there was none.
func (r *Result) Score() Score {
	if r.Test == nil {
		return Score{None(), None(), None()}
	}
	return *r.Test
}

// Check refuses an accuracy that is none.
func (s *Score) Check() error {
	if !(s.Accuracy >= 0 && s.Accuracy <= 1) {
		return fmt.Errorf("test: accuracy: %v is not between 0 and 1", float64(s.Accuracy))
	}
	return nil
}

// ResultLine is a Result as the command line writes it, without the values that there are not.
type ResultLine struct {
	TestLoss         *float64 `json:"test_loss,omitempty"`
	TestAccuracy     *float64 `json:"test_accuracy,omitempty"`
	TestCrossEntropy *float64 `json:"test_cross_entropy,omitempty"`
	WeightsSHA256    string   `json:"weights_sha256"`
	RestoredEpoch    int      `json:"restored_epoch,omitempty"`
	Stopped          string   `json:"stopped"`
}

// Line is the result as a line.
func (r *Result) Line() ResultLine {
	s := r.Score()
	return ResultLine{s.Loss.pointer(), s.Accuracy.pointer(), s.CrossEntropy.pointer(), r.WeightsSHA256, r.RestoredEpoch, r.Stopped}
}
