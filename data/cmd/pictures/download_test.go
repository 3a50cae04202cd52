package main

import (
	"bytes"
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// archive stands for the file on the server.
var archive = bytes.Repeat([]byte("a rather small archive. "), 20000)

// testDownload is archive from a server, quick to give up.
func testDownload(url string) download {
	return download{url: url, md5: md5Text(archive), most: 1 << 20, tries: 3, stall: 5 * time.Second}
}

func md5Text(content []byte) string {
	sum := md5.Sum(content)
	return hex.EncodeToString(sum[:])
}

func noMeter(int64) meter { return quiet{} }

func serve(t *testing.T, handler http.HandlerFunc) string {
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// whole serves content with ranges, as a good server does.
func whole(content []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(content))
	}
}

// cut breaks the first connections off after a number of bytes each.
func cut(breaks int, bytes int64) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if breaks--; breaks >= 0 {
			w = &shortWriter{ResponseWriter: w, left: bytes}
		}
		whole(archive)(w, r)
	}
}

type shortWriter struct {
	http.ResponseWriter
	left int64
}

func (s *shortWriter) Write(p []byte) (int, error) {
	n, err := s.ResponseWriter.Write(p[:min(int64(len(p)), s.left)])
	if s.left -= int64(n); s.left == 0 {
		panic(http.ErrAbortHandler)
	}
	return n, err
}

func TestDownload(t *testing.T) {
	wrong := bytes.ToUpper(archive)
	tests := []struct {
		name   string
		server http.HandlerFunc
		part   []byte // what an earlier run left
		err    string // part of the error, or ""
		kept   int    // bytes of part left after an error
	}{
		{name: "arrives whole", server: whole(archive)},
		{name: "goes on where an earlier run stopped", server: whole(archive), part: archive[:1000]},
		{name: "only checks a part that was whole", server: whole(archive), part: archive},
		{name: "begins again where the part is of another file", server: whole(archive), part: wrong[:1000]},
		{name: "begins again where the part is too long", server: whole(archive), part: append(bytes.Clone(archive), 'x')},
		{name: "begins again where the server knows no ranges", part: archive[:1000],
			server: func(w http.ResponseWriter, r *http.Request) { w.Write(archive) }},
		{name: "survives broken connections", server: cut(2, 100_000)},
		{name: "keeps what came when connections keep breaking", server: cut(9, 100_000), err: "goes on from there", kept: 300_000},
		{name: "refuses another file", server: whole(wrong), err: "its MD5 is"},
		{name: "refuses another file that comes behind a part", server: whole(wrong), part: archive[:1000], err: "its MD5 is"},
		{name: "refuses what is too long", server: whole(bytes.Repeat(archive, 3)), err: "it has 1440000 bytes"},
		{name: "refuses what is too long and does not say so", err: "more than 1048576 bytes",
			server: func(w http.ResponseWriter, r *http.Request) {
				w.(http.Flusher).Flush()
				for range 3 {
					w.Write(archive)
				}
			}},
		{name: "refuses a range that was not asked for", part: archive[:1000], err: "206", kept: 1000,
			server: func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Range", fmt.Sprintf("bytes 0-%d/%d", len(archive)-1, len(archive)))
				w.WriteHeader(http.StatusPartialContent)
			}},
		{name: "says that the server has an error", err: "503 Service Unavailable",
			server: func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cache", "archive")
			if test.part != nil {
				os.Mkdir(filepath.Dir(path), 0o755)
				os.WriteFile(path+".part", test.part, 0o644)
			}
			d := testDownload(serve(t, test.server))
			err := d.fetch(t.Context(), path, noMeter)
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("error %v, want one with %q", err, test.err)
				}
				if exists(path) {
					t.Error("a file that is not whole and right has its name")
				}
				// A reader takes what a broken connection brought in pieces: the last may be lost.
				if got := int(size(path + ".part")); got > test.kept+128<<10 || got < test.kept-128<<10 {
					t.Errorf("%d bytes are kept, want about %d", got, test.kept)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !d.matches(path) || exists(path+".part") {
				t.Error("the file is not there whole, or its part is left")
			}
		})
	}
}

func TestDownloadGivesUpAtOnceWhereNobodyAnswers(t *testing.T) {
	server := httptest.NewServer(nil)
	d := testDownload(server.URL)
	d.wait = time.Hour // it must not come to that
	server.Close()
	path := filepath.Join(t.TempDir(), "archive")
	err := d.fetch(t.Context(), path, noMeter)
	if err == nil || !strings.Contains(err.Error(), "refused") {
		t.Errorf("error %v, want that the connection was refused", err)
	}
}

func TestDownloadNoticesThatNothingComes(t *testing.T) {
	d := testDownload(serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	d.stall = time.Millisecond
	err := d.fetch(t.Context(), filepath.Join(t.TempDir(), "archive"), noMeter)
	if !errors.Is(err, errStalled) {
		t.Errorf("error %v, want %v", err, errStalled)
	}
}

func TestDownloadCanBeInterruptedAndKeepsWhatCame(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d := testDownload(serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write(archive[:1000])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	}))
	path := filepath.Join(t.TempDir(), "archive")
	err := d.fetch(ctx, path, func(int64) meter { return cancelling{cancel} })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if got := size(path + ".part"); got != 1000 {
		t.Errorf("%d bytes are kept, want 1000", got)
	}
}

// cancelling is a meter that cancels when something has come.
type cancelling struct{ cancel func() }

func (c cancelling) set(int64) { c.cancel() }
func (c cancelling) end()      {}

func TestDownloadSaysThatItCannotWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	os.WriteFile(file, nil, 0o644)
	d := testDownload(serve(t, whole(archive)))
	err := d.fetch(t.Context(), filepath.Join(file, "archive"), noMeter)
	var local *localError
	if !errors.As(err, &local) {
		t.Errorf("error %v, want a local one", err)
	}
}
