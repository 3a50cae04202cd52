package data

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Open reads a set from a folder with CIFAR-10's six .bin files (or with the
// folder cifar-10-batches-bin that holds them), from the official .tar.gz, or
// from a pack, a folder with a pack.json. A pack is read sprite by sprite, the
// other two at once and whole: 184 MB of memory.
func Open(path string) (*Set, error) {
	return openSized(path, cifar10PerBin)
}

// openSized is Open for files of perFile records.
func openSized(path string, perFile int) (*Set, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("data: open %s: it does not exist: name a folder, a .tar.gz or a pack", path)
	}
	if err != nil {
		return nil, fmt.Errorf("data: open %s: %w", path, err)
	}
	if !info.IsDir() {
		return openArchive(path, perFile)
	}
	if exists(filepath.Join(path, packFile)) {
		return openPackFolder(path)
	}
	return openFolder(path, perFile)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func openPackFolder(dir string) (*Set, error) {
	set, err := OpenPack(folderOpener(dir))
	if err != nil {
		return nil, fmt.Errorf("%w (in %s)", err, dir)
	}
	return set, nil
}

// openArchive reads the official .tar.gz.
func openArchive(path string, perFile int) (*Set, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("data: open %s: %w", path, err)
	}
	defer file.Close()
	files, err := readArchive(file, perFile)
	if err != nil {
		return nil, fmt.Errorf("data: read %s: %w", filepath.Base(path), err)
	}
	set, err := files.set()
	if err != nil {
		return nil, fmt.Errorf("data: read %s: %w", filepath.Base(path), err)
	}
	return set, nil
}

// gzipMagic begins every gzip file.
var gzipMagic = []byte{0x1f, 0x8b}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, gzipMagic) }
