package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var static = filepath.Join("..", "..", "web", "static")

func TestEverySheetIsInTheOrder(t *testing.T) {
	there, err := filepath.Glob(filepath.Join(static, "css", "*"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, name := range sheets {
		want = append(want, filepath.Join(static, "css", name+".css"))
	}
	slices.Sort(want)
	if !slices.Equal(there, want) {
		t.Errorf("in the folder: %q\nin the order: %q", there, want)
	}
}

func TestASelectorHasOneHome(t *testing.T) {
	homes := map[string]string{}
	for _, name := range sheets {
		text, err := os.ReadFile(filepath.Join(static, "css", name+".css"))
		if err != nil {
			t.Fatal(err)
		}
		if lines := strings.Count(string(text), "\n"); lines > 350 {
			t.Errorf("%s.css has %d lines: split it", name, lines)
		}
		for _, selector := range selectors(string(text)) {
			if home, ok := homes[selector]; ok && home != name {
				t.Errorf("%s has rules in %s.css and in %s.css", selector, home, name)
			}
			homes[selector] = name
		}
	}
	if len(homes) < 500 {
		t.Errorf("only %d selectors are found", len(homes))
	}
}

func TestSelectorsAreThoseOfAllRules(t *testing.T) {
	got := selectors(`/* a {} */ a, b:not(c, d) { x: y; } @media print { e >
		f { x: y } @container (width < 1px) { g{} } } h { x: url("{") }`)
	if want := []string{"a", "b:not(c, d)", "e > f", "g", "h"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

var (
	remarks = regexp.MustCompile(`(?s)/\*.*?\*/|"[^"]*"`)
	spaces  = regexp.MustCompile(`\s+`)
)

// selectors are those of all rules of a style sheet, in their order. Strings count as their quotation marks, unless they are in a selector.
func selectors(sheet string) []string {
	sheet = remarks.ReplaceAllStringFunc(sheet, func(s string) string {
		if strings.HasPrefix(s, "/*") {
			return " "
		}
		return strings.NewReplacer("{", "", "}", "", ";", "").Replace(s)
	})
	var all []string
	begin := 0
	for i, c := range sheet {
		switch c {
		case '{':
			head := strings.TrimSpace(spaces.ReplaceAllString(sheet[begin:i], " "))
			if !strings.HasPrefix(head, "@") {
				all = append(all, list(head)...)
			}
			begin = i + 1
		case '}', ';':
			begin = i + 1
		}
	}
	return all
}

// list cuts a list of selectors at its commas, save those in brackets.
func list(head string) []string {
	var all []string
	depth, begin := 0, 0
	for i, c := range head + "," {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				all = append(all, strings.TrimSpace(head[begin:i]))
				begin = i + 1
			}
		}
	}
	return all
}
