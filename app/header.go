package app

import (
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// header is the line on top: the name, the pictures in use, the language, the link to share.
type header struct {
	goapp.Compo
	s      *session
	copied words // what to say about the copied link; nil for nothing
}

// OnMount implements goapp.Mounter.
func (h *header) OnMount(ctx goapp.Context) { h.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (h *header) Render() goapp.UI {
	s := h.s
	said := ""
	if h.copied != nil {
		said = s.text(h.copied)
	}
	return goapp.Header().Class("top").Body(
		goapp.Button().Type("button").Class("skip").Text(s.text(textSkip)).OnClick(h.skip),
		brand(s.text(textTagline)),
		goapp.Div().Class("tools").Body(
			goapp.Span().Class("source").DataSet("testid", "dataset").DataSet("kind", s.dataset).Text(s.text(sourceText(s.dataset))),
			h.tool("tour", iconTour, textTour).OnClick(func(goapp.Context, goapp.Event) { s.visit(1) }),
			h.tool("large", iconLarge, textLarge).Aria("pressed", s.large).OnClick(func(goapp.Context, goapp.Event) { s.magnify(!s.large) }),
			h.language(),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "share").OnClick(h.share).Body(
				icon(iconLink), goapp.Span().Text(s.text(textShare)),
			),
		),
		goapp.P().Class("said").Role("status").Aria("live", "polite").Text(said),
	)
}

// tool is a button that shows an icon alone.
func (h *header) tool(testid, path string, name words) goapp.HTMLButton {
	text := h.s.text(name)
	return goapp.Button().Type("button").Class("quiet tool").DataSet("testid", testid).Title(text).Aria("label", text).Body(icon(path))
}

// magnify makes all text larger, for a projector, or not.
func (s *session) magnify(large bool) {
	if large != s.large {
		s.large = large
		value := ""
		if large {
			value = "yes"
		}
		s.memory.remember("large", value)
	}
	s.screen.enlarge(large)
	s.screen.requestRender()
}

var textLarge = &samples.Text{ES: "Letra grande, para el proyector", EN: "Large text, for a projector"}

// language is the button that changes to the other one, named in that language.
func (h *header) language() goapp.UI {
	lang, name := "es", "Español"
	if h.s.lang == "es" {
		lang, name = "en", "English"
	}
	return goapp.Button().Type("button").Class("quiet").Lang(lang).Title(h.s.text(textLanguage)).DataSet("testid", "lang").
		OnClick(func(goapp.Context, goapp.Event) { h.s.speak(lang) }, lang).
		Body(icon(iconGlobe), goapp.Span().Text(name))
}

// skip moves the keyboard to what happens, past the samples and the experiment.
func (h *header) skip(goapp.Context, goapp.Event) {
	target := goapp.Window().GetElementByID("what-happens")
	target.Call("scrollIntoView")
	target.Call("focus")
}

// shown is how long the page says that the link is copied.
const shown = 6 * time.Second

// share copies the address with the whole experiment in it.
func (h *header) share(ctx goapp.Context, _ goapp.Event) {
	fragment := h.s.experiment.Link()
	h.s.screen.address(fragment)
	toClipboard(ctx, pageAddress(fragment), func(copied bool) {
		if h.copied = textShareManually; copied {
			h.copied = textShared
		}
		ctx.After(shown, func(goapp.Context) { h.copied = nil })
	})
}

func sourceText(kind string) words {
	switch kind {
	case "cifar10":
		return textSourceCIFAR
	case "own":
		return textSourceOwn
	default:
		return textSourceSynthetic
	}
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
	s *session
}

// OnMount implements goapp.Mounter.
func (f *footer) OnMount(ctx goapp.Context) { f.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (f *footer) Render() goapp.UI {
	return goapp.Footer().Class("bottom").Body(
		goapp.P().Text(f.s.text(textFooterLocal)),
		goapp.P().Text(f.s.text(textFooterReport)),
	)
}
