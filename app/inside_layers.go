package app

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// layersShown is what is seen of a network's layers, for one picture.
type layersShown struct {
	number int  // of the test picture
	own    bool // the visitor's picture, where there is one, instead
	open   int  // the layer whose channels are all shown, from 1; 0 is none
	class  int  // the one that the second heat is about, from 1; 0 leaves the choice to the page

	moment string // of the run that is shown
	rests  bool   // until the next moment is looked at

	layers, whole, spread inspected
	heats                 [2]inspected // of the most probable class and of another

	run      string          // that the rest is of
	last     *port.Inspected // of layers
	at       int             // the number of the picture in it
	picture  shot
	filters  shot
	maps     map[int]shot // by the layer's number
	opened   int          // the layer that is whole
	all      shot
	channels int // in all
	heat     [2]heatSeen
	spreads  *port.Inspected
	spreadOf string // the run
}

// heatSeen is where a network finds what speaks for a class.
type heatSeen struct {
	shot   shot
	class  int // from 1
	method string
}

// layersEvery is how long the page lets pass between two live questions about layers, at least.
const layersEvery = 3 * time.Second

// layerPanel is the panel that shows them.
type layerPanel struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (p *layerPanel) OnMount(ctx goapp.Context) {
	p.s.views().add(ctx, false)
	p.s.show(p)
}

// OnDismount implements goapp.Dismounter.
func (p *layerPanel) OnDismount() { p.s.leave(p) }

// ask implements panel.
func (p *layerPanel) ask() {
	s, l := p.s, &p.s.layers
	r, _ := s.inspectable()
	if r == nil {
		return
	}
	s.wait(r)
	number, picture := l.number, fmt.Sprint("test ", l.number)
	if s.ownShown() {
		picture = fmt.Sprint("own ", s.own.number)
	}
	look := func(what string) *port.Inspect {
		m := &port.Inspect{What: what, Run: r.id, Experiment: s.described(r.experiment)}
		if s.ownShown() {
			m.Show(s.own.pixels, side, side)
		} else {
			m.Source, m.Index = "test", []int32{int32(number)}
		}
		return m
	}
	s.inspect(&l.layers, picture, func() *port.Inspect { return look(port.InspectLayers) }, func(m *port.Inspected) { s.tookLayers(r.id, number, m) })
	if l.open > 0 {
		s.inspect(&l.whole, fmt.Sprint(picture, " layer ", l.open), func() *port.Inspect {
			whole := look(port.InspectLayers)
			whole.Layer = l.open
			return whole
		}, s.tookWhole)
	}
	s.inspect(&l.heats[0], picture, func() *port.Inspect { return look(port.InspectHeat) }, func(m *port.Inspected) { s.tookHeat(0, m) })
	if other := s.otherClass(); other > 0 && !l.layers.waiting {
		s.inspect(&l.heats[1], fmt.Sprint(picture, " class ", other), func() *port.Inspect {
			heat := look(port.InspectHeat)
			heat.Class = other
			return heat
		}, func(m *port.Inspected) { s.tookHeat(1, m) })
	}
	s.inspect(&l.spread, "spread", func() *port.Inspect {
		return &port.Inspect{What: port.InspectSpread, Run: r.id, Experiment: s.described(r.experiment)}
	}, func(m *port.Inspected) { l.spreads, l.spreadOf = m, r.id })
}

// wait lets the moment that is looked at follow the run's, not oftener than every few seconds.
func (s *session) wait(r *run) {
	l := &s.layers
	moment := fmt.Sprint(r.id, " ", len(r.history), " ", r.done != nil)
	if r.phase == phasePaused || len(r.history) == 0 && r.active() && r.step.Total == 0 {
		moment = fmt.Sprint(moment, " at step ", r.step.Total)
	}
	if moment == l.moment || l.rests {
		return
	}
	l.moment = moment
	if !r.active() || r.phase == phasePaused {
		return
	}
	l.rests = true
	s.after(layersEvery, func() {
		l.rests = false
		s.refreshPanel()
	})
}

// inspect wants what the network says of something at the moment. Where it is the moment alone that has changed while it trains, nobody waits for the
// answer. Else what was asked before does not matter any more, and its answer, should it still come, is not taken.
func (s *session) inspect(v *inspected, of string, ask func() *port.Inspect, took func(*port.Inspected)) {
	key := s.layers.moment + "|" + of
	if v.key == key && v.of == s.trainer {
		return
	}
	_, before, _ := strings.Cut(v.key, "|")
	live := s.run.active() && s.run.phase != phasePaused && before == of
	if v.waiting && v.key != key && !live {
		*v = inspected{}
	}
	look := ask()
	look.Live = live
	s.want(v, key, look, func(m *port.Inspected) {
		if v.key == key {
			took(m)
		}
	})
}

// ownShown says whether the visitor's picture is the one that is looked at.
func (s *session) ownShown() bool { return s.layers.own && s.own.pixels != nil }

// tookLayers shows an answer.
func (s *session) tookLayers(run string, number int, m *port.Inspected) {
	l := &s.layers
	if l.run != run {
		s.forgetLayers()
	}
	l.run, l.last, l.at = run, m, number
	l.picture = s.shoot(l.picture, single(side, side), m.Bytes("pixels"))
	if shape := m.Shape("filters"); len(shape) == 4 {
		l.filters = s.shoot(l.filters, mosaic{shape[0], shape[1], shape[2], 3, filterColumns, enlarged(shape[2], 24), 6}, m.Bytes("filters"))
	}
	maps := map[int]shot{}
	for _, layer := range m.Layers {
		maps[layer.Number] = s.takeMaps(l.maps[layer.Number], m, layer.Number, port.Maps)
		delete(l.maps, layer.Number)
	}
	for _, old := range l.maps {
		s.letGo(old)
	}
	l.maps = maps
}

// filterColumns is how many filters stand in a row, flatWidth how wide a layer without pixels is.
const filterColumns, flatWidth = 16, 384

// takeMaps draws the maps of a layer in rows of so many.
func (s *session) takeMaps(old shot, m *port.Inspected, number, columns int) shot {
	shape := m.Shape(fmt.Sprint("maps ", number))
	if len(shape) != 3 {
		s.letGo(old)
		return shot{}
	}
	scale, gap := enlarged(shape[2], 16), 1+shape[2]/32
	if shape[0] == 1 { // a layer without pixels
		scale, gap = min(enlarged(shape[2], flatWidth), 12), 0
	}
	return s.shoot(old, mosaic{shape[0], shape[1], shape[2], 1, columns, scale, gap}, m.Bytes(fmt.Sprint("maps ", number)))
}

// enlarged is how many times a picture must be enlarged to be so wide.
func enlarged(width, to int) int { return max(1, to/max(width, 1)) }

// forgetLayers puts away what is of another run.
func (s *session) forgetLayers() {
	l := &s.layers
	for _, old := range l.maps {
		s.letGo(old)
	}
	for _, old := range []shot{l.filters, l.all, l.heat[0].shot, l.heat[1].shot} {
		s.letGo(old)
	}
	l.maps, l.filters, l.all, l.opened, l.heat, l.open, l.class = nil, shot{}, shot{}, 0, [2]heatSeen{}, 0, 0
}

// tookWhole shows all channels of a layer.
func (s *session) tookWhole(m *port.Inspected) {
	l := &s.layers
	if len(m.Layers) != 1 {
		return
	}
	number := m.Layers[0].Number
	l.opened, l.channels = number, 1
	if shape := m.Shape(fmt.Sprint("maps ", number)); len(shape) == 3 {
		l.channels = shape[0]
	}
	l.all = s.takeMaps(l.all, m, number, 16)
}

// tookHeat shows where the network finds what speaks for a class.
func (s *session) tookHeat(i int, m *port.Inspected) {
	l := &s.layers
	shape := m.Shape("over")
	if len(shape) != 3 {
		return
	}
	l.heat[i] = heatSeen{s.shoot(l.heat[i].shot, single(shape[0], shape[1]), m.Bytes("over")), m.Class, m.Method}
}

// said is the network's most probable class of the picture, and the picture's own, or −1.
func (l *layersShown) said() (best, label int) {
	label = -1
	if labels := l.last.Bytes("labels"); len(labels) == 1 {
		label = int(labels[0])
	}
	for i, p := range l.last.Floats("probabilities") {
		if p > l.last.Floats("probabilities")[best] {
			best = i
		}
	}
	return best, label
}

// otherClass is the class of the second heat, from 1: the one that was chosen, or else the picture's own where the network says another one, or its
// second guess. It is 0 before the network has said something.
func (s *session) otherClass() int {
	l := &s.layers
	if l.class > 0 || l.last == nil {
		return l.class
	}
	best, label := l.said()
	if label >= 0 && label != best {
		return label + 1
	}
	probabilities, second := l.last.Floats("probabilities"), -1
	for i, p := range probabilities {
		if i != best && (second < 0 || p > probabilities[second]) {
			second = i
		}
	}
	return second + 1
}

// showPicture looks at another test picture.
func (s *session) showPicture(number int) {
	l := &s.layers
	n := s.testPictures()
	l.number, l.own, l.class = (number+n)%n, false, 0
	s.refreshPanel()
	s.screen.requestRender()
}

// testPictures is how many there are to look at.
func (s *session) testPictures() int {
	if r := s.shown(); r != nil && r.experiment.Test > 0 {
		return r.experiment.Test
	}
	return 1000
}

// Render implements goapp.Composer.
func (p *layerPanel) Render() goapp.UI {
	s, l := p.s, &p.s.layers
	r, _ := s.inspectable()
	section := goapp.Section().Class("look layers card").DataSet("testid", "layers").Aria("labelledby", "layers-title").Aria("busy", l.layers.waiting)
	title := goapp.H3().ID("layers-title").Text(s.text(textLayersTitle))
	if r == nil || l.last == nil || l.run != r.id {
		return section.Body(title, s.inspectionProblem(&l.layers), s.invite(textPredictionsSoon))
	}
	return section.Body(
		goapp.Div().Class("heading").Body(title, p.choices()),
		goapp.P().Class("small").Role("status").DataSet("testid", "layers-words").Text(p.words()),
		s.inspectionProblem(&l.layers),
		p.heats(),
		p.filters(),
		goapp.H4().Text(s.text(textActivations)),
		goapp.P().Class("small").Text(s.text(textActivationsWhy)),
		goapp.Ol().Class("ladder").Body(p.ladder()...),
		p.spreads(),
	)
}

// choices are the buttons that choose a picture.
func (p *layerPanel) choices() goapp.UI {
	s, l := p.s, &p.s.layers
	quiet := func(testid string, of words, do func()) goapp.HTMLButton {
		return goapp.Button().Type("button").Class("quiet").DataSet("testid", testid).Text(s.text(of)).OnClick(func(goapp.Context, goapp.Event) { do() })
	}
	return goapp.Div().Class("choices").Role("group").Aria("label", s.text(textWhichPicture)).Body(
		quiet("layers-previous", textPrevious, func() { s.showPicture(l.number - 1) }),
		quiet("layers-next", textNext, func() { s.showPicture(l.number + 1) }),
		quiet("layers-random", textRandom, func() { s.showPicture(rand.IntN(s.testPictures())) }),
		quiet("layers-own", textOwnOne, func() { s.showOwn() }).Hidden(s.own.pixels == nil).Aria("pressed", s.ownShown()),
	)
}

// words say which picture it is, and what the network says of it.
func (p *layerPanel) words() string {
	s, m := p.s, p.s.layers.last
	best, label := s.layers.said()
	which := s.text(textOwnPictureIs)
	if label >= 0 {
		which = s.text(textTestPictureIs, s.whole(s.layers.at+1), s.classAt(m.Classes, label))
	}
	share := 0.0
	if probabilities := m.Floats("probabilities"); best < len(probabilities) {
		share = float64(probabilities[best])
	}
	return which + " " + s.text(textSaysOf, s.classAt(m.Classes, best), s.percent(share, 0), s.whole(m.Epoch), s.whole(m.Step))
}

// heats are the picture, and where the network finds two classes in it.
func (p *layerPanel) heats() goapp.UI {
	s, l := p.s, &p.s.layers
	best, _ := l.said()
	why := textGradCAM
	if l.heat[0].method == "occlusion" {
		why = textOcclusion
	}
	var classes []goapp.UI
	other := s.otherClass()
	for i, name := range l.last.Classes {
		classes = append(classes, goapp.Option().Value(strconv.Itoa(i+1)).Selected(i+1 == other).Text(s.class(name)))
	}
	first, second := s.classAt(l.last.Classes, best), s.classAt(l.last.Classes, other-1)
	chosen := l.heat[1].shot
	if l.heat[1].class != other {
		chosen = shot{} // which is still of another class
	}
	return goapp.Div().Class("heats").Body(
		goapp.Figure().Body(l.picture.image("magnified", s.text(textThePicture)), goapp.FigCaption().Text(s.text(textThePicture))),
		goapp.Figure().DataSet("testid", "heat-said").Body(
			l.heat[0].shot.image("magnified", s.text(textSpeaksFor, first)), goapp.FigCaption().Text(s.text(textSpeaksFor, first))),
		goapp.Figure().DataSet("testid", "heat-chosen").Body(
			chosen.image("magnified", s.text(textSpeaksFor, second)),
			goapp.FigCaption().Body(
				goapp.Label().For("heat-class").Text(s.text(textSpeaksForWhich)),
				goapp.Select().ID("heat-class").DataSet("testid", "heat-class").OnChange(func(ctx goapp.Context, _ goapp.Event) {
					s.chooseClass(ctx.JSSrc().Get("value").String())
				}).Body(classes...),
			)),
		goapp.P().Class("small").DataSet("testid", "heat-method").Text(s.text(why)),
	)
}

// chooseClass looks for what speaks for another class.
func (s *session) chooseClass(value string) {
	class, err := strconv.Atoi(value)
	if err != nil || class < 1 {
		return
	}
	s.layers.class = class
	s.refreshPanel()
	s.screen.requestRender()
}

// image is a shot on the page.
func (h shot) image(class, alt string) goapp.UI {
	if h.address == "" {
		return goapp.Span().Class(class+" empty").Role("img").Aria("label", alt)
	}
	return goapp.Img().Class(class).Src(h.address).Alt(alt).Width(h.width).Height(h.height)
}

// filters are what the first layer looks for.
func (p *layerPanel) filters() goapp.UI {
	s, l := p.s, &p.s.layers
	if l.filters.address == "" {
		return goapp.Div().Hidden(true)
	}
	n := l.last.Shape("filters")[0]
	return goapp.Div().Class("filters").DataSet("testid", "filters").Body(
		goapp.H4().Text(s.text(textFilters)),
		goapp.P().Class("small").Text(s.text(textFiltersWhy)),
		l.filters.image("mosaic", s.text(textFiltersAlt, n)),
	)
}

// ladder is a row for each layer.
func (p *layerPanel) ladder() []goapp.UI {
	s, l := p.s, &p.s.layers
	var rows []goapp.UI
	for _, layer := range l.last.Layers {
		open := l.open == layer.Number
		image := l.maps[layer.Number].image("mosaic", s.text(textMapsAlt, layer.Name))
		if open && l.opened == layer.Number {
			image = l.all.image("mosaic", s.text(textAllMapsAlt, l.channels, layer.Name))
		}
		number := layer.Number
		ends := s.text(textFromTo, s.short(float64(layer.Low)), s.short(float64(layer.High)))
		flat := len(layer.Shape) < 3
		rows = append(rows, goapp.Li().Body(
			goapp.Div().Class("title").Body(
				goapp.Span().Class("name").Text(layer.Name), goapp.Span().Class("small").Text(layer.Class+" · "+shapeOf(layer.Shape)+" · "+ends),
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "maps-"+strconv.Itoa(number)).Hidden(flat || layer.Shape[len(layer.Shape)-1] <= port.Maps).
					Aria("expanded", open).Aria("label", s.text(expands(open))+": "+layer.Name).Text(s.text(expands(open))).
					OnClick(func(goapp.Context, goapp.Event) { s.openLayer(number) }, number),
			),
			goapp.Div().Class(flatClass(flat)).Body(image),
		))
	}
	return rows
}

func flatClass(flat bool) string {
	if flat {
		return "maps flat"
	}
	return "maps"
}

func expands(open bool) words {
	if open {
		return textFewer
	}
	return textAllChannels
}

func shapeOf(shape []int) string {
	var parts []string
	for _, d := range shape {
		parts = append(parts, strconv.Itoa(d))
	}
	return strings.Join(parts, " × ")
}

// openLayer shows all channels of a layer, or closes it.
func (s *session) openLayer(number int) {
	l := &s.layers
	if l.open == number {
		number = 0
	}
	l.open = number
	s.refreshPanel()
	s.screen.requestRender()
}

var (
	textLayersTab      = &samples.Text{ES: "Capas", EN: "Layers"}
	textLayersTitle    = &samples.Text{ES: "Qué hace cada capa con una imagen", EN: "What each layer makes of a picture"}
	textWhichPicture   = &samples.Text{ES: "Qué imagen", EN: "Which picture"}
	textPrevious       = &samples.Text{ES: "Anterior", EN: "Previous"}
	textNext           = &samples.Text{ES: "Siguiente", EN: "Next"}
	textRandom         = &samples.Text{ES: "Al azar", EN: "Random"}
	textOwnOne         = &samples.Text{ES: "La tuya", EN: "Your own"}
	textOwnPictureIs   = &samples.Text{ES: "Tu imagen.", EN: "Your picture."}
	textTestPictureIs  = &samples.Text{ES: "Imagen de prueba %s: %s.", EN: "Test picture %s: %s."}
	textSaysOf         = &samples.Text{ES: "La red dice: %s (%s). Épocas completas: %s; pasos: %s.", EN: "The network says: %s (%s). Epochs done: %s; steps: %s."}
	textThePicture     = &samples.Text{ES: "La imagen", EN: "The picture"}
	textSpeaksFor      = &samples.Text{ES: "Lo que habla a favor de: %s", EN: "What speaks for: %s"}
	textSpeaksForWhich = &samples.Text{ES: "Lo que habla a favor de:", EN: "What speaks for:"}
	textGradCAM        = &samples.Text{
		ES: "Brilla lo que, en la última convolución con 4 × 4 píxeles o más, empuja el resultado hacia esa clase (Grad-CAM). Si brilla el fondo y no el objeto, la red ha aprendido el fondo.",
		EN: "What glows is what, in the last convolution of 4 × 4 pixels or more, pushes the result towards that class (Grad-CAM). Where the background glows and not the object, the network has learned the background.",
	}
	textOcclusion = &samples.Text{
		ES: "Brilla lo que, tapado con un cuadrado gris, hace que la clase pierda probabilidad (oclusión): esta red no tiene convoluciones por las que mirar.",
		EN: "What glows is what makes the class lose probability when a grey square covers it (occlusion): this network has no convolutions to look through.",
	}
	textFilters    = &samples.Text{ES: "Filtros de la primera capa", EN: "Filters of the first layer"}
	textFiltersWhy = &samples.Text{
		ES: "Los pesos de cada filtro, como colores: gris es cero. Al principio son ruido; con el entrenamiento aparecen bordes y manchas de color.",
		EN: "Each filter’s weights as colours: grey is zero. They begin as noise; training brings out edges and blobs of colour.",
	}
	textFiltersAlt     = &samples.Text{ES: "%d filtros de la primera capa", EN: "%d filters of the first layer"}
	textActivations    = &samples.Text{ES: "Activaciones, capa por capa", EN: "Activations, layer by layer"}
	textActivationsWhy = &samples.Text{
		ES: "Cada cuadro es un canal: lo claro es donde responde. Las primeras capas siguen la imagen; las últimas ya solo dicen si algo está.",
		EN: "Each square is a channel: bright is where it responds. The first layers follow the picture; the last ones only say whether something is there.",
	}
	textMapsAlt     = &samples.Text{ES: "Primeros canales de %s", EN: "First channels of %s"}
	textAllMapsAlt  = &samples.Text{ES: "%d canales de %s", EN: "%d channels of %s"}
	textAllChannels = &samples.Text{ES: "Todos los canales", EN: "All channels"}
	textFewer       = &samples.Text{ES: "Solo los primeros", EN: "First ones only"}
	textFromTo      = &samples.Text{ES: "de %s a %s", EN: "%s to %s"}
)
