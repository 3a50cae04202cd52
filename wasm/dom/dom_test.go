//go:build !js

package dom

import (
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestThereIsNoBrowser(t *testing.T) {
	_, recalled := Recall("lang")
	_, address := Address()
	_, meta := Meta("muestra-pack")
	_, image := Image(nil)
	_, chart := NewChart(ChartOptions{})
	var copied, read, fetched error
	Copy("text", func(err error) { copied = err })
	File{}.Text(func(_ string, err error) { read = err })
	FetchText("file", func(_ string, err error) { fetched = err })
	for i, err := range []error{
		recalled, Remember("lang", "es"), address, meta, image, chart, copied, read, fetched,
		SetTitle(""), SetLanguage(""), SetFragment(""), Find("button").Focus(), ByID("field").Type(""), Download("", "", ""),
	} {
		if !errors.Is(err, ErrNoBrowser) {
			t.Errorf("%d: %v", i, err)
		}
	}
	Every(time.Second, nil)()
	OnKey(nil)
	OnVisibility(nil)
	OnLink(nil)
	Reveal("what-happens")
	new(Observer).Observe("sheet", nil)
	BringPictures("own-picture", nil)()
}

// TestScriptsAreDeclaredAlike compares the functions that Go calls with those that the scripts are checked against.
func TestScriptsAreDeclaredAlike(t *testing.T) {
	declared, err := os.ReadFile("../../web/muestra.d.ts")
	if err != nil {
		t.Fatal(err)
	}
	_, forProgram, _ := strings.Cut(string(declared), "interface Muestra {")
	forProgram, _, _ = strings.Cut(forProgram, "// Between the scripts.")
	var called string
	for _, name := range []string{"muestra.go", "chart.go"} {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		called += string(source)
	}
	names := func(expression, text string) []string {
		var all []string
		for _, found := range regexp.MustCompile(expression).FindAllStringSubmatch(text, -1) {
			all = append(all, found[1])
		}
		slices.Sort(all)
		return slices.Compact(all)
	}
	scripts, program := names(`(?m)^  (\w+)\??[(:]`, forProgram), names(`(?:\s|\()(?:ask|own|tell|set)\((?:muestra, )?"(\w+)"`, called)
	if !slices.Equal(scripts, program) {
		t.Errorf("web/muestra.d.ts has %v, wasm/dom %v", scripts, program)
	}
}
