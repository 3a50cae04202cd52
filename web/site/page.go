package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// choice is the script that says which program runs. It becomes part of the page, where it comes before everything that makes a request, and of the
// service worker.
const choice = "program.js"

// The page and its service worker, as web/static has them and as they are served.
const (
	pageFile   = "index.html"
	workerFile = "offline.js"
)

// finish completes the page and its service worker. Everything else must be in dir already, since its content decides the version.
func (b *build) finish(dir string) error {
	version, err := contentHash(dir)
	if err != nil {
		return err
	}
	script, err := os.ReadFile(filepath.Join(dir, choice))
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := os.Remove(filepath.Join(dir, choice)); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	if err := b.finishPage(filepath.Join(dir, pageFile), string(script)); err != nil {
		return err
	}
	kept, err := keptOffline(dir)
	if err != nil {
		return err
	}
	return finishWorker(filepath.Join(dir, workerFile), version, kept, string(script))
}

// finishPage puts into the page what depends on the build: the script that chooses the program, and which pictures there are. A request for a pack that
// is not there would be an error in the browser's console.
func (b *build) finishPage(file, script string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	own := "<script>\n" + script + "</script>"
	if b.pack != "" {
		kind, err := packKind(b.pack)
		if err != nil {
			return err
		}
		own += "\n" + `<meta name="muestra-pack" content="` + kind + `">`
	}
	before, after, found := strings.Cut(string(text), `<script src="`+choice+`"></script>`)
	if !found {
		return fmt.Errorf("site: %s has no place for %s", pageFile, choice)
	}
	if err := os.WriteFile(file, []byte(before+own+after), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// finishWorker puts before the service worker what it asks of the build.
func finishWorker(file, version string, kept []string, script string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	list, err := json.Marshal(kept)
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	whole := fmt.Sprintf("const version = %q;\nconst files = %s;\n%s%s", version, list, script, text)
	if err := os.WriteFile(file, []byte(whole), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// keptOffline are the addresses that open the page without a network: everything in dir but recordings, which are fetched when somebody wants to see
// one, what is not for visitors, and the second program, which the worker asks for in the first one's place.
func keptOffline(dir string) ([]string, error) {
	names, err := files(dir)
	if err != nil {
		return nil, err
	}
	kept := []string{"./"}
	for _, name := range names {
		switch {
		case name == pageFile, name == workerFile, name == noSIMD, name == headersFile, filepath.Ext(name) == ".csv":
		default:
			kept = append(kept, name)
		}
	}
	return kept, nil
}

// packKind is the kind of pictures in a pack: "cifar10", "synthetic" or "own".
func packKind(dir string) (string, error) {
	text, err := os.ReadFile(filepath.Join(dir, "pack.json"))
	if err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	var manifest struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return "", fmt.Errorf("site: read pack.json: %w", err)
	}
	switch manifest.Kind {
	case "cifar10", "synthetic", "own":
		return manifest.Kind, nil
	}
	return "", fmt.Errorf("site: read pack.json: kind %q is not cifar10, synthetic or own", manifest.Kind)
}
