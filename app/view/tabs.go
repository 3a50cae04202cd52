package view

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/wasm/dom"
)

// tab is one of several views that share a place on the page. Its panel is on the page only while it is chosen, so that the others cost nothing.
type tab struct {
	name  string // its testid is tab-<name>
	title say.Words
	panel func() goapp.UI
}

// tabs are a row of them and the panel of the one that is chosen, as WAI-ARIA's pattern has it: one stop for the tab key, arrow keys between them.
type tabs struct {
	goapp.Compo
	s     *app.Session
	place string    // what they share, for Session.Turned and ids
	title say.Words // of the whole
	all   []tab
}

// OnMount implements goapp.Mounter.
func (t *tabs) OnMount(ctx goapp.Context) { kit.ViewsOf(t.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (t *tabs) Render() goapp.UI {
	s := t.s
	all := t.shown()
	if len(all) == 0 {
		return goapp.Section().Class("tabs " + t.place).Hidden(true)
	}
	chosen := t.chosen(all)
	var row []goapp.UI
	for i, one := range all {
		stop := -1
		if i == chosen {
			stop = 0
		}
		row = append(row, goapp.Button().Type("button").Role("tab").ID(t.id(one)).DataSet("testid", "tab-"+one.name).TabIndex(stop).
			Aria("selected", i == chosen).Aria("controls", t.place+"-panel").
			OnClick(func(goapp.Context, goapp.Event) {
				s.TurnTo(t.place, one.name)
				dom.Uncover(t.place + "-panel")
			}, one.name).Text(s.Text(one.title)))
	}
	return goapp.Section().Class("tabs "+t.place).Aria("label", s.Text(t.title)).Body(
		goapp.Div().Class("row").Role("tablist").Aria("label", s.Text(t.title)).OnKeyDown(t.key).Body(row...),
		goapp.Div().Class("panel").Role("tabpanel").ID(t.place+"-panel").Aria("labelledby", t.id(all[chosen])).Body(all[chosen].panel()),
	)
}

func (t *tabs) id(one tab) string { return t.place + "-tab-" + one.name }

// shown are the tabs that the link does not hide.
func (t *tabs) shown() []tab {
	return slices.DeleteFunc(slices.Clone(t.all), func(one tab) bool { return t.s.Recipe.Hides(one.name) })
}

// chosen is the number among all of the tab whose panel is shown.
func (t *tabs) chosen(all []tab) int {
	name := t.s.Turned[t.place]
	return max(0, slices.IndexFunc(all, func(one tab) bool { return one.name == name }))
}

// key goes to another tab.
func (t *tabs) key(_ goapp.Context, e goapp.Event) {
	all := t.shown()
	to := t.chosen(all)
	switch e.Get("key").String() {
	case "ArrowRight", "ArrowDown":
		to = (to + 1) % len(all)
	case "ArrowLeft", "ArrowUp":
		to = (to + len(all) - 1) % len(all)
	case "Home":
		to = 0
	case "End":
		to = len(all) - 1
	default:
		return
	}
	e.PreventDefault()
	t.s.TurnTo(t.place, all[to].name)
	dom.ByID(t.id(all[to])).Focus()
}
