package view

import (
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// header is the line on top: the name, the pictures in use, the language, the link to share.
type header struct {
	goapp.Compo
	s      *app.Session
	copied say.Words // what to say about the copied link; nil for nothing
}

// OnMount implements goapp.Mounter.
func (h *header) OnMount(ctx goapp.Context) { kit.ViewsOf(h.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (h *header) Render() goapp.UI {
	s := h.s
	said := ""
	if h.copied != nil {
		said = s.Text(h.copied)
	}
	return goapp.Header().Class("top").Body(
		goapp.Button().Type("button").Class("skip").Text(s.Text(textSkip)).OnClick(h.skip),
		brand(s.Text(textTagline)),
		goapp.Div().Class("tools").Body(
			goapp.Span().Class("source").DataSet("testid", "dataset").DataSet("kind", s.Training.Dataset).Text(s.Text(say.SourceText(s.Training.Dataset))),
			h.tool("tour", kit.IconTour, textTour).OnClick(func(goapp.Context, goapp.Event) { s.Visit(1) }),
			h.tool("large", kit.IconLarge, textLarge).Aria("pressed", s.Large).OnClick(func(goapp.Context, goapp.Event) { s.Magnify(!s.Large) }),
			h.language(),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "share").OnClick(h.share).Body(
				kit.Icon(kit.IconLink), goapp.Span().Text(s.Text(edit.TextShare)),
			),
		),
		goapp.P().Class("said").Role("status").Aria("live", "polite").Text(said),
	)
}

// tool is a button that shows an icon alone.
func (h *header) tool(testid, path string, name say.Words) goapp.HTMLButton {
	text := h.s.Text(name)
	return goapp.Button().Type("button").Class("quiet tool").DataSet("testid", testid).Title(text).Aria("label", text).Body(kit.Icon(path))
}

var textLarge = &recipe.Text{ES: "Letra grande, para el proyector", EN: "Large text, for a projector"}

// language is the button that changes to the other one, named in that language.
func (h *header) language() goapp.UI {
	lang, name := "es", "Español"
	if h.s.Lang == "es" {
		lang, name = "en", "English"
	}
	return goapp.Button().Type("button").Class("quiet").Lang(lang).Title(h.s.Text(edit.TextLanguage)).DataSet("testid", "lang").
		OnClick(func(goapp.Context, goapp.Event) { h.s.Speak(lang) }, lang).
		Body(kit.Icon(kit.IconGlobe), goapp.Span().Text(name))
}

// skip moves the keyboard to what happens, past the samples and the experiment.
func (h *header) skip(goapp.Context, goapp.Event) {
	target := dom.ByID("what-happens")
	target.ScrollTo()
	target.Focus()
}

// shown is how long the page says that the link is copied.
const shown = 6 * time.Second

// share copies the address with the whole experiment in it.
func (h *header) share(ctx goapp.Context, _ goapp.Event) {
	fragment := h.s.Recipe.Experiment.Link()
	h.s.Screen.Address(fragment)
	kit.ToClipboard(ctx, kit.PageAddress(fragment), func(copied bool) {
		if h.copied = textShareManually; copied {
			h.copied = textShared
		}
		ctx.After(shown, func(goapp.Context) { h.copied = nil })
	})
}

// brand is the name with its icon: a picture of five by five pixels.
func brand(tagline string) goapp.UI {
	return goapp.Div().Class("brand").Body(
		goapp.Img().Src("icon.svg").Alt("").Width(34).Height(34),
		goapp.H1().Text("Muestra"),
		goapp.P().Text(tagline),
	)
}

// footer says where the computing happens and where the story comes from.
type footer struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (f *footer) OnMount(ctx goapp.Context) { kit.ViewsOf(f.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (f *footer) Render() goapp.UI {
	return goapp.Footer().Class("bottom").Body(
		goapp.P().Text(f.s.Text(textFooterLocal)),
		goapp.P().Text(f.s.Text(textFooterReport)),
	)
}

// task is what a teacher says with the link. It is a stranger's text: shown as it is, as text, and as what it is.
type task struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (t *task) OnMount(ctx goapp.Context) { kit.ViewsOf(t.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (t *task) Render() goapp.UI {
	e := t.s.Recipe.Experiment
	return goapp.Section().Class("task card").Aria("label", t.s.Text(kit.TextTask)).DataSet("testid", "task").Hidden(e.Title == "" && e.Task == "").
		Body(kit.TaskSaid(t.s, e.Title, e.Task)...)
}
