package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"muestra/data"
)

// convert writes a data set as a pack of sprites, which is what the page reads.
func convert(fs *flag.FlagSet) action {
	var d dataFlag
	d.declare(fs)
	dir := fs.String("o", "", "the `folder` to write")
	return func(_ context.Context, out, notes io.Writer) error {
		if *dir == "" {
			return fmt.Errorf("-o says where to write: %w", errUsage)
		}
		set, err := d.open(notes)
		if err != nil {
			return err
		}
		if err := data.WritePack(*dir, set); err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s: %d training and %d test pictures (%s) - digest: %s\n", *dir, set.Train.Len(), set.Test.Len(), set.Kind, set.Digest)
		return err
	}
}
