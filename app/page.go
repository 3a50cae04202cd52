package app

import (
	"slices"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// Title and Description are what the page is called outside of it, before its program has run.
const (
	Title       = "Muestra · Train a neural network in your browser"
	Description = "Train convolutional networks on CIFAR-10 in the browser, on the plain CPU, with the same bits on every machine. " +
		"Entrena redes convolucionales con CIFAR-10 en el navegador."
)

// Route says that there is one page, whatever path the site lies at.
func Route() {
	goapp.RouteWithRegexpFunc("^/", func() goapp.Composer { return &page{s: current} })
}

// current is the browser's session; nil where the site is built, which draws the page's outline only.
var current *session

// machineOf is what the browser says of its machine: page.js tells phones. The memory to reckon with is half of what it says, which is never more than
// 8 GB, or of 4 GB where it does not say.
func machineOf(window goapp.Value) samples.Machine {
	m := samples.Machine{Cores: 1, Phone: window.Get("muestra").Get("phone").Bool(), Memory: 2 << 30}
	navigator := window.Get("navigator")
	if cores := navigator.Get("hardwareConcurrency"); cores.Type() == goapp.TypeNumber {
		m.Cores = cores.Int()
	}
	if gigabytes := navigator.Get("deviceMemory"); gigabytes.Type() == goapp.TypeNumber {
		m.Memory = int64(gigabytes.Float() * (1 << 29))
	}
	return m
}

// Run starts the page. It is for the browser only and does not return.
func Run() {
	window := goapp.Window()
	muestra := window.Get("muestra")
	views := &views{}
	s := newSession(startWebWorker, views, browserLanguage(window))
	s.simd = muestra.Get("simd").Bool()
	s.pack, s.dataset = siteOf(window)
	s.machine = machineOf(window)
	s.archive = browserArchive{}
	s.memory = memory{
		recall:   func(key string) string { return muestra.Call("recall", key).String() },
		remember: func(key, value string) { muestra.Call("remember", key, value) },
	}
	s.fetch, s.lens = fetchText, parseLens(s.memory.recall("charts"))
	views.s, current = s, s
	muestra.Call("expose", goapp.FuncOf(func(goapp.Value, []goapp.Value) any { return s.state() }))
	openLink := func() {
		s.open(strings.TrimPrefix(window.Get("location").Get("hash").String(), "#"), muestra.Get("damagedLink").String())
	}
	muestra.Set("onlink", goapp.FuncOf(func(goapp.Value, []goapp.Value) any { openLink(); return nil }))
	openLink()
	s.welcome()
	s.magnify(s.memory.recall("large") == "yes")
	s.openSavedRuns()
	window.Call("setInterval", goapp.FuncOf(func(goapp.Value, []goapp.Value) any { s.onSecond(); return nil }), 1000)
	window.Get("document").Call("addEventListener", "visibilitychange", goapp.FuncOf(func(goapp.Value, []goapp.Value) any {
		if !s.run.active() {
			s.reloadSavedRuns() // another tab may have changed what is kept
		}
		return nil
	}))
	Route()
	goapp.RunWhenOnBrowser()
}

// browserLanguage is "es" where the first language the visitor asks for that the page has is Spanish, else "en".
func browserLanguage(window goapp.Value) string {
	languages := window.Get("navigator").Get("languages")
	if !languages.Truthy() {
		return "en"
	}
	for i := range languages.Length() {
		switch tag := strings.ToLower(languages.Index(i).String()); {
		case strings.HasPrefix(tag, "es"):
			return "es"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "en"
}

// siteOf reads from index.html which pictures the site was built with: the pack's address and its kind.
func siteOf(window goapp.Value) (pack, kind string) {
	meta := window.Get("document").Call("querySelector", "meta[name=muestra-pack]")
	if !meta.Truthy() {
		return "", "synthetic"
	}
	base := window.Get("document").Get("baseURI").String()
	return window.Get("URL").New("pack/", base).Get("href").String(), meta.Call("getAttribute", "content").String()
}

// views are the mounted components, and the session's way to the screen.
type views struct {
	s    *session
	all  []view
	draw func() // the charts

	losing, lit bool // what the browser was told last

	followed, ticked time.Time
	drawn            time.Time // the charts
	following        bool
	ticking          bool

	observer goapp.Func // made once
	tell     func(visible bool)
}

// view is one mounted component.
type view struct {
	of   goapp.UI
	ctx  goapp.Context
	live bool // shows numbers that move while it trains
}

// steady are components that know whether they would look the same, since drawing them takes its time.
type steady interface{ settled() bool }

// The least times between two updates of everything, of the numbers while it trains, and of the charts meanwhile: where all cores train, what
// the page does holds up all workers of a step.
const (
	restSteady = 250 * time.Millisecond
	restBusy   = 250 * time.Millisecond
	restCharts = 500 * time.Millisecond
)

// add takes a component in, until it leaves the page.
func (v *views) add(ctx goapp.Context, live bool) { v.all = append(v.all, view{ctx.Src(), ctx, live}) }

// requestRender implements screen.
func (v *views) requestRender() {
	if v.following {
		return
	}
	v.following = true
	later(restSteady-time.Since(v.followed), func() {
		v.following, v.followed, v.ticked = false, time.Now(), time.Now()
		v.all = slices.DeleteFunc(v.all, func(x view) bool { return !x.of.Mounted() })
		for _, view := range v.all {
			if one, ok := view.of.(steady); !ok || !one.settled() {
				view.ctx.Dispatch(nothing)
			}
		}
		v.chart()
	})
}

// tick implements screen.
func (v *views) tick() {
	if v.ticking || v.following {
		return
	}
	v.ticking = true
	later(restBusy-time.Since(v.ticked), func() {
		v.ticking, v.ticked = false, time.Now()
		for _, view := range v.all {
			if view.live {
				view.ctx.Dispatch(nothing)
			}
		}
		if time.Since(v.drawn) >= restCharts {
			v.chart()
		}
	})
}

func (v *views) chart() {
	v.drawn = time.Now()
	if v.draw != nil {
		v.draw()
	}
}

// address implements screen.
func (v *views) address(fragment string) {
	goapp.Window().Get("history").Call("replaceState", nil, "", "#"+fragment)
}

// image implements screen.
func (v *views) image(file []byte) string {
	array := goapp.Window().Get("Uint8Array").New(len(file))
	goapp.CopyBytesToJS(array, file)
	return goapp.Window().Get("muestra").Call("image", array).String()
}

// forget implements screen.
func (v *views) forget(address string) { goapp.Window().Get("muestra").Call("forget", address) }

// observe implements screen.
func (v *views) observe(id string, tell func(bool)) {
	if v.observer == nil {
		v.observer = goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
			v.tell(args[0].Bool())
			return nil
		})
	}
	v.tell = tell
	goapp.Window().Get("muestra").Call("observe", id, v.observer)
}

// busy implements screen.
func (v *views) busy(losing, lit bool) {
	if losing != v.losing || lit != v.lit {
		v.losing, v.lit = losing, lit
		goapp.Window().Get("muestra").Call("busy", losing, lit)
	}
}

// point implements screen.
func (v *views) point(selector string) { goapp.Window().Get("muestra").Call("point", selector) }

// enlarge implements screen.
func (v *views) enlarge(large bool) { goapp.Window().Get("muestra").Call("enlarge", large) }

// later calls f now, or in d.
func later(d time.Duration, f func()) {
	if d <= 0 {
		f()
		return
	}
	time.AfterFunc(d, f)
}

func nothing(goapp.Context) {}

// page is the whole page. Its parts are components of their own, so that a part is drawn anew without the others.
type page struct {
	goapp.Compo
	s *session
}

// OnMount starts what takes time once the page is there.
func (p *page) OnMount(ctx goapp.Context) {
	p.s.views().add(ctx, false)
	p.s.ensureWorker()
	p.s.screen.requestRender()
}

// views is the session's screen in the browser.
func (s *session) views() *views { return s.screen.(*views) }

// Render draws the page, or its outline where there is no session.
func (p *page) Render() goapp.UI {
	if p.s == nil {
		return outline()
	}
	document := goapp.Window().Get("document")
	document.Get("documentElement").Set("lang", p.s.lang)
	document.Set("title", "Muestra · "+p.s.text(textTagline))
	return goapp.Div().Class("page").Body(
		&header{s: p.s},
		&task{s: p.s},
		&notices{s: p.s},
		&offer{s: p.s},
		&tour{s: p.s},
		goapp.Main().Class("columns").Body(
			&tabs{s: p.s, place: "guide", title: textGuide, all: p.s.guide()},
			&experiment{s: p.s},
			goapp.Section().Class("happens").ID("what-happens").TabIndex(-1).Aria("labelledby", "happens-title").Body(
				&happens{s: p.s},
				&controls{s: p.s},
				&belongs{s: p.s},
				&figures{s: p.s},
				&diagnosis{s: p.s},
				&lenses{s: p.s},
				&charts{s: p.s},
				&result{s: p.s},
				&history{s: p.s},
				&tabs{s: p.s, place: "inside", title: textInside, all: p.s.inside()},
			),
		),
		&footer{s: p.s},
	)
}

// guide is what leads through the page.
func (s *session) guide() []tab {
	return []tab{
		{"samples", textSamples, func() goapp.UI { return &timeline{s: s} }},
		{"lessons", textLessons, func() goapp.UI { return &lessonPanel{s: s} }},
	}
}

// inside is what there is to see beyond the curves.
func (s *session) inside() []tab {
	return []tab{
		{"pictures", textPicturesTab, func() goapp.UI { return &augmentPreview{s: s} }},
		{"predictions", textPredictionsTab, func() goapp.UI {
			return goapp.Div().Class("stack").Body(&predictions{s: s}, &ownPanel{s: s})
		}},
		{"confusion", textConfusionTab, func() goapp.UI { return &confusionMatrix{s: s} }},
		{"layers", textLayersTab, func() goapp.UI { return &layerPanel{s: s} }},
		{"runs", textRuns, func() goapp.UI { return &runs{s: s} }},
	}
}

var (
	textGuide   = &samples.Text{ES: "Guía", EN: "Guide"}
	textSamples = &samples.Text{ES: "Muestras", EN: "Samples"}
	textInside  = &samples.Text{ES: "Mirar dentro", EN: "Look inside"}
)

// outline is the page without a word, for the moment before the program runs: it has no language yet.
func outline() goapp.UI {
	var bars []goapp.UI
	for range stories {
		bars = append(bars, goapp.Li().Class("ghost"))
	}
	return goapp.Div().Class("page outline").Aria("hidden", true).Body(
		goapp.Header().Class("top").Body(brand("")),
		goapp.Main().Class("columns").Body(
			goapp.Div().Class("story card").Body(goapp.Ol().Class("bars").Body(bars...)),
			goapp.Div().Class("experiment").Body(goapp.Div().Class("card ghost tall")),
			goapp.Div().Class("happens").Body(goapp.Div().Class("card ghost"), goapp.Div().Class("card ghost tall")),
		),
	)
}
