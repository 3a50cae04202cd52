package train

import "fmt"

// EarlyStopping is Keras's callback: it ends training when the monitored value of the epochs has not improved for
// Patience epochs, improved meaning strictly better than the best so far. The weights stay those of the last epoch.
type EarlyStopping struct {
	// Monitor is loss, accuracy, val_loss or val_accuracy; losses improve downwards, accuracies upwards.
	Monitor  string
	Patience int

	best  float64
	wait  int
	begun bool
}

// Check returns an error for a monitor that no epoch has, or a patience below 1.
func (s *EarlyStopping) Check() error {
	if _, _, err := s.monitored(Epoch{}); err != nil {
		return err
	}
	if s.Patience < 1 {
		return fmt.Errorf("train: early stopping on %s: patience %d is below 1", s.Monitor, s.Patience)
	}
	return nil
}

// Stop takes the values of one epoch and says whether training ends with it. An epoch without the monitored value, for
// want of validation pictures, counts for nothing.
func (s *EarlyStopping) Stop(e Epoch) bool {
	value, up, err := s.monitored(e)
	if err != nil || value == nil {
		return false
	}
	if !s.begun || (up && *value > s.best) || (!up && *value < s.best) {
		s.begun, s.best, s.wait = true, *value, 0
		return false
	}
	s.wait++
	return s.wait >= s.Patience
}

// monitored is the monitored value and whether upwards is better.
func (s *EarlyStopping) monitored(e Epoch) (value *float64, up bool, err error) {
	switch s.Monitor {
	case "loss":
		return &e.Loss, false, nil
	case "accuracy":
		return &e.Accuracy, true, nil
	case "val_loss":
		return e.ValLoss, false, nil
	case "val_accuracy":
		return e.ValAccuracy, true, nil
	}
	return nil, false, fmt.Errorf("train: early stopping cannot monitor %q; it can monitor loss, accuracy, val_loss or val_accuracy", s.Monitor)
}
