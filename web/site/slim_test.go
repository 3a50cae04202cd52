package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestThePageCarriesNoServer(t *testing.T) {
	b := &build{out: t.TempDir()}
	if err := b.locate(); err != nil {
		t.Fatal(err)
	}
	modfile, err := b.slim(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "list", "-modfile="+modfile, "-deps", "./wasm/page")
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	for _, unwanted := range []string{"net/http", "crypto/tls", "text/template", "regexp"} {
		if slices.Contains(packages, unwanted) {
			t.Errorf("the page's program imports %s", unwanted)
		}
	}
	if !slices.Contains(packages, goApp+"/pkg/app") {
		t.Error("the page's program does not import go-app: is this the right program?")
	}
}
