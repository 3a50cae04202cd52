package app

import (
	"muestra/app/say"
	"muestra/nn/recipe"
)

// halt is one stop of the tour: a part of the page and what to know of it.
type halt struct {
	At          string // CSS selector
	Title, What say.Words
}

// Halts are the stops of the tour.
var Halts = []halt{
	{".tabs.guide", &recipe.Text{ES: "Trece pasos", EN: "Thirteen steps"}, &recipe.Text{
		ES: "Un estudiante mejoró una red poco a poco, del 55 % al 87 % de aciertos. Cada barra es un paso: elige uno y verás qué cambió y por qué.",
		EN: "A student improved a network little by little, from 55% to 87% accuracy. Each bar is one step: choose one to see what changed, and why.",
	}},
	{".experiment", &recipe.Text{ES: "El experimento", EN: "The experiment"}, &recipe.Text{
		ES: "La receta y la red del paso elegido. Cámbialo todo: el optimizador, las épocas, las capas… Lo que no valga se dice al lado.",
		EN: "The recipe and the network of that step. Change whatever you like: the optimizer, the epochs, the layers… What cannot be is said beside it.",
	}},
	{".controls", &recipe.Text{ES: "Un solo botón", EN: "One button"}, &recipe.Text{
		ES: "Entrenar empieza aquí mismo, en tu dispositivo: nada sale de él. Puedes pausar, avanzar paso a paso y cerrar la página: se guarda solo.",
		EN: "Training starts right here, on your own device: nothing leaves it. Pause, go step by step, or close the page: it is saved by itself.",
	}},
	{".charts", &recipe.Text{ES: "Dos curvas", EN: "Two curves"}, &recipe.Text{
		ES: "Azul: lo que la red acierta al entrenar. Naranja: lo que acierta con imágenes que no ha visto. Si se separan, está memorizando.",
		EN: "Blue: how well it does on the pictures it trains on. Orange: on pictures it has never seen. Where they part, it is learning by heart.",
	}},
	{".tabs.inside", &recipe.Text{ES: "Mira dentro", EN: "Look inside"}, &recipe.Text{
		ES: "Las imágenes que recibe, lo que responde, en qué se equivoca y todos tus entrenamientos.",
		EN: "The pictures it is given, what it answers, where it goes wrong, and all your runs.",
	}},
	{"[data-testid=share]", &recipe.Text{ES: "Un enlace, la misma curva", EN: "One link, the same curve"}, &recipe.Text{
		ES: "El enlace lleva todo el experimento. Quien lo abra obtiene los mismos números, en cualquier ordenador.",
		EN: "The link holds the whole experiment. Whoever opens it gets the very same numbers, on any computer.",
	}},
}

// Visit goes to a stop of the tour, from 1 on; beyond the last one, or with 0, the tour is over.
func (s *Session) Visit(stop int) {
	if stop > len(Halts) {
		stop = 0
	}
	s.Halt, s.Newcomer = stop, false
	s.Memory.Remember("tour", "seen")
	selector := ""
	if stop > 0 {
		selector = Halts[stop-1].At
	}
	s.Screen.Point(selector)
	s.Screen.RequestRender()
}

// Welcome decides whether the tour is offered: on a first visit that does not come for something else.
func (s *Session) Welcome() {
	s.Newcomer = s.Memory.Recall("tour") == "" && s.Recipe.Given["run"] == "" && s.Recipe.Given["lock"] == ""
}
