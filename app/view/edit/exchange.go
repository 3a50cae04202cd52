package edit

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/nn/recipe/kerascode"
)

// Exchange takes networks from Keras and gives the experiment to it.
type Exchange struct {
	goapp.Compo
	S       *app.Session
	drawn   drawnFrom
	text    string    // in the box
	said    say.Words // what came of the last button
	problem string
	over    bool // a file is held above it
}

// maxFile bounds what is read of a dropped file, before anything looks into it.
const maxFile = 1 << 20

// Settled implements steady.
func (x *Exchange) Settled() bool { return x.drawn == drawnOf(x.S) }

// OnMount implements goapp.Mounter.
func (x *Exchange) OnMount(ctx goapp.Context) { kit.ViewsOf(x.S).Add(ctx, false) }

// Render implements goapp.Composer.
func (x *Exchange) Render() goapp.UI {
	s := x.S
	x.drawn = drawnOf(s)
	said := ""
	if x.said != nil {
		said = s.Text(x.said)
	}
	class := "exchange"
	if x.over {
		class += " over"
	}
	able := len(s.Recipe.Wrong) == 0
	return goapp.Details().Class(class).DataSet("testid", "keras").OnDragOver(x.hover).OnDragLeave(x.away).OnDrop(x.drop).Body(
		goapp.Summary().Text(s.Text(textKeras)),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "copy-keras").Disabled(!able).OnClick(x.copyCode).
				Body(kit.Icon(kit.IconCopy), goapp.Span().Text(s.Text(textCopyKeras))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "copy-json").Disabled(!able).OnClick(x.copyJSON).
				Body(kit.Icon(kit.IconCopy), goapp.Span().Text(s.Text(textCopyJSON))),
		),
		goapp.P().Class("small").Role("status").DataSet("testid", "keras-said").Text(said),
		goapp.Div().Hidden(s.Recipe.Locked("model")).Body(
			goapp.Label().For("keras-json").Body(goapp.Text(s.Text(textKerasJSON))),
			goapp.Textarea().ID("keras-json").DataSet("testid", "keras-json").Rows(4).Spellcheck(false).
				Placeholder(`{"class_name": "Sequential", …}`).Aria("invalid", x.problem != "").Aria("describedby", "keras-problem").
				Text(x.text).OnInput(func(ctx goapp.Context, _ goapp.Event) { x.text, x.problem = ctx.JSSrc().Get("value").String(), "" }),
			goapp.P().ID("keras-problem").Class("wrong").DataSet("testid", "keras-problem").Role("status").Text(x.problem),
			goapp.Div().Class("choices").Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "take-json").Disabled(x.text == "").
					OnClick(func(goapp.Context, goapp.Event) { x.take(x.text) }).Text(s.Text(textTakeJSON)),
				goapp.Label().Class("file quiet").Body(
					goapp.Input().Type("file").Accept(".json,application/json").Class("unseen").DataSet("testid", "keras-file").OnChange(x.chosen),
					kit.Icon(kit.IconSave), goapp.Span().Text(s.Text(textKerasFile)),
				),
			),
		),
	)
}

// take makes the network of a JSON text the page's.
func (x *Exchange) take(text string) {
	if err := x.S.Recipe.ReplaceNetwork([]byte(text)); err != nil {
		x.problem, x.said = x.S.Text(textKerasRefused, problemOf(x.S, err)), nil
		return
	}
	x.text, x.problem, x.said = "", "", textKerasTaken
}

// problemOf is an error about a network without the name of the link's key.
func problemOf(s *app.Session, err error) string {
	if link, ok := err.(*recipe.LinkError); ok {
		return link.Problem.In(s.Lang)
	}
	return s.Words(err)
}

func (x *Exchange) chosen(ctx goapp.Context, _ goapp.Event) {
	x.read(ctx, ctx.JSSrc().Get("files"))
	ctx.JSSrc().Set("value", "") // so that the same file can be chosen again
}

func (x *Exchange) hover(_ goapp.Context, e goapp.Event) {
	if bringsFiles(e) { // a text is for the field that it falls on
		e.PreventDefault()
		x.over = true
	}
}

func (x *Exchange) away(goapp.Context, goapp.Event) { x.over = false }

func (x *Exchange) drop(ctx goapp.Context, e goapp.Event) {
	x.over = false
	if !bringsFiles(e) {
		return
	}
	e.PreventDefault()
	if !x.S.Recipe.Locked("model") {
		x.read(ctx, e.Get("dataTransfer").Get("files"))
	}
}

// bringsFiles reports whether files are dragged. While they are still held, their types are all that can be seen of them.
func bringsFiles(e goapp.Event) bool {
	transfer := e.Get("dataTransfer")
	return transfer.Truthy() && transfer.Get("types").Call("includes", "Files").Truthy()
}

// read reads the first of some files and takes the network in it.
func (x *Exchange) read(ctx goapp.Context, files goapp.Value) {
	file, ok := kit.FirstFile(files)
	if !ok {
		return
	}
	if size := files.Index(0).Get("size").Int(); size > maxFile {
		x.problem = x.S.Text(textKerasRefused, x.S.Text(textKerasTooLarge, strconv.Itoa(size), strconv.Itoa(maxFile)))
		return
	}
	file.Text(func(text string, err error) {
		ctx.Dispatch(func(goapp.Context) {
			if err != nil {
				x.problem = x.S.Text(textKerasRefused, err)
				return
			}
			x.text = text
			x.take(text)
		})
	})
}

func (x *Exchange) copyCode(ctx goapp.Context, _ goapp.Event) {
	code, err := kerascode.Write(x.S.Recipe.Experiment, x.S.Lang)
	if err != nil {
		x.problem = x.S.Words(err)
		return
	}
	x.copy(ctx, code, textKerasCopied)
}

func (x *Exchange) copyJSON(ctx goapp.Context, _ goapp.Event) {
	text, err := x.S.Recipe.Experiment.Spec.MarshalJSON()
	if err != nil {
		x.problem = x.S.Words(err)
		return
	}
	x.copy(ctx, string(text), textJSONCopied)
}

// copy puts a text on the clipboard, or where that cannot be into the box, to be copied by hand.
func (x *Exchange) copy(ctx goapp.Context, text string, done say.Words) {
	kit.ToClipboard(ctx, text, func(copied bool) {
		if x.said = done; !copied {
			x.text, x.said = text, textCopyByHand
		}
	})
}

var (
	textKeras         = &recipe.Text{ES: "De Keras y a Keras", EN: "From Keras and to Keras"}
	textCopyKeras     = &recipe.Text{ES: "Copiar como código Keras", EN: "Copy as Keras code"}
	textCopyJSON      = &recipe.Text{ES: "Copiar la red como JSON", EN: "Copy the network as JSON"}
	textKerasCopied   = &recipe.Text{ES: "Copiado: un programa de Python con esta red, esta receta y estas imágenes.", EN: "Copied: a Python program with this network, this recipe and these pictures."}
	textJSONCopied    = &recipe.Text{ES: "Copiado. En Keras: keras.models.model_from_json(texto).", EN: "Copied. In Keras: keras.models.model_from_json(text)."}
	textCopyByHand    = &recipe.Text{ES: "El navegador no deja copiarlo: está en el cuadro, cópialo de ahí.", EN: "The browser does not allow copying: it is in the box, copy it from there."}
	textKerasJSON     = &recipe.Text{ES: "Una red de Keras: pega aquí lo que da model.to_json(), o suelta el archivo", EN: "A network from Keras: paste here what model.to_json() gives, or drop the file"}
	textTakeJSON      = &recipe.Text{ES: "Usar esta red", EN: "Use this network"}
	textKerasFile     = &recipe.Text{ES: "Elegir un archivo", EN: "Choose a file"}
	textKerasTaken    = &recipe.Text{ES: "Es la red de Keras. Se puede deshacer.", EN: "This is the network from Keras. It can be undone."}
	textKerasRefused  = &recipe.Text{ES: "No sirve: %s", EN: "It will not do: %s"}
	textKerasTooLarge = &recipe.Text{ES: "el archivo tiene %s bytes; se admiten %s", EN: "the file has %s bytes; at most %s are allowed"}
)
