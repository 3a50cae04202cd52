package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// types are the media types by ending. Not left to the system's table: machines differ, and a .wasm without its type does not compile while it loads.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".wasm":        "application/wasm",
	".json":        "application/json",
	".webmanifest": "application/manifest+json",
	".svg":         "image/svg+xml",
	".png":         "image/png",
}

// serve answers on 127.0.0.1 and, where there is one, on the other loopback address that the name localhost may mean, until ctx ends.
func serve(ctx context.Context, dir string, port int, out io.Writer) error {
	if _, err := os.Stat(filepath.Join(dir, "index.html")); err != nil {
		return fmt.Errorf("site: %s holds no site; build it first", dir)
	}
	first, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	port = first.Addr().(*net.TCPAddr).Port
	server := &http.Server{Handler: newSite(dir), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(first) }()
	if second, err := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port))); err == nil {
		go func() { failed <- server.Serve(second) }()
	}
	fmt.Fprintf(out, "site: serving %s on http://localhost:%d\n", dir, port)
	select {
	case err := <-failed:
		return fmt.Errorf("site: %w", err)
	case <-ctx.Done():
		return server.Close()
	}
}

// site is the folder as a handler.
type site struct {
	dir string

	mu   sync.Mutex
	tags map[string]tag // by file
}

// tag is a file's ETag and what the file was when it was made.
type tag struct {
	size     int64
	modified time.Time
	etag     string
}

func newSite(dir string) *site { return &site{dir: dir, tags: map[string]tag{}} }

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, h := range headers {
		w.Header().Set(h[0], h[1])
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	name := path.Clean("/" + r.URL.Path)
	if strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	typ, known := types[path.Ext(name)]
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if info, err := os.Stat(file); !known || err != nil || info.IsDir() {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", typ)
	w.Header().Add("Vary", "Accept-Encoding")
	if _, err := os.Stat(file + ".br"); err == nil && acceptsBrotli(r.Header.Values("Accept-Encoding")) {
		w.Header().Set("Content-Encoding", "br")
		file += ".br"
	}
	if err := s.send(w, r, file); err != nil {
		w.Header().Del("Content-Encoding")
		http.Error(w, "the file cannot be read", http.StatusInternalServerError)
	}
}

// send answers with the file, or that it has not changed.
func (s *site) send(w http.ResponseWriter, r *http.Request, file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	etag, err := s.etag(f)
	if err != nil {
		return err
	}
	w.Header().Set("ETag", etag)
	http.ServeContent(w, r, "", time.Time{}, f)
	return nil
}

// etag is the hash of f's content, kept until the file changes.
func (s *site) etag(f *os.File) (string, error) {
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	s.mu.Lock()
	t, ok := s.tags[f.Name()]
	s.mu.Unlock()
	if ok && t.size == info.Size() && t.modified.Equal(info.ModTime()) {
		return t.etag, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	t = tag{info.Size(), info.ModTime(), `"` + hex.EncodeToString(h.Sum(nil)[:12]) + `"`}
	s.mu.Lock()
	s.tags[f.Name()] = t
	s.mu.Unlock()
	return t.etag, nil
}

// acceptsBrotli reads Accept-Encoding: br counts unless its weight is zero.
func acceptsBrotli(values []string) bool {
	for _, value := range values {
		for _, part := range strings.Split(value, ",") {
			coding, params, _ := strings.Cut(part, ";")
			if strings.TrimSpace(strings.ToLower(coding)) != "br" {
				continue
			}
			q, ok := strings.CutPrefix(strings.ReplaceAll(params, " ", ""), "q=")
			if !ok {
				return true
			}
			weight, err := strconv.ParseFloat(q, 64)
			return err == nil && weight > 0
		}
	}
	return false
}
