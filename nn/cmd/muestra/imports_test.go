package main

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestABrowsersBuildStaysSmall names what the command must leave out where Chromium is to load it, for bench.
func TestABrowsersBuildStaysSmall(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("a browser has no go command")
	}
	list := exec.Command("go", "list", "-deps", ".")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.Lines(string(out)) {
		if name = strings.TrimSpace(name); name == "net/http" || strings.Contains(name, "progressbar") || strings.HasPrefix(name, "gonum.org/v1/plot") {
			t.Errorf("the browser's build imports %s", name)
		}
	}
}
