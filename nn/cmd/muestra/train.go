package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/samples"
	"muestra/nn/train"
)

// trainVerb trains an experiment and reports on it.
func trainVerb(fs *flag.FlagSet) action {
	var (
		x       experimentFlags
		d       dataFlag
		weights = fs.String("weights", "", "begin with the weights of a safetensors `file`")
		save    = fs.String("save", "", "write the final weights as a safetensors `file`")
		plot    = fs.String("plot", "", "draw the curves as a `file` ending in .png or .svg")
		asJSON  = fs.Bool("json", false, "one JSON object a line instead of text")
	)
	x.declare(fs)
	d.declare(fs)
	return func(ctx context.Context, out, notes io.Writer) error {
		if err := canWrite(*save, *plot); err != nil {
			return err
		}
		if err := plottable(*plot); err != nil {
			return err
		}
		e, err := x.experiment(notes)
		if err != nil {
			return err
		}
		if e.Val == 0 && len(e.Stopping()) > 0 {
			fmt.Fprintln(notes, "without validation pictures there is no early stopping")
		}
		set, err := d.open(notes)
		if err != nil {
			return err
		}
		r, network, err := prepare(e, set, *weights)
		if err != nil {
			return err
		}
		var report reporter = newText(out, notes, e)
		if *asJSON {
			report = &jsonLines{out: out}
		}
		err = r.Fit(ctx, report.event, stopWith(ctx))
		report.end()
		if err != nil {
			return err
		}
		if err := report.err(); err != nil {
			return err
		}
		if *plot != "" {
			if err := plotCurves(*plot, r.History); err != nil {
				return err
			}
		}
		if *save != "" {
			return saveWeights(*save, network, e, set)
		}
		return nil
	}
}

// prepare builds the run, with weights of a file where one is named.
func prepare(e *samples.Experiment, set *data.Set, weights string) (*train.Run, *nn.Network, error) {
	r, err := samples.NewRun(e, set)
	if err != nil {
		return nil, nil, err
	}
	network := r.Backend.(*train.Local).Network
	if weights == "" {
		return r, network, nil
	}
	tensors, _, err := readWeights(weights)
	if err != nil {
		return nil, nil, err
	}
	return r, network, network.SetTensors(tensors)
}

// stopWith is a yield function that ends the run when ctx ends.
func stopWith(ctx context.Context) func() error {
	return func() error {
		if ctx.Err() != nil {
			return train.ErrStopped
		}
		return nil
	}
}
