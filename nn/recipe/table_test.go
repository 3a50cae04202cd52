package recipe

import (
	"os"
	"strings"
	"testing"
)

// TestTheREADMEHasTheTable compares the README's table of keys with the one that drives links and flags.
func TestTheREADMEHasTheTable(t *testing.T) {
	const file, head = "../../README.md", "| key | values | default | what for |\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), head)
	if !found {
		t.Fatalf("the README has no table that begins with %q", head)
	}
	_, after, _ := strings.Cut(rest, "\n\n")
	want := before + Markdown() + "\n" + after
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if want != string(text) {
		t.Error("the README's table of keys is not that of the program: go test ./nn/recipe -run README -update")
	}
}

// TestAKeyIsOneRow adds a row and finds it in links, experiments and the README's table. The page's test does so with the form, the class link
// and the comparison, the command line's with its flags.
func TestAKeyIsOneRow(t *testing.T) {
	remove := AddRow("extra")
	defer remove()
	e, notices, err := ParseLink("sample=1&extra=7&lock=extra&hide=extra")
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	if link := e.Link(); !strings.Contains(link, "extra=7") || !strings.Contains(link, "lock=extra") {
		t.Errorf("the link is %s", link)
	}
	if _, _, err := ParseLink("extra=10"); err == nil || !strings.Contains(err.Error(), "extra takes a whole number from 0 to 9") {
		t.Errorf("extra=10: %v", err)
	}
	if !strings.Contains(Markdown(), "| `extra` | a whole number from 0 to 9 | 0 | row of a test |") {
		t.Error("the README's table does not have it")
	}
	if k := KeyOf("extra"); k.Part() != "recipe" || !k.Scope.DecidesResult() || !k.Shown(e) {
		t.Errorf("%+v", k)
	}
	remove()
	if _, notices, err := ParseLink("extra=7"); err != nil || len(notices) != 1 {
		t.Errorf("without the row: %v, %v", notices, err)
	}
}

func TestAKeyTakesWhatItsFieldOffers(t *testing.T) {
	for _, k := range Keys() {
		if k.Field == nil {
			continue
		}
		for _, o := range k.Field.Options {
			e := new(Experiment)
			if err := k.set(e, o.Name); err != nil || k.get(e) != o.Name {
				t.Errorf("%s=%s: %v, and the experiment has %q", k.Name, o.Name, err, k.get(e))
			}
			if o.Text.ES == "" || o.Text.EN == "" {
				t.Errorf("%s=%s has no words", k.Name, o.Name)
			}
		}
	}
}
