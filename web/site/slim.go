package main

import (
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// client stands for the files of go-app that import what its programs in the browser carry in vain: net/http, with TLS, its curves and its tables
// half a program as ours, and regexp, with the tables of Unicode another twentieth.
//
//go:embed client.go.txt
var client []byte

const goApp = "github.com/maxence-charriere/go-app/v9"

// slim writes a go.mod into dir that puts a copy of go-app without its server in the module's place, and returns its name for go build's -modfile.
// The copy lies in .cache under a name that follows from its content, since Go writes the name into the program.
func (b *build) slim(dir string) (modfile string, err error) {
	// Nothing has loaded it yet where only the site's own command was built.
	cmd := exec.Command("go", "mod", "download", "-json", goApp)
	cmd.Dir = b.root
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("site: load %s: %w\n%s", goApp, err, out) // which says why
	}
	var module struct{ Dir, Version string }
	if err := json.Unmarshal(out, &module); err != nil {
		return "", fmt.Errorf("site: load %s: %w", goApp, err)
	}
	copied := fmt.Sprintf(".cache/go-app-%s-%.4x", module.Version, sha256.Sum256(client))
	if err := b.copyGoApp(copied, module.Dir); err != nil {
		return "", err
	}
	modules, err := os.ReadFile(filepath.Join(b.root, "go.mod"))
	if err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	modules = fmt.Appendf(modules, "\nreplace %s => ./%s\n", goApp, copied)
	modfile = filepath.Join(dir, "client.mod")
	if err := os.WriteFile(modfile, modules, 0o644); err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	return modfile, copyFile(filepath.Join(dir, "client.sum"), filepath.Join(b.root, "go.sum"))
}

// copyGoApp makes the copy, unless there is one, in one step.
func (b *build) copyGoApp(name, from string) error {
	to := filepath.Join(b.root, filepath.FromSlash(name))
	if _, err := os.Stat(to); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	tmp, err := os.MkdirTemp(filepath.Dir(to), "new-")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	defer os.RemoveAll(tmp)
	for _, pkg := range []string{"", "pkg/app", "pkg/errors"} {
		if err := copySources(filepath.Join(tmp, pkg), filepath.Join(from, pkg)); err != nil {
			return err
		}
	}
	for _, name := range []string{"http.go", "resource.go", "route.go", "static.go"} {
		if err := os.Remove(filepath.Join(tmp, "pkg", "app", name)); err != nil {
			return fmt.Errorf("site: %s has changed: %w", goApp, err)
		}
	}
	if err := os.WriteFile(filepath.Join(tmp, "pkg", "app", "http.go"), client, 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.Rename(tmp, to); err != nil {
		if _, there := os.Stat(to); there == nil {
			return nil // another build was faster
		}
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// copySources copies a folder's go.mod and Go files, without its tests and without the folders in it.
func copySources(to, from string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	names, err := files(from)
	if err != nil {
		return err
	}
	for _, name := range names {
		if name != "go.mod" && (filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go")) {
			continue
		}
		if err := copyFile(filepath.Join(to, name), filepath.Join(from, name)); err != nil {
			return err
		}
	}
	return nil
}
