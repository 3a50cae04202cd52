package browsertest

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// The repository, seen from this package.
const root = "../.."

// work is the folder that all tests of a run share.
var work string

func TestMain(m *testing.M) {
	var err error
	if work, err = os.MkdirTemp("", "muestra-browsertest-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	closeBrowser()
	for _, stop := range atEnd {
		stop()
	}
	os.RemoveAll(work)
	os.Exit(code)
}

// atEnd ends what tests have started for all of them.
var atEnd []func()

// need skips the test where something is missing that make test would have installed.
func need(t *testing.T, there bool, missing string) {
	t.Helper()
	if there {
		return
	}
	if os.Getenv("MUESTRA_BROWSER") == "required" {
		t.Fatalf("%s; make test installs it", missing)
	}
	t.Skipf("%s; make test installs it", missing)
}

// tool builds a command of the repository once.
func tool(pkg string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		file := filepath.Join(work, filepath.Base(pkg))
		return file, command(root, "go", "build", "-o", file, pkg)
	})
}

var (
	siteTool    = tool("./web/site")
	muestraTool = tool("./nn/cmd/muestra")
)

// command runs a program and makes what it says part of the error.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", filepath.Base(name), strings.Join(args, " "), err, out)
	}
	return nil
}

// built builds a site once and returns its folder.
func built(name string, args ...string) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		tool, err := siteTool()
		if err != nil {
			return "", err
		}
		dir := filepath.Join(work, name)
		return dir, command(root, tool, append([]string{"build", "-out", dir, "-brotli", "1"}, args...)...)
	})
}

// served serves a folder with the real server and returns its address.
func served(folder func() (string, error)) func() (string, error) {
	return sync.OnceValues(func() (string, error) {
		dir, err := folder()
		if err != nil {
			return "", err
		}
		tool, err := siteTool()
		if err != nil {
			return "", err
		}
		cmd := exec.Command(tool, "serve", "-dir", dir, "-port", "0")
		out, err := cmd.StdoutPipe()
		if err != nil {
			return "", err
		}
		if err := cmd.Start(); err != nil {
			return "", err
		}
		atEnd = append(atEnd, func() {
			cmd.Process.Kill()
			cmd.Wait()
		})
		line, err := bufio.NewReader(out).ReadString('\n')
		if err != nil {
			return "", err
		}
		_, address, ok := strings.Cut(strings.TrimSpace(line), " on ")
		if !ok {
			return "", fmt.Errorf("the server said %q", line)
		}
		go io.Copy(io.Discard, out)
		return address, nil
	})
}

var (
	syntheticDir = built("synthetic")
	synthetic    = served(syntheticDir)
	cifarDir     = built("cifar10", "-pack", pack())
	cifar        = served(cifarDir)
)

// pack is where make data leaves CIFAR-10.
func pack() string {
	dir, err := filepath.Abs(filepath.Join(root, ".cache", "pack"))
	if err != nil {
		panic(err)
	}
	return dir
}

// syntheticSite is the address of the site with the synthetic pictures.
func syntheticSite(t *testing.T) string {
	t.Helper()
	return address(t, synthetic)
}

// cifarSite is the address of the site with CIFAR-10; without the pictures the test is skipped.
func cifarSite(t *testing.T) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(pack(), "pack.json")); err != nil {
		t.Skip("CIFAR-10 is not here; make data fetches it")
	}
	return address(t, cifar)
}

func address(t *testing.T, site func() (string, error)) string {
	t.Helper()
	_, err := os.Stat(filepath.Join(root, "web", "node_modules", "uplot"))
	need(t, err == nil, "web/node_modules is not there")
	a, err := site()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// staticSite is the synthetic site as any static host serves it.
func staticSite(t *testing.T) http.Handler {
	t.Helper()
	syntheticSite(t)
	dir, err := syntheticDir()
	if err != nil {
		t.Fatal(err)
	}
	return http.FileServer(http.Dir(dir))
}

// altered serves the synthetic site with some files replaced, or missing where the text is "".
func altered(t *testing.T, files map[string]string) string {
	t.Helper()
	plain := staticSite(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, ok := files[strings.TrimPrefix(r.URL.Path, "/")]
		switch {
		case !ok:
			plain.ServeHTTP(w, r)
		case text == "":
			http.NotFound(w, r)
		default:
			if strings.HasSuffix(r.URL.Path, ".wasm") {
				w.Header().Set("Content-Type", "application/wasm")
			}
			if strings.HasSuffix(r.URL.Path, ".js") {
				w.Header().Set("Content-Type", "text/javascript")
			}
			http.ServeContent(w, r, "", time.Time{}, bytes.NewReader([]byte(text)))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}
