package saved

import (
	"testing"

	"muestra/wasm/port"
)

func TestTheTableOfEpochsIsCSV(t *testing.T) {
	got := TableOf([]port.Epoch{{Epoch: 1, Loss: 2.5, CrossEntropy: 2, Accuracy: 0.25, ValLoss: port.Float(nan()), ValCrossEntropy: port.Float(nan()), ValAccuracy: port.Float(nan()), ImagesPerSecond: 1000, Seconds: 4}})
	want := "epoch,loss,cross_entropy,accuracy,val_loss,val_cross_entropy,val_accuracy,images_per_second,seconds\n1,2.5,2,0.25,,,,1000,4\n"
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
