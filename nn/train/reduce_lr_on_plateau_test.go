package train

import (
	"math"
	"slices"
	"testing"

	"muestra/nn/history"
)

// The wanted rates are those of Keras 3's ReduceLROnPlateau, gone through by hand.
func TestTheLearningRateIsReducedOnAPlateau(t *testing.T) {
	tests := []struct {
		name   string
		p      ReduceLROnPlateau
		values []float64
		want   []float64 // after each epoch, from 1 on
	}{
		{"falling", ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.5, Patience: 1}, []float64{4, 3, 2}, []float64{1, 1, 1}},
		{"patience 1", ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.5, Patience: 1}, []float64{4, 4, 4, 3, 3}, []float64{1, 0.5, 0.25, 0.25, 0.125}},
		{"patience 2", ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.5, Patience: 2}, []float64{4, 5, 5, 5, 5, 3, 3}, []float64{1, 1, 0.5, 0.5, 0.25, 0.25, 0.25}},
		{"too little is none", ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 2, MinDelta: 0.1}, []float64{4, 3.95, 3.92}, []float64{1, 1, 0.5}},
		{"upwards", ReduceLROnPlateau{Monitor: "accuracy", Factor: 0.5, Patience: 1}, []float64{0.1, 0.2, 0.2}, []float64{1, 1, 0.5}},
		{"no lower than min_lr", ReduceLROnPlateau{Monitor: "val_accuracy", Factor: 0.25, Patience: 1, MinLearningRate: 0.125}, []float64{1, 1, 1, 1}, []float64{1, 0.25, 0.125, 0.125}},
		{"cooldown 1 is as good as 0", ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1, Cooldown: 1}, []float64{4, 4, 4}, []float64{1, 0.5, 0.25}},
		{"cooldown 3", ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1, Cooldown: 3}, []float64{4, 4, 4, 4, 4, 4}, []float64{1, 0.5, 0.5, 0.5, 0.25, 0.25}},
		{"the best of the cooldown counts", ReduceLROnPlateau{Monitor: "loss", Factor: 0.5, Patience: 1, Cooldown: 3}, []float64{4, 4, 1, 4, 2}, []float64{1, 0.5, 0.5, 0.5, 0.25}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if err := test.p.Check(); err != nil {
				t.Fatal(err)
			}
			rate := 1.0
			var got []float64
			for i, v := range test.values {
				rate = test.p.Rate(history.Epoch{Epoch: i + 1, Loss: history.Float(v), Accuracy: history.Float(v), ValLoss: history.Float(v), ValAccuracy: history.Float(v)}, rate)
				got = append(got, rate)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("rates %v, want %v", got, test.want)
			}
		})
	}
}

func TestWithoutValidationThereIsNoPlateau(t *testing.T) {
	p := &ReduceLROnPlateau{Monitor: "val_loss", Factor: 0.5, Patience: 1}
	for range 5 {
		if rate := p.Rate(history.Epoch{Loss: 1, ValLoss: history.None()}, 0.3); rate != 0.3 {
			t.Fatalf("rate %v", rate)
		}
	}
}

func TestReducingRefusesWhatCannotBe(t *testing.T) {
	good := ReduceLROnPlateau{Monitor: "loss", Factor: 0.1, Patience: 10, MinDelta: 1e-4}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*ReduceLROnPlateau){
		"monitor":      func(p *ReduceLROnPlateau) { p.Monitor = "luck" },
		"factor 0":     func(p *ReduceLROnPlateau) { p.Factor = 0 },
		"factor 1":     func(p *ReduceLROnPlateau) { p.Factor = 1 },
		"factor NaN":   func(p *ReduceLROnPlateau) { p.Factor = math.NaN() },
		"patience":     func(p *ReduceLROnPlateau) { p.Patience = 0 },
		"min_delta":    func(p *ReduceLROnPlateau) { p.MinDelta = -1 },
		"cooldown":     func(p *ReduceLROnPlateau) { p.Cooldown = -1 },
		"min_lr":       func(p *ReduceLROnPlateau) { p.MinLearningRate = math.Inf(1) },
		"min_lr below": func(p *ReduceLROnPlateau) { p.MinLearningRate = -1e-9 },
	} {
		p := good
		if change(&p); p.Check() == nil {
			t.Errorf("%s: %+v is accepted", name, p)
		}
	}
}
