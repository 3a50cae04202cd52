package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// halt is one stop of the tour: a part of the page and what to know of it.
type halt struct {
	at          string // CSS selector
	title, what words
}

var halts = []halt{
	{".tabs.guide", &samples.Text{ES: "Trece pasos", EN: "Thirteen steps"}, &samples.Text{
		ES: "Un estudiante mejoró una red poco a poco, del 55 % al 87 % de aciertos. Cada barra es un paso: elige uno y verás qué cambió y por qué.",
		EN: "A student improved a network little by little, from 55% to 87% accuracy. Each bar is one step: choose one to see what changed, and why.",
	}},
	{".experiment", &samples.Text{ES: "El experimento", EN: "The experiment"}, &samples.Text{
		ES: "La receta y la red del paso elegido. Cámbialo todo: el optimizador, las épocas, las capas… Lo que no valga se dice al lado.",
		EN: "The recipe and the network of that step. Change whatever you like: the optimizer, the epochs, the layers… What cannot be is said beside it.",
	}},
	{".controls", &samples.Text{ES: "Un solo botón", EN: "One button"}, &samples.Text{
		ES: "Entrenar empieza aquí mismo, en tu dispositivo: nada sale de él. Puedes pausar, avanzar paso a paso y cerrar la página: se guarda solo.",
		EN: "Training starts right here, on your own device: nothing leaves it. Pause, go step by step, or close the page: it is saved by itself.",
	}},
	{".charts", &samples.Text{ES: "Dos curvas", EN: "Two curves"}, &samples.Text{
		ES: "Azul: lo que la red acierta al entrenar. Naranja: lo que acierta con imágenes que no ha visto. Si se separan, está memorizando.",
		EN: "Blue: how well it does on the pictures it trains on. Orange: on pictures it has never seen. Where they part, it is learning by heart.",
	}},
	{".tabs.inside", &samples.Text{ES: "Mira dentro", EN: "Look inside"}, &samples.Text{
		ES: "Las imágenes que recibe, lo que responde, en qué se equivoca y todos tus entrenamientos.",
		EN: "The pictures it is given, what it answers, where it goes wrong, and all your runs.",
	}},
	{"[data-testid=share]", &samples.Text{ES: "Un enlace, la misma curva", EN: "One link, the same curve"}, &samples.Text{
		ES: "El enlace lleva todo el experimento. Quien lo abra obtiene los mismos números, en cualquier ordenador.",
		EN: "The link holds the whole experiment. Whoever opens it gets the very same numbers, on any computer.",
	}},
}

// tour shows a newcomer around. It is offered on the first visit, and there for the asking afterwards.
type tour struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (t *tour) OnMount(ctx goapp.Context) { t.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (t *tour) Render() goapp.UI {
	s := t.s
	open := s.halt > 0
	at := halts[max(s.halt-1, 0)]
	next := textTourNext
	if s.halt == len(halts) {
		next = textTourEnd
	}
	return goapp.Div().Body(
		goapp.Section().Class("notice tour-offer").Aria("label", s.text(textTour)).DataSet("testid", "tour-offer").Hidden(!s.newcomer || open).Body(
			icon(iconInfo),
			goapp.P().Text(s.text(textTourOffer)),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("primary").DataSet("testid", "tour-start").Text(s.text(textTourStart)).OnClick(func(goapp.Context, goapp.Event) { s.visit(1) }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-no").Text(s.text(textTourNo)).OnClick(func(goapp.Context, goapp.Event) { s.visit(0) }),
			),
		),
		goapp.Div().Class("tour card").Role("dialog").Aria("labelledby", "tour-title").Aria("describedby", "tour-text").TabIndex(-1).ID("tour").
			DataSet("testid", "tour-stop").Hidden(!open).OnKeyDown(t.key).Body(
			goapp.P().Class("small").Text(s.text(textTourStop, max(s.halt, 1), len(halts))),
			goapp.H2().ID("tour-title").Text(s.text(at.title)),
			goapp.P().ID("tour-text").Text(s.text(at.what)),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-end").Text(s.text(textTourLeave)).Hidden(s.halt == len(halts)).OnClick(func(goapp.Context, goapp.Event) { s.visit(0) }),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "tour-back").Disabled(s.halt < 2).Text(s.text(textTourBack)).OnClick(func(goapp.Context, goapp.Event) { s.visit(s.halt - 1) }),
				goapp.Button().Type("button").Class("primary").DataSet("testid", "tour-next").Text(s.text(next)).OnClick(func(goapp.Context, goapp.Event) { s.visit(s.halt + 1) }),
			),
		),
	)
}

func (t *tour) key(_ goapp.Context, e goapp.Event) {
	switch e.Get("key").String() {
	case "Escape":
		t.s.visit(0)
	case "ArrowRight":
		t.s.visit(t.s.halt + 1)
	case "ArrowLeft":
		t.s.visit(max(t.s.halt-1, 1))
	}
}

// visit goes to a stop of the tour, from 1 on; beyond the last one, or with 0, the tour is over.
func (s *session) visit(stop int) {
	if stop > len(halts) {
		stop = 0
	}
	s.halt, s.newcomer = stop, false
	s.memory.remember("tour", "seen")
	selector := ""
	if stop > 0 {
		selector = halts[stop-1].at
	}
	s.screen.point(selector)
	s.screen.requestRender()
}

// welcome decides whether the tour is offered: on a first visit that does not come for something else.
func (s *session) welcome() {
	s.newcomer = s.memory.recall("tour") == "" && s.given["run"] == "" && s.given["lock"] == ""
}

var (
	textTour      = &samples.Text{ES: "Visita guiada", EN: "Tour"}
	textTourOffer = &samples.Text{ES: "¿Primera vez aquí? En un minuto te enseño la página.", EN: "First time here? A one-minute tour shows you around."}
	textTourStart = &samples.Text{ES: "Empezar la visita", EN: "Take the tour"}
	textTourNo    = &samples.Text{ES: "No, gracias", EN: "No, thanks"}
	textTourStop  = &samples.Text{ES: "Visita guiada · %d de %d", EN: "Tour · %d of %d"}
	textTourBack  = &samples.Text{ES: "Atrás", EN: "Back"}
	textTourNext  = &samples.Text{ES: "Siguiente", EN: "Next"}
	textTourEnd   = &samples.Text{ES: "A entrenar", EN: "Let’s train"}
	textTourLeave = &samples.Text{ES: "Salir", EN: "Leave"}
)
