package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"

	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// summary prints the Keras table of a network, or its Keras JSON.
func summary(fs *flag.FlagSet) action {
	number := fs.Int("sample", 1, "`number` of the sample, 0 to 12")
	model := fs.String("model", "", "network as Keras JSON, a `file`, instead of a sample's")
	asJSON := fs.Bool("json", false, "print the Keras JSON instead of the table")
	return func(_ context.Context, out, _ io.Writer) error {
		spec, err := network(*number, *model)
		if err != nil {
			return err
		}
		if *asJSON {
			text, err := json.MarshalIndent(spec, "", "  ")
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(out, "%s\n", text)
			return err
		}
		return spec.Summary(out)
	}
}

// network is the network of a file, or where there is none that of a sample, also of one that cannot be trained yet.
func network(number int, file string) (*keras.Sequential, error) {
	if file != "" {
		return readModel(file)
	}
	s := samples.ByNumber(number)
	if s == nil {
		_, err := recipe.New(number)
		return nil, err
	}
	return s.Network()
}
