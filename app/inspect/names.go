package inspect

import (
	"strconv"

	"muestra/app/say"
	"muestra/nn/samples"
)

// classNames are the classes of CIFAR-10 and of the synthetic pictures. Others are shown as their pack names them.
var classNames = map[string]say.Words{
	"airplane":   &samples.Text{ES: "avión", EN: "airplane"},
	"automobile": &samples.Text{ES: "automóvil", EN: "automobile"},
	"bird":       &samples.Text{ES: "pájaro", EN: "bird"},
	"cat":        &samples.Text{ES: "gato", EN: "cat"},
	"deer":       &samples.Text{ES: "ciervo", EN: "deer"},
	"dog":        &samples.Text{ES: "perro", EN: "dog"},
	"frog":       &samples.Text{ES: "rana", EN: "frog"},
	"horse":      &samples.Text{ES: "caballo", EN: "horse"},
	"ship":       &samples.Text{ES: "barco", EN: "ship"},
	"truck":      &samples.Text{ES: "camión", EN: "truck"},
	"disc":       &samples.Text{ES: "disco", EN: "disc"},
	"ring":       &samples.Text{ES: "anillo", EN: "ring"},
	"square":     &samples.Text{ES: "cuadrado", EN: "square"},
	"triangle":   &samples.Text{ES: "triángulo", EN: "triangle"},
	"cross":      &samples.Text{ES: "cruz", EN: "cross"},
	"crescent":   &samples.Text{ES: "luna", EN: "crescent"},
	"stripes":    &samples.Text{ES: "rayas", EN: "stripes"},
	"checks":     &samples.Text{ES: "cuadros", EN: "checks"},
	"dots":       &samples.Text{ES: "puntos", EN: "dots"},
	"waves":      &samples.Text{ES: "ondas", EN: "waves"},
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
