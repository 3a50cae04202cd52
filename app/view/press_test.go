package view

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
)

// js is a value of a browser that there is not: what it holds, it gives; all else is nothing.
type js struct {
	goapp.Value
	it any
}

// jsOf is x as the browser would hand it over.
func jsOf(x any) goapp.Value { return js{goapp.Window(), x} }

func (v js) Get(p string) goapp.Value {
	fields, _ := v.it.(map[string]any)
	return jsOf(fields[p])
}

func (v js) Call(m string, _ ...any) goapp.Value { return v.Get(m) }

func (v js) New(...any) goapp.Value { return v }

func (v js) Index(i int) goapp.Value {
	all, _ := v.it.([]any)
	return jsOf(all[i])
}

func (v js) Length() int {
	all, _ := v.it.([]any)
	return len(all)
}

func (v js) Truthy() bool { return v.it != nil && v.it != false && v.it != "" }

func (v js) Bool() bool { return v.it == true }

func (v js) Int() int {
	n, _ := v.it.(int)
	return n
}

func (v js) Float() float64 { return float64(v.Int()) }

func (v js) String() string {
	text, _ := v.it.(string)
	return text
}

func (v js) Type() goapp.Type {
	if _, ok := v.it.(int); ok {
		return goapp.TypeNumber
	}
	return goapp.TypeUndefined
}

// atOnce is a context in which all that is put off is done at once, and what is to come later never.
type atOnce struct {
	goapp.Context
	src goapp.Value
	of  goapp.UI
}

func (c atOnce) JSSrc() goapp.Value { return c.src }

func (c atOnce) Src() goapp.UI { return c.of }

func (c atOnce) Dispatch(do func(goapp.Context)) { do(c) }

func (c atOnce) Defer(do func(goapp.Context)) { do(c) }

func (c atOnce) After(time.Duration, func(goapp.Context)) {}

func (c atOnce) PreventUpdate() {}

func (c atOnce) Reload() {}

// handler is what an element does at an event.
type handler struct {
	owner, label, event string // the component, the element's testid or what else there is, and the event
	tag, kind           string
	last                string // of a select, the last value to choose from
	do                  goapp.EventHandler
}

// String is the handler's name. What tells many of a kind apart is left out of it: one of them is pressed.
func (h handler) String() string {
	return h.owner + " " + alike.ReplaceAllString(h.label, "$1#") + " " + h.event
}

var alike = regexp.MustCompile(`((?:class-lock|class-hide|add)-)[A-Z\w].*|\d+`)

// open is a field of go-app's elements that it keeps to itself: nothing else leads natively to the handlers.
func open(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// handlersOf are those that a visitor can reach in a component: not those of what is hidden or disabled.
func handlersOf(part goapp.UI) []handler {
	var all []handler
	var walk func(owner string, ui goapp.UI)
	walk = func(owner string, ui goapp.UI) {
		if c, ok := ui.(goapp.Composer); ok {
			if n, ok := ui.(*edit.Network); ok {
				mount(n.S, n)
			}
			walk(nameOf(ui), c.Render())
			return
		}
		element := reflect.ValueOf(ui).Elem().FieldByName("htmlElement")
		if !element.IsValid() {
			return // a text
		}
		attributes, _ := open(element.FieldByName("attributes")).Convert(reflect.TypeFor[map[string]string]()).Interface().(map[string]string)
		for _, off := range []string{"hidden", "disabled"} {
			if value, ok := attributes[off]; ok && value != "false" {
				return
			}
		}
		children := open(element.FieldByName("children")).Interface().([]goapp.UI)
		h := handler{owner: owner, tag: element.FieldByName("tag").String(), kind: attributes["type"]}
		for _, name := range []string{attributes["data-testid"], attributes["id"], h.tag + "." + attributes["class"]} {
			if h.label == "" {
				h.label = name
			}
		}
		if h.tag == "select" && len(children) > 0 {
			last := reflect.ValueOf(children[len(children)-1]).Elem().FieldByName("htmlElement")
			h.last = open(last.FieldByName("attributes")).Convert(reflect.TypeFor[map[string]string]()).Interface().(map[string]string)["value"]
		}
		handlers := open(element.FieldByName("eventHandlers"))
		for _, key := range handlers.MapKeys() {
			one := reflect.New(handlers.Type().Elem()).Elem()
			one.Set(handlers.MapIndex(key))
			h.event, h.do = key.String(), open(one.FieldByName("goHandler")).Interface().(goapp.EventHandler)
			all = append(all, h)
		}
		for _, child := range children {
			walk(owner, child)
		}
	}
	walk("", part)
	slices.SortStableFunc(all, func(a, b handler) int { return strings.Compare(a.event, b.event) })
	return all
}

// mount puts a component on a page in no browser.
func mount(s *app.Session, part goapp.Mounter) {
	screen := s.Screen
	s.Screen = &kit.Views{S: s}
	part.OnMount(atOnce{src: jsOf(nil), of: part.(goapp.UI)})
	s.Screen = screen
}

// press does what an element does at an event, with a key where it is one of the keyboard.
func (h handler) press(key string) {
	value := "3"
	if h.tag == "select" {
		value = h.last
	}
	files := []any{map[string]any{"size": 2 << 20}}
	src := map[string]any{"value": value, "checked": true, "open": true, "files": files}
	key, alt := strings.CutPrefix(key, "Alt+")
	h.do(atOnce{src: jsOf(src)}, goapp.Event{Value: jsOf(map[string]any{
		"key": key, "altKey": alt,
		"target":       map[string]any{"closest": map[string]any{"dataset": map[string]any{"layer": "2"}}},
		"dataTransfer": map[string]any{"types": map[string]any{"includes": true}, "files": files},
	})})
}

var keys = []string{"ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Alt+ArrowUp", "Alt+ArrowDown", "Home", "End", "Enter", "Escape", "Delete", "x"}

// drawnAnew is a component as it would be drawn now: go-app itself keeps what it has drawn.
func drawnAnew(part goapp.UI) string {
	return inOrder(goapp.HTMLString(part.(goapp.Composer).Render()))
}

// keys are those to be tried.
func (h handler) keys() []string {
	if h.event == "keydown" {
		return keys
	}
	return []string{""}
}

// standsAt is what a press can change, outside of the component: a line for each.
func standsAt(s *app.Session, f *apptest.Fake, a *apptest.FakeArchive) []string {
	shown := "no run"
	if r := s.Saved.Shown(); r != nil {
		shown = fmt.Sprint(r.ID, " ", r.Phase)
	}
	wrong := strings.Join(slices.Sorted(maps.Keys(s.Recipe.Wrong)), " ")
	var ids []string
	for _, r := range s.Saved.Records {
		ids = append(ids, fmt.Sprint(r.ID, " ", r.Name, " ", r.Starred))
	}
	i := s.Inspection
	return []string{
		"sent " + f.Kinds(), "link " + s.Recipe.Experiment.Link(), "address " + f.Fragment, "wrong " + wrong, "run " + shown, "kept " + strings.Join(ids, ", "),
		"lang " + s.Lang, fmt.Sprint("tabs ", s.Turned), fmt.Sprint("tour ", s.Halt), fmt.Sprint("large ", s.Large), "lens " + s.Lens.String(),
		fmt.Sprint("layer ", s.Recipe.Chosen), fmt.Sprintf("list %+v", s.Saved.List), fmt.Sprint("offered ", s.Saved.Offer != nil, s.Saved.Elsewhere != nil),
		fmt.Sprint("files ", a.Downloaded), fmt.Sprint("lessons ", s.Memory.Recall("lessons")), "remark " + s.Remark,
		fmt.Sprint("cell ", i.Confusion.Open, " choice ", i.Predictions.Picked(), " picture ", i.Layers.Number > 0, i.Layers.Own, i.Layers.Open, i.Layers.Class),
	}
}

// news is a line with what was not in it before, of links only what differs.
func news(before, after string) string {
	if what, link, ok := strings.Cut(after, " "); ok && (what == "link" || what == "address") {
		_, old, _ := strings.Cut(before, " ")
		pairs := slices.DeleteFunc(strings.Split(link, "&"), func(pair string) bool { return slices.Contains(strings.Split(old, "&"), pair) })
		after = what + " " + strings.Join(pairs, " ")
		if what == "address" && old == "" {
			after = what
		}
	}
	after = drawnByLot.ReplaceAllString(after, "$1=…")
	if len(after) > 200 {
		after = strings.ToValidUTF8(after[:200], "") + "…"
	}
	return after
}

// drawnByLot are those that come out otherwise each time, or that are long.
var drawnByLot = regexp.MustCompile(`(seed|model)=[\w-]+`)

// TestAllThatCanBePressed does, in all scenes, what a visitor can do: each thing once. The page is drawn afterwards, and what has changed is as before.
func TestAllThatCanBePressed(t *testing.T) {
	pressed := map[string]bool{}
	var b strings.Builder
	for _, sc := range scenes {
		s, _, _ := stage(t, sc, "en")
		for place, part := range prepared(t, sc, s) {
			for i, h := range handlersOf(part) {
				for _, key := range h.keys() {
					name := strings.TrimSpace(h.String() + " " + key)
					if pressed[name] {
						continue
					}
					pressed[name] = true
					s, f, a := stage(t, sc, "en")
					all := prepared(t, sc, s)
					again := handlersOf(all[place])[i]
					if again.String() != h.String() {
						t.Fatalf("%s: %s is %s the second time", sc.name, h, again)
					}
					before, drawn := standsAt(s, f, a), drawnAnew(all[place])
					again.press(key)
					changed := ""
					for k, after := range standsAt(s, f, a) {
						if after != before[k] {
							changed += "  " + news(before[k], after) + "\n"
						}
					}
					for k, part := range all {
						if k != place && changed != "" {
							goapp.HTMLString(part)
						}
					}
					if drawnAnew(all[place]) != drawn {
						changed += "  it is drawn otherwise\n"
					}
					if changed != "" || h.event != "keydown" {
						fmt.Fprintf(&b, "%s: %s\n%s", sc.name, name, changed)
					}
				}
			}
		}
	}
	file := filepath.Join("testdata", "golden", "presses.txt")
	if *update {
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
