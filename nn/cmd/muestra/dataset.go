package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"muestra/data"
	"muestra/nn/recipe"
)

// dataFlag names the pictures.
type dataFlag struct{ path string }

func (d *dataFlag) declare(fs *flag.FlagSet) {
	fs.StringVar(&d.path, "data", "", "`pictures`: a folder of .bin files, the .tar.gz, a pack, or synthetic (default: CIFAR-10 where it is found)")
}

// synthetic is the -data that asks for drawn pictures.
const synthetic = "synthetic"

// open opens the pictures named, or CIFAR-10 where it is found, or draws some and says so.
func (d *dataFlag) open(notes io.Writer) (*data.Set, error) {
	switch d.path {
	case synthetic:
		return data.Synthetic(recipe.SyntheticSeed), nil
	case "":
		path := findCIFAR10()
		if path == "" {
			fmt.Fprintln(notes, "CIFAR-10 is not here (set CIFAR10, or run make data): training on the synthetic set")
			return data.Synthetic(recipe.SyntheticSeed), nil
		}
		return data.Open(path)
	}
	return data.Open(d.path)
}

// findCIFAR10 looks where the Makefile looks: the environment variable, the folder beside the repository, the cache that
// make data fills.
func findCIFAR10() string {
	if path := os.Getenv("CIFAR10"); path != "" {
		return path
	}
	root := moduleRoot()
	if root == "" {
		return ""
	}
	for _, path := range []string{filepath.Join(root, "..", "shared", "cifar10"), filepath.Join(root, ".cache", "pack")} {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return path
		}
	}
	return ""
}

// moduleRoot is the nearest folder upwards that holds a go.mod, or "".
func moduleRoot() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
