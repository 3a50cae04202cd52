package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/view"
)

// goapp's own files as they come from GenerateStaticWebsite. The rest of what it writes (its old wasm_exec.js) is left behind.
var generated = []string{"index.html", "app.js", "app-worker.js", "manifest.webmanifest", "app.css"}

// scripts that the page needs besides go-app's, in the order in which they run.
var scripts = []string{"uplot.js", "charts.js", "inside.js", "own.js", "compare.js"}

// choice is the script that says which program runs.
const choice = "program.js"

// pasted are the scripts that become part of other files.
var pasted = []string{choice, "offline.js"}

// relative tells go-app where things are: all beside index.html.
type relative struct{}

func (relative) Package() string { return "" }
func (relative) Static() string  { return "" }
func (relative) AppWASM() string { return "app.wasm" }

// generate writes go-app's part of the site: the page as it looks before its program runs, the scripts that start the program, the
// manifest. Everything else must be in dir already, since its content decides the version.
func (b *build) generate(dir string) error {
	handler, err := handlerOf(dir)
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "muestra-page-")
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	defer os.RemoveAll(tmp)
	view.Route()
	if err := goapp.GenerateStaticWebsite(tmp, handler); err != nil {
		return fmt.Errorf("site: generate the page: %w", err)
	}
	for _, name := range generated {
		if err := b.take(dir, tmp, name); err != nil {
			return err
		}
	}
	for _, name := range pasted {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("site: %w", err)
		}
	}
	return nil
}

// handlerOf describes the page to go-app.
func handlerOf(dir string) (*goapp.Handler, error) {
	version, err := contentHash(dir)
	if err != nil {
		return nil, err
	}
	var worker []byte
	for _, name := range pasted {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("site: %w", err)
		}
		worker = append(worker, text...)
	}
	handler := &goapp.Handler{
		Name:                  "Muestra",
		Title:                 view.Title,
		Description:           view.Description,
		Lang:                  "en",
		Author:                "Muestra",
		Image:                 "icon-512.png",
		Icon:                  goapp.Icon{Default: "icon-192.png", Large: "icon-512.png", SVG: "icon.svg"},
		BackgroundColor:       "#f7f7f4",
		ThemeColor:            "#2547c4",
		LoadingLabel:          "Muestra…", // no {progress}: under compression there is no length to divide by
		Resources:             relative{},
		Styles:                []string{"pico.css", "uplot.css", "style.css"},
		CacheableResources:    []string{"page.js", "trainer.js", "icon.svg"},
		ServiceWorkerTemplate: string(worker),
		Version:               version,
	}
	for _, s := range scripts {
		handler.Scripts = append(handler.Scripts, s+" defer")
	}
	return handler, nil
}

// take puts one of go-app's files into dir, mended.
func (b *build) take(dir, from, name string) error {
	text, err := os.ReadFile(filepath.Join(from, name))
	if err != nil {
		return fmt.Errorf("site: %w", err)
	}
	mended, err := mend(name, string(text))
	if err != nil {
		return fmt.Errorf("site: mend %s: %w", name, err)
	}
	if name == "index.html" {
		if mended, err = b.fill(mended, dir); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(mended), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}

// fill puts into the page what depends on this build.
func (b *build) fill(page, dir string) (string, error) {
	script, err := os.ReadFile(filepath.Join(dir, choice))
	if err != nil {
		return "", fmt.Errorf("site: %w", err)
	}
	page = strings.Replace(page, choicePlace, "<script>\n"+string(script)+"</script>", 1)
	if b.pack == "" {
		return page, nil
	}
	// The page learns here which pictures there are: a request for a pack that is not there would be an error in the console.
	kind, err := packKind(b.pack)
	if err != nil {
		return "", err
	}
	return strings.Replace(page, "</head>", `<meta name="muestra-pack" content="`+kind+`">`+"\n</head>", 1), nil
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

// policy keeps the page to its own origin: the browser refuses every request to another one.
const policy = "default-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob: data:; object-src 'none'; base-uri 'self'"

// choicePlace is where the page holds the script that says which program runs: before everything that makes a request.
const choicePlace = "<script>/* " + choice + " */</script>"

// mends is what go-app's files need changed: exact texts, each of which must be there, so that another version of go-app shows in the build.
var mends = map[string][][2]string{
	"index.html": {
		// page.js mends the address before go-app reads it, so it comes first and runs at once.
		{`<meta charset="UTF-8">`, `<meta charset="UTF-8">` + "\n" +
			`<meta http-equiv="Content-Security-Policy" content="` + policy + `">` + "\n" +
			choicePlace + "\n" +
			`<script src="page.js"></script>`},
		// Zooming is for those who need it.
		{`width=device-width, initial-scale=1, maximum-scale=1, user-scalable=0, viewport-fit=cover`, `width=device-width, initial-scale=1, viewport-fit=cover`},
		{`"/app.css"`, `"app.css"`},
		{`"/app.js"`, `"app.js"`},
		{`"/wasm_exec.js"`, `"wasm_exec.js"`},
		{`"/manifest.webmanifest"`, `"manifest.webmanifest"`},
		{`</body>`, `<noscript><p class="notice-plain"><b>Muestra</b> needs JavaScript and WebAssembly. · <span lang="es">Muestra necesita JavaScript y WebAssembly.</span></p></noscript>` + "\n</body>"},
	},
	"app.js": {
		{`"/app-worker.js"`, `"app-worker.js"`},
		// As it comes from the network, a browser can keep what it has compiled.
		{`fetchWithProgress("app.wasm", showProgress)`, `fetch(muestra.file)`},
		// The workers run it too. It begins when the scripts that it calls are there, however late they come.
		{`go.run(wasm.instance);`, `muestra.program = wasm.module;
    await muestra.scripts;
    go.run(wasm.instance);`},
	},
	"app-worker.js": {
		{`"/app.css"`, `"app.css"`},
		{`"/app.js"`, `"app.js"`},
		{`"/wasm_exec.js"`, `"wasm_exec.js"`},
		{`"/manifest.webmanifest"`, `"manifest.webmanifest"`},
		{`"/",`, `"./",`},
	},
}

func mend(name, text string) (string, error) {
	if name == "manifest.webmanifest" {
		return mendManifest(text)
	}
	for _, m := range mends[name] {
		if !strings.Contains(text, m[0]) {
			return "", fmt.Errorf("%q is not there", m[0])
		}
		text = strings.ReplaceAll(text, m[0], m[1])
	}
	if name == "index.html" {
		if !addressTag.MatchString(text) {
			return "", fmt.Errorf("%q is not there", addressTag)
		}
		return addressTag.ReplaceAllString(text, ""), nil
	}
	return text, nil
}

// addressTag is the address that go-app thought the page had while it was generated. The order of a tag's attributes changes from build to build.
var addressTag = regexp.MustCompile(`<meta[^>]*"og:url"[^>]*>\n?`)

// mendManifest makes the manifest's addresses relative, so that the site works below any path.
func mendManifest(text string) (string, error) {
	var m map[string]any
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return "", err
	}
	m["scope"], m["start_url"] = "./", "./"
	out, err := json.MarshalIndent(m, "", "  ")
	return string(out) + "\n", err
}
