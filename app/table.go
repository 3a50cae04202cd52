package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/port"
)

// tableOf writes epochs as CSV: one line for each, a point in numbers, nothing where there is no value.
func tableOf(history []port.Epoch) string {
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

// downloadTable hands the visitor epochs as a file.
func (s *session) downloadTable(name string, history []port.Epoch) {
	goapp.Window().Get("muestra").Call("download", name+".csv", tableOf(history))
}
