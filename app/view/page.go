package view

import (
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/host"
	"muestra/app/view/browser"
	"muestra/app/view/edit"
	"muestra/app/view/inside"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// Run starts the page. It is for the browser only and does not return.
func Run() {
	views := &kit.Views{}
	s := app.NewSession(browser.StartWebWorker, views, browser.Language())
	s.Training.SIMD = dom.SIMD()
	s.Training.Pack, s.Training.Dataset = browser.Site()
	s.Training.Machine = browser.Machine()
	s.Saved.Archive = browser.Archive{}
	s.Fetch = dom.FetchText
	views.S = s
	s.Remember(host.Memory{
		Recall: func(key string) string {
			kept, _ := dom.Recall("muestra." + key)
			return kept // nothing where the browser keeps nothing
		},
		Remember: func(key, value string) {
			_ = dom.Remember("muestra."+key, value) // a private window, or full: it is no loss
		},
	})
	dom.Expose(s.State)
	openLink := func() {
		fragment, _ := dom.Fragment()
		s.Open(fragment, dom.DamagedLink())
	}
	dom.OnLink(openLink)
	openLink()
	s.Welcome()
	s.Saved.OpenSavedRuns()
	dom.Every(time.Second, s.OnSecond)
	dom.OnVisibility(func() {
		if !s.Training.Run.Active() {
			s.Saved.ReloadSavedRuns() // another tab may have changed what is kept
		}
	})
	goapp.RouteWithRegexpFunc("^/", func() goapp.Composer { return &page{s: s} }) // there is one page, whatever path the site lies at
	goapp.RunWhenOnBrowser()
}

// page is the whole page. Its parts are components of their own, so that a part is drawn anew without the others.
type page struct {
	goapp.Compo
	s *app.Session
}

// OnMount starts what takes time once the page is there.
func (p *page) OnMount(ctx goapp.Context) {
	kit.ViewsOf(p.s).Add(ctx, false)
	p.s.Training.EnsureWorker()
	p.s.Screen.RequestRender()
}

// Render implements goapp.Composer.
func (p *page) Render() goapp.UI {
	dom.SetLanguage(p.s.Lang)
	dom.SetTitle("Muestra · " + p.s.Text(textTagline))
	return goapp.Div().Class("page").Body(
		&header{s: p.s},
		&task{s: p.s},
		&notices{s: p.s},
		&offer{s: p.s},
		&tour{s: p.s},
		goapp.Main().Class("columns").Body(
			&tabs{s: p.s, place: "guide", title: textGuide, all: guideTabs(p.s)},
			&edit.Experiment{S: p.s},
			goapp.Section().Class("happens").ID("what-happens").TabIndex(-1).Aria("labelledby", "happens-title").Body(
				&happens{s: p.s},
				&controls{s: p.s},
				&belongs{s: p.s},
				&figures{s: p.s},
				&diagnosis{s: p.s},
				&lenses{s: p.s},
				&charts{s: p.s},
				&result{s: p.s},
				&History{s: p.s},
				&tabs{s: p.s, place: "inside", title: textInside, all: insideTabs(p.s)},
			),
		),
		&footer{s: p.s},
	)
}

// guideTabs is what leads through the page.
func guideTabs(s *app.Session) []tab {
	return []tab{
		{"samples", edit.TextSamples, func() goapp.UI { return &timeline{s: s} }},
		{"lessons", edit.TextLessons, func() goapp.UI { return &lessonPanel{s: s} }},
	}
}

// insideTabs is what there is to see beyond the curves.
func insideTabs(s *app.Session) []tab {
	return []tab{
		{"pictures", textPicturesTab, func() goapp.UI { return &inside.AugmentPreview{S: s} }},
		{"predictions", textPredictionsTab, func() goapp.UI {
			return goapp.Div().Class("stack").Body(&inside.Predictions{S: s}, &inside.OwnPanel{S: s})
		}},
		{"confusion", textConfusionTab, func() goapp.UI { return &inside.ConfusionMatrix{S: s} }},
		{"layers", textLayersTab, func() goapp.UI { return &inside.LayerPanel{S: s} }},
		{"runs", edit.TextRuns, func() goapp.UI { return &runs{s: s} }},
	}
}

var (
	textGuide  = &recipe.Text{ES: "Guía", EN: "Guide"}
	textInside = &recipe.Text{ES: "Mirar dentro", EN: "Look inside"}
)
