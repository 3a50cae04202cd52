package lesson

import (
	"muestra/nn/history"
	"muestra/nn/metrics"
	"muestra/wasm/port"
)

// Trial is what a run of a lesson came to.
type Trial struct {
	History []history.Epoch `json:"history"`
	Test    history.Float   `json:"test"` // accuracy
	SHA256  string          `json:"sha256"`
	Early   bool            `json:"early,omitempty"` // early stopping ended it
	Dataset string          `json:"dataset"`
}

// Finding is what a lesson's check finds in its trials.
type Finding struct {
	Choice int   // the one that came true, from 0; -1: none did clearly
	Facts  []any // for the blanks of the lesson's facts: shares as float64, whole numbers, texts
}

// Unclear is the choice of a finding that speaks for none.
const Unclear = -1

// near is how close two accuracies must be to count as the same: a thousand validation pictures leave an uncertainty of about 1.6 points.
const near = 0.015

// End are the accuracies at the end of a trial: the mean of the last three epochs, since single ones jump.
func (t Trial) End() (train, val float64) {
	last := t.History[max(0, len(t.History)-3):]
	for _, e := range last {
		train += float64(e.Accuracy) / float64(len(last))
		val += float64(e.ValAccuracy) / float64(len(last))
	}
	return train, val
}

// highest is the best validation accuracy of a trial.
func (t Trial) highest() float64 {
	best := 0.0
	for _, e := range t.History {
		if e.ValAccuracy.IsFinite() {
			best = max(best, float64(e.ValAccuracy))
		}
	}
	return best
}

// compared is 1 where a is larger than b by more than within, -1 where it is smaller by more, and 0 between.
func compared(a, b, within float64) int {
	switch {
	case a-b > within:
		return 1
	case b-a > within:
		return -1
	default:
		return 0
	}
}

// CheckEpochs asks whether what training gains after epoch 5 reaches validation. Choices: both gain; only training does; neither does.
func CheckEpochs(t []Trial) Finding {
	h := t[0].History
	if len(h) < 6 {
		return Finding{Choice: Unclear}
	}
	early := h[4]
	train, val := t[0].End()
	learned, carried := train-float64(early.Accuracy), val-float64(early.ValAccuracy)
	choice := 0
	switch {
	case learned < 0.05:
		choice = 2
	case carried < learned/2:
		choice = 1
	}
	return Finding{choice, []any{early.Epoch, float64(early.Accuracy), float64(early.ValAccuracy), len(h), train, val}}
}

// CheckGap compares how far training is above validation in two trials. Choices: further in the first; in the second; the same.
func CheckGap(t []Trial) Finding {
	train0, val0 := t[0].End()
	train1, val1 := t[1].End()
	choice := 2
	switch compared(train0-val0, train1-val1, 2*near) {
	case 1:
		choice = 0
	case -1:
		choice = 1
	}
	return Finding{choice, []any{train0, val0, train1, val1}}
}

// CheckBrake compares a trial with another one that has a brake on learning by heart. Choices: training falls, and the gap with it; training rises;
// nothing changes.
func CheckBrake(t []Trial) Finding {
	train0, val0 := t[0].End()
	train1, val1 := t[1].End()
	choice := 2
	switch compared(train1, train0, 2*near) {
	case 1:
		choice = 1
	case -1:
		if choice = Unclear; train1-val1 < train0-val0 {
			choice = 0
		}
	}
	return Finding{choice, []any{train0, val0, train1, val1}}
}

// CheckHighest compares the best validation accuracies of two trials. Choices: the second is higher; the first; they are the same.
func CheckHighest(t []Trial) Finding {
	a, b := t[0].highest(), t[1].highest()
	choice := 2
	switch compared(b, a, near) {
	case 1:
		choice = 0
	case -1:
		choice = 1
	}
	return Finding{choice, []any{a, b}}
}

// chance is the accuracy of an answer that is always the same, with ten classes.
const chance = 0.1

// CheckRate asks what a learning rate ten times as large leads to, in the second trial. Choices: it learns more in the same time; the same; nothing.
func CheckRate(t []Trial) Finding {
	small, _ := t[0].End()
	large, _ := t[1].End()
	choice := Unclear
	switch {
	case compared(large, chance, 0.03) <= 0:
		choice = 2
	case compared(large, small, 2*near) == 0:
		choice = 1
	case large > small:
		choice = 0
	}
	return Finding{choice, []any{small, large}}
}

// CheckStopping asks after how many epochs early stopping ended a trial that might have had forty. Choices: less than half; more than half; all.
func CheckStopping(t []Trial) Finding {
	n := len(t[0].History)
	choice := 0
	switch {
	case !t[0].Early:
		choice = 2
	case n > 20:
		choice = 1
	}
	return Finding{choice, []any{n, metrics.BestEpoch(t[0].History)}}
}

// CheckBrakes compares a trial with one that has all brakes on. Choices: training and validation fall; training falls and validation rises; both rise.
func CheckBrakes(t []Trial) Finding {
	train0, val0 := t[0].End()
	train1, val1 := t[1].End()
	choice := Unclear
	switch train, val := compared(train1, train0, 2*near), compared(val1, val0, near); {
	case train < 0 && val < 0:
		choice = 0
	case train < 0 && val > 0:
		choice = 1
	case train > 0 && val > 0:
		choice = 2
	}
	return Finding{choice, []any{train0, val0, train1, val1}}
}

// CheckOutput needs no trial: who always answers the same is right as often as that class comes up. Choices: too little time; one output; the wrong pictures.
func CheckOutput([]Trial) Finding { return Finding{1, []any{chance}} }

// CheckBits compares the fingerprints of the same run with one worker and with two, and of another seed. Choices: all differ; the first two are equal; all are.
func CheckBits(t []Trial) Finding {
	one, two, seeded := t[0].SHA256, t[1].SHA256, t[2].SHA256
	choice := Unclear
	switch {
	case one == two && two == seeded:
		choice = 2
	case one == two:
		choice = 1
	case one != seeded && two != seeded:
		choice = 0
	}
	return Finding{choice, []any{port.Clip(one, 8), port.Clip(two, 8), port.Clip(seeded, 8)}}
}
