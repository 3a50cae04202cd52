package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/samples"
)

// maxWeights is the largest file of weights that is read, in bytes.
const maxWeights = 1 << 30

// The metadata of a file of weights.
const (
	metaModel = "model" // Keras JSON
	metaLink  = "link"  // the experiment
	metaData  = "data"  // the data set's digest
)

// readWeights reads a safetensors file.
func readWeights(path string) ([]nn.Tensor, map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read weights: %w", err)
	}
	defer file.Close()
	tensors, metadata, err := nn.ReadSafetensors(file, maxWeights)
	if err != nil {
		return nil, nil, fmt.Errorf("read weights %s: %w", path, err)
	}
	return tensors, metadata, nil
}

// saveWeights writes a network's weights as safetensors, with the Keras JSON, the experiment's link and, for trained
// weights, the digest of the data set.
func saveWeights(path string, network *nn.Network, e *samples.Experiment, set *data.Set) error {
	model, err := json.Marshal(network.Spec())
	if err != nil {
		return err
	}
	metadata := map[string]string{metaModel: string(model), metaLink: e.Link()}
	if set != nil {
		metadata[metaData] = set.Digest
	}
	return writeFile(path, func(w io.Writer) error { return nn.WriteSafetensors(w, network.Tensors(), metadata) })
}
