package history

import (
	"cmp"
	"encoding/json"
	"fmt"
)

// Epoch is one epoch done and validated. The values of validation are NaN in a run without validation pictures. As JSON it is what saved runs,
// downloads and state() have, without Step and LearningRate.
type Epoch struct {
	Epoch           int   `json:"epoch"` // from 1
	Step            int   `json:"-"`     // optimizer steps since the run began; 0 where it is not known
	Loss            Float `json:"loss"`  // with L2 penalties, like ValLoss
	CrossEntropy    Float `json:"cross_entropy"`
	Accuracy        Float `json:"accuracy"`
	ValLoss         Float `json:"val_loss"`
	ValCrossEntropy Float `json:"val_cross_entropy"`
	ValAccuracy     Float `json:"val_accuracy"`
	LearningRate    Float `json:"-"`                 // of the epoch's last step; 0 where it is not known
	ImagesPerSecond Float `json:"images_per_second"` // training pictures over the epoch's training time
	Seconds         Float `json:"seconds"`           // the epoch's whole time, validation included
}

// unknown is an epoch of which nothing has been read yet.
func unknown() Epoch {
	none := None()
	return Epoch{
		Loss: none, CrossEntropy: none, Accuracy: none, ValLoss: none, ValCrossEntropy: none, ValAccuracy: none, ImagesPerSecond: none, Seconds: none,
	}
}

// The most that training gives.
const (
	maxLoss    = 1e100 // above what the squares of all weights that float32 can hold add up to, and far from where the charts' own sums would overflow
	maxSeconds = 1e9   // thirty years
)

// Check refuses an epoch whose numbers no training gives.
func (e *Epoch) Check() error {
	if e.Seconds < 0 || e.Seconds > maxSeconds {
		return fmt.Errorf("seconds: %g is not between 0 and %g", float64(e.Seconds), float64(maxSeconds))
	}
	return cmp.Or(
		checkLeast("epoch", e.Epoch, 1), checkShare("accuracy", e.Accuracy), checkShare("val_accuracy", e.ValAccuracy), checkSpeed(e.ImagesPerSecond),
		checkLoss("loss", e.Loss, maxLoss), checkLoss("cross_entropy", e.CrossEntropy, maxLoss),
		checkLoss("val_loss", e.ValLoss, maxLoss), checkLoss("val_cross_entropy", e.ValCrossEntropy, maxLoss))
}

// Check refuses epochs that do not come one after the other from the first on, or whose numbers no training gives.
func Check(epochs []Epoch) error {
	if err := CheckOrder(epochs); err != nil {
		return err
	}
	for i := range epochs {
		if err := epochs[i].Check(); err != nil {
			return fmt.Errorf("epoch %d: %w", i+1, err)
		}
	}
	return nil
}

// CheckOrder refuses epochs that do not come one after the other from the first on. Their numbers may be any: a store does not lose a run for them.
func CheckOrder(epochs []Epoch) error {
	for i, e := range epochs {
		if e.Epoch != i+1 {
			return fmt.Errorf("epoch %d is called %d", i+1, e.Epoch)
		}
	}
	return nil
}

// Read reads epochs from the JSON of a saved run. Values that are missing are NaN, and what is not of an Epoch is left out.
func Read(text []byte) ([]Epoch, error) {
	var each []json.RawMessage
	if err := json.Unmarshal(text, &each); err != nil {
		return nil, err
	}
	epochs := make([]Epoch, len(each))
	for i, text := range each {
		epochs[i] = unknown()
		if err := json.Unmarshal(text, &epochs[i]); err != nil {
			return nil, fmt.Errorf("epoch %d: %w", i+1, err)
		}
	}
	return epochs, nil
}

// Short is epochs in short: the validation accuracy of each, NaN where there is none that can be, and how long they took together.
func Short(epochs []Epoch) (valAccuracy []float64, seconds float64) {
	for _, e := range epochs {
		if checkShare("", e.ValAccuracy) != nil {
			e.ValAccuracy = None()
		}
		valAccuracy = append(valAccuracy, float64(e.ValAccuracy))
		if e.Seconds > 0 && e.Seconds.IsFinite() {
			seconds += float64(e.Seconds)
		}
	}
	return valAccuracy, seconds
}
