package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// compressible are the endings worth compressing; PNG is compressed already.
var compressible = map[string]bool{
	".html": true, ".js": true, ".css": true, ".wasm": true, ".svg": true, ".webmanifest": true, ".json": true,
}

// compress writes name.br beside each compressible file of dir.
func (b *build) compress(dir string) error {
	if b.brotli == 0 {
		return nil
	}
	names, err := files(dir)
	if err != nil {
		return err
	}
	for _, name := range names {
		if !compressible[filepath.Ext(name)] {
			continue
		}
		plain, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return fmt.Errorf("site: %w", err)
		}
		var packed bytes.Buffer
		w := brotli.NewWriterOptions(&packed, brotli.WriterOptions{Quality: b.brotli, LGWin: 24})
		w.Write(plain) // into memory, cannot fail
		w.Close()
		if packed.Len() >= len(plain) {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, name+".br"), packed.Bytes(), 0o644); err != nil {
			return fmt.Errorf("site: %w", err)
		}
	}
	return nil
}
