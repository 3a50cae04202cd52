package inspect

import (
	"strconv"

	"muestra/app/say"
	"muestra/nn/recipe"
)

// classNames are the classes of CIFAR-10 and of the synthetic pictures. Others are shown as their pack names them.
var classNames = map[string]say.Words{
	"airplane":   &recipe.Text{ES: "avión", EN: "airplane"},
	"automobile": &recipe.Text{ES: "automóvil", EN: "automobile"},
	"bird":       &recipe.Text{ES: "pájaro", EN: "bird"},
	"cat":        &recipe.Text{ES: "gato", EN: "cat"},
	"deer":       &recipe.Text{ES: "ciervo", EN: "deer"},
	"dog":        &recipe.Text{ES: "perro", EN: "dog"},
	"frog":       &recipe.Text{ES: "rana", EN: "frog"},
	"horse":      &recipe.Text{ES: "caballo", EN: "horse"},
	"ship":       &recipe.Text{ES: "barco", EN: "ship"},
	"truck":      &recipe.Text{ES: "camión", EN: "truck"},
	"disc":       &recipe.Text{ES: "disco", EN: "disc"},
	"ring":       &recipe.Text{ES: "anillo", EN: "ring"},
	"square":     &recipe.Text{ES: "cuadrado", EN: "square"},
	"triangle":   &recipe.Text{ES: "triángulo", EN: "triangle"},
	"cross":      &recipe.Text{ES: "cruz", EN: "cross"},
	"crescent":   &recipe.Text{ES: "luna", EN: "crescent"},
	"stripes":    &recipe.Text{ES: "rayas", EN: "stripes"},
	"checks":     &recipe.Text{ES: "cuadros", EN: "checks"},
	"dots":       &recipe.Text{ES: "puntos", EN: "dots"},
	"waves":      &recipe.Text{ES: "ondas", EN: "waves"},
}

// Class is what a class is called in the language.
func Class(s *say.Speaker, name string) string {
	if w := classNames[name]; w != nil {
		return s.Text(w)
	}
	return name
}

// ClassAt is the name of the class of a label, or its number, from 1 on, where it has none.
func ClassAt(s *say.Speaker, classes []string, label int) string {
	switch {
	case label < 0 || len(classes) == 0:
		return "?"
	case label >= len(classes): // an output that is no class
		return strconv.Itoa(label + 1)
	}
	return Class(s, classes[label])
}
