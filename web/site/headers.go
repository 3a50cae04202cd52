package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// headers go with every answer. The first three isolate the page from other origins, which browsers demand before workers may share memory.
var headers = [][2]string{
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Cross-Origin-Embedder-Policy", "require-corp"},
	{"Cross-Origin-Resource-Policy", "same-origin"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"Cache-Control", "no-cache"},
}

// headersFile is where several static hosts look for headers.
const headersFile = "_headers"

// writeHeaders writes the same headers in the form that they read.
func writeHeaders(dir string) error {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range headers {
		fmt.Fprintf(&b, "  %s: %s\n", h[0], h[1])
	}
	if err := os.WriteFile(filepath.Join(dir, headersFile), []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}
