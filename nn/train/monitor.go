package train

import (
	"fmt"
	"math"

	"muestra/nn/history"
)

// monitored is the value of an epoch that a callback watches by its Keras name, and whether upwards is better: losses
// improve downwards, accuracies upwards. The value is NaN in an epoch that does not have it, for want of validation
// pictures.
func monitored(name string, e *history.Epoch) (value float64, up bool, err error) {
	switch name {
	case "loss":
		return float64(e.Loss), false, nil
	case "accuracy":
		return float64(e.Accuracy), true, nil
	case "val_loss":
		return float64(e.ValLoss), false, nil
	case "val_accuracy":
		return float64(e.ValAccuracy), true, nil
	}
	return 0, false, fmt.Errorf("there is no %q to monitor: there are loss, accuracy, val_loss and val_accuracy", name)
}

// better says whether value improves on best by more than delta; anything improves on nothing.
func better(value float64, best *float64, delta float64, up bool) bool {
	switch {
	case best == nil:
		return true
	case up:
		return value > *best+delta
	}
	return value < *best-delta
}

// checkWatch checks the arguments that callbacks have in common.
func checkWatch(monitor string, delta float64, patience int) error {
	if _, _, err := monitored(monitor, &history.Epoch{}); err != nil {
		return err
	}
	if patience < 1 {
		return fmt.Errorf("patience %d is below 1", patience)
	}
	return checkAtLeastZero("min_delta", delta)
}

// checkAtLeastZero refuses negative, infinite and missing numbers.
func checkAtLeastZero(argument string, v float64) error {
	if !(v >= 0) || math.IsInf(v, 1) {
		return fmt.Errorf("%s %v is not a number from 0 on", argument, v)
	}
	return nil
}
