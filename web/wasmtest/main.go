// Command wasmtest runs a Go program compiled for js/wasm in a web worker of
// headless Chromium, as its tests and benchmarks are to be run:
//
//	GOOS=js GOARCH=wasm go test -exec "go run muestra/web/wasmtest" -bench . ./nn/kernel
//
// Its output and exit status are the program's. (Under Node the toolchain's own
// go_js_wasm_exec does the same.) With WASMTEST=page in the environment it runs on
// the page itself. The program may POST to /quota/1000 so that its site can keep no
// more than 1000 bytes, and to /quota/0 so that it can keep as many as usual.
package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

//go:embed worker.js
var worker string

func main() {
	log.SetFlags(0)
	log.SetPrefix("wasmtest: ")
	if len(os.Args) < 2 {
		log.Fatal("usage: wasmtest PROGRAM.wasm [ARGUMENT …]")
	}
	status, err := run(os.Args[1:])
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(status)
}

// run returns the program's exit status.
func run(args []string) (int, error) {
	// The native toolchain's folder: GOOS and GOARCH are the program's here.
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return 0, fmt.Errorf("go env GOROOT: %w", err)
	}
	runtime := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js")
	argv, err := json.Marshal(args)
	if err != nil {
		return 0, err
	}

	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	defer cancel()
	ctx, cancel = chromedp.NewContext(ctx)
	defer cancel()

	exit := make(chan int, 1)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		script := `<script>new Worker("worker.js")</script>`
		if os.Getenv("WASMTEST") == "page" {
			script = `<script src="wasm_exec.js"></script><script src="worker.js"></script>`
		}
		fmt.Fprint(w, "<!doctype html><title>wasmtest</title>"+script)
	})
	mux.HandleFunc("GET /worker.js", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		fmt.Fprintf(w, "const argv = %s;\n%s", argv, worker)
	})
	mux.HandleFunc("GET /wasm_exec.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, runtime) })
	mux.HandleFunc("GET /program.wasm", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/wasm")
		http.ServeFile(w, r, args[0])
	})
	mux.HandleFunc("POST /output", func(w http.ResponseWriter, r *http.Request) { io.Copy(os.Stdout, r.Body) })
	mux.HandleFunc("POST /exit/{status}", func(w http.ResponseWriter, r *http.Request) {
		status, err := strconv.Atoi(r.PathValue("status"))
		if err != nil {
			status = 1
		}
		exit <- status
	})
	mux.HandleFunc("POST /quota/{bytes}", func(w http.ResponseWriter, r *http.Request) {
		if err := setQuota(ctx, "http://"+r.Host, r.PathValue("bytes")); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL)); err != nil {
		return 0, fmt.Errorf("open a page in Chromium: %w", err)
	}
	select {
	case status := <-exit:
		return status, nil
	case <-ctx.Done():
		return 0, fmt.Errorf("the browser ended before the program did: %w", ctx.Err())
	}
}

// setQuota lets a site keep so many bytes; "0" is as many as usual.
func setQuota(ctx context.Context, origin, bytes string) error {
	n, err := strconv.ParseFloat(bytes, 64)
	if err != nil {
		return err
	}
	quota := storage.OverrideQuotaForOriginParams{Origin: origin}
	if n > 0 {
		quota.QuotaSize = &n
	}
	_, err = chromedp.Call(ctx, storage.OverrideQuotaForOrigin, quota)
	return err
}
