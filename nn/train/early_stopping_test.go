package train

import (
	"math"
	"testing"

	"muestra/nn/history"
)

func TestEarlyStoppingCountsEpochsWithoutImprovement(t *testing.T) {
	tests := []struct {
		name     string
		monitor  string
		patience int
		delta    float64
		values   []float64
		stopsAt  int // epoch from 1; 0 for never
		best     int // epoch
	}{
		{"falling", "val_loss", 2, 0, []float64{5, 4, 3, 2, 1}, 0, 5},
		{"patience runs out", "val_loss", 2, 0, []float64{5, 4, 4.5, 4.2}, 4, 2},
		{"equal is no improvement", "val_loss", 2, 0, []float64{5, 5, 5}, 3, 1},
		{"the best counts, not the last", "val_loss", 3, 0, []float64{3, 9, 5, 4}, 4, 1},
		{"an improvement starts the count anew", "val_loss", 2, 0, []float64{5, 6, 4, 6, 3, 6, 6}, 7, 5},
		{"patience 1", "val_loss", 1, 0, []float64{5, 4, 4}, 3, 2},
		{"patience 5", "val_loss", 5, 0, []float64{1, 2, 2, 2, 2, 2}, 6, 1},
		{"accuracy improves upwards", "val_accuracy", 2, 0, []float64{0.1, 0.2, 0.2, 0.1}, 4, 2},
		{"training loss", "loss", 1, 0, []float64{1, 2}, 2, 1},
		{"training accuracy", "accuracy", 1, 0, []float64{0.5, 0.6, 0.6}, 3, 2},
		{"too little is no improvement", "val_loss", 2, 0.1, []float64{5, 4.95, 4.92}, 3, 1},
		{"little by little is enough in the end", "val_loss", 3, 0.1, []float64{5, 4.95, 4.89, 4.85, 4.8}, 0, 3},
		{"min_delta upwards", "val_accuracy", 2, 0.01, []float64{0.5, 0.505, 0.52, 0.525, 0.53}, 5, 3},
		{"just min_delta is not more than it", "loss", 1, 0.5, []float64{2, 1.5}, 2, 1},
		{"infinity first", "val_loss", 1, 0, []float64{math.Inf(1), 3, 2}, 0, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &EarlyStopping{Monitor: test.monitor, Patience: test.patience, MinDelta: test.delta}
			if err := s.Check(); err != nil {
				t.Fatal(err)
			}
			at := 0
			for i, v := range test.values {
				e := history.Epoch{Epoch: i + 1, Loss: history.Float(v), Accuracy: history.Float(v), ValLoss: history.Float(v), ValAccuracy: history.Float(v)}
				if s.Stop(e) {
					at = i + 1
					break
				}
			}
			if at != test.stopsAt {
				t.Errorf("stops at epoch %d, want %d", at, test.stopsAt)
			}
			if s.BestEpoch != test.best || *s.Best != test.values[test.best-1] {
				t.Errorf("best is %v of epoch %d, want epoch %d", *s.Best, s.BestEpoch, test.best)
			}
		})
	}
}

func TestEarlyStoppingPassesOverEpochsWithoutValidation(t *testing.T) {
	s := &EarlyStopping{Monitor: "val_loss", Patience: 1}
	for range 10 {
		if s.Stop(history.Epoch{Loss: 1, ValLoss: history.None()}) {
			t.Fatal("it stops")
		}
	}
}

func TestEarlyStoppingRefusesWhatItCannotMonitor(t *testing.T) {
	for _, s := range []*EarlyStopping{
		{Monitor: "val_f1", Patience: 5}, {Monitor: "loss"}, {Monitor: "loss", Patience: -1},
		{Monitor: "loss", Patience: 1, MinDelta: -0.1}, {Monitor: "loss", Patience: 1, MinDelta: math.NaN()}, {Monitor: "loss", Patience: 1, MinDelta: math.Inf(1)},
	} {
		if s.Check() == nil {
			t.Errorf("%+v is accepted", s)
		}
	}
}
