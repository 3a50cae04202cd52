package app

import (
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn"
	"muestra/nn/samples"
)

// network is the network as a table that can be edited: Keras's summary, each of whose lines opens.
type network struct {
	goapp.Compo
	s      *session
	drawn  drawnFrom
	adding bool          // the layers to choose from are shown
	ctx    goapp.Context // its own: what an element asked for that is gone since is never done
}

// settled implements steady.
func (n *network) settled() bool { return n.drawn == n.s.drawnFrom() }

// OnMount implements goapp.Mounter.
func (n *network) OnMount(ctx goapp.Context) {
	n.ctx = ctx
	n.s.views().add(ctx, false)
}

// Render implements goapp.Composer.
func (n *network) Render() goapp.UI {
	s := n.s
	n.drawn = s.drawnFrom()
	d := s.sketch()
	rows, _ := d.spec.Rows() // those before a fault; networkProblem has the rest
	problem, at := s.networkProblem()
	total, trainable := 0, 0
	for _, r := range rows {
		total += r.Params
		trainable += r.Trainable
	}
	return goapp.Div().Class("network card").DataSet("testid", "summary").Hidden(s.hides("network")).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("network-title").Body(goapp.Text(s.text(textNetwork)+" "), s.lockSign("model")),
			s.undoButtons(),
		),
		goapp.Button().Type("button").Class("quiet back").DataSet("testid", "own-network").Hidden(!s.changes["model"] || s.locked("model")).
			OnClick(func(goapp.Context, goapp.Event) { s.pushUndo("model"); s.revert("model") }).
			Body(icon(iconReset), goapp.Span().Text(s.text(textOwnNetwork))),
		&drawing{s: s},
		goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("labelledby", "network-title").Body(
			goapp.Table().Aria("labelledby", "network-title").Body(
				goapp.THead().Body(goapp.Tr().Body(
					goapp.Th().Scope("col").Text(s.text(textLayer)),
					goapp.Th().Scope("col").Text(s.text(textOutput)),
					goapp.Th().Scope("col").Class("figure").Text(s.text(textParameters)),
				)),
				goapp.TBody().Body(n.lines(d, rows, problem, at)...),
				goapp.TFoot().Body(
					s.sum(textTotal, s.whole(total), "total-params"),
					s.sum(textTrainable, s.whole(trainable), "trainable-params"),
				),
			),
		),
		goapp.P().Class("wrong").DataSet("testid", "problem-model").Role("status").Text(n.summed(problem, at)),
		n.add(),
		n.costs(d.spec, rows),
		&exchange{s: s},
	)
}

// summed is what is wrong with the network, for below the table.
func (n *network) summed(problem string, at int) string {
	if problem == "" {
		return ""
	}
	if at < 0 {
		return n.s.text(textNetworkWrong, problem)
	}
	return n.s.text(textNetworkWrongAt, at+1, problem)
}

// lines are the layers, each with what is wrong with it, and the open one with its arguments.
func (n *network) lines(d *draft, rows []nn.SummaryRow, problem string, at int) []goapp.UI {
	s := n.s
	var all []goapp.UI
	for i, l := range d.spec.Layers {
		row := nn.SummaryRow{Name: s.text(textNthLayer, i+1), Class: l.ClassName(), OutputShape: "–"}
		if i < len(rows) {
			row = rows[i]
		}
		all = append(all, n.line(i, row, i < len(rows), i == at))
		if i == at {
			all = append(all, goapp.Tr().Class("fault").Body(goapp.Td().ColSpan(3).Body(
				goapp.P().ID("layer-problem").Class("wrong").DataSet("testid", "layer-problem").Text(problem))))
		}
		if s.chosen == i+1 {
			all = append(all, n.opened(i, d, row))
		}
	}
	return all
}

func (n *network) line(i int, r nn.SummaryRow, known, faulty bool) goapp.UI {
	s := n.s
	class, news := s.news(i)
	params := "–"
	if known {
		params = s.whole(r.Params)
	}
	if faulty {
		class += " faulty"
	}
	open := s.chosen == i+1
	if open {
		class += " open"
	}
	button := goapp.Button().Type("button").Class("layer").DataSet("testid", "layer-"+strconv.Itoa(i)).Aria("expanded", open).
		Aria("keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Delete").
		OnClick(func(goapp.Context, goapp.Event) {
			s.chooseLayer(i)
			reveal(n.ctx, ".network tr.opened")
		}, i).
		OnKeyDown(func(_ goapp.Context, e goapp.Event) { n.key(e, i) }, i).
		Body(append(layerName(r.Name), goapp.Text(" "), typeName(r.Class), unseen(news))...)
	if faulty {
		button = button.Aria("describedby", "layer-problem")
	}
	return goapp.Tr().Class("kind-"+r.Class+class).Title(news).Body(
		goapp.Th().Scope("row").Body(button),
		goapp.Td().Text(r.OutputShape),
		goapp.Td().Class("figure").Text(params),
	)
}

// key moves or removes a layer, or goes to another one.
func (n *network) key(e goapp.Event, layer int) {
	alt := e.Get("altKey").Truthy() // what fills in forms sends keys without it
	switch key := e.Get("key").String(); {
	case alt && key == "ArrowUp":
		n.move(layer, -1, "")
	case alt && key == "ArrowDown":
		n.move(layer, 1, "")
	case key == "ArrowUp":
		n.focusLayer(max(layer-1, 0))
	case key == "ArrowDown":
		n.focusLayer(min(layer+1, len(n.s.sketch().spec.Layers)-1))
	case key == "Delete":
		n.remove(layer)
	default:
		return
	}
	e.PreventDefault()
}

// move changes a layer's place; the keyboard follows it, to its line or to one of its buttons.
func (n *network) move(layer, by int, testid string) {
	if !n.s.moveLayer(layer, by) {
		return
	}
	if testid == "" {
		n.focusLayer(layer + by)
	} else {
		focus(n.ctx, `[data-testid="`+testid+`"]:not(:disabled)`, `[data-testid="layer-`+strconv.Itoa(layer+by)+`"]`)
	}
}

func (n *network) remove(layer int) {
	if n.s.locked("model") {
		return
	}
	n.s.removeLayer(layer)
	if left := len(n.s.sketch().spec.Layers); left > 0 {
		n.focusLayer(min(layer, left-1))
	} else {
		focus(n.ctx, `[data-testid="add-layer"]`)
	}
}

func (n *network) focusLayer(layer int) {
	focus(n.ctx, `[data-testid="layer-`+strconv.Itoa(layer)+`"]`)
}

// focus moves the keyboard to the first of some elements that there is, once the page has been drawn.
func focus(ctx goapp.Context, selectors ...string) {
	ctx.Defer(func(goapp.Context) {
		for _, selector := range selectors {
			if at := goapp.Window().Get("document").Call("querySelector", selector); at.Truthy() {
				at.Call("focus")
				return
			}
		}
	})
}

// reveal scrolls as far as it takes to see an element, once the page has been drawn.
func reveal(ctx goapp.Context, selector string) {
	ctx.Defer(func(goapp.Context) {
		if at := goapp.Window().Get("document").Call("querySelector", selector); at.Truthy() {
			at.Call("scrollIntoView", map[string]any{"block": "nearest"})
		}
	})
}

// opened is the line under a layer with all that can be done with it.
func (n *network) opened(i int, d *draft, row nn.SummaryRow) goapp.UI {
	s := n.s
	l := d.spec.Layers[i]
	locked := s.locked("model")
	var fields []goapp.UI
	for _, a := range nn.Arguments(l.ClassName()) {
		fields = append(fields, n.argument(i, l, a, d.typed[i]))
	}
	act := func(testid, path string, text words, able bool, do func()) goapp.UI {
		return goapp.Button().Type("button").Class("quiet").DataSet("testid", testid).Disabled(locked || !able).
			OnClick(func(goapp.Context, goapp.Event) { do() }, testid, i).Body(icon(path), goapp.Span().Text(s.text(text)))
	}
	return goapp.Tr().Class("opened").DataSet("testid", "layer-editor").Body(goapp.Td().ColSpan(3).Body(
		goapp.P().Class("small").Text(s.text(layerWords[l.ClassName()])),
		goapp.Div().Class("grid").Hidden(len(fields) == 0).Body(fields...),
		goapp.P().Class("small facts").DataSet("testid", "layer-costs").Text(s.text(textLayerCosts, s.many(float64(row.MACs)), s.size(int64(row.Bytes)))),
		goapp.Div().Class("choices").Body(
			act("move-up", iconUp, textMoveUp, i > 0, func() { n.move(i, -1, "move-up") }),
			act("move-down", iconLower, textMoveDown, i < len(d.spec.Layers)-1, func() { n.move(i, 1, "move-down") }),
			act("remove-layer", iconClear, textRemoveLayer, true, func() { n.remove(i) }),
		),
	))
}

// argument is the field of one argument.
func (n *network) argument(i int, l nn.Layer, a *nn.Argument, typed map[string]string) goapp.UI {
	s := n.s
	id := "argument-" + a.Name
	name := s.text(argumentWords[a.Name].name)
	testid := "layer-" + strconv.Itoa(i) + "-" + a.Name
	text, wrong := typed[a.Name]
	if !wrong {
		text = a.Get(l)
	}
	give := func(ctx goapp.Context, _ goapp.Event) { s.setArgument(i, a.Name, ctx.JSSrc().Get("value").String()) }
	var control goapp.UI
	switch a.Kind {
	case nn.Choice:
		control = goapp.Select().ID(id).DataSet("testid", testid).Disabled(s.locked("model")).Aria("describedby", "about-"+id).
			OnChange(give, i, a.Name).Body(options(a.Choices, a.Choices, text)...)
	case nn.Truth:
		control = goapp.Select().ID(id).DataSet("testid", testid).Disabled(s.locked("model")).Aria("describedby", "about-"+id).
			OnChange(give, i, a.Name).Body(options(a.Choices, []string{s.text(textTrue), s.text(textFalse)}, text)...)
	default:
		mode := "numeric"
		if a.Kind == nn.Real || a.Kind == nn.L2Rate {
			mode = "decimal"
		}
		control = goapp.Input().Type("text").Attr("inputmode", mode).ID(id).DataSet("testid", testid).AutoComplete(false).Spellcheck(false).
			Value(text).Disabled(s.locked("model")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).OnInput(give, i, a.Name)
	}
	said := ""
	if wrong {
		said = s.text(textFieldAllowed, s.takes(a))
	}
	return goapp.Div().Class("field").Body(
		goapp.Div().Class("label").Body(
			goapp.Label().For(id).Title(a.Name).Text(name),
			s.question("about-"+id, name),
		),
		goapp.Div().Class("box").Body(control),
		goapp.P().ID("wrong-"+id).Class("wrong").DataSet("testid", "problem-"+testid).Aria("live", "polite").Hidden(!wrong).Text(said),
		explained("about-"+id, s.text(argumentWords[a.Name].help)+" ("+a.Name+")"),
	)
}

// options are those of a select.
func options(values, words []string, chosen string) []goapp.UI {
	all := make([]goapp.UI, len(values))
	for i, v := range values {
		all[i] = goapp.Option().Value(v).Selected(v == chosen).Text(words[i])
	}
	return all
}

// takes says which values an argument takes.
func (s *session) takes(a *nn.Argument) string {
	low, high := s.plain(a.Low), s.plain(a.High)
	if a.High >= 1000 {
		high = s.whole(int(a.High))
	}
	switch {
	case a.Kind == nn.Whole:
		return s.text(textTakesWhole, low, high)
	case a.Kind == nn.Pair:
		return s.text(textTakesPair, low, high)
	case a.Open[0] && a.Open[1]:
		return s.text(textTakesBetween, low, high)
	case a.Open[1]:
		return s.text(textTakesBelow, low, high)
	}
	return s.text(textTakesReal, low, high)
}

// add is the button for a new layer and the layers to choose from.
func (n *network) add() goapp.UI {
	s := n.s
	var choices []goapp.UI
	if n.adding {
		for _, class := range nn.ClassNames() {
			choices = append(choices, goapp.Li().Body(
				goapp.Button().Type("button").Class("quiet kind-"+class).DataSet("testid", "add-"+class).
					OnClick(func(goapp.Context, goapp.Event) { n.insert(class) }, class).
					Body(goapp.B().Text(class), goapp.Span().Class("small").Text(s.text(layerWords[class]))),
			))
		}
	}
	return goapp.Div().Class("add").OnKeyDown(n.leave).Body(
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "add-layer").Disabled(s.locked("model")).Aria("expanded", n.adding).
			OnClick(func(goapp.Context, goapp.Event) {
				if n.adding = !n.adding; n.adding {
					focus(n.ctx, ".add li button")
				}
			}).Body(icon(iconPlus), goapp.Span().Text(s.text(textAddLayer))),
		goapp.P().Class("small").Hidden(!n.adding).Text(n.place()),
		goapp.Ul().Class("kinds").Hidden(!n.adding).Body(choices...),
	)
}

// place says where the new layer goes.
func (n *network) place() string {
	if n.s.chosen > 0 {
		return n.s.text(textAddBehind, n.s.chosen)
	}
	return n.s.text(textAddUsual)
}

func (n *network) insert(class string) {
	n.adding = false
	n.s.addLayer(class)
	n.focusLayer(max(n.s.chosen-1, 0))
}

// leave closes the choice of layers.
func (n *network) leave(_ goapp.Context, e goapp.Event) {
	if n.adding && e.Get("key").String() == "Escape" {
		n.adding = false
		focus(n.ctx, `[data-testid="add-layer"]`)
	}
}

// costs are what training the network takes.
func (n *network) costs(spec *nn.Spec, rows []nn.SummaryRow) goapp.UI {
	s := n.s
	macs, memory, epoch, known := "–", "–", "–", ""
	if len(rows) == len(spec.Layers) && len(rows) > 0 {
		macs = s.many(macsOf(spec))
		if bytes, err := spec.Memory(s.experiment.Batch); err == nil {
			memory = s.decimal(float64(bytes)/1e6, 1) + " MB"
		}
		if s.wrong["model"] == nil {
			epoch, known = s.epochTimeInWords()
		}
	}
	cost := func(testid string, name, help words, value, remark string) goapp.UI {
		return goapp.Div().Body(
			goapp.Dt().Body(goapp.Span().Text(s.text(name)), s.question("about-"+testid, s.text(name)), explained("about-"+testid, s.text(help))),
			goapp.Dd().DataSet("testid", testid).Body(goapp.Span().Text(value), goapp.If(remark != "", goapp.Small().Text(remark))),
		)
	}
	return goapp.Dl().Class("costs").Body(
		cost("macs", textMACs, textMACsHelp, macs, ""),
		cost("memory", textMemory, textMemoryHelp, memory, ""),
		cost("epoch-time", textEpochTime, textEpochTimeHelp, epoch, known),
	)
}

// many writes a large number with a word for its size.
func (s *session) many(v float64) string {
	switch {
	case v >= 1e9:
		return s.text(textThousandMillions, s.decimal(v/1e9, 2))
	case v >= 1e6:
		return s.text(textMillions, s.decimal(v/1e6, 1))
	}
	return s.whole(int(v))
}

// typeName is a class that may be broken before its capitals: Batch|Normalization.
func typeName(class string) goapp.UI {
	parts, from := []goapp.UI{goapp.Text("(")}, 0
	for i := 1; i < len(class); i++ {
		if 'A' <= class[i] && class[i] <= 'Z' && 'a' <= class[i-1] && class[i-1] <= 'z' {
			parts, from = append(parts, goapp.Text(class[from:i]), goapp.Wbr()), i
		}
	}
	return goapp.Span().Class("type").Body(append(parts, goapp.Text(class[from:]+")"))...)
}

// layerName is a name that may be broken after its underscores, and only there if that is enough.
func layerName(name string) []goapp.UI {
	var parts []goapp.UI
	for part := range strings.SplitAfterSeq(name, "_") {
		parts = append(parts, goapp.Text(part), goapp.Wbr())
	}
	return parts
}

func (s *session) sum(label words, value, testid string) goapp.UI {
	return goapp.Tr().Body(
		goapp.Th().Scope("row").ColSpan(2).Text(s.text(label)),
		goapp.Td().Class("figure").DataSet("testid", testid).Text(value),
	)
}

// drops reports whether a network has something for the switch of dropout to switch.
func drops(spec *nn.Spec) bool {
	return slices.ContainsFunc(spec.Layers, func(l nn.Layer) bool { return l.ClassName() == "Dropout" })
}

var (
	textOwnNetwork     = &samples.Text{ES: "Volver a la red de la muestra", EN: "Back to the sample’s network"}
	textNthLayer       = &samples.Text{ES: "capa %d", EN: "layer %d"}
	textNetworkWrong   = &samples.Text{ES: "Así no se puede entrenar: %s.", EN: "It cannot be trained like this: %s."}
	textNetworkWrongAt = &samples.Text{ES: "Así no se puede entrenar. Capa %d: %s.", EN: "It cannot be trained like this. Layer %d: %s."}
	textLayerCosts     = &samples.Text{ES: "Sumas y productos por imagen: %s. Memoria por imagen al entrenar: %s.", EN: "Multiply-adds per picture: %s. Memory per picture in training: %s."}
	textMoveUp         = &samples.Text{ES: "Subir", EN: "Up"}
	textMoveDown       = &samples.Text{ES: "Bajar", EN: "Down"}
	textRemoveLayer    = &samples.Text{ES: "Quitar", EN: "Remove"}
	textTrue           = &samples.Text{ES: "sí", EN: "yes"}
	textFalse          = &samples.Text{ES: "no", EN: "no"}
	textTakesWhole     = &samples.Text{ES: "un número entero de %s a %s", EN: "a whole number from %s to %s"}
	textTakesPair      = &samples.Text{ES: "uno o dos números enteros de %s a %s, como 3 o 3,5", EN: "one or two whole numbers from %s to %s, like 3 or 3,5"}
	textTakesBetween   = &samples.Text{ES: "un número mayor que %s y menor que %s", EN: "a number above %s and below %s"}
	textTakesBelow     = &samples.Text{ES: "un número desde %s y menor que %s", EN: "a number from %s to below %s"}
	textTakesReal      = &samples.Text{ES: "un número de %s a %s", EN: "a number from %s to %s"}
	textAddLayer       = &samples.Text{ES: "Añadir una capa", EN: "Add a layer"}
	textAddBehind      = &samples.Text{ES: "Irá detrás de la capa abierta, la %d.", EN: "It goes behind the open layer, number %d."}
	textAddUsual       = &samples.Text{ES: "Irá donde suele ir; para otro sitio, abre antes la capa de delante.", EN: "It goes where it usually does; for another place, open the layer before it first."}

	textMACs             = &samples.Text{ES: "Sumas y productos por imagen", EN: "Multiply-adds per picture"}
	textMACsHelp         = &samples.Text{ES: "Cuántas veces se multiplica y suma para pasar una imagen por la red; aprender de ella cuesta unas tres veces más.", EN: "How often numbers are multiplied and added to pass one picture through the network; learning from it costs about three times as much."}
	textMemoryHelp       = &samples.Text{ES: "Lo que ocupan al entrenar los pesos, sus gradientes y un lote de imágenes, en cada trabajador.", EN: "What weights, their gradients and a batch of pictures take up in training, in each worker."}
	textEpochTime        = &samples.Text{ES: "Tiempo por época", EN: "Time per epoch"}
	textEpochTimeHelp    = &samples.Text{ES: "Según lo que esta máquina tardó en entrenamientos anteriores, o, si aún no hubo ninguno, lo que suele tardar un ordenador corriente.", EN: "By what this machine has taken in earlier runs or, before the first one, what an ordinary computer usually takes."}
	textMillions         = &samples.Text{ES: "%s millones", EN: "%s million"}
	textThousandMillions = &samples.Text{ES: "%s mil millones", EN: "%s billion"}
)
