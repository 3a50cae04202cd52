package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// newTestSite is a folder as build leaves it, with a handler.
func newTestSite(t *testing.T) (*site, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "<!DOCTYPE html>", "app.wasm": "\x00asm", "app.wasm.br": "small", "app.js": "1", "trainer.js": "2",
		"style.css": "p{}", "manifest.webmanifest": "{}", "icon.svg": "<svg/>", "_headers": "secret", "sample_01.csv": "epoch", "pack/pack.json": "{}", "pack/train-00.png": "png",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return newSite(dir), dir
}

func get(s *site, method, path string, header ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func TestEachFileIsServedWithItsTypeAndIsolation(t *testing.T) {
	s, _ := newTestSite(t)
	tests := []struct {
		path   string
		status int
		typ    string
	}{
		{"/", 200, "text/html; charset=utf-8"},
		{"/index.html", 200, "text/html; charset=utf-8"},
		{"/app.wasm", 200, "application/wasm"},
		{"/trainer.js", 200, "text/javascript; charset=utf-8"},
		{"/style.css", 200, "text/css; charset=utf-8"},
		{"/manifest.webmanifest", 200, "application/manifest+json"},
		{"/sample_01.csv", 200, "text/csv; charset=utf-8"},
		{"/icon.svg", 200, "image/svg+xml"},
		{"/pack/pack.json", 200, "application/json"},
		{"/pack/train-00.png", 200, "image/png"},
		{"/pack/", 404, ""},
		{"/pack", 404, ""},
		{"/nothing.js", 404, ""},
		{"/_headers", 404, ""},
		{"/app.wasm.br", 404, ""},
		{"/../serve_test.go", 404, ""},
		{"/..%2f..%2fetc/passwd", 404, ""},
	}
	for _, test := range tests {
		res := get(s, "GET", test.path)
		if res.StatusCode != test.status {
			t.Errorf("%s: status %d, want %d", test.path, res.StatusCode, test.status)
		}
		if test.typ != "" && res.Header.Get("Content-Type") != test.typ {
			t.Errorf("%s: type %q, want %q", test.path, res.Header.Get("Content-Type"), test.typ)
		}
		for _, h := range headers[:4] {
			if res.Header.Get(h[0]) != h[1] {
				t.Errorf("%s: %s is %q, want %q", test.path, h[0], res.Header.Get(h[0]), h[1])
			}
		}
	}
	if res := get(s, "POST", "/"); res.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", res.StatusCode)
	}
}

func TestBrotliIsSentToThoseWhoTakeIt(t *testing.T) {
	s, _ := newTestSite(t)
	tests := []struct {
		accept string
		want   string
	}{
		{"", ""}, {"gzip, deflate", ""}, {"gzip, deflate, br, zstd", "br"}, {"br;q=0", ""}, {"br; q=0.5", "br"}, {"BR", "br"}, {"brotli", ""},
	}
	for _, test := range tests {
		res := get(s, "GET", "/app.wasm", "Accept-Encoding", test.accept)
		if got := res.Header.Get("Content-Encoding"); got != test.want {
			t.Errorf("Accept-Encoding %q: %q, want %q", test.accept, got, test.want)
		}
		if res.Header.Get("Content-Type") != "application/wasm" || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: headers %v", test.accept, res.Header)
		}
	}
	if res := get(s, "GET", "/app.js", "Accept-Encoding", "br"); res.Header.Get("Content-Encoding") != "" {
		t.Error("a file without a compressed form was called compressed")
	}
}

func TestTheETagFollowsTheContent(t *testing.T) {
	s, dir := newTestSite(t)
	first := get(s, "GET", "/app.js").Header.Get("ETag")
	if first == "" {
		t.Fatal("no ETag")
	}
	if res := get(s, "GET", "/app.js", "If-None-Match", first); res.StatusCode != http.StatusNotModified {
		t.Errorf("unchanged: status %d", res.StatusCode)
	}
	if plain, packed := get(s, "GET", "/app.wasm"), get(s, "GET", "/app.wasm", "Accept-Encoding", "br"); plain.Header.Get("ETag") == packed.Header.Get("ETag") {
		t.Error("the compressed file has the plain one's ETag")
	}
	if err := os.WriteFile(filepath.Join(dir, "app.js"), []byte("changed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if res := get(s, "GET", "/app.js", "If-None-Match", first); res.StatusCode != http.StatusOK || res.Header.Get("ETag") == first {
		t.Errorf("changed: status %d, ETag %q", res.StatusCode, res.Header.Get("ETag"))
	}
}
