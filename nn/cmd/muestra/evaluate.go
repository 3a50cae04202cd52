package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"muestra/nn/keras"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/train"
)

// evaluate measures saved weights on the test pictures. The network is that of -sample or -model, or the one that the
// file of weights carries.
func evaluate(fs *flag.FlagSet) action {
	var (
		x       experimentFlags
		d       dataFlag
		weights = fs.String("weights", "", "the safetensors `file` to measure")
		asJSON  = fs.Bool("json", false, "print one JSON object")
	)
	x.declare(fs, "sample", "model", "test", "batch")
	d.declare(fs)
	return func(ctx context.Context, out, notes io.Writer) error {
		if *weights == "" {
			return fmt.Errorf("-weights says what to measure: %w", errUsage)
		}
		tensors, metadata, err := readWeights(*weights)
		if err != nil {
			return err
		}
		e, err := x.experiment(notes)
		if err != nil {
			return err
		}
		if !x.has("test") {
			e.Test = data.TestPictures
		}
		if text := metadata[metaModel]; text != "" && x.model == "" && !x.has("sample") {
			if e.Spec, err = keras.Parse([]byte(text)); err != nil {
				return fmt.Errorf("the network that %s carries: %w", *weights, err)
			}
		}
		if err := e.Check(); err != nil {
			return err
		}
		network, err := nn.New(e.Spec, e.Seed)
		if err != nil {
			return err
		}
		if err := network.SetTensors(tensors); err != nil {
			return err
		}
		set, err := d.open(notes)
		if err != nil {
			return err
		}
		index, err := data.TestIndices(e.Test)
		if err != nil {
			return err
		}
		if len(index) == 0 {
			return fmt.Errorf("-test 0 leaves nothing to measure: %w", errUsage)
		}
		sums, err := train.Evaluate(ctx, &train.Local{Network: network}, train.Split{Source: set.Test, Index: index}, e.Batch, nil, stopWith(ctx))
		if err != nil {
			return err
		}
		v := sums.Score()
		if *asJSON {
			return json.NewEncoder(out).Encode(struct {
				Event        string        `json:"event"`
				TestLoss     history.Float `json:"test_loss"`
				TestAccuracy history.Float `json:"test_accuracy"`
				CrossEntropy history.Float `json:"test_cross_entropy"`
				Pictures     int           `json:"pictures"`
				SHA256       string        `json:"weights_sha256"`
			}{"evaluate", v.Loss, v.Accuracy, v.CrossEntropy, sums.Pictures, network.SHA256()})
		}
		_, err = fmt.Fprintf(out, "%d pictures - test_loss: %.4f - test_accuracy: %.4f\n", sums.Pictures, v.Loss, v.Accuracy)
		return err
	}
}
