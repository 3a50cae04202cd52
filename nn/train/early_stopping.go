package train

import (
	"fmt"
	"math"

	"muestra/nn/history"
)

// EarlyStopping is Keras's callback: it ends training when the monitored value of the epochs has not improved for
// Patience epochs, improved meaning better than the best so far by more than MinDelta. Its JSON has Keras's names.
type EarlyStopping struct {
	// Monitor is loss, accuracy, val_loss or val_accuracy; losses improve downwards, accuracies upwards.
	Monitor  string  `json:"monitor"`
	MinDelta float64 `json:"min_delta"`
	Patience int     `json:"patience"`
	// RestoreBestWeights gives the network the weights of its best epoch when training ends, by this rule or with its last
	// epoch, as in Keras 3. Otherwise they stay those of the last epoch.
	RestoreBestWeights bool `json:"restore_best_weights"`

	// Best, BestEpoch and Wait are how far the callback is: the best value, nil before the first, its epoch, and the
	// number of epochs since.
	Best      *float64 `json:"best"`
	BestEpoch int      `json:"best_epoch"`
	Wait      int      `json:"wait"`
}

// Check returns an error for a monitor that no epoch has, and for a patience or a difference out of range.
func (s *EarlyStopping) Check() error {
	if err := checkWatch(s.Monitor, s.MinDelta, s.Patience); err != nil {
		return fmt.Errorf("train: early stopping: %w", err)
	}
	return nil
}

// Stop takes the values of one epoch and says whether training ends with it. An epoch without the monitored value, for
// want of validation pictures, counts for nothing.
func (s *EarlyStopping) Stop(e history.Epoch) bool {
	value, up, err := monitored(s.Monitor, &e)
	if err != nil || math.IsNaN(value) {
		return false
	}
	if better(value, s.Best, s.MinDelta, up) {
		s.Best, s.BestEpoch, s.Wait = &value, e.Epoch, 0
		return false
	}
	s.Wait++
	return s.Wait >= s.Patience
}

// same says whether both are the same rule, wherever they stand.
func (s *EarlyStopping) same(o *EarlyStopping) bool {
	return s.Monitor == o.Monitor && s.MinDelta == o.MinDelta && s.Patience == o.Patience && s.RestoreBestWeights == o.RestoreBestWeights
}

// checkState refuses what no rule comes to within some epochs.
func (s *EarlyStopping) checkState(epochs int) error {
	if s.Wait < 0 || s.BestEpoch < 0 || s.Wait+s.BestEpoch > epochs || (s.Best == nil) != (s.BestEpoch == 0) {
		return fmt.Errorf("early stopping on %s cannot stand at best epoch %d and wait %d after %d epochs", s.Monitor, s.BestEpoch, s.Wait, epochs)
	}
	return nil
}
