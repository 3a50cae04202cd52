package main

import (
	"fmt"
	"io"
	"os"

	"muestra/nn"
	"muestra/nn/tensor"
	"muestra/nn/train"
)

// maxWeights is the largest file of weights that is read, in bytes.
const maxWeights = 1 << 30

// metaModel is the metadata of a file of weights that holds the network as Keras JSON.
const metaModel = "model"

// readWeights reads a safetensors file, a checkpoint or any other.
func readWeights(path string) ([]tensor.Tensor, map[string]string, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, nil, fmt.Errorf("read weights: %w", err)
	}
	defer file.Close()
	tensors, metadata, err := tensor.Read(file, maxWeights)
	if err != nil {
		return nil, nil, fmt.Errorf("read weights %s: %w: %s", path, err, wantedFile)
	}
	return tensors, metadata, nil
}

// readCheckpoint reads a file that saveRun wrote.
func readCheckpoint(path string) (*nn.Checkpoint, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, fmt.Errorf("read checkpoint: %w", err)
	}
	defer file.Close()
	c, err := nn.ReadCheckpoint(file)
	if err != nil {
		return nil, fmt.Errorf("read checkpoint %s: %w: %s", path, err, wantedFile)
	}
	return c, nil
}

// wantedFile is what to do about a file that cannot be read.
const wantedFile = "name a whole file that train -save or export has written"

// openFile opens a file to read, and refuses a folder by that name.
func openFile(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder: %s", path, wantedFile)
	}
	return os.Open(path)
}

// saveRun writes a run as it stands.
func saveRun(path string, r *train.Run) error {
	c, err := r.Snapshot()
	if err != nil {
		return err
	}
	return saveCheckpoint(path, c)
}

func saveCheckpoint(path string, c *nn.Checkpoint) error {
	return writeFile(path, func(w io.Writer) error { return nn.WriteCheckpoint(w, c) })
}
