package app

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"muestra/nn/samples"
)

var blank = regexp.MustCompile(`%[a-z%]`)

// Texts may lie anywhere in the package: this reads its source.
func TestEveryTextIsThereInBothLanguagesWithTheSameBlanks(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
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

func isText(e ast.Expr) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := s.X.(*ast.Ident)
	return ok && of.Name == "samples" && s.Sel.Name == "Text"
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

func TestEverySampleHasItsStoryInBothLanguages(t *testing.T) {
	if len(stories) != len(samples.All()) {
		t.Fatalf("%d stories for %d samples", len(stories), len(samples.All()))
	}
	for i, s := range stories {
		for _, text := range []samples.Text{s.title, s.change, s.why, s.look} {
			if text.ES == "" || text.EN == "" {
				t.Errorf("story %d: Spanish %q, English %q", i, text.ES, text.EN)
			}
		}
	}
}

func TestNumbersAreWrittenAsTheLanguageDoes(t *testing.T) {
	es, en := speaking("es"), speaking("en")
	tests := []struct{ got, want string }{
		{es.percent(0.6048, 2), "60,48\u00a0%"},
		{en.percent(0.6048, 2), "60.48%"},
		{es.whole(263402), "263.402"},
		{en.whole(263402), "263,402"},
		{es.whole(5000), "5000"},
		{en.whole(5000), "5,000"},
		{en.whole(16035658), "16,035,658"},
		{en.whole(-123456), "-123,456"},
		{en.whole(0), "0"},
		{es.decimal(1.5, 3), "1,500"},
		{en.decimal(nan(), 3), "–"},
		{en.percent(nan(), 1), "–"},
		{en.duration(59e9), "59 s"},
		{en.duration(61e9), "1 min 1 s"},
		{es.duration(3661e9), "1 h 1 min"},
		{en.duration(90000e9), "1 d 1 h"},
		{en.duration(span(1e12)), "36500 d 0 h"},
		{en.duration(span(math.Inf(1))), "36500 d 0 h"},
		{en.duration(span(math.NaN())), "0 s"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
