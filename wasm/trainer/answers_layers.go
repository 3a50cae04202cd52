package trainer

import (
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/metrics"
	"muestra/nn/tensor"
	"muestra/wasm/port"
)

const (
	mostFilters = 64
	flatLine    = 64
	bins        = 40 // of a histogram
	// probed is how many training pictures gradients are found for: one of each class.
	probed = 10
	// A square of occlusionSide is laid over the picture in steps of occlusionStep.
	occlusionSide, occlusionStep = 8, 4
)

// picture is the one picture that a question is about, as bytes and as a network sees it, with its label where it has one.
func (q *question) picture() (rgb []byte, x []float32, label []byte, err error) {
	if q.Source == port.Own {
		rgb, err = data.Shrink(q.Picture(), q.Width, q.Height)
	} else {
		label, rgb, err = q.read()
	}
	if err != nil {
		return nil, nil, nil, err
	}
	return rgb, data.Scale(rgb), label, nil
}

// inspectNetwork is the network that a question is about, ready to be looked through, and notes in seen how far it has come.
func (w *worker) inspectNetwork(q *question, seen *port.Inspected) (*inspection, *nn.Twin, error) {
	s, err := w.inspectionOf(q)
	if err != nil {
		return nil, nil, err
	}
	network, err := s.twin()
	if err != nil {
		return nil, nil, err
	}
	network.Yield = q.breathe
	seen.Epoch, seen.Step = s.at()
	return s, network, nil
}

// showOwn answers InspectOwn.
func (w *worker) showOwn(q *question, seen *port.Inspected) error {
	rgb, x, _, err := q.picture()
	if err != nil {
		return err
	}
	seen.PutBytes("pixels", rgb, 1, data.Height, data.Width, data.Channels)
	if q.Run == "" {
		return nil
	}
	_, network, err := w.inspectNetwork(q, seen)
	if err != nil {
		return err
	}
	probabilities, err := network.PredictOnBatch(x, 1)
	if err != nil {
		return err
	}
	seen.PutFloats("probabilities", probabilities, 1, len(probabilities))
	return nil
}

// showLayers answers InspectLayers.
func (w *worker) showLayers(q *question, seen *port.Inspected) error {
	rgb, x, label, err := q.picture()
	if err != nil {
		return err
	}
	_, network, err := w.inspectNetwork(q, seen)
	if err != nil {
		return err
	}
	rows, err := network.Spec().Rows()
	if err != nil {
		return err
	}
	if q.Layer > len(rows) {
		return fmt.Errorf("there is no layer %d: the model has %d", q.Layer, len(rows))
	}
	err = network.Activations(x, func(layer int, y []float32) {
		if layer == len(rows)-1 {
			seen.PutFloats("probabilities", y, 1, len(y))
		}
		most := port.Maps
		if q.Layer > 0 {
			most = port.MaxMaps
		}
		if r := rows[layer]; q.Layer == layer+1 || q.Layer == 0 && r.Class != "Dropout" && r.Class != "Flatten" { // which show what the one before shows
			putLayer(seen, layer+1, r, y, most)
		}
	})
	if err != nil {
		return err
	}
	seen.PutBytes("pixels", rgb, 1, data.Height, data.Width, data.Channels)
	if label != nil {
		seen.PutBytes("labels", label, 1)
	}
	if filters, count, height, width, ok := network.Filters(mostFilters); ok {
		seen.PutBytes("filters", filters, count, height, width, 3)
	}
	return nil
}

// putLayer adds a layer and the maps of its first channels. A layer without pixels is one map, in lines of up to so many
// values.
func putLayer(seen *port.Inspected, number int, r keras.SummaryRow, y []float32, most int) {
	var low, high float32
	for _, v := range y {
		low, high = min(low, v), max(high, v)
	}
	seen.Layers = append(seen.Layers, port.Layer{
		Number: number, Name: r.Name, Class: r.Class, Shape: r.Shape, Low: history.Float(low), High: history.Float(high),
	})
	height, width, channels := 1, len(y), 1
	if len(r.Shape) == 3 {
		height, width, channels = r.Shape[0], r.Shape[1], r.Shape[2]
	} else if len(y) > flatLine {
		height, width = (len(y)+flatLine-1)/flatLine, flatLine
	}
	maps := min(channels, most)
	grey := make([]byte, maps*height*width)
	for c := range maps {
		for p := range height * width {
			if i := p*channels + c; i < len(y) && high > low {
				grey[c*height*width+p] = byte((y[i]-low)/(high-low)*255 + 0.5)
			}
		}
	}
	seen.PutBytes(fmt.Sprint("maps ", number), grey, maps, height, width)
}

// showHeat answers InspectHeat: by Grad-CAM where there is a convolution, else by occlusion.
func (w *worker) showHeat(q *question, seen *port.Inspected) error {
	rgb, x, _, err := q.picture()
	if err != nil {
		return err
	}
	_, network, err := w.inspectNetwork(q, seen)
	if err != nil {
		return err
	}
	probabilities, err := network.PredictOnBatch(x, 1)
	if err != nil {
		return err
	}
	class := q.Class - 1
	if class < 0 {
		class = metrics.Largest(probabilities)
	}
	if class >= len(probabilities) {
		return fmt.Errorf("there is no class %d: the model tells %d apart", q.Class, len(probabilities))
	}
	seen.PutFloats("probabilities", probabilities, 1, len(probabilities))
	seen.Class = class + 1
	var heat []float32
	var height, width int
	if _, ok := network.HeatLayer(); ok {
		seen.Method = "grad-cam"
		heat, height, width, err = network.GradCAM(x, class)
	} else {
		seen.Method = "occlusion"
		heat, height, width, err = network.Occlusion(x, class, occlusionSide, occlusionStep, 0.5)
	}
	if err != nil {
		return err
	}
	heat = relative(heat)
	seen.PutFloats("heat", heat, height, width)
	seen.PutBytes("over", data.Overlay(rgb, heat, height, width), data.OverlaySide, data.OverlaySide, 3)
	return nil
}

// relative is heat from 0, where nothing speaks for the class, to 1.
func relative(heat []float32) []float32 {
	most := heat[metrics.Largest(heat)]
	for i, v := range heat {
		heat[i] = 0
		if v > 0 && most > 0 {
			heat[i] = v / most
		}
	}
	return heat
}

// showSpread answers InspectSpread. Gradients take the memory of a batch, which is let go of at once.
func (w *worker) showSpread(q *question, seen *port.Inspected) error {
	_, network, err := w.inspectNetwork(q, seen)
	if err != nil {
		return err
	}
	probe, err := network.Twin()
	if err != nil {
		return err
	}
	probe.Yield = q.breathe
	b := nn.Batch{X: make([]float32, len(q.probe)*data.PictureBytes), Labels: make([]uint8, len(q.probe)), Index: q.probe, Epoch: 1}
	if err := data.Fill(q.set.Train, b.Index, b.X, b.Labels); err != nil {
		return err
	}
	var weights, gradients []int32 // from the last layer to the first
	var failed error
	err = probe.EachGradient(b, func(layer []*tensor.Weight) {
		kernel := layer[0]
		of, err := nn.NewHistogram(kernel.Data, bins, q.breathe)
		by, err2 := nn.NewHistogram(kernel.Grad, bins, q.breathe)
		if failed = errors.Join(failed, err, err2); failed != nil {
			return
		}
		seen.Spreads = append([]port.Spreads{{Name: kernel.Name, Values: len(kernel.Data), Weights: spread(of), Gradients: spread(by)}}, seen.Spreads...)
		weights, gradients = append(of.Counts, weights...), append(by.Counts, gradients...)
	})
	if err := errors.Join(failed, err); err != nil {
		return err
	}
	seen.PutInts("weights", weights, len(seen.Spreads), bins)
	seen.PutInts("gradients", gradients, len(seen.Spreads), bins)
	return nil
}

func spread(h nn.Histogram) port.Spread {
	return port.Spread{Min: history.Float(h.Min), Max: history.Float(h.Max), Mean: history.Float(h.Mean), Deviation: history.Float(h.Deviation)}
}
