package metrics_test

import (
	"os"
	"path/filepath"
	"testing"

	"muestra/nn/history"
	"muestra/nn/metrics"
	"muestra/nn/samples"
)

// recordedHistory returns the epochs of a recorded run.
func recordedHistory(t *testing.T, r samples.Recording) []history.Epoch {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "samples", "reference", r.File))
	if err != nil {
		t.Fatal(err)
	}
	epochs, err := r.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return epochs
}

func TestVerdictsOnRecordedRuns(t *testing.T) {
	tests := []struct {
		sample, epochs int // how many of them are done
		want           metrics.Verdict
	}{
		{0, 1, metrics.Verdict{Kind: metrics.FirstEpoch}},
		{1, 12, metrics.Verdict{Kind: metrics.PullingAway}},
		{1, 13, metrics.Verdict{Kind: metrics.Overfitting, Epoch: 11}},
		{1, 30, metrics.Verdict{Kind: metrics.Overfitting, Epoch: 11}}, // the report says that it overfits from about the 12th
		{2, 30, metrics.Verdict{Kind: metrics.PullingAway}},
		{3, 2, metrics.Verdict{Kind: metrics.ValidationAhead}},
		{4, 30, metrics.Verdict{Kind: metrics.ValidationAhead}},
		{5, 50, metrics.Verdict{Kind: metrics.ValidationAhead}},
		{6, 10, metrics.Verdict{Kind: metrics.Learning}},
		{6, 18, metrics.Verdict{Kind: metrics.PullingAway}},
		{6, 23, metrics.Verdict{Kind: metrics.Overfitting, Epoch: 19}},
		{7, 20, metrics.Verdict{Kind: metrics.Unsteady, Epoch: 18}},
		{12, 60, metrics.Verdict{Kind: metrics.Learning}},
		{12, 100, metrics.Verdict{Kind: metrics.PullingAway}},
	}
	for _, test := range tests {
		history := recordedHistory(t, *samples.Recorded(test.sample))
		if got := metrics.Judge(history[:test.epochs], 10); got != test.want {
			t.Errorf("sample %d after %d epochs: %v, want %v", test.sample, test.epochs, got, test.want)
		}
	}
}

// Once a network is said to overfit, the sentence must not come and go, but for an epoch that is better after all.
func TestOverfittingIsNotTakenBack(t *testing.T) {
	for _, r := range samples.Recordings() {
		history := recordedHistory(t, r)
		since := 0
		for n := 1; n <= len(history); n++ {
			v := metrics.Judge(history[:n], 10)
			if since > 0 && metrics.BestEpoch(history[:n]) == since-1 && v.Kind != metrics.Overfitting && v.Kind != metrics.Unsteady {
				t.Errorf("sample %d: overfitting since %d, and after epoch %d %v", r.Sample, since, n, v)
			}
			if since = 0; v.Kind == metrics.Overfitting {
				since = v.Epoch
			}
		}
	}
}

func TestVerdictsOnMadeUpRuns(t *testing.T) {
	none := history.None()
	same := func(n int, e history.Epoch) (epochs []history.Epoch) {
		for range n {
			epochs = append(epochs, e)
		}
		return epochs
	}
	guessing := history.Epoch{Loss: 2.31, Accuracy: 0.1, ValLoss: 2.31, ValAccuracy: 0.1}
	learned := history.Epoch{Loss: 1.2, Accuracy: 0.6, ValLoss: 1.2, ValAccuracy: 0.6}
	tests := []struct {
		name    string
		history []history.Epoch
		want    metrics.Verdict
	}{
		{"nothing", nil, metrics.Verdict{}},
		{"one epoch of guessing", same(1, guessing), metrics.Verdict{Kind: metrics.FirstEpoch}},
		{"guessing", same(3, guessing), metrics.Verdict{Kind: metrics.Guessing}},
		{"guessing after all", append(same(2, learned), guessing), metrics.Verdict{Kind: metrics.Forgot}},
		{"no validation", same(2, history.Epoch{Loss: 1, Accuracy: 0.6, ValLoss: none, ValAccuracy: none}), metrics.Verdict{Kind: metrics.NoValidation}},
		{"no numbers", append(same(2, learned), history.Epoch{Loss: none, Accuracy: 0.1}), metrics.Verdict{Kind: metrics.Diverged}},
		{"standstill", same(6, learned), metrics.Verdict{Kind: metrics.Standstill, Epoch: 2}},
		{"not yet a standstill", same(4, learned), metrics.Verdict{Kind: metrics.Learning}},
	}
	for _, test := range tests {
		if got := metrics.Judge(test.history, 10); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
