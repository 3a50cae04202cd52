package edit

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/run"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// Network is the network as a table that can be edited: Keras's summary, each of whose lines opens.
type Network struct {
	goapp.Compo
	S      *app.Session
	drawn  drawnFrom
	adding bool          // the layers to choose from are shown
	ctx    goapp.Context // its own: what an element asked for that is gone since is never done
}

// Settled implements steady.
func (n *Network) Settled() bool { return n.drawn == drawnOf(n.S) }

// OnMount implements goapp.Mounter.
func (n *Network) OnMount(ctx goapp.Context) {
	n.ctx = ctx
	kit.ViewsOf(n.S).Add(ctx, false)
}

// Render implements goapp.Composer.
func (n *Network) Render() goapp.UI {
	s := n.S
	n.drawn = drawnOf(s)
	d := s.Recipe.Sketch()
	rows, _ := d.Spec.Rows() // those before a fault; networkProblem has the rest
	problem, at := s.Recipe.NetworkProblem()
	total, trainable := 0, 0
	for _, r := range rows {
		total += r.Params
		trainable += r.Trainable
	}
	return goapp.Div().Class("network card").DataSet("testid", "summary").Hidden(s.Recipe.Hides("network")).Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("network-title").Body(goapp.Text(s.Text(textNetwork)+" "), LockSign(s, "model")),
			undoButtons(s),
		),
		goapp.Button().Type("button").Class("quiet back").DataSet("testid", "own-network").Hidden(!s.Recipe.Changes["model"] || s.Recipe.Locked("model")).
			OnClick(func(goapp.Context, goapp.Event) { s.Recipe.Revert("model") }).
			Body(kit.Icon(kit.IconReset), goapp.Span().Text(s.Text(textOwnNetwork))),
		&Drawing{S: s},
		goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("labelledby", "network-title").Body(
			goapp.Table().Aria("labelledby", "network-title").Body(
				goapp.THead().Body(goapp.Tr().Body(
					goapp.Th().Scope("col").Text(s.Text(textLayer)),
					goapp.Th().Scope("col").Text(s.Text(textOutput)),
					goapp.Th().Scope("col").Class("figure").Text(s.Text(textParameters)),
				)),
				goapp.TBody().Body(n.lines(d, rows, problem, at)...),
				goapp.TFoot().Body(
					sum(s, textTotal, s.Whole(total), "total-params"),
					sum(s, textTrainable, s.Whole(trainable), "trainable-params"),
				),
			),
		),
		goapp.P().Class("wrong").DataSet("testid", "problem-model").Role("status").Text(n.summed(problem, at)),
		n.add(),
		n.costs(d.Spec, rows),
		&Exchange{S: s},
	)
}

// summed is what is wrong with the network, for below the table.
func (n *Network) summed(problem string, at int) string {
	if problem == "" {
		return ""
	}
	if at < 0 {
		return n.S.Text(editor.TextNetworkWrong, problem)
	}
	return n.S.Text(editor.TextNetworkWrongAt, at+1, problem)
}

// lines are the layers, each with what is wrong with it, and the open one with its arguments.
func (n *Network) lines(d *editor.Draft, rows []keras.SummaryRow, problem string, at int) []goapp.UI {
	s := n.S
	var all []goapp.UI
	for i, l := range d.Spec.Layers {
		row := keras.SummaryRow{Name: s.Text(textNthLayer, i+1), Class: l.ClassName(), OutputShape: "–"}
		if i < len(rows) {
			row = rows[i]
		}
		all = append(all, n.line(i, row, i < len(rows), i == at))
		if i == at {
			all = append(all, goapp.Tr().Class("fault").Body(goapp.Td().ColSpan(3).Body(
				goapp.P().ID("layer-problem").Class("wrong").DataSet("testid", "layer-problem").Text(problem))))
		}
		if s.Recipe.Chosen == i+1 {
			all = append(all, n.opened(i, d))
		}
	}
	return all
}

func (n *Network) line(i int, r keras.SummaryRow, known, faulty bool) goapp.UI {
	s := n.S
	class, news := "", s.Recipe.News(i)
	if news != "" {
		class += " fresh"
	}
	params := "–"
	if known {
		params = s.Whole(r.Params)
	}
	if faulty {
		class += " faulty"
	}
	open := s.Recipe.Chosen == i+1
	if open {
		class += " open"
	}
	button := goapp.Button().Type("button").Class("layer").DataSet("testid", "layer-"+strconv.Itoa(i)).Aria("expanded", open).
		Aria("keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Delete").
		OnClick(func(goapp.Context, goapp.Event) {
			s.Recipe.ChooseLayer(i)
			reveal(n.ctx, ".network tr.opened")
		}, i).
		OnKeyDown(func(_ goapp.Context, e goapp.Event) { n.key(e, i) }, i).
		Body(append(layerName(r.Name), goapp.Text(" "), typeName(r.Class), kit.Unseen(news))...)
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
func (n *Network) key(e goapp.Event, layer int) {
	alt := e.Get("altKey").Truthy() // what fills in forms sends keys without it
	switch key := e.Get("key").String(); {
	case alt && key == "ArrowUp":
		n.move(layer, -1, "")
	case alt && key == "ArrowDown":
		n.move(layer, 1, "")
	case key == "ArrowUp":
		n.focusLayer(max(layer-1, 0))
	case key == "ArrowDown":
		n.focusLayer(min(layer+1, len(n.S.Recipe.Sketch().Spec.Layers)-1))
	case key == "Delete":
		n.remove(layer)
	default:
		return
	}
	e.PreventDefault()
}

// move changes a layer's place; the keyboard follows it, to its line or to one of its buttons.
func (n *Network) move(layer, by int, testid string) {
	if !n.S.Recipe.MoveLayer(layer, by) {
		return
	}
	if testid == "" {
		n.focusLayer(layer + by)
	} else {
		kit.Focus(n.ctx, `[data-testid="`+testid+`"]:not(:disabled)`, `[data-testid="layer-`+strconv.Itoa(layer+by)+`"]`)
	}
}

func (n *Network) remove(layer int) {
	if n.S.Recipe.Locked("model") {
		return
	}
	n.S.Recipe.RemoveLayer(layer)
	if left := len(n.S.Recipe.Sketch().Spec.Layers); left > 0 {
		n.focusLayer(min(layer, left-1))
	} else {
		kit.Focus(n.ctx, `[data-testid="add-layer"]`)
	}
}

func (n *Network) focusLayer(layer int) {
	kit.Focus(n.ctx, `[data-testid="layer-`+strconv.Itoa(layer)+`"]`)
}

// reveal scrolls as far as it takes to see an element, once the page has been drawn.
func reveal(ctx goapp.Context, selector string) {
	ctx.Defer(func(goapp.Context) { dom.Find(selector).Uncover() })
}

// opened is the line under a layer with all that can be done with it.
func (n *Network) opened(i int, d *editor.Draft) goapp.UI {
	s := n.S
	l := d.Spec.Layers[i]
	locked := s.Recipe.Locked("model")
	var fields []goapp.UI
	for _, a := range keras.Arguments(l.ClassName()) {
		fields = append(fields, n.argument(i, l, a, d.Typed[i]))
	}
	act := func(testid, path string, text say.Words, able bool, do func()) goapp.UI {
		return goapp.Button().Type("button").Class("quiet").DataSet("testid", testid).Disabled(locked || !able).
			OnClick(func(goapp.Context, goapp.Event) { do() }, testid, i).Body(kit.Icon(path), goapp.Span().Text(s.Text(text)))
	}
	var cost nn.Cost
	if costs, _ := nn.Costs(d.Spec); i < len(costs) {
		cost = costs[i]
	}
	return goapp.Tr().Class("opened").DataSet("testid", "layer-editor").Body(goapp.Td().ColSpan(3).Body(
		goapp.P().Class("small").Text(editor.LayerInWords(s.Speaker, l.ClassName())),
		goapp.Div().Class("grid").Hidden(len(fields) == 0).Body(fields...),
		goapp.P().Class("small facts").DataSet("testid", "layer-costs").Text(s.Text(textLayerCosts, many(s, float64(cost.MACs)), s.Size(int64(cost.Bytes)))),
		goapp.Div().Class("choices").Body(
			act("move-up", kit.IconUp, textMoveUp, i > 0, func() { n.move(i, -1, "move-up") }),
			act("move-down", kit.IconLower, textMoveDown, i < len(d.Spec.Layers)-1, func() { n.move(i, 1, "move-down") }),
			act("remove-layer", kit.IconClear, textRemoveLayer, true, func() { n.remove(i) }),
		),
	))
}

// argument is the field of one argument.
func (n *Network) argument(i int, l keras.Layer, a *keras.Argument, typed map[string]string) goapp.UI {
	s := n.S
	id := "argument-" + a.Name
	name, help := editor.ArgumentInWords(s.Speaker, a.Name)
	testid := "layer-" + strconv.Itoa(i) + "-" + a.Name
	text, wrong := typed[a.Name]
	if !wrong {
		text = a.Get(l)
	}
	give := func(ctx goapp.Context, _ goapp.Event) {
		s.Recipe.SetArgument(i, a.Name, ctx.JSSrc().Get("value").String())
	}
	var control goapp.UI
	switch a.Kind {
	case keras.Choice:
		control = goapp.Select().ID(id).DataSet("testid", testid).Disabled(s.Recipe.Locked("model")).Aria("describedby", "about-"+id).
			OnChange(give, i, a.Name).Body(options(a.Choices, a.Choices, text)...)
	case keras.Truth:
		control = goapp.Select().ID(id).DataSet("testid", testid).Disabled(s.Recipe.Locked("model")).Aria("describedby", "about-"+id).
			OnChange(give, i, a.Name).Body(options(a.Choices, []string{s.Text(textTrue), s.Text(textFalse)}, text)...)
	default:
		mode := "numeric"
		if a.Kind == keras.Real || a.Kind == keras.L2Rate {
			mode = "decimal"
		}
		control = goapp.Input().Type("text").Attr("inputmode", mode).ID(id).DataSet("testid", testid).AutoComplete(false).Spellcheck(false).
			Value(text).Disabled(s.Recipe.Locked("model")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).OnInput(give, i, a.Name)
	}
	said := ""
	if wrong {
		said = s.Text(editor.TextFieldAllowed, takes(s, a))
	}
	return goapp.Div().Class("field").Body(
		goapp.Div().Class("label").Body(
			goapp.Label().For(id).Title(a.Name).Text(name),
			kit.Question(s, "about-"+id, name),
		),
		goapp.Div().Class("box").Body(control),
		goapp.P().ID("wrong-"+id).Class("wrong").DataSet("testid", "problem-"+testid).Aria("live", "polite").Hidden(!wrong).Text(said),
		kit.Explained("about-"+id, help+" ("+a.Name+")"),
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
func takes(s *app.Session, a *keras.Argument) string {
	low, high := s.Plain(a.Low), s.Plain(a.High)
	if a.High >= 1000 {
		high = s.Whole(int(a.High))
	}
	switch {
	case a.Kind == keras.Whole:
		return s.Text(textTakesWhole, low, high)
	case a.Kind == keras.Pair:
		return s.Text(textTakesPair, low, high)
	case a.Open[0] && a.Open[1]:
		return s.Text(textTakesBetween, low, high)
	case a.Open[1]:
		return s.Text(textTakesBelow, low, high)
	}
	return s.Text(textTakesReal, low, high)
}

// add is the button for a new layer and the layers to choose from.
func (n *Network) add() goapp.UI {
	s := n.S
	var choices []goapp.UI
	if n.adding {
		for _, class := range keras.ClassNames() {
			choices = append(choices, goapp.Li().Body(
				goapp.Button().Type("button").Class("quiet kind-"+class).DataSet("testid", "add-"+class).
					OnClick(func(goapp.Context, goapp.Event) { n.insert(class) }, class).
					Body(goapp.B().Text(class), goapp.Span().Class("small").Text(editor.LayerInWords(s.Speaker, class))),
			))
		}
	}
	return goapp.Div().Class("add").OnKeyDown(n.leave).Body(
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "add-layer").Disabled(s.Recipe.Locked("model")).Aria("expanded", n.adding).
			OnClick(func(goapp.Context, goapp.Event) {
				if n.adding = !n.adding; n.adding {
					kit.Focus(n.ctx, ".add li button")
				}
			}).Body(kit.Icon(kit.IconPlus), goapp.Span().Text(s.Text(textAddLayer))),
		goapp.P().Class("small").Hidden(!n.adding).Text(n.place()),
		goapp.Ul().Class("kinds").Hidden(!n.adding).Body(choices...),
	)
}

// place says where the new layer goes.
func (n *Network) place() string {
	if n.S.Recipe.Chosen > 0 {
		return n.S.Text(textAddBehind, n.S.Recipe.Chosen)
	}
	return n.S.Text(textAddUsual)
}

func (n *Network) insert(class string) {
	n.adding = false
	n.S.Recipe.AddLayer(class)
	n.focusLayer(max(n.S.Recipe.Chosen-1, 0))
}

// leave closes the choice of layers.
func (n *Network) leave(_ goapp.Context, e goapp.Event) {
	if n.adding && e.Get("key").String() == "Escape" {
		n.adding = false
		kit.Focus(n.ctx, `[data-testid="add-layer"]`)
	}
}

// costs are what training the network takes.
func (n *Network) costs(spec *keras.Sequential, rows []keras.SummaryRow) goapp.UI {
	s := n.S
	macs, memory, epoch, known := "–", "–", "–", ""
	if len(rows) == len(spec.Layers) && len(rows) > 0 {
		macs = many(s, run.MacsOf(spec))
		if m, err := nn.TrainingMemory(spec, s.Recipe.Experiment.Batch, 2); err == nil {
			memory = s.Decimal(float64(m.Total())/1e6, 1) + " MB"
		}
		if s.Recipe.Wrong["model"] == nil {
			epoch, known = s.Training.EpochTimeInWords()
		}
	}
	cost := func(testid string, name, help say.Words, value, remark string) goapp.UI {
		return goapp.Div().Body(
			goapp.Dt().Body(goapp.Span().Text(s.Text(name)), kit.Question(s, "about-"+testid, s.Text(name)), kit.Explained("about-"+testid, s.Text(help))),
			goapp.Dd().DataSet("testid", testid).Body(goapp.Span().Text(value), goapp.If(remark != "", goapp.Small().Text(remark))),
		)
	}
	return goapp.Dl().Class("costs").Body(
		cost("macs", textMACs, textMACsHelp, macs, ""),
		cost("memory", TextMemory, textMemoryHelp, memory, ""),
		cost("epoch-time", textEpochTime, textEpochTimeHelp, epoch, known),
	)
}

// many writes a large number with a word for its size.
func many(s *app.Session, v float64) string {
	switch {
	case v >= 1e9:
		return s.Text(textThousandMillions, s.Decimal(v/1e9, 2))
	case v >= 1e6:
		return s.Text(textMillions, s.Decimal(v/1e6, 1))
	}
	return s.Whole(int(v))
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

func sum(s *app.Session, label say.Words, value, testid string) goapp.UI {
	return goapp.Tr().Body(
		goapp.Th().Scope("row").ColSpan(2).Text(s.Text(label)),
		goapp.Td().Class("figure").DataSet("testid", testid).Text(value),
	)
}

var (
	textOwnNetwork   = &recipe.Text{ES: "Volver a la red de la muestra", EN: "Back to the sample’s network"}
	textNthLayer     = &recipe.Text{ES: "capa %d", EN: "layer %d"}
	textLayerCosts   = &recipe.Text{ES: "Sumas y productos por imagen: %s. Memoria por imagen al entrenar: %s.", EN: "Multiply-adds per picture: %s. Memory per picture in training: %s."}
	textMoveUp       = &recipe.Text{ES: "Subir", EN: "Up"}
	textMoveDown     = &recipe.Text{ES: "Bajar", EN: "Down"}
	textRemoveLayer  = &recipe.Text{ES: "Quitar", EN: "Remove"}
	textTrue         = &recipe.Text{ES: "sí", EN: "yes"}
	textFalse        = &recipe.Text{ES: "no", EN: "no"}
	textTakesWhole   = &recipe.Text{ES: "un número entero de %s a %s", EN: "a whole number from %s to %s"}
	textTakesPair    = &recipe.Text{ES: "uno o dos números enteros de %s a %s, como 3 o 3,5", EN: "one or two whole numbers from %s to %s, like 3 or 3,5"}
	textTakesBetween = &recipe.Text{ES: "un número mayor que %s y menor que %s", EN: "a number above %s and below %s"}
	textTakesBelow   = &recipe.Text{ES: "un número desde %s y menor que %s", EN: "a number from %s to below %s"}
	textTakesReal    = &recipe.Text{ES: "un número de %s a %s", EN: "a number from %s to %s"}
	textAddLayer     = &recipe.Text{ES: "Añadir una capa", EN: "Add a layer"}
	textAddBehind    = &recipe.Text{ES: "Irá detrás de la capa abierta, la %d.", EN: "It goes behind the open layer, number %d."}
	textAddUsual     = &recipe.Text{ES: "Irá donde suele ir; para otro sitio, abre antes la capa de delante.", EN: "It goes where it usually does; for another place, open the layer before it first."}

	textMACs             = &recipe.Text{ES: "Sumas y productos por imagen", EN: "Multiply-adds per picture"}
	textMACsHelp         = &recipe.Text{ES: "Cuántas veces se multiplica y suma para pasar una imagen por la red; aprender de ella cuesta unas tres veces más.", EN: "How often numbers are multiplied and added to pass one picture through the network; learning from it costs about three times as much."}
	textMemoryHelp       = &recipe.Text{ES: "Lo que ocupan al entrenar los pesos, sus gradientes y un lote de imágenes, en cada trabajador.", EN: "What weights, their gradients and a batch of pictures take up in training, in each worker."}
	textEpochTime        = &recipe.Text{ES: "Tiempo por época", EN: "Time per epoch"}
	textEpochTimeHelp    = &recipe.Text{ES: "Según lo que esta máquina tardó en entrenamientos anteriores, o, si aún no hubo ninguno, lo que suele tardar un ordenador corriente.", EN: "By what this machine has taken in earlier runs or, before the first one, what an ordinary computer usually takes."}
	textMillions         = &recipe.Text{ES: "%s millones", EN: "%s million"}
	textThousandMillions = &recipe.Text{ES: "%s mil millones", EN: "%s billion"}
)
