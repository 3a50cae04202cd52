package browsertest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"
)

// host serves the synthetic site as any static host does, with the headers that isolate a page or without them.
func host(t *testing.T, isolated bool, more func(mux *http.ServeMux)) string {
	t.Helper()
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir(dir)))
	if more != nil {
		more(mux)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if isolated {
			w.Header().Set("Cross-Origin-Opener-Policy", "same-origin")
			w.Header().Set("Cross-Origin-Embedder-Policy", "require-corp")
		}
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// cores is how many workers a run has that does not say how many.
func cores() int {
	n := runtime.NumCPU()
	if n > 4 {
		n--
	}
	return min(n, 8)
}

// everything says that tests are to try all combinations, which takes some minutes.
func everything() bool { return os.Getenv("MUESTRA_EVERYTHING") != "" }

func TestWeightsDoNotDependOnWorkersOrTransport(t *testing.T) {
	const few = "train=600&val=30&test=30&epochs=1&seed=4&run=1"
	for _, test := range []struct {
		name, link string
		workers    []int
	}{
		{"sample 1", "sample=1&batch=64&steps=30&train=2000&val=30&test=30&epochs=1&seed=4&run=1", []int{2, 5}},
		{"sample 6", "sample=6&batch=20&steps=30&" + few, []int{3}},
		{"normalization, dropout, augmentation", "sample=7&batch=20&steps=30&augment=flip,shift&" + few, []int{1, 2, 3, 4, 5, 8}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := natively(t, test.link+"&workers=1", "synthetic")
			if got := natively(t, test.link+"&workers=3", "synthetic"); got.WeightsSHA256 != want.WeightsSHA256 {
				t.Errorf("weights %s with three threads, %s with one", got.WeightsSHA256, want.WeightsSHA256)
			}
			for _, transport := range []string{"shared", "transfer"} {
				site := host(t, transport == "shared", nil)
				workers := test.workers
				if everything() {
					workers = []int{1, 2, 3, 4, 5, 8}
				}
				for _, n := range workers {
					t.Run(fmt.Sprintf("%s, %d workers", transport, n), func(t *testing.T) {
						tab := open(t, fmt.Sprintf("%s/#%s&workers=%d", site, test.link, n), visitor{})
						s := tab.until("done")
						if s.WeightsSHA256 != want.WeightsSHA256 {
							t.Errorf("weights %s in the browser, %s natively", s.WeightsSHA256, want.WeightsSHA256)
						}
						if n > 1 && (s.Workers != n || s.Transport != transport) {
							t.Errorf("%d workers by %q", s.Workers, s.Transport)
						}
					})
				}
			}
		})
	}
}

func TestWhereAWorkerCannotStartOthersOneTrainsAlone(t *testing.T) {
	const link = "sample=1&train=640&val=64&test=64&epochs=1&workers=2"
	site := altered(t, workerWith(t, `globalThis.Worker = undefined;`))
	tab := open(t, site+"/#"+link+"&lang=es&run=1", visitor{})
	s := tab.until("done")
	if want := natively(t, link, "synthetic").WeightsSHA256; s.Workers != 1 || s.WeightsSHA256 != want {
		t.Errorf("%d workers, weights %s, want %s", s.Workers, s.WeightsSHA256, want)
	}
	tab.shows("notice", "entrena un solo trabajador")
	tab.shows("crew", "trabajadores: 1")
}

// frame holds the page in an iframe and posts its state to the server.
const frame = `<!doctype html><title>frame</title><iframe src="/#%s" width="1200" height="900"></iframe><script>
setInterval(() => {
  try { fetch("/state", { method: "POST", body: document.querySelector("iframe").contentWindow.muestra.state() }); } catch {}
}, 200);
</script>`

func TestFirefoxTrainsToTheSameWeights(t *testing.T) {
	firefox, err := exec.LookPath("firefox-esr")
	if err != nil {
		firefox, err = exec.LookPath("firefox")
	}
	need(t, err == nil, "Firefox is not installed")
	const link = "sample=7&batch=20&steps=10&train=600&val=30&test=30&epochs=1&seed=4&augment=flip,shift&workers=2&run=1"
	want := natively(t, link, "synthetic")
	for _, transport := range []string{"shared", "transfer"} {
		t.Run(transport, func(t *testing.T) {
			states := make(chan string, 1000)
			site := host(t, transport == "shared", func(mux *http.ServeMux) {
				mux.HandleFunc("GET /frame.html", func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					fmt.Fprintf(w, frame, link)
				})
				mux.HandleFunc("POST /state", func(_ http.ResponseWriter, r *http.Request) {
					body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
					states <- string(body)
				})
			})
			profile := t.TempDir()
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, firefox, "--headless", "--no-remote", "--profile", profile, site+"/frame.html")
			cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_DISABLE_CONTENT_SANDBOX=1")
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			defer func() {
				cancel()
				cmd.Wait()
			}()
			var last string
			for !strings.Contains(last, `"state":"done"`) && !strings.Contains(last, `"state":"error"`) {
				select {
				case last = <-states:
				case <-ctx.Done():
					t.Fatalf("Firefox did not finish; its page last said %s", last)
				}
			}
			if !strings.Contains(last, want.WeightsSHA256) || !strings.Contains(last, `"transport":"`+transport+`"`) {
				t.Errorf("the page in Firefox says %s; weights are to be %s", last, want.WeightsSHA256)
			}
		})
	}
}
