package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sort"
	"strings"
	"syscall"
	"time"

	"muestra/nn/samples"
)

// build is one build of the site.
type build struct {
	out    string // folder to write
	pack   string // folder of a pack, or ""
	brotli int    // quality, or 0 for none

	root   string // the module's folder
	goroot string
}

// program is a Go program for the browser.
type program struct{ file, pkg, tags string }

// noSIMD is the page's program for browsers without SIMD.
const noSIMD = "app-noasm.wasm"

// programs are one program twice; web/static/program.js chooses.
var programs = []program{
	{"app.wasm", "./wasm/page", ""},
	{noSIMD, "./wasm/page", "noasm"},
}

// vendored are the files taken from npm packages: name in the site, path below web/node_modules.
var vendored = [][2]string{
	{"pico.css", "@picocss/pico/css/pico.min.css"},
	{"uplot.css", "uplot/dist/uPlot.min.css"},
	{"uplot.js", "uplot/dist/uPlot.iife.min.js"},
}

func (b *build) run() error {
	start := time.Now()
	if err := b.locate(); err != nil {
		return err
	}
	// Built beside the goal and moved there at the end: a build that fails leaves the old site whole.
	tmp, err := os.MkdirTemp(filepath.Dir(b.out), ".site-")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	defer os.RemoveAll(tmp)
	defer onInterrupt(func() {
		os.RemoveAll(tmp)
		os.Exit(1)
	})()
	if err := os.Chmod(tmp, 0o755); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	for _, step := range []func(dir string) error{b.compile, b.copyStatic, b.writeStyle, b.copyVendored, b.copyRecordings, writeIcons, writeHeaders, b.finish, b.compress, b.copyPack} {
		if err := step(tmp); err != nil {
			return err
		}
	}
	if err := replace(tmp, b.out); err != nil {
		return err
	}
	raw, packed, err := sizes(b.out)
	if err != nil {
		return err
	}
	pictures := "synthetic pictures only"
	if b.pack != "" {
		pictures = "with the pack " + b.pack
	}
	fmt.Printf("site: %s: %s of program, scripts and styles for a visitor", b.out, megabytes(raw))
	if b.brotli > 0 {
		fmt.Printf(" (%s in Brotli)", megabytes(packed))
	}
	fmt.Printf(", %s, in %s\n", pictures, time.Since(start).Round(100*time.Millisecond))
	return nil
}

// onInterrupt has do done when the command is told to end, until the function it returns is called.
func onInterrupt(do func()) (cancel func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	end := context.AfterFunc(ctx, do)
	return func() {
		end()
		stop()
	}
}

// locate finds the module and the toolchain, whatever folder the command was started in.
func (b *build) locate() error {
	out, err := exec.Command("go", "env", "GOMOD", "GOROOT").Output()
	if err != nil {
		return fmt.Errorf("site: go env: %w", err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	if len(lines) != 2 || !strings.HasSuffix(lines[0], "go.mod") {
		return fmt.Errorf("site: run it inside the module")
	}
	b.root, b.goroot = filepath.Dir(lines[0]), lines[1]
	if b.out, err = filepath.Abs(b.out); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return os.MkdirAll(filepath.Dir(b.out), 0o755)
}

// compile builds the programs. They stay in .cache too, since Go links a program anew only where it finds none, or one of other sources.
// Their JSON is the older implementation: the newer one makes each a megabyte larger, and messages are small.
func (b *build) compile(dir string) error {
	tmp, err := os.MkdirTemp("", "muestra-go-app-")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	defer os.RemoveAll(tmp)
	modfile, err := b.slim(tmp)
	if err != nil {
		return err
	}
	for _, p := range programs {
		kept := filepath.Join(b.root, ".cache", "programs", p.file)
		cmd := exec.Command("go", "build", "-modfile="+modfile, "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-tags="+p.tags, "-o", kept, p.pkg)
		cmd.Dir = b.root
		cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOFLAGS=", "GOEXPERIMENT=nojsonv2")
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("site: build %s: %w\n%s", p.pkg, err, out)
		}
		if err := copyFile(filepath.Join(dir, p.file), kept); err != nil {
			return err
		}
	}
	return nil
}

// copyStatic copies the files in web/static itself and the toolchain's wasm_exec.js, which must fit the compiler that built the programs (go-app brings an old one).
func (b *build) copyStatic(dir string) error {
	static := filepath.Join(b.root, "web", "static")
	names, err := files(static)
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(static, name)); err != nil {
			return err
		}
	}
	return copyFile(filepath.Join(dir, "wasm_exec.js"), filepath.Join(b.goroot, "lib", "wasm", "wasm_exec.js"))
}

func (b *build) copyVendored(dir string) error {
	modules := filepath.Join(b.root, "web", "node_modules")
	for _, v := range vendored {
		from := filepath.Join(modules, filepath.FromSlash(v[1]))
		if _, err := os.Stat(from); err != nil {
			return fmt.Errorf("site: %s is missing: run npm ci --ignore-scripts in web", v[1])
		}
		if err := copyFile(filepath.Join(dir, v[0]), from); err != nil {
			return err
		}
	}
	return nil
}

// copyRecordings copies the histories of recorded runs, which the page fetches when somebody wants to see one.
func (b *build) copyRecordings(dir string) error {
	for _, r := range samples.Recordings() {
		if err := copyFile(filepath.Join(dir, r.File), filepath.Join(b.root, "nn", "samples", "reference", r.File)); err != nil {
			return err
		}
	}
	return nil
}

// copyPack puts the pack into the site, by hard links where the file system allows: a full pack is 130 MB.
func (b *build) copyPack(dir string) error {
	if b.pack == "" {
		return nil
	}
	if _, err := os.Stat(filepath.Join(b.pack, "pack.json")); err != nil {
		return fmt.Errorf("site: %s is no pack: %w", b.pack, err)
	}
	entries, err := os.ReadDir(b.pack)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.Mkdir(filepath.Join(dir, "pack"), 0o755); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		from, to := filepath.Join(b.pack, e.Name()), filepath.Join(dir, "pack", e.Name())
		if os.Link(from, to) == nil {
			continue
		}
		if err := copyFile(to, from); err != nil {
			return err
		}
	}
	return nil
}

// replace moves the folder from to the place to.
func replace(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		// Only what looks like a site is removed: -out may have been mistyped.
		if _, err := os.Stat(filepath.Join(to, "app.wasm")); err != nil {
			if entries, _ := os.ReadDir(to); len(entries) > 0 {
				return fmt.Errorf("site: %s is not empty and holds no site; not replaced", to)
			}
		}
		if err := os.RemoveAll(to); err != nil {
			return fmt.Errorf("site: %w", err)
		}
	}
	if err := os.Rename(from, to); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// contentHash is a digest of every file in dir, by name and content.
func contentHash(dir string) (string, error) {
	names, err := files(dir)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	for _, name := range names {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return "", fmt.Errorf("site: %w", err)
		}
		fmt.Fprintf(h, "%s %x\n", name, sha256.Sum256(b))
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// files are the names of the files in dir itself, sorted.
func files(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("site: %w", err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	sort.Strings(names)
	return names, nil
}

func copyFile(to, from string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.WriteFile(to, b, 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// sizes sums up what a visitor loads, pictures aside: programs, scripts and styles, as they are and compressed.
func sizes(dir string) (raw, packed int64, err error) {
	names, err := files(dir)
	if err != nil {
		return 0, 0, err
	}
	for _, name := range names {
		switch filepath.Ext(name) {
		case ".wasm", ".js", ".css":
		default:
			continue
		}
		if name == noSIMD { // instead of the other one
			continue
		}
		plain, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return 0, 0, fmt.Errorf("site: %w", err)
		}
		raw += plain.Size()
		if br, err := os.Stat(filepath.Join(dir, name+".br")); err == nil {
			packed += br.Size()
		} else {
			packed += plain.Size()
		}
	}
	return raw, packed, nil
}

func megabytes(n int64) string { return fmt.Sprintf("%.2f MB", float64(n)/1e6) }
