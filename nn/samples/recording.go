package samples

import (
	"fmt"

	"muestra/nn/history"
)

// Recording is a run of a sample's own recipe on the whole of CIFAR-10: 40,000 pictures to train on, 10,000 to validate, 10,000 to test.
type Recording struct {
	Sample int
	// File is its history, in the folder reference.
	File string
	// Epochs is how many the file has, TestPercent the test accuracy they led to.
	Epochs      int
	TestPercent float64
	// Report says that the run is the report's and not ours.
	Report bool
}

var recordings = [...]Recording{
	{Sample: 0, File: "sample_00.csv", Epochs: 5, TestPercent: 60.67},
	{Sample: 1, File: "sample_01.csv", Epochs: 30, TestPercent: 61.90},
	{Sample: 2, File: "sample_02.csv", Epochs: 30, TestPercent: 63.63},
	{Sample: 3, File: "sample_03.csv", Epochs: 30, TestPercent: 64.00},
	{Sample: 4, File: "sample_04.csv", Epochs: 30, TestPercent: 64.60},
	{Sample: 5, File: "sample_05.csv", Epochs: 50, TestPercent: 69.67},
	{Sample: 6, File: "sample_06.csv", Epochs: 23, TestPercent: 75.57},
	{Sample: 7, File: "sample_07.csv", Epochs: 22, TestPercent: 71.78},
	{Sample: 12, File: "sample_12_keras.csv", Epochs: 100, TestPercent: 87.29, Report: true},
}

// Recordings returns all there are, by sample.
func Recordings() []Recording { return recordings[:] }

// Recorded returns the recorded run of a sample, or nil.
func Recorded(sample int) *Recording {
	for i := range recordings {
		if recordings[i].Sample == sample {
			return &recordings[i]
		}
	}
	return nil
}

// Read returns the epochs of a recording's file, whose losses include the L2 penalties. The error says in which line there is what.
func (r *Recording) Read(text string) ([]history.Epoch, error) {
	epochs, err := history.ReadCSV(text)
	if err == nil && len(epochs) != r.Epochs {
		err = fmt.Errorf("it has %d epochs, not %d", len(epochs), r.Epochs)
	}
	if err != nil {
		return nil, fmt.Errorf("samples: %s: %w", r.File, err)
	}
	return epochs, nil
}
