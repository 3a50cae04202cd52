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
)

// host serves the synthetic site as any static host does, with the headers that isolate a page or without them.
func host(t *testing.T, isolated bool, more func(mux *http.ServeMux)) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/", staticSite(t))
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

// frame holds the page in an iframe and posts its state to the server, which may answer with the address to go to next.
const frame = `<!doctype html><title>frame</title><iframe src="/#%s" width="1200" height="900"></iframe><script>
setInterval(async () => {
  try {
    const answer = await fetch("/state", { method: "POST", body: document.querySelector("iframe").contentWindow.muestra.state() });
    const next = await answer.text();
    if (next) location.assign(next);
  } catch {}
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

	states := make(chan string, 1000)
	framed := func(isolated bool, next string) (site string) {
		return host(t, isolated, func(mux *http.ServeMux) {
			mux.HandleFunc("GET /frame.html", func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				fmt.Fprintf(w, frame, link)
			})
			mux.HandleFunc("POST /state", func(w http.ResponseWriter, r *http.Request) {
				body, _ := io.ReadAll(io.LimitReader(r.Body, 1<<16))
				states <- string(body)
				if strings.Contains(string(body), `"state":"done"`) {
					fmt.Fprint(w, next)
				}
			})
		})
	}
	second := framed(false, "") + "/frame.html"
	first := framed(true, second) + "/frame.html"

	profile := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), tabPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, firefox, "--headless", "--no-remote", "--profile", profile, first)
	cmd.Env = append(os.Environ(), "HOME="+profile, "MOZ_DISABLE_CONTENT_SANDBOX=1")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		cancel()
		cmd.Wait()
	}()
	for _, transport := range []string{"shared", "transfer"} {
		var last string
		ended := func() bool {
			return strings.Contains(last, `"state":"done"`) && strings.Contains(last, `"transport":"`+transport+`"`) || strings.Contains(last, `"state":"error"`)
		}
		for !ended() {
			select {
			case last = <-states:
			case <-ctx.Done():
				t.Fatalf("%s: Firefox did not finish; its page last said %s", transport, last)
			}
		}
		if !strings.Contains(last, want.WeightsSHA256) {
			t.Fatalf("%s: the page in Firefox says %s; weights are to be %s", transport, last, want.WeightsSHA256)
		}
	}
}
