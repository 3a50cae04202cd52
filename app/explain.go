package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// explained is a sentence about something, shown when its question mark is pressed, and read out with the field that it describes. The browser
// itself opens and closes it: it is a popover.
func explained(id, text string) goapp.UI {
	return goapp.Span().ID(id).Class("explained").Attr("popover", "auto").Text(text)
}

// question is the button that shows it.
func (s *session) question(id, name string) goapp.UI {
	return goapp.Button().Type("button").Class("question").Attr("popovertarget", id).Aria("label", s.text(textQuestion, name)).Text("?")
}

var textQuestion = &samples.Text{ES: "¿Qué es «%s»?", EN: "What is “%s”?"}
