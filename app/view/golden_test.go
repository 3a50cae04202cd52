package view

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/view/edit"
	"muestra/app/view/inside"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

var update = flag.Bool("update", false, "write testdata/golden anew")

// noon is the time of all that is drawn here.
var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// scene is a state that the page can be in.
type scene struct {
	name string
	play func(t *testing.T, s *app.Session, f *apptest.Fake, a *apptest.FakeArchive)

	press string // then, what is pressed in the components: "testid event" of each, with commas between
}

// trainTo brings a run of two epochs, of which so many are done.
func trainTo(s *app.Session, f *apptest.Fake, link string, epochs int) {
	s.Open(link, "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{SIMD: true})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 2, Transport: "shared"})
	for e := 1; e <= epochs; e++ {
		for step := 1; step <= 2; step++ {
			s.Training.OnMessage(f, &port.Step{Epoch: e, Step: 2*e - 2 + step, EpochStep: step, EpochSteps: 2, Sums: history.Sums{CrossEntropy: history.Float(121.6 * float64(step)), Penalty: history.Float(6.4 * float64(step)), Correct: 16 * step, Pictures: 64 * step}, ImagesPerSecond: 500})
		}
		s.Training.OnMessage(f, &port.Epoch{Epoch: e, Loss: 2 / history.Float(e), CrossEntropy: 1.9 / history.Float(e), Accuracy: 0.25 * history.Float(e),
			ValLoss: 2.1 / history.Float(e), ValCrossEntropy: 2 / history.Float(e), ValAccuracy: 0.2 * history.Float(e), ImagesPerSecond: 480, Seconds: 1.5})
	}
}

const shortLink = "sample=1&train=128&val=64&test=64&epochs=2"

var scenes = []scene{
	{"fresh", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) { s.Open("", "") }, ""},
	{"sample-12", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) { s.Open("sample=12", "") }, ""},
	{"all-settings", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("sample=7&optimizer=rmsprop&schedule=cosine&warmup_epochs=2&augment=flip,shift:0.1,cutout:12&early_stopping=1&monitor=val_loss,val_accuracy&patience=5,10&workers=3", "")
		s.Recipe.Chosen = 1
	}, ""},
	{"wrong-link", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("sample=1&epochs=0&lr=-1&unknown=2", "")
		s.Training.Train()
	}, ""},
	{"class-link", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("sample=2&lock=recipe,network&hide=samples,runs&title=Grupo+B&task=Uno%0ADos&lesson=3", "")
	}, ""},
	{"training", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, shortLink, 1)
	}, ""},
	{"paused", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, shortLink, 1)
		s.Training.OnMessage(f, &port.Paused{})
	}, ""},
	{"done", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, shortLink, 2)
		s.Training.OnMessage(f, &port.Done{Test: &history.Score{Loss: 1.5, Accuracy: 0.5}, WeightsSHA256: apptest.Digest})
	}, ""},
	{"failed", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, shortLink, 1)
		s.Training.OnMessage(f, &port.Error{Text: "something is wrong"})
	}, ""},
	{"cut-short", func(t *testing.T, s *app.Session, f *apptest.Fake, a *apptest.FakeArchive) {
		a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3, Created: noon, Updated: noon, Labels: store.Labels{Name: "night"}})
		a.Keep(t, store.Record{ID: "two", State: store.Done, Epoch: 9, Created: noon, Updated: noon, Test: &history.Score{Accuracy: 0.6}})
		a.Keep(t, store.Record{ID: "three", State: store.Stopped, Epoch: 2, Created: noon, Updated: noon, Link: "sample=1&seed=3", Sample: 1})
		s.Saved.ReloadSavedRuns()
		for _, r := range s.Saved.Records {
			r.Updated = noon // and not the time of this test
		}
		s.Open("sample=2", "")
		s.Saved.Pick("two", true)
		s.Saved.Pick("three", true)
	}, ""},
}

func init() { scenes = append(scenes, moreScenes...) } // golden files are long: these draw what the ones above do not

// stage is a session in which a scene has been played.
func stage(t *testing.T, sc scene, lang string) (*app.Session, *apptest.Fake, *apptest.FakeArchive) {
	a := &apptest.FakeArchive{}
	s, f := apptest.NewSessionWith(a)
	s.Now = func() time.Time { return noon }
	s.Language = lang
	s.Fetch = func(file string, then func(string, error)) {
		text, err := os.ReadFile(filepath.Join("..", "..", "nn", "samples", "reference", filepath.Base(file)))
		then(string(text), err)
	}
	sc.play(t, s, f, a)
	s.Lang = lang
	return s, f, a
}

// prepared are the components of a scene, in which is pressed what the scene wants.
func prepared(t *testing.T, sc scene, s *app.Session) []goapp.UI {
	all := parts(s)
	if sc.name == scenes[0].name {
		all = append(all, &edit.Experiment{S: s}) // which puts several of the others together
	}
	for wanted := range strings.SplitSeq(sc.press, ",") {
		if wanted == "" {
			continue
		}
		found := false
		for _, part := range all {
			for _, h := range handlersOf(part) {
				if !found && h.label+" "+h.event == wanted && h.owner == nameOf(part) {
					found = true
					h.press("")
				}
			}
		}
		if !found {
			t.Fatalf("%s: there is no %s", sc.name, wanted)
		}
	}
	return all
}

// parts are the page's components in a session; those that others draw are in theirs.
func parts(s *app.Session) []goapp.UI {
	all := []goapp.UI{
		&header{s: s}, &task{s: s}, &notices{s: s}, &offer{s: s}, &tour{s: s}, &timeline{s: s}, &lessonPanel{s: s}, &edit.Chapter{S: s}, &edit.RecipeForm{S: s},
		&edit.Network{S: s}, &happens{s: s}, &controls{s: s}, &belongs{s: s}, &figures{s: s}, &diagnosis{s: s}, &lenses{s: s}, &charts{s: s}, &result{s: s},
		&History{s: s}, &inside.AugmentPreview{S: s}, &inside.Predictions{S: s}, &inside.OwnPanel{S: s}, &inside.ConfusionMatrix{S: s}, &inside.LayerPanel{S: s}, &runs{s: s}, &footer{s: s},
		&edit.Drawing{S: s}, &edit.Exchange{S: s}, &edit.ClassLink{S: s}, &sideBySide{s: s},
		&tabs{s: s, place: "guide", title: textGuide, all: guideTabs(s)}, &tabs{s: s, place: "inside", title: textInside, all: insideTabs(s)},
	}
	for _, r := range s.Saved.Records {
		all = append(all, &runRow{s: s, Facts: (&runs{s: s}).facts(r)})
	}
	return all
}

var (
	betweenTags = regexp.MustCompile(`>\s*<`)
	startTag    = regexp.MustCompile(`<([\w-]+)((?: [\w-]+(?:="(?:[^"\\]|\\.)*")?)+)(/?)>`)
	attribute   = regexp.MustCompile(` [\w-]+(?:="(?:[^"\\]|\\.)*")?`)
)

// inOrder is HTML with a line for each tag and with the attributes of each in the order of their names; go-app keeps them in a map.
func inOrder(html string) string {
	html = startTag.ReplaceAllStringFunc(html, func(tag string) string {
		part := startTag.FindStringSubmatch(tag)
		attributes := attribute.FindAllString(part[2], -1)
		slices.Sort(attributes)
		return "<" + part[1] + strings.Join(attributes, "") + part[3] + ">"
	})
	return betweenTags.ReplaceAllString(html, ">\n<")
}

// TestEveryComponentIsDrawnAsItWas compares the HTML of all components, in all scenes and both languages, with that of before.
func TestEveryComponentIsDrawnAsItWas(t *testing.T) {
	drawn, fresh := map[string]bool{}, map[string]string{} // fresh is what the first scene draws, by language and component
	older := len(scenes) - len(moreScenes)
	seen := map[string]linesKnown{"es": {}, "en": {}}
	for i, sc := range scenes {
		for _, lang := range []string{"es", "en"} {
			s, _, _ := stage(t, sc, lang)
			known := seen[lang]
			var b strings.Builder
			all := prepared(t, sc, s)
			for _, part := range all {
				name := nameOf(part)
				drawn[name] = true
				html := inOrder(goapp.HTMLString(part))
				if sc.name == scenes[0].name {
					fresh[lang+" "+name] = html
				} else if html == fresh[lang+" "+name] {
					html = "as when fresh"
				}
				if new := known.newIn(html); i >= older {
					html = new
				}
				if html != "" {
					fmt.Fprintf(&b, "== %s\n%s\n", name, html)
				}
			}
			file := filepath.Join("testdata", "golden", sc.name+"."+lang+".html")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compareLines(t, file, b.String(), string(want))
		}
	}
	for _, name := range components(t) {
		if !drawn[name] && name != "page" { // which sets the document's language too, and puts these together
			t.Errorf("no scene draws %s", name)
		}
	}
}

// linesKnown are the lines that have been drawn before.
type linesKnown map[string]bool

// newIn is what is new in a drawing, with an ellipsis for what is not, and "" where nothing is.
func (k linesKnown) newIn(html string) string {
	if html == "as when fresh" {
		return ""
	}
	var b strings.Builder
	left := false
	for line := range strings.SplitSeq(html, "\n") {
		if k[line] {
			left = true
			continue
		}
		k[line] = true
		if left && b.Len() > 0 {
			b.WriteString("…\n")
		}
		left = false
		b.WriteString(line + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// compareLines says where a text is first another than it was.
func compareLines(t *testing.T, file, text, was string) {
	t.Helper()
	part, got, want := "", strings.Split(text, "\n"), strings.Split(was, "\n")
	for i := range min(len(got), len(want)) {
		if after, ok := strings.CutPrefix(want[i], "== "); ok {
			part = after
		}
		if got[i] != want[i] {
			t.Errorf("%s, line %d, %s:\n got %s\nwant %s", file, i+1, part, got[i], want[i])
			break
		}
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d lines, want %d", file, len(got), len(want))
	}
}

// nameOf is the name of a component's type, with a small letter in front.
func nameOf(part goapp.UI) string {
	name := fmt.Sprintf("%T", part)
	name = name[strings.LastIndex(name, ".")+1:]
	return strings.ToLower(name[:1]) + name[1:]
}

// components are the names of the types that embed goapp.Compo.
func components(t *testing.T) (names []string) {
	var files []string
	for _, room := range []string{".", "edit", "inside"} {
		found, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if of, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range of.Fields.List {
					if x, ok := field.Type.(*ast.SelectorExpr); ok && len(field.Names) == 0 && x.Sel.Name == "Compo" {
						names = append(names, strings.ToLower(spec.Name.Name[:1])+spec.Name.Name[1:])
					}
				}
			}
			return true
		})
	}
	if len(names) == 0 {
		t.Fatal("there are no components")
	}
	return names
}
