package train

import (
	"math"
	"testing"
)

func TestEarlyStoppingCountsEpochsWithoutImprovement(t *testing.T) {
	tests := []struct {
		name     string
		monitor  string
		patience int
		values   []float64
		stopsAt  int // epoch from 1; 0 for never
	}{
		{"falling", "val_loss", 2, []float64{5, 4, 3, 2, 1}, 0},
		{"patience runs out", "val_loss", 2, []float64{5, 4, 4.5, 4.2}, 4},
		{"equal is no improvement", "val_loss", 2, []float64{5, 5, 5}, 3},
		{"the best counts, not the last", "val_loss", 3, []float64{3, 9, 5, 4}, 4},
		{"an improvement starts the count anew", "val_loss", 2, []float64{5, 6, 4, 6, 3, 6, 6}, 7},
		{"patience 1", "val_loss", 1, []float64{5, 4, 4}, 3},
		{"patience 5", "val_loss", 5, []float64{1, 2, 2, 2, 2, 2}, 6},
		{"accuracy improves upwards", "val_accuracy", 2, []float64{0.1, 0.2, 0.2, 0.1}, 4},
		{"training loss", "loss", 1, []float64{1, 2}, 2},
		{"training accuracy", "accuracy", 1, []float64{0.5, 0.6, 0.6}, 3},
		{"infinity first", "val_loss", 1, []float64{math.Inf(1), 3, 2}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &EarlyStopping{Monitor: test.monitor, Patience: test.patience}
			if err := s.Check(); err != nil {
				t.Fatal(err)
			}
			at := 0
			for i, v := range test.values {
				e := Epoch{Epoch: i + 1, Loss: v, Accuracy: v, ValLoss: &v, ValAccuracy: &v}
				if s.Stop(e) {
					at = i + 1
					break
				}
			}
			if at != test.stopsAt {
				t.Errorf("stops at epoch %d, want %d", at, test.stopsAt)
			}
		})
	}
}

func TestEarlyStoppingPassesOverEpochsWithoutValidation(t *testing.T) {
	s := &EarlyStopping{Monitor: "val_loss", Patience: 1}
	for range 10 {
		if s.Stop(Epoch{Loss: 1}) {
			t.Fatal("it stops")
		}
	}
}

func TestEarlyStoppingRefusesWhatItCannotMonitor(t *testing.T) {
	for _, s := range []*EarlyStopping{{Monitor: "val_f1", Patience: 5}, {Monitor: "loss"}, {Monitor: "loss", Patience: -1}} {
		if s.Check() == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
}
