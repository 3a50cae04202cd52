package app_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muestra/nn/history"
	"muestra/wasm/store"
)

var blank = regexp.MustCompile(`%[a-z%]`)

// Texts may lie anywhere below this package: this reads the sources.
func TestEveryTextIsThereInBothLanguagesWithTheSameBlanks(t *testing.T) {
	found := 0
	for _, name := range sources(t) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.CompositeLit)
			if !ok || !isText(literal.Type) {
				return true
			}
			found++
			checkText(t, fset.Position(literal.Pos()), literal)
			return true
		})
	}
	if found < 200 {
		t.Errorf("found only %d texts", found)
	}
}

// sources are the Go files of this package and of those below it.
func sources(t *testing.T) (files []string) {
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".go") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func isText(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := s.X.(*ast.Ident)
	return ok && of.Name == "recipe" && s.Sel.Name == "Text"
}

func checkText(t *testing.T, at token.Position, literal *ast.CompositeLit) {
	if len(literal.Elts) == 0 {
		return // none
	}
	in := map[string]string{}
	for _, e := range literal.Elts {
		field, ok := e.(*ast.KeyValueExpr)
		if !ok {
			t.Errorf("%s: a text without ES: and EN:", at)
			return
		}
		value, ok := field.Value.(*ast.BasicLit)
		if !ok {
			return // made of others
		}
		text, err := strconv.Unquote(value.Value)
		if err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		in[field.Key.(*ast.Ident).Name] = text
	}
	if in["ES"] == "" || in["EN"] == "" {
		t.Errorf("%s: a text is missing: Spanish %q, English %q", at, in["ES"], in["EN"])
	}
	if es, en := blank.FindAllString(in["ES"], -1), blank.FindAllString(in["EN"], -1); !slices.Equal(es, en) {
		t.Errorf("%s: Spanish has the blanks %q, English %q", at, es, en)
	}
}

func TestRunsWithNamesThatTheWorkerWouldNotTakeAreNotKept(t *testing.T) {
	for _, id := range []string{"a/b", "<b>", "año", "a b", "\u202e", strings.Repeat("x", 65), "", "x-_9", strings.Repeat("x", 64)} {
		kept := new(store.Memory)
		err := kept.Save(context.Background(), &store.Record{ID: id, State: store.Stopped}, kept.NewParcel())
		if worker := history.CheckID(id); (err == nil) != (worker == nil) {
			t.Errorf("%q: the store says %v, the worker %v", id, err, worker)
		}
	}
}
