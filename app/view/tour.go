package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
)

// tour shows a newcomer around. It is offered on the first visit, and there for the asking afterwards.
type tour struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (t *tour) OnMount(ctx goapp.Context) { kit.ViewsOf(t.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (t *tour) Render() goapp.UI {
	s := t.s
	open := s.Halt > 0
	at := app.Halts[max(s.Halt-1, 0)]
	next := textTourNext
	if s.Halt == len(app.Halts) {
		next = textTourEnd
	}
	return goapp.Div().Body(
		goapp.Section().Class("notice tour-offer").Aria("label", s.Text(textTour)).DataSet("testid", "tour-offer").Hidden(!s.Newcomer || open).Body(
			kit.Icon(kit.IconInfo),
			goapp.P().Text(s.Text(textTourOffer)),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("primary").DataSet("testid", "tour-start").Text(s.Text(textTourStart)).OnClick(func(goapp.Context, goapp.Event) { s.Visit(1) }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-no").Text(s.Text(textTourNo)).OnClick(func(goapp.Context, goapp.Event) { s.Visit(0) }),
			),
		),
		goapp.Div().Class("tour card").Role("dialog").Aria("labelledby", "tour-title").Aria("describedby", "tour-text").TabIndex(-1).ID("tour").
			DataSet("testid", "tour-stop").Hidden(!open).OnKeyDown(t.key).Body(
			goapp.P().Class("small").Text(s.Text(textTourStop, max(s.Halt, 1), len(app.Halts))),
			goapp.H2().ID("tour-title").Text(s.Text(at.Title)),
			goapp.P().ID("tour-text").Text(s.Text(at.What)),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-end").Text(s.Text(textTourLeave)).Hidden(s.Halt == len(app.Halts)).OnClick(func(goapp.Context, goapp.Event) { s.Visit(0) }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-back").Disabled(s.Halt < 2).Text(s.Text(textTourBack)).OnClick(func(goapp.Context, goapp.Event) { s.Visit(s.Halt - 1) }),
				goapp.Button().Type("button").Class("primary").DataSet("testid", "tour-next").Text(s.Text(next)).OnClick(func(goapp.Context, goapp.Event) { s.Visit(s.Halt + 1) }),
			),
		),
	)
}

func (t *tour) key(_ goapp.Context, e goapp.Event) {
	switch e.Get("key").String() {
	case "Escape":
		t.s.Visit(0)
	case "ArrowRight":
		t.s.Visit(t.s.Halt + 1)
	case "ArrowLeft":
		t.s.Visit(max(t.s.Halt-1, 1))
	}
}

var (
	textTour      = &recipe.Text{ES: "Visita guiada", EN: "Tour"}
	textTourOffer = &recipe.Text{ES: "¿Primera vez aquí? En un minuto te enseño la página.", EN: "First time here? A one-minute tour shows you around."}
	textTourStart = &recipe.Text{ES: "Empezar la visita", EN: "Take the tour"}
	textTourNo    = &recipe.Text{ES: "No, gracias", EN: "No, thanks"}
	textTourStop  = &recipe.Text{ES: "Visita guiada · %d de %d", EN: "Tour · %d of %d"}
	textTourBack  = &recipe.Text{ES: "Atrás", EN: "Back"}
	textTourNext  = &recipe.Text{ES: "Siguiente", EN: "Next"}
	textTourEnd   = &recipe.Text{ES: "A entrenar", EN: "Let’s train"}
	textTourLeave = &recipe.Text{ES: "Salir", EN: "Leave"}
)
