package inside

import (
	"math/rand/v2"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// LayerPanel is the panel that shows them.
type LayerPanel struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (p *LayerPanel) OnMount(ctx goapp.Context) {
	kit.ViewsOf(p.S).Add(ctx, false)
	p.S.Inspection.Show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *LayerPanel) OnDismount() { p.S.Inspection.Leave(p) }

// Ask implements inspect.Panel.
func (p *LayerPanel) Ask() { p.S.Inspection.WantLayers() }

// Render implements goapp.Composer.
func (p *LayerPanel) Render() goapp.UI {
	s, l := p.S, &p.S.Inspection.Layers
	r, _ := s.Inspection.Inspectable()
	section := goapp.Section().Class("look layers card").DataSet("testid", "layers").Aria("labelledby", "layers-title").Aria("busy", l.Layers.Waiting)
	title := goapp.H3().ID("layers-title").Text(s.Text(textLayersTitle))
	if r == nil || l.Last == nil || l.Run != r.ID {
		return section.Body(title, inspectionProblem(s, &l.Layers), invite(s, textPredictionsSoon))
	}
	return section.Body(
		goapp.Div().Class("heading").Body(title, p.choices()),
		goapp.P().Class("small").Role("status").DataSet("testid", "layers-words").Text(p.words()),
		inspectionProblem(s, &l.Layers),
		p.heats(),
		p.filters(),
		goapp.H4().Text(s.Text(textActivations)),
		goapp.P().Class("small").Text(s.Text(textActivationsWhy)),
		goapp.Ol().Class("ladder").Body(p.ladder()...),
		p.spreads(),
	)
}

// choices are the buttons that choose a picture.
func (p *LayerPanel) choices() goapp.UI {
	s, l := p.S, &p.S.Inspection.Layers
	quiet := func(testid string, of say.Words, do func()) goapp.HTMLButton {
		return goapp.Button().Type("button").Class("quiet").DataSet("testid", testid).Text(s.Text(of)).OnClick(func(goapp.Context, goapp.Event) { do() })
	}
	return goapp.Div().Class("choices").Role("group").Aria("label", s.Text(textWhichPicture)).Body(
		quiet("layers-previous", textPrevious, func() { s.Inspection.ShowPicture(l.Number - 1) }),
		quiet("layers-next", textNext, func() { s.Inspection.ShowPicture(l.Number + 1) }),
		quiet("layers-random", textRandom, func() { s.Inspection.ShowPicture(rand.IntN(s.Inspection.TestPictures())) }),
		quiet("layers-own", textOwnOne, func() { showOwn(s) }).Hidden(s.Inspection.Own.Pixels == nil).Aria("pressed", s.Inspection.OwnShown()),
	)
}

// words say which picture it is, and what the network says of it.
func (p *LayerPanel) words() string {
	s, m := p.S, p.S.Inspection.Layers.Last
	best, label := s.Inspection.Layers.Said()
	which := s.Text(textOwnPictureIs)
	if label >= 0 {
		which = s.Text(textTestPictureIs, s.Whole(s.Inspection.Layers.At+1), inspect.ClassAt(s.Speaker, m.Classes, label))
	}
	share := 0.0
	if probabilities := m.Floats("probabilities"); best < len(probabilities) {
		share = float64(probabilities[best])
	}
	return which + " " + s.Text(textSaysOf, inspect.ClassAt(s.Speaker, m.Classes, best), s.Percent(share, 0), s.Whole(m.Epoch), s.Whole(m.Step))
}

// heats are the picture, and where the network finds two classes in it.
func (p *LayerPanel) heats() goapp.UI {
	s, l := p.S, &p.S.Inspection.Layers
	best, _ := l.Said()
	why := textGradCAM
	if l.Heat[0].Method == "occlusion" {
		why = textOcclusion
	}
	var classes []goapp.UI
	other := s.Inspection.OtherClass()
	for i, name := range l.Last.Classes {
		classes = append(classes, goapp.Option().Value(strconv.Itoa(i+1)).Selected(i+1 == other).Text(inspect.Class(s.Speaker, name)))
	}
	first, second := inspect.ClassAt(s.Speaker, l.Last.Classes, best), inspect.ClassAt(s.Speaker, l.Last.Classes, other-1)
	chosen := l.Heat[1].Shot
	if l.Heat[1].Class != other {
		chosen = inspect.Shot{} // which is still of another class
	}
	return goapp.Div().Class("heats").Body(
		goapp.Figure().Body(Image(l.Picture, "magnified", s.Text(textThePicture)), goapp.FigCaption().Text(s.Text(textThePicture))),
		goapp.Figure().DataSet("testid", "heat-said").Body(
			Image(l.Heat[0].Shot, "magnified", s.Text(textSpeaksFor, first)), goapp.FigCaption().Text(s.Text(textSpeaksFor, first))),
		goapp.Figure().DataSet("testid", "heat-chosen").Body(
			Image(chosen, "magnified", s.Text(textSpeaksFor, second)),
			goapp.FigCaption().Body(
				goapp.Label().For("heat-class").Text(s.Text(textSpeaksForWhich)),
				goapp.Select().ID("heat-class").DataSet("testid", "heat-class").OnChange(func(ctx goapp.Context, _ goapp.Event) {
					s.Inspection.ChooseClass(ctx.JSSrc().Get("value").String())
				}).Body(classes...),
			)),
		goapp.P().Class("small").DataSet("testid", "heat-method").Text(s.Text(why)),
	)
}

// Image is a shot on the page.
func Image(h inspect.Shot, class, alt string) goapp.UI {
	if h.Address == "" {
		return goapp.Span().Class(class+" empty").Role("img").Aria("label", alt)
	}
	return goapp.Img().Class(class).Src(h.Address).Alt(alt).Width(h.Width).Height(h.Height)
}

// filters are what the first layer looks for.
func (p *LayerPanel) filters() goapp.UI {
	s, l := p.S, &p.S.Inspection.Layers
	if l.Filters.Address == "" {
		return goapp.Div().Hidden(true)
	}
	n := l.Last.Shape("filters")[0]
	return goapp.Div().Class("filters").DataSet("testid", "filters").Body(
		goapp.H4().Text(s.Text(textFilters)),
		goapp.P().Class("small").Text(s.Text(textFiltersWhy)),
		Image(l.Filters, "mosaic", s.Text(textFiltersAlt, n)),
	)
}

// ladder is a row for each layer.
func (p *LayerPanel) ladder() []goapp.UI {
	s, l := p.S, &p.S.Inspection.Layers
	var rows []goapp.UI
	for _, layer := range l.Last.Layers {
		open := l.Open == layer.Number
		image := Image(l.Maps[layer.Number], "mosaic", s.Text(textMapsAlt, layer.Name))
		if open && l.Opened == layer.Number {
			image = Image(l.All, "mosaic", s.Text(textAllMapsAlt, l.Channels, layer.Name))
		}
		number := layer.Number
		ends := s.Text(textFromTo, s.Short(float64(layer.Low)), s.Short(float64(layer.High)))
		flat, maps, expands := len(layer.Shape) < 3, "maps", textAllChannels
		if flat {
			maps = "maps flat"
		}
		if open {
			expands = textFewer
		}
		rows = append(rows, goapp.Li().Body(
			goapp.Div().Class("title").Body(
				goapp.Span().Class("name").Text(layer.Name), goapp.Span().Class("small").Text(layer.Class+" · "+shapeOf(layer.Shape)+" · "+ends),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "maps-"+strconv.Itoa(number)).Hidden(flat || layer.Shape[len(layer.Shape)-1] <= port.Maps).
					Aria("expanded", open).Aria("label", s.Text(expands)+": "+layer.Name).Text(s.Text(expands)).
					OnClick(func(goapp.Context, goapp.Event) { s.Inspection.OpenLayer(number) }, number),
			),
			goapp.Div().Class(maps).Body(image),
		))
	}
	return rows
}

func shapeOf(shape []int) string {
	var parts []string
	for _, d := range shape {
		parts = append(parts, strconv.Itoa(d))
	}
	return strings.Join(parts, " × ")
}

var (
	textLayersTitle    = &recipe.Text{ES: "Qué hace cada capa con una imagen", EN: "What each layer makes of a picture"}
	textWhichPicture   = &recipe.Text{ES: "Qué imagen", EN: "Which picture"}
	textPrevious       = &recipe.Text{ES: "Anterior", EN: "Previous"}
	textNext           = &recipe.Text{ES: "Siguiente", EN: "Next"}
	textRandom         = &recipe.Text{ES: "Al azar", EN: "Random"}
	textOwnOne         = &recipe.Text{ES: "La tuya", EN: "Your own"}
	textOwnPictureIs   = &recipe.Text{ES: "Tu imagen.", EN: "Your picture."}
	textTestPictureIs  = &recipe.Text{ES: "Imagen de prueba %s: %s.", EN: "Test picture %s: %s."}
	textSaysOf         = &recipe.Text{ES: "La red dice: %s (%s). Épocas completas: %s; pasos: %s.", EN: "The network says: %s (%s). Epochs done: %s; steps: %s."}
	textThePicture     = &recipe.Text{ES: "La imagen", EN: "The picture"}
	textSpeaksFor      = &recipe.Text{ES: "Lo que habla a favor de: %s", EN: "What speaks for: %s"}
	textSpeaksForWhich = &recipe.Text{ES: "Lo que habla a favor de:", EN: "What speaks for:"}
	textGradCAM        = &recipe.Text{
		ES: "Brilla lo que, en la última convolución con 4 × 4 píxeles o más, empuja el resultado hacia esa clase (Grad-CAM). Si brilla el fondo y no el objeto, la red ha aprendido el fondo.",
		EN: "What glows is what, in the last convolution of 4 × 4 pixels or more, pushes the result towards that class (Grad-CAM). Where the background glows and not the object, the network has learned the background.",
	}
	textOcclusion = &recipe.Text{
		ES: "Brilla lo que, tapado con un cuadrado gris, hace que la clase pierda probabilidad (oclusión): esta red no tiene convoluciones por las que mirar.",
		EN: "What glows is what makes the class lose probability when a grey square covers it (occlusion): this network has no convolutions to look through.",
	}
	textFilters    = &recipe.Text{ES: "Filtros de la primera capa", EN: "Filters of the first layer"}
	textFiltersWhy = &recipe.Text{
		ES: "Los pesos de cada filtro, como colores: gris es cero. Al principio son ruido; con el entrenamiento aparecen bordes y manchas de color.",
		EN: "Each filter’s weights as colours: grey is zero. They begin as noise; training brings out edges and blobs of colour.",
	}
	textFiltersAlt     = &recipe.Text{ES: "%d filtros de la primera capa", EN: "%d filters of the first layer"}
	textActivations    = &recipe.Text{ES: "Activaciones, capa por capa", EN: "Activations, layer by layer"}
	textActivationsWhy = &recipe.Text{
		ES: "Cada cuadro es un canal: lo claro es donde responde. Las primeras capas siguen la imagen; las últimas ya solo dicen si algo está.",
		EN: "Each square is a channel: bright is where it responds. The first layers follow the picture; the last ones only say whether something is there.",
	}
	textMapsAlt    = &recipe.Text{ES: "Primeros canales de %s", EN: "First channels of %s"}
	textAllMapsAlt = &recipe.Text{ES: "%d canales de %s", EN: "%d channels of %s"}
	textFromTo     = &recipe.Text{ES: "de %s a %s", EN: "%s to %s"}

	textAllChannels = &recipe.Text{ES: "Todos los canales", EN: "All channels"}
	textFewer       = &recipe.Text{ES: "Solo los primeros", EN: "First ones only"}
)
