package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/andybalholm/brotli"
)

// compressible are the endings worth compressing; PNG is compressed already.
var compressible = map[string]bool{
	".html": true, ".js": true, ".css": true, ".wasm": true, ".svg": true, ".webmanifest": true,
}

// slow is the quality from which on compressing takes longer than building: what it makes is kept in .cache/brotli.
const slow = 10

// compress writes name.br beside each compressible file of dir.
func (b *build) compress(dir string) error {
	if b.brotli == 0 {
		return nil
	}
	names, err := files(dir)
	if err != nil {
		return err
	}
	kept := filepath.Join(b.root, ".cache", "brotli")
	if b.brotli >= slow {
		if err := os.MkdirAll(kept, 0o755); err != nil {
			return fmt.Errorf("site: %w", err)
		}
	}
	work, failed := make(chan string), make(chan error, runtime.NumCPU())
	var all sync.WaitGroup
	for range runtime.NumCPU() {
		all.Go(func() {
			for name := range work {
				if err := b.compressFile(filepath.Join(dir, name), kept); err != nil {
					select {
					case failed <- err:
					default:
					}
				}
			}
		})
	}
	for _, name := range names {
		if compressible[filepath.Ext(name)] {
			work <- name
		}
	}
	close(work)
	all.Wait()
	select {
	case err := <-failed:
		return err
	default:
		return nil
	}
}

// compressFile writes file.br, where that is smaller; from kept, where the same content was compressed before.
func (b *build) compressFile(file, kept string) error {
	plain, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	earlier := filepath.Join(kept, fmt.Sprintf("%x-%d", sha256.Sum256(plain), b.brotli))
	packed, err := os.ReadFile(earlier)
	if b.brotli < slow || err != nil {
		packed = packBrotli(plain, b.brotli)
		if b.brotli >= slow {
			if err := keep(earlier, packed); err != nil {
				return err
			}
		}
	}
	if len(packed) >= len(plain) {
		return nil
	}
	if err := os.WriteFile(file+".br", packed, 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

func packBrotli(plain []byte, quality int) []byte {
	var packed bytes.Buffer
	w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: quality, LGWin: 24})
	w.Write(plain) // into memory, cannot fail
	w.Close()
	return packed.Bytes()
}

// keep writes a file in one step, so that a build that is interrupted leaves none cut short.
func keep(file string, content []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	_, err = tmp.Write(content)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(tmp.Name(), file)
	}
	if err != nil {
		os.Remove(tmp.Name())
		return fmt.Errorf("site: %w", err)
	}
	return nil
}
