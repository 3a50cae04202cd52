package saved

import (
	"strconv"
	"strings"

	"muestra/wasm/port"
)

// TableOf writes epochs as CSV: one line for each, a point in numbers, nothing where there is no value.
func TableOf(history []port.Epoch) string {
	var b strings.Builder
	b.WriteString("epoch,loss,cross_entropy,accuracy,val_loss,val_cross_entropy,val_accuracy,images_per_second,seconds\n")
	for _, e := range history {
		b.WriteString(strconv.Itoa(e.Epoch))
		for _, v := range []port.Float{e.Loss, e.CrossEntropy, e.Accuracy, e.ValLoss, e.ValCrossEntropy, e.ValAccuracy, e.ImagesPerSecond, e.Seconds} {
			b.WriteByte(',')
			if v.IsFinite() {
				b.WriteString(strconv.FormatFloat(float64(v), 'g', -1, 64))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
