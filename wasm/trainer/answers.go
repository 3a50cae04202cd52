package trainer

import (
	"context"
	"errors"
	"math/rand/v2"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// showPictures answers InspectPictures.
func (w *worker) showPictures(q *question, seen *port.Inspected) error {
	labels, pixels, err := q.read()
	if err != nil {
		return err
	}
	n := len(labels)
	seen.PutBytes("labels", labels, n)
	seen.PutBytes("pixels", pixels, n, data.Height, data.Width, data.Channels)
	return nil
}

// read returns the question's pictures.
func (q *question) read() (labels, pixels []byte, err error) {
	labels, pixels = make([]byte, len(q.Index)), make([]byte, len(q.Index)*data.PictureBytes)
	pictures := picturesOf(q.set, q.Source)
	for i, k := range q.Index {
		if labels[i], err = pictures.Read(int(k), pixels[i*data.PictureBytes:(i+1)*data.PictureBytes]); err != nil {
			return nil, nil, err
		}
	}
	return labels, pixels, nil
}

// showVaried answers InspectAugment. The streams are those of training, so that what is shown is what the network gets in that epoch.
func (w *worker) showVaried(q *question, seen *port.Inspected) error {
	e, err := q.experiment()
	if err != nil {
		return err
	}
	augmentation, err := e.Augmentation()
	if err != nil {
		return err
	}
	if err := w.showPictures(q, seen); err != nil {
		return err
	}
	g := data.Augmenter{Augmentation: augmentation}
	pixels := seen.Bytes("pixels")
	x, varied := make([]float32, data.PictureBytes), make([]byte, len(pixels))
	var rng rand.PCG
	for i, k := range q.Index {
		nn.SeedStream(&rng, e.Seed, nn.Augment, 0, q.Epoch, int(k))
		v := augmentation.Draw(&rng)
		g.Vary(x, pixels[i*data.PictureBytes:(i+1)*data.PictureBytes], v)
		for j, value := range x {
			varied[i*data.PictureBytes+j] = uint8(min(value, 1)*255 + 0.5)
		}
		seen.Variations = append(seen.Variations, variationOf(v))
	}
	seen.PutBytes("varied", varied, seen.Shape("pixels")...)
	return nil
}

// variationOf says what one sees: data.Variation says from where each pixel comes, before the flip, and this where the picture goes, after it.
func variationOf(v data.Variation) port.Variation {
	p := port.Variation{
		Rotation: history.Float(v.Rotation), ShiftX: history.Float(-v.ShiftX / v.ZoomX), ShiftY: history.Float(-v.ShiftY / v.ZoomY),
		ZoomX: history.Float(1 / v.ZoomX), ZoomY: history.Float(1 / v.ZoomY), Flip: v.Flip, Brightness: 1, Cutout: v.Cutout,
	}
	if v.Flip {
		p.Rotation, p.ShiftX = -p.Rotation, -p.ShiftX
	}
	if v.Relit {
		p.Brightness = history.Float(v.Brightness)
	}
	return p
}

// showPredicted answers InspectPredict.
func (w *worker) showPredicted(q *question, seen *port.Inspected) error {
	s, err := w.inspectionOf(q)
	if err != nil {
		return err
	}
	pictures := picturesOf(q.set, q.Source)
	labels, err := labelsOf(pictures, q.Index)
	if err != nil {
		return err
	}
	probabilities, err := s.predict(pictures, q.Index, q.breathe)
	if err != nil {
		return err
	}
	seen.Epoch, seen.Step = s.at()
	seen.PutInts("index", q.Index, len(labels))
	seen.PutBytes("labels", labels, len(labels))
	seen.PutFloats("probabilities", probabilities, len(labels), len(probabilities)/len(labels))
	return nil
}

// showJudged answers InspectJudged.
func (w *worker) showJudged(q *question, seen *port.Inspected) error {
	s, err := w.inspectionOf(q)
	if err != nil {
		return err
	}
	j := &s.judged
	if j.pass == "" {
		if s.fit != nil {
			return &trouble{textUnjudged, errors.New("no validation so far")}
		}
		if err := s.judgeNow(w.context(), q); err != nil {
			return err
		}
	}
	if seen.Source = "test"; j.pass == train.Validation {
		seen.Source = "train"
	}
	labels, err := labelsOf(picturesOf(q.set, seen.Source), j.index)
	if err != nil {
		return err
	}
	seen.Pass, seen.Epoch, seen.Step = j.pass, j.epoch, j.step
	seen.PutInts("index", j.index, len(labels))
	seen.PutBytes("labels", labels, len(labels))
	seen.PutFloats("probabilities", j.probabilities, len(labels), len(j.probabilities)/len(labels))
	return nil
}

// judgeNow lets a network that has come to rest without a test judge test pictures.
func (s *inspection) judgeNow(ctx context.Context, q *question) (err error) {
	index := s.test.Index
	if len(index) == 0 || len(index) > port.Judged {
		if index, err = data.TestIndices(min(port.Judged, q.set.Test.Len())); err != nil {
			return err
		}
	}
	if err := data.Prefetch(ctx, []data.Need{{Pictures: q.set.Test, Index: index}}, func(int, int) {}); err != nil {
		return err
	}
	probabilities, err := s.predict(q.set.Test, index, q.breathe)
	if err != nil {
		return err
	}
	s.judged = judgement{pass: train.Test, epoch: s.epoch, step: s.step, index: index, probabilities: probabilities}
	return nil
}

func labelsOf(pictures data.Pictures, index []int32) ([]byte, error) {
	labels, rgb := make([]byte, len(index)), make([]byte, data.PictureBytes)
	for i, k := range index {
		label, err := pictures.Read(int(k), rgb)
		if err != nil {
			return nil, err
		}
		labels[i] = label
	}
	return labels, nil
}
