package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// exchange takes networks from Keras and gives the experiment to it.
type exchange struct {
	goapp.Compo
	s       *session
	drawn   drawnFrom
	text    string // in the box
	said    words  // what came of the last button
	problem string
	over    bool // a file is held above it
}

// maxFile bounds what is read of a dropped file, before anything looks into it.
const maxFile = 1 << 20

// settled implements steady.
func (x *exchange) settled() bool { return x.drawn == x.s.drawnFrom() }

// OnMount implements goapp.Mounter.
func (x *exchange) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *exchange) Render() goapp.UI {
	s := x.s
	x.drawn = s.drawnFrom()
	said := ""
	if x.said != nil {
		said = s.text(x.said)
	}
	class := "exchange"
	if x.over {
		class += " over"
	}
	able := len(s.wrong) == 0
	return goapp.Details().Class(class).DataSet("testid", "keras").OnDragOver(x.hover).OnDragLeave(x.away).OnDrop(x.drop).Body(
		goapp.Summary().Text(s.text(textKeras)),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "copy-keras").Disabled(!able).OnClick(x.copyCode).
				Body(icon(iconCopy), goapp.Span().Text(s.text(textCopyKeras))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "copy-json").Disabled(!able).OnClick(x.copyJSON).
				Body(icon(iconCopy), goapp.Span().Text(s.text(textCopyJSON))),
		),
		goapp.P().Class("small").Role("status").DataSet("testid", "keras-said").Text(said),
		goapp.Div().Hidden(s.locked("model")).Body(
			goapp.Label().For("keras-json").Body(goapp.Text(s.text(textKerasJSON))),
			goapp.Textarea().ID("keras-json").DataSet("testid", "keras-json").Rows(4).Spellcheck(false).
				Placeholder(`{"class_name": "Sequential", …}`).Aria("invalid", x.problem != "").Aria("describedby", "keras-problem").
				Text(x.text).OnInput(func(ctx goapp.Context, _ goapp.Event) { x.text, x.problem = ctx.JSSrc().Get("value").String(), "" }),
			goapp.P().ID("keras-problem").Class("wrong").DataSet("testid", "keras-problem").Role("status").Text(x.problem),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "take-json").Disabled(x.text == "").
					OnClick(func(goapp.Context, goapp.Event) { x.take(x.text) }).Text(s.text(textTakeJSON)),
				goapp.Label().Class("file quiet").Body(
					goapp.Input().Type("file").Accept(".json,application/json").Class("unseen").DataSet("testid", "keras-file").OnChange(x.chosen),
					icon(iconSave), goapp.Span().Text(s.text(textKerasFile)),
				),
			),
		),
	)
}

// take makes the network of a JSON text the page's.
func (x *exchange) take(text string) {
	if err := x.s.replaceNetwork([]byte(text)); err != nil {
		x.problem, x.said = x.s.text(textKerasRefused, x.s.problemOf(err)), nil
		return
	}
	x.text, x.problem, x.said = "", "", textKerasTaken
}

// problemOf is an error about a network without the name of the link's key.
func (s *session) problemOf(err error) string {
	if link, ok := err.(*samples.LinkError); ok {
		return link.Problem.In(s.lang)
	}
	return s.words(err)
}

func (x *exchange) chosen(ctx goapp.Context, _ goapp.Event) {
	x.read(ctx, ctx.JSSrc().Get("files"))
	ctx.JSSrc().Set("value", "") // so that the same file can be chosen again
}

func (x *exchange) hover(_ goapp.Context, e goapp.Event) {
	if bringsFiles(e) { // a text is for the field that it falls on
		e.PreventDefault()
		x.over = true
	}
}

func (x *exchange) away(goapp.Context, goapp.Event) { x.over = false }

func (x *exchange) drop(ctx goapp.Context, e goapp.Event) {
	x.over = false
	if !bringsFiles(e) {
		return
	}
	e.PreventDefault()
	if !x.s.locked("model") {
		x.read(ctx, e.Get("dataTransfer").Get("files"))
	}
}

// bringsFiles reports whether files are dragged. While they are still held, their types are all that can be seen of them.
func bringsFiles(e goapp.Event) bool {
	transfer := e.Get("dataTransfer")
	return transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Truthy()
}

// read reads the first of some files and takes the network in it.
func (x *exchange) read(ctx goapp.Context, files goapp.Value) {
	if !files.Truthy() || files.Length() == 0 {
		return
	}
	file := files.Index(0)
	if size := file.Get("size").Int(); size > maxFile {
		x.problem = x.s.text(textKerasRefused, x.s.text(textKerasTooLarge, strconv.Itoa(size), strconv.Itoa(maxFile)))
		return
	}
	await(file.Call("text"), func(read goapp.Value) {
		text := read.String()
		ctx.Dispatch(func(goapp.Context) {
			x.text = text
			x.take(text)
		})
	}, func(thrown goapp.Value) {
		why := thrown.Call("toString").String()
		ctx.Dispatch(func(goapp.Context) { x.problem = x.s.text(textKerasRefused, why) })
	})
}

func (x *exchange) copyCode(ctx goapp.Context, _ goapp.Event) {
	code, err := x.s.experiment.KerasCode(x.s.lang)
	if err != nil {
		x.problem = x.s.words(err)
		return
	}
	x.copy(ctx, code, textKerasCopied)
}

func (x *exchange) copyJSON(ctx goapp.Context, _ goapp.Event) {
	text, err := x.s.experiment.Spec.MarshalJSON()
	if err != nil {
		x.problem = x.s.words(err)
		return
	}
	x.copy(ctx, string(text), textJSONCopied)
}

// copy puts a text on the clipboard, or where that cannot be into the box, to be copied by hand.
func (x *exchange) copy(ctx goapp.Context, text string, done words) {
	toClipboard(ctx, text, func(copied bool) {
		if x.said = done; !copied {
			x.text, x.said = text, textCopyByHand
		}
	})
}

var (
	textKeras         = &samples.Text{ES: "De Keras y a Keras", EN: "From Keras and to Keras"}
	textCopyKeras     = &samples.Text{ES: "Copiar como código Keras", EN: "Copy as Keras code"}
	textCopyJSON      = &samples.Text{ES: "Copiar la red como JSON", EN: "Copy the network as JSON"}
	textKerasCopied   = &samples.Text{ES: "Copiado: un programa de Python con esta red, esta receta y estas imágenes.", EN: "Copied: a Python program with this network, this recipe and these pictures."}
	textJSONCopied    = &samples.Text{ES: "Copiado. En Keras: keras.models.model_from_json(texto).", EN: "Copied. In Keras: keras.models.model_from_json(text)."}
	textCopyByHand    = &samples.Text{ES: "El navegador no deja copiarlo: está en el cuadro, cópialo de ahí.", EN: "The browser does not allow copying: it is in the box, copy it from there."}
	textKerasJSON     = &samples.Text{ES: "Una red de Keras: pega aquí lo que da model.to_json(), o suelta el archivo", EN: "A network from Keras: paste here what model.to_json() gives, or drop the file"}
	textTakeJSON      = &samples.Text{ES: "Usar esta red", EN: "Use this network"}
	textKerasFile     = &samples.Text{ES: "Elegir un archivo", EN: "Choose a file"}
	textKerasTaken    = &samples.Text{ES: "Es la red de Keras. Se puede deshacer.", EN: "This is the network from Keras. It can be undone."}
	textKerasRefused  = &samples.Text{ES: "No sirve: %s", EN: "It will not do: %s"}
	textKerasTooLarge = &samples.Text{ES: "el archivo tiene %s bytes; se admiten %s", EN: "the file has %s bytes; at most %s are allowed"}
)
