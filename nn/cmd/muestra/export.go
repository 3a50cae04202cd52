package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"muestra/nn"
)

// export writes the initial weights of a network.
func export(fs *flag.FlagSet) action {
	var x experimentFlags
	x.declare(fs, "sample", "model", "seed")
	path := fs.String("o", "", "the safetensors `file` to write")
	return func(_ context.Context, out, notes io.Writer) error {
		if *path == "" {
			return fmt.Errorf("-o says where to write: %w", errUsage)
		}
		if err := canWrite(*path); err != nil {
			return err
		}
		e, err := x.experiment(notes)
		if err != nil {
			return err
		}
		network, err := nn.New(e.Spec, e.Seed)
		if err != nil {
			return err
		}
		c := network.Checkpoint(nil)
		if c.Recipe, err = json.Marshal(e); err != nil {
			return err
		}
		if err := saveCheckpoint(*path, c); err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s: %d tensors - weights_sha256: %s\n", *path, len(network.Weights()), network.SHA256())
		return err
	}
}
