package main

import (
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// outlineOf generates go-app's part of the site into a folder that has the static files only.
func outlineOf(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	b := &build{out: dir}
	if err := b.locate(); err != nil {
		t.Fatal(err)
	}
	for _, step := range []func(string) error{b.copyStatic, b.writeStyle, b.generate} {
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

func TestTheGeneratedSite(t *testing.T) {
	dir := outlineOf(t)
	page := read(t, dir, "index.html")
	t.Run("lets people zoom", func(t *testing.T) {
		if strings.Contains(page, "user-scalable") || strings.Contains(page, "maximum-scale") {
			t.Error("the viewport forbids it")
		}
	})
	t.Run("mends the address before go-app reads it", func(t *testing.T) {
		first, second := strings.Index(page, `"page.js"`), strings.Index(page, `"app.js"`)
		if first < 0 || second < first || strings.Contains(page, `src="page.js" defer`) {
			t.Errorf("page.js at %d, app.js at %d", first, second)
		}
	})
	t.Run("works below any path", func(t *testing.T) {
		for _, name := range []string{"index.html", "app.js", "app-worker.js", "manifest.webmanifest"} {
			text := read(t, dir, name)
			for _, absolute := range []string{`="/`, `"/app`, `"/wasm`, `"/trainer`, `"/icon`, `"/",`} {
				if strings.Contains(text, absolute) {
					t.Errorf("%s holds %s", name, absolute)
				}
			}
		}
	})
	t.Run("asks no other origin for anything", func(t *testing.T) {
		for _, name := range generated {
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
	t.Run("keeps only files that there are", func(t *testing.T) {
		text := read(t, dir, "app-worker.js")
		_, list, _ := strings.Cut(text, "const files = ")
		list, _, _ = strings.Cut(list, ";")
		var kept []string
		if err := json.Unmarshal([]byte(list), &kept); err != nil {
			t.Fatalf("%v in %q", err, list)
		}
		built := map[string]bool{"./": true, "wasm_exec.js": true, "icon-192.png": true, "icon-512.png": true, "icon.svg": true}
		for _, p := range programs {
			built[p.file] = true
		}
		for _, v := range vendored {
			built[v[0]] = true
		}
		for _, name := range kept {
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil && !built[name] {
				t.Errorf("%q is to be kept and does not exist", name)
			}
		}
		if len(kept) < 12 {
			t.Errorf("only %q are kept", kept)
		}
	})
	t.Run("says in two languages what it needs", func(t *testing.T) {
		if !strings.Contains(page, "<noscript>") {
			t.Error("nothing is said where scripts do not run")
		}
	})
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

func TestMendSaysWhatHasChanged(t *testing.T) {
	if _, err := mend("app.js", "something else"); err == nil || !strings.Contains(err.Error(), "is not there") {
		t.Errorf("error %v", err)
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
