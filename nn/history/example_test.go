package history_test

import (
	"fmt"

	"muestra/nn/history"
)

func Example() {
	// Two batches of 64 pictures, then one of 8.
	before := history.Step{Epoch: 1, Step: 2, EpochStep: 2, EpochSteps: 3, Sums: history.Sums{CrossEntropy: 256, Correct: 32, Pictures: 128}}
	now := history.Step{Epoch: 1, Step: 3, EpochStep: 3, EpochSteps: 3, Sums: history.Sums{CrossEntropy: 268, Correct: 36, Pictures: 136}}
	fmt.Printf("%.3f over the epoch, %.3f in its last batch\n", now.Score().CrossEntropy, now.Since(before.Sums).Score().CrossEntropy)

	epochs := []history.Epoch{{
		Epoch: 1, Loss: 2.5, CrossEntropy: 2, Accuracy: 0.25, ValLoss: history.None(), ValCrossEntropy: history.None(), ValAccuracy: history.None(),
		ImagesPerSecond: 1000, Seconds: 4,
	}}
	fmt.Print(history.CSV(epochs))
	// Output:
	// 1.971 over the epoch, 1.500 in its last batch
	// epoch,loss,cross_entropy,accuracy,val_loss,val_cross_entropy,val_accuracy,images_per_second,seconds
	// 1,2.5,2,0.25,,,,1000,4
}
