package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// writeFile writes a file under another name beside its own and renames it when it is whole.
func writeFile(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
			err = fmt.Errorf("write %s: %w", path, err)
		}
	}()
	if err := write(file); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// canWrite finds out before hours of work whether files can be written where they are wanted. Empty names are none.
func canWrite(paths ...string) error {
	for _, path := range paths {
		if path == "" {
			continue
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return fmt.Errorf("write %s: it is a folder", path)
		}
		if folder := filepath.Dir(path); !isFolder(folder) {
			return fmt.Errorf("write %s: there is no such folder as %s: make it or name another", path, folder)
		}
		file, err := os.CreateTemp(filepath.Dir(path), ".muestra.*")
		if err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
		file.Close()
		if err := os.Remove(file.Name()); err != nil {
			return fmt.Errorf("write %s: %w", path, err)
		}
	}
	return nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
