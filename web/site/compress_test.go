package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
)

func TestCompressedFilesUnpackToTheSame(t *testing.T) {
	for _, quality := range []int{1, 11} {
		dir := t.TempDir()
		text := strings.Repeat("a small world after all ", 200)
		for name, content := range map[string]string{"page.js": text, "tiny.css": "a", "icon.png": text} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		b := &build{root: t.TempDir(), brotli: quality}
		for range 2 { // the second time from what was kept
			if err := b.compress(dir); err != nil {
				t.Fatal(err)
			}
			packed, err := os.ReadFile(filepath.Join(dir, "page.js.br"))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(brotli.NewReader(bytes.NewReader(packed)))
			if err != nil || string(plain) != text {
				t.Errorf("quality %d: unpacks to %d bytes, %v", quality, len(plain), err)
			}
		}
		for _, name := range []string{"tiny.css.br", "icon.png.br"} {
			if _, err := os.Stat(filepath.Join(dir, name)); err == nil {
				t.Errorf("%s was written", name)
			}
		}
	}
}
