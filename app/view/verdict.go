package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/run"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
)

// diagnosis shows the verdict on the run that is shown. It is announced, so it changes with what it says and not with every epoch.
type diagnosis struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (d *diagnosis) OnMount(ctx goapp.Context) { kit.ViewsOf(d.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (d *diagnosis) Render() goapp.UI {
	text := ""
	if r := d.s.Saved.Shown(); r != nil {
		text = run.VerdictOf(d.s.Speaker, r)
		if text == "" && r.Active() {
			text = d.s.Text(textVerdictSoon)
		}
	}
	return goapp.P().Class("verdict").Role("status").DataSet("testid", "verdict").Text(text)
}

var (
	textVerdictSoon = &recipe.Text{ES: "La línea fina es cada paso; al cerrar cada época se añade un punto a las curvas.", EN: "The thin line is each step; the end of each epoch adds a point to the curves."}
)
