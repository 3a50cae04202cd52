package data

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
)

// archiveFolder is the folder inside the official archive.
const archiveFolder = "cifar-10-batches-bin"

// openFolder reads the six .bin files, the files side by side.
func openFolder(dir string, perFile int) (*Set, error) {
	if !exists(filepath.Join(dir, binFiles[0])) && exists(filepath.Join(dir, archiveFolder)) {
		dir = filepath.Join(dir, archiveFolder)
	}
	if !exists(filepath.Join(dir, binFiles[0])) && exists(filepath.Join(dir, pythonFile)) {
		return nil, fmt.Errorf("data: read folder %s: %w", dir, errNotBinary)
	}
	var (
		files = newBinSet(perFile)
		errs  = make([]error, len(binFiles))
		mu    sync.Mutex
		wait  sync.WaitGroup
	)
	for i, name := range binFiles {
		path := filepath.Join(dir, name)
		if !exists(path) {
			continue // set() below names all that are missing
		}
		wait.Go(func() {
			content, err := readBin(path, files)
			if err == nil {
				mu.Lock()
				err = files.add(name, content)
				mu.Unlock()
			}
			if err != nil {
				errs[i] = fmt.Errorf("data: read %s: %w", name, err)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("%w (in %s)", err, dir)
		}
	}
	set, err := files.set()
	if err != nil {
		return nil, fmt.Errorf("data: read folder %s: %w", dir, err)
	}
	return set, nil
}

// readBin reads a file into memory once its size is known to be right.
func readBin(path string, files *binSet) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if err := files.checkSize(info.Size()); err != nil {
		return nil, err
	}
	content := make([]byte, info.Size())
	_, err = io.ReadFull(file, content)
	return content, err
}
