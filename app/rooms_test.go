package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// rooms are the packages of the module, each of which may import those before it.
var rooms = []string{
	"wasm/dom",
	"nn/kernel/spec", "nn/kernel", "nn/kernel/kerneltest", "nn/kernel/blas", "nn/kernel/gen", "nn/portable", "nn/keras", "nn/keras/kerastest", "nn/tensor",
	"nn/optimizers", "nn", "data", "data/cmd/pictures", "nn/history", "nn/metrics", "nn/train", "nn/train/mediumtest", "nn/samples", "nn/recipe",
	"nn/recipe/kerascode",
	"wasm/port", "wasm/store", "wasm/trainer",
	"app/say", "app/host", "app/editor", "app/run", "app/saved", "app/inspect", "app/lesson", "app", "app/apptest",
	"app/view/kit", "app/view/browser", "app/view/edit", "app/view/inside", "app/view",
	"wasm/page", "nn/cmd/muestra", "web/site", "web/wasmtest", "web/browsertest",
}

// The most lines of a package without its tests, and the most methods of a type.
const (
	mostLines   = 3500
	mostMethods = 40
)

// source is the Go files of one package, without its tests.
type source struct {
	imports map[string]string // path, and a file that imports it
	lines   int
	methods map[string]int // by type
}

// read reads the packages below a folder of the module, by their path in it.
func read(t *testing.T, folder string) map[string]*source {
	all := map[string]*source{}
	err := filepath.WalkDir(filepath.Join("..", folder), func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		at := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(name)), "../")
		if all[at] == nil {
			all[at] = &source{imports: map[string]string{}, methods: map[string]int{}}
		}
		s := all[at]
		s.lines += strings.Count(string(text), "\n")
		for _, i := range file.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			s.imports[imported] = name
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
				of := f.Recv.List[0].Type
				if star, ok := of.(*ast.StarExpr); ok {
					of = star.X
				}
				if name, ok := of.(*ast.Ident); ok {
					s.methods[name.Name]++
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("there is nothing in %s", folder)
	}
	return all
}

// TestRoomsImportDownwards holds the order of the packages, and keeps go-app and JavaScript where they belong.
func TestRoomsImportDownwards(t *testing.T) {
	for _, folder := range []string{"app", "nn", "data", "wasm", "web"} {
		for name, s := range read(t, folder) {
			rank := slices.Index(rooms, name)
			if rank < 0 {
				t.Errorf("%s is in no place among the rooms", name)
			}
			for imported, file := range s.imports {
				inside, own := strings.CutPrefix(imported, "muestra/")
				switch {
				case own && slices.Index(rooms, inside) >= rank:
					t.Errorf("%s: %s imports %s, which is above it", file, name, inside)
				case strings.Contains(imported, "/go-app/") && !strings.HasPrefix(name, "app/view") && name != "wasm/page":
					t.Errorf("%s: go-app outside app/view", file)
				case imported == "syscall/js" && folder != "wasm":
					t.Errorf("%s: JavaScript values outside wasm; wasm/dom has the browser with types", file)
				case own && strings.HasPrefix(inside, "wasm/") && (folder == "nn" || folder == "data"):
					t.Errorf("%s: %s below the page", file, inside)
				}
			}
		}
	}
}

// TestRoomsStaySmall holds the size of packages and of types.
func TestRoomsStaySmall(t *testing.T) {
	for _, folder := range []string{"app", "nn", "data", "wasm", "web"} {
		all := read(t, folder)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if all[name].lines > mostLines {
				t.Errorf("%s has %d lines, more than %d", name, all[name].lines, mostLines)
			}
			for of, n := range all[name].methods {
				if n > mostMethods {
					t.Errorf("%s.%s has %d methods, more than %d", name, of, n, mostMethods)
				}
			}
		}
	}
}

// TestComponentsOnlyReadModels finds components that give a field of a model a value: they have to use its methods.
func TestComponentsOnlyReadModels(t *testing.T) {
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedDeps}, "muestra/app/view/...")
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded) < 4 {
		t.Fatalf("only %d packages of components", len(loaded))
	}
	for _, p := range loaded {
		for _, e := range p.Errors {
			t.Fatal(e)
		}
		check := func(of ast.Expr) {
			field := fieldOf(p.TypesInfo, of)
			if field == nil || field.Pkg() == nil {
				return
			}
			if room, own := strings.CutPrefix(field.Pkg().Path(), "muestra/"); own && !strings.HasPrefix(room, "app/view") {
				t.Errorf("%s: a component gives %s.%s a value", p.Fset.Position(of.Pos()), room, field.Name())
			}
		}
		for _, file := range p.Syntax {
			ast.Inspect(file, func(n ast.Node) bool {
				if f, ok := n.(*ast.FuncDecl); ok && f.Name.Name == "Run" && f.Recv == nil {
					return false // which puts the page together
				}
				switch n := n.(type) {
				case *ast.AssignStmt:
					for _, of := range n.Lhs {
						check(of)
					}
				case *ast.IncDecStmt:
					check(n.X)
				}
				return true
			})
		}
	}
}

// TestComponentsKeepTheirStateToThemselves finds components with exported fields that are no part of what they are given: go-app takes those over from
// whoever draws the component anew, so that what a click had opened would close again.
func TestComponentsKeepTheirStateToThemselves(t *testing.T) {
	given := []string{"Compo", "S", "Facts"}
	components := 0
	for _, name := range sources(t) {
		if !strings.HasPrefix(name, "view/") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			of, ok := spec.Type.(*ast.StructType)
			if !ok {
				return true
			}
			var fields []string
			for _, field := range of.Fields.List {
				if embedded, ok := field.Type.(*ast.SelectorExpr); ok && len(field.Names) == 0 {
					fields = append(fields, embedded.Sel.Name)
				}
				for _, id := range field.Names {
					fields = append(fields, id.Name)
				}
			}
			if !slices.Contains(fields, "Compo") {
				return true
			}
			components++
			for _, field := range fields {
				if ast.IsExported(field) && !slices.Contains(given, field) {
					t.Errorf("%s: %s.%s is exported", name, spec.Name.Name, field)
				}
			}
			return true
		})
	}
	if components < 30 {
		t.Errorf("only %d components", components)
	}
}

// fieldOf is the field that is assigned to, also by way of an index, or nil.
func fieldOf(info *types.Info, of ast.Expr) *types.Var {
	switch of := of.(type) {
	case *ast.IndexExpr:
		return fieldOf(info, of.X)
	case *ast.ParenExpr:
		return fieldOf(info, of.X)
	case *ast.SelectorExpr:
		if s := info.Selections[of]; s != nil && s.Kind() == types.FieldVal {
			// A copy in a variable of the component's own is its own.
			for x := ast.Expr(of); ; {
				sel, ok := x.(*ast.SelectorExpr)
				if !ok {
					break
				}
				x = sel.X
				if id, ok := x.(*ast.Ident); ok {
					if v, ok := info.Uses[id].(*types.Var); ok {
						if _, pointer := v.Type().Underlying().(*types.Pointer); !pointer {
							return nil
						}
					}
				}
			}
			return s.Obj().(*types.Var)
		}
	}
	return nil
}
