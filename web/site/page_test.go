package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"muestra/nn/samples"
)

// pageOf writes all of the site but its programs and its pictures.
func pageOf(t *testing.T, pack string) string {
	t.Helper()
	dir := t.TempDir()
	b := &build{out: dir, pack: pack}
	if err := b.locate(); err != nil {
		t.Fatal(err)
	}
	for _, p := range programs {
		if err := os.WriteFile(filepath.Join(dir, p.file), []byte("\x00asm"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range vendored {
		if err := os.WriteFile(filepath.Join(dir, v[0]), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []func(string) error{b.copyStatic, b.writeStyle, b.copyRecordings, writeIcons, writeHeaders, b.finish} {
		if err := step(dir); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePage(t *testing.T) {
	dir := pageOf(t, "")
	page := read(t, dir, pageFile)
	kept := keptIn(t, dir)
	t.Run("lets people zoom", func(t *testing.T) {
		if strings.Contains(page, "user-scalable") || strings.Contains(page, "maximum-scale") {
			t.Error("the viewport forbids it")
		}
	})
	t.Run("mends the address before the program reads it", func(t *testing.T) {
		first, second := strings.Index(page, `<script src="page.js"></script>`), strings.Index(page, `"start.js"`)
		if first < 0 || second < first {
			t.Errorf("page.js at %d, start.js at %d", first, second)
		}
	})
	t.Run("begins to load the program before all else", func(t *testing.T) {
		first, second := strings.Index(page, "muestra.file"), strings.Index(page, `src="`)
		if first < 0 || second < first {
			t.Errorf("program.js at %d, a request at %d", first, second)
		}
	})
	t.Run("works below any path", func(t *testing.T) {
		for _, name := range []string{pageFile, "start.js", workerFile, "manifest.webmanifest"} {
			text := read(t, dir, name)
			for _, absolute := range []string{`="/`, `"/app`, `"/wasm`, `"/trainer`, `"/icon`, `"/",`, `": "/`} {
				if strings.Contains(text, absolute) {
					t.Errorf("%s holds %s", name, absolute)
				}
			}
		}
	})
	t.Run("asks no other origin for anything", func(t *testing.T) {
		for _, name := range []string{pageFile, "start.js", workerFile, "manifest.webmanifest", "style.css"} {
			for _, scheme := range []string{"http://", "https://"} {
				if i := strings.Index(read(t, dir, name), scheme); i >= 0 {
					t.Errorf("%s holds %.60q", name, read(t, dir, name)[i:])
				}
			}
		}
		if !strings.Contains(page, `content="default-src 'self'`) {
			t.Error("no content security policy")
		}
	})
	t.Run("asks only for files that there are, and keeps them", func(t *testing.T) {
		asked := regexp.MustCompile(`(?:src|href)="([^"]+)"`).FindAllStringSubmatch(page, -1)
		if len(asked) < 12 {
			t.Errorf("only %q", asked)
		}
		for _, a := range asked {
			if !slices.Contains(kept, a[1]) {
				t.Errorf("%s is not kept", a[1])
			}
		}
	})
	t.Run("says in two languages what it needs", func(t *testing.T) {
		if !strings.Contains(page, "<noscript>") {
			t.Error("nothing is said where scripts do not run")
		}
	})
	t.Run("has a place for each sample", func(t *testing.T) {
		if n, want := strings.Count(page, `<li class="ghost">`), len(samples.All()); n != want {
			t.Errorf("%d places for %d samples", n, want)
		}
	})
	t.Run("names no pictures where there is no pack", func(t *testing.T) {
		if strings.Contains(page, "muestra-pack") {
			t.Error("it does")
		}
	})
}

// keptIn are the files that the service worker of a site keeps.
func keptIn(t *testing.T, dir string) []string {
	t.Helper()
	_, list, _ := strings.Cut(read(t, dir, workerFile), "const files = ")
	list, _, _ = strings.Cut(list, ";")
	var kept []string
	if err := json.Unmarshal([]byte(list), &kept); err != nil {
		t.Fatalf("%v in %q", err, list)
	}
	return kept
}

func TestTheServiceWorkerKeepsWhatThePageNeeds(t *testing.T) {
	kept := keptIn(t, pageOf(t, ""))
	for _, name := range []string{"./", "app.wasm", "wasm_exec.js", "start.js", "page.js", "trainer.js", "pico.css", "style.css", "icon.svg", "manifest.webmanifest"} {
		if !slices.Contains(kept, name) {
			t.Errorf("%s is not kept", name)
		}
	}
	for _, name := range []string{noSIMD, workerFile, choice, pageFile, headersFile, "sample_01.csv"} {
		if slices.Contains(kept, name) {
			t.Errorf("%s is kept", name)
		}
	}
}

func TestThePageNamesThePicturesOfThePack(t *testing.T) {
	pack := t.TempDir()
	if err := os.WriteFile(filepath.Join(pack, "pack.json"), []byte(`{"kind":"cifar10"}`), 0o644); err != nil {
		t.Fatal(err)
	}
	if page := read(t, pageOf(t, pack), pageFile); !strings.Contains(page, `<meta name="muestra-pack" content="cifar10">`) {
		t.Error("it does not")
	}
}

func TestTheVersionFollowsTheContent(t *testing.T) {
	dir := t.TempDir()
	version := func(text string) string {
		if err := os.WriteFile(filepath.Join(dir, "a.js"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		v, err := contentHash(dir)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	first := version("1")
	if version("1") != first {
		t.Error("the same content has two versions")
	}
	if version("2") == first {
		t.Error("another content has the same version")
	}
}

func TestTheIconIsADrawing(t *testing.T) {
	dir := t.TempDir()
	if err := writeIcons(dir); err != nil {
		t.Fatal(err)
	}
	var svg struct {
		Rects []struct{} `xml:"rect"`
	}
	if err := xml.Unmarshal([]byte(read(t, dir, "icon.svg")), &svg); err != nil {
		t.Fatal(err)
	}
	if len(svg.Rects) != 26 {
		t.Errorf("%d rectangles, want a ground and 25 pixels", len(svg.Rects))
	}
	img := iconPNG(192)
	if got := img.Bounds().Dx(); got != 192 {
		t.Errorf("%d pixels wide", got)
	}
}

func TestABuildReplacesOnlyASite(t *testing.T) {
	parent := t.TempDir()
	fresh := filepath.Join(parent, "fresh")
	if err := os.Mkdir(fresh, 0o755); err != nil {
		t.Fatal(err)
	}
	mine := filepath.Join(parent, "mine")
	if err := os.Mkdir(mine, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(mine, "thesis.txt"), []byte("years of work"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := replace(fresh, mine); err == nil {
		t.Fatal("somebody's folder was replaced")
	}
	if _, err := os.Stat(filepath.Join(mine, "thesis.txt")); err != nil {
		t.Error(err)
	}
}

func TestThePackSaysWhatItHolds(t *testing.T) {
	tests := []struct{ manifest, want string }{
		{`{"kind":"cifar10"}`, "cifar10"},
		{`{"kind":"synthetic"}`, "synthetic"},
		{`{"kind":"\"><script>"}`, ""},
		{`{`, ""},
	}
	for _, test := range tests {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "pack.json"), []byte(test.manifest), 0o644); err != nil {
			t.Fatal(err)
		}
		kind, err := packKind(dir)
		if kind != test.want || (err == nil) != (test.want != "") {
			t.Errorf("%s: %q, %v", test.manifest, kind, err)
		}
	}
}
