package inside

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/say"
	"muestra/nn/recipe"
)

// inspectionProblem says why there is nothing to see, where that is so.
func inspectionProblem(s *app.Session, v *inspect.Inspected) goapp.UI {
	return goapp.P().Class("small").Role("status").DataSet("testid", "inside-problem").Hidden(v.Problem == "").Text(s.Text(textUnseeable, v.Problem))
}

// invite says what has to be done before there is something to see of a network.
func invite(s *app.Session, wait say.Words) goapp.UI {
	r, can := s.Inspection.Inspectable()
	shown := s.Saved.Shown()
	text := s.Text(textLookTrain)
	switch {
	case can:
		text = s.Text(textLookKept)
	case r != nil:
		text = s.Text(wait)
	case shown.Active():
		text = s.Text(textLookSoon)
	}
	ui := goapp.Div().Class("invitation").DataSet("testid", "inside-invite").Body(goapp.P().Text(text))
	if can {
		id := shown.ID
		ui.Body(goapp.P().Text(text), goapp.Button().Type("button").Class("quiet").DataSet("testid", "look-inside").Text(s.Text(textLookInto)).
			OnClick(func(goapp.Context, goapp.Event) { s.Inspection.InspectRun(id) }, id))
	}
	return ui
}

var (
	textUnseeable = &recipe.Text{ES: "No se puede ver: %s.", EN: "It cannot be seen: %s."}
	textLookTrain = &recipe.Text{ES: "Entrena una red, o abre una guardada en «Tus entrenamientos», y aquí verás lo que dice de cada imagen.", EN: "Train a network, or open a saved one in “Your runs”, and here you will see what it says of each picture."}
	textLookSoon  = &recipe.Text{ES: "En cuanto empiece el entrenamiento, aquí verás lo que dice la red.", EN: "As soon as training begins, you will see here what the network says."}
	textLookKept  = &recipe.Text{ES: "La red de este entrenamiento está guardada. Se puede leer y dejar que juzgue hasta 1000 imágenes de prueba; con redes grandes tarda un rato.", EN: "This run’s network is saved. It can be read and asked about up to 1,000 test pictures; with large networks that takes a while."}
	textLookInto  = &recipe.Text{ES: "Mirar dentro de esta red", EN: "Look inside this network"}
)
