package view

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"muestra/nn/recipe"
)

// testIDs are the data-testids that the components' sources name, and those of the fields. A name that ends in - has something behind it.
func testIDs(t *testing.T) []string {
	var all []string
	named := regexp.MustCompile(`"testid", "([\w-]+)"( \+)?`)
	for _, pattern := range []string{"*.go", "*/*.go"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range named.FindAllStringSubmatch(string(text), -1) {
				all = append(all, m[1])
			}
		}
	}
	for _, k := range recipe.Keys() {
		if k.Field != nil {
			all = append(all, k.Field.TestID)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// TestTestIDsAreThoseThatProgramsKnow holds the data-testids: other programs are built on them.
func TestTestIDsAreThoseThatProgramsKnow(t *testing.T) {
	const file = "testdata/testids.txt"
	got := strings.Join(testIDs(t), "\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range strings.Fields(string(want)) {
		if !strings.Contains("\n"+got, "\n"+id+"\n") {
			t.Errorf("%s is gone", id)
		}
	}
	for _, id := range strings.Fields(got) {
		if !strings.Contains("\n"+string(want), "\n"+id+"\n") {
			t.Errorf("%s is not in %s: go test ./app/view -run TestID -update", id, file)
		}
	}
}
