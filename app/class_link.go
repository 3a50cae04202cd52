package app

import (
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// invitation is a link for a class that is being made.
type invitation struct {
	title, task string
	lang        string // "" is the visitor's own
	lesson      int
	run         bool
	lock, hide  []string
}

// invitationOf is what the page's own link says.
func invitationOf(e *samples.Experiment) invitation {
	return invitation{e.Title, e.Task, e.Lang, e.Lesson, false, slices.Clone(e.Lock), slices.Clone(e.Hide)}
}

// link is the fragment that opens the page with an experiment as the invitation wants it.
func (d invitation) link(e samples.Experiment) string {
	e.Title, e.Task = samples.Tidy(d.title, samples.MaxTitle, false), samples.Tidy(d.task, samples.MaxTask, true)
	e.Lang, e.Lesson, e.Run, e.Lock, e.Hide = d.lang, d.lesson, d.run, d.lock, d.hide
	return e.Link()
}

// switched is a list with a name or without it.
func switched(list []string, name string, on bool) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(n string) bool { return n == name })
	if on {
		list = append(list, name)
	}
	return list
}

// classLink makes a link for a class: a button, and the dialog behind it.
type classLink struct {
	goapp.Compo
	s      *session
	open   bool
	draft  invitation
	copied words // what to say about the copied link; nil for nothing
}

const classDialog = "class-dialog"

// OnMount implements goapp.Mounter.
func (c *classLink) OnMount(ctx goapp.Context) { c.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (c *classLink) Render() goapp.UI {
	s := c.s
	var body goapp.UI
	if c.open { // what nobody looks at would be work at each epoch
		body = c.form()
	}
	return goapp.Div().Class("class-link").Body(
		goapp.P().Class("small").Text(s.text(textClassIntro)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "class-link").OnClick(c.begin).Body(
			icon(iconLink), goapp.Span().Text(s.text(textClassLink)),
		),
		goapp.Dialog().ID(classDialog).Aria("labelledby", "class-title").DataSet("testid", classDialog).
			On("close", func(goapp.Context, goapp.Event) { c.open = false }).Body(body),
	)
}

func (c *classLink) begin(ctx goapp.Context, _ goapp.Event) {
	c.open, c.draft, c.copied = true, invitationOf(c.s.experiment), nil
	ctx.Defer(func(goapp.Context) {
		// Their values are the browser's from here on: writing them back at each update would undo what is typed meanwhile.
		goapp.Window().GetElementByID("class-field-title").Set("value", c.draft.title)
		goapp.Window().GetElementByID("class-field-task").Set("value", c.draft.task)
		goapp.Window().GetElementByID(classDialog).Call("showModal")
	})
}

func (c *classLink) close(goapp.Context, goapp.Event) {
	goapp.Window().GetElementByID(classDialog).Call("close")
}

// form is what the dialog holds.
func (c *classLink) form() goapp.UI {
	s := c.s
	return goapp.Article().Body(
		goapp.Div().Class("heading").Body(
			goapp.H2().ID("class-title").Text(s.text(textClassLink)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "class-close").Aria("label", s.text(textClassClose)).OnClick(c.close).Body(icon(iconClose)),
		),
		goapp.P().Class("small").Text(s.text(textClassHolds, s.experiment.Sample)),
		c.field("class-field-title", textClassTitle, goapp.Input().Type("text").ID("class-field-title").DataSet("testid", "class-title-field").
			MaxLength(samples.MaxTitle).AutoComplete(false).
			OnInput(func(ctx goapp.Context, _ goapp.Event) { c.draft.title = ctx.JSSrc().Get("value").String() })),
		c.field("class-field-task", textClassTask, goapp.Textarea().ID("class-field-task").DataSet("testid", "class-task-field").Rows(4).
			MaxLength(samples.MaxTask).
			OnInput(func(ctx goapp.Context, _ goapp.Event) { c.draft.task = ctx.JSSrc().Get("value").String() })),
		goapp.Div().Class("grid").Body(c.lesson(), c.language()),
		c.parts(textClassLock, "lock", samples.LockParts, &c.draft.lock),
		c.parts(textClassHide, "hide", samples.HideParts, &c.draft.hide),
		goapp.Label().Class("tick").Body(
			goapp.Input().Type("checkbox").DataSet("testid", "class-run").Checked(c.draft.run).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { c.draft.run = ctx.JSSrc().Get("checked").Bool() }),
			goapp.Span().Text(s.text(textClassRun)),
		),
		c.preview(),
	)
}

// field is a label and its control.
func (c *classLink) field(id string, label words, control goapp.UI) goapp.UI {
	return goapp.Div().Class("field").Body(goapp.Label().For(id).Text(c.s.text(label)), control)
}

// lesson is the one that the link opens.
func (c *classLink) lesson() goapp.UI {
	s := c.s
	options := []goapp.UI{goapp.Option().Value("0").Selected(c.draft.lesson == 0).Text(s.text(textClassNoLesson))}
	for i, l := range lessons {
		options = append(options, goapp.Option().Value(i+1).Selected(c.draft.lesson == i+1).Text(strconv.Itoa(i+1)+". "+l.title.In(s.lang)))
	}
	return c.field("class-field-lesson", textClassLesson, goapp.Select().ID("class-field-lesson").DataSet("testid", "class-lesson").
		OnChange(func(ctx goapp.Context, _ goapp.Event) {
			c.draft.lesson, _ = strconv.Atoi(ctx.JSSrc().Get("value").String()) // of an option above
		}).Body(options...))
}

// language is the one in which the link opens the page.
func (c *classLink) language() goapp.UI {
	s := c.s
	var options []goapp.UI
	for _, o := range [][2]string{{"", s.text(textClassAnyLanguage)}, {"es", "Español"}, {"en", "English"}} {
		options = append(options, goapp.Option().Value(o[0]).Selected(c.draft.lang == o[0]).Text(o[1]))
	}
	return c.field("class-field-lang", textLanguage, goapp.Select().ID("class-field-lang").DataSet("testid", "class-lang").
		OnChange(func(ctx goapp.Context, _ goapp.Event) { c.draft.lang = ctx.JSSrc().Get("value").String() }).Body(options...))
}

// named is a part of the page or a field of the recipe that can be fixed or hidden.
type named struct {
	name string
	text words
}

// partNames are the parts of the page in its words.
var partNames = map[string]words{
	"samples": textSamples, "lessons": textLessons, "recipe": textRecipe, "network": textNetwork,
	"pictures": textPartPictures, "predictions": textPartPredictions, "confusion": textPartConfusion, "layers": textPartLayers, "runs": textRuns,
}

// partsNamed are parts of the page with their names.
func partsNamed(parts []string) []named {
	all := make([]named, len(parts))
	for i, p := range parts {
		all[i] = named{p, partNames[p]}
	}
	return all
}

// fieldsNamed are the fields of the recipe with their names.
func fieldsNamed() []named {
	var all []named
	for _, k := range samples.Keys() {
		if field, ok := controlOf[k.Name]; ok {
			all = append(all, named{k.Name, field.label})
		}
	}
	return all
}

// parts are switches for what is in a list: parts of the page, and folded away the single fields of the recipe.
func (c *classLink) parts(title words, key string, parts []string, list *[]string) goapp.UI {
	s := c.s
	return goapp.FieldSet().Class("part").Body(
		goapp.Legend().Text(s.text(title)),
		c.pills(key, partsNamed(parts), list),
		goapp.Details().Body(
			goapp.Summary().DataSet("testid", "class-"+key+"-fields").Text(s.text(textClassFields)),
			c.pills(key, fieldsNamed(), list),
		),
	)
}

// pills are switches in rows.
func (c *classLink) pills(key string, all []named, list *[]string) goapp.UI {
	pills := make([]goapp.UI, len(all))
	for i, one := range all {
		pills[i] = goapp.Label().Class("pill").Body(
			goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", "class-"+key+"-"+one.name).Checked(slices.Contains(*list, one.name)).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					*list = switched(*list, one.name, ctx.JSSrc().Get("checked").Bool())
				}, one.name),
			goapp.Span().Text(c.s.text(one.text)),
		)
	}
	return goapp.Div().Class("pills").Body(pills...)
}

// preview is what the class will see on top of the page, and the link.
func (c *classLink) preview() goapp.UI {
	s, d := c.s, c.draft
	address := pageAddress(d.link(*s.experiment))
	said := ""
	if c.copied != nil {
		said = s.text(c.copied)
	}
	return goapp.Div().Class("preview").Body(
		goapp.H3().Text(s.text(textClassPreview)),
		goapp.Div().Class("task card").DataSet("testid", "class-preview").Hidden(d.title == "" && d.task == "").Body(s.taskSaid(d.title, d.task)...),
		goapp.Textarea().Class("address").ReadOnly(true).Rows(3).Aria("label", s.text(textClassAddress)).DataSet("testid", "class-address").Text(address),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "class-copy").OnClick(func(ctx goapp.Context, _ goapp.Event) {
				toClipboard(ctx, address, func(copied bool) {
					if c.copied = textClassManually; copied {
						c.copied = textClassCopied
					}
				})
			}, address).Text(s.text(textShare)),
			goapp.A().Href(address).Target("_blank").Rel("noopener").DataSet("testid", "class-try").Text(s.text(textClassTry)),
		),
		goapp.P().Class("small").Role("status").DataSet("testid", "class-said").Text(said),
	)
}

// pageAddress is the page's address with a fragment.
func pageAddress(fragment string) string {
	location := goapp.Window().Get("location")
	return location.Get("origin").String() + location.Get("pathname").String() + "#" + fragment
}

// toClipboard copies a text and says whether that worked.
func toClipboard(ctx goapp.Context, text string, say func(copied bool)) {
	clipboard := goapp.Window().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() { // only where the page came over an insecure connection
		say(false)
		return
	}
	await(clipboard.Call("writeText", text),
		func(goapp.Value) { ctx.Dispatch(func(goapp.Context) { say(true) }) },
		func(goapp.Value) { ctx.Dispatch(func(goapp.Context) { say(false) }) })
}

// await hears once what becomes of a promise.
func await(promise goapp.Value, kept, broken func(goapp.Value)) {
	var one, other goapp.Func
	hear := func(then func(goapp.Value)) goapp.Func {
		return goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
			one.Release()
			other.Release()
			then(args[0])
			return nil
		})
	}
	one, other = hear(kept), hear(broken)
	promise.Call("then", one, other)
}

var (
	textClassLink  = &samples.Text{ES: "Enlace para la clase", EN: "A link for your class"}
	textClassIntro = &samples.Text{
		ES: "Para docentes: un enlace con tu título y tu tarea, y con lo que se puede cambiar.",
		EN: "For teachers: a link with your title and your task, and with what may be changed.",
	}
	textClassHolds = &samples.Text{
		ES: "Lleva el experimento que hay ahora en la página (muestra %d) y lo que digas aquí. Nada se guarda en ningún servidor: todo va en la dirección.",
		EN: "It holds the experiment that is on the page now (sample %d) and what you say here. Nothing is kept on any server: all of it is in the address.",
	}
	textClassTitle       = &samples.Text{ES: "Título", EN: "Title"}
	textClassTask        = &samples.Text{ES: "Tarea, como texto sin formato", EN: "Task, in plain text"}
	textClassLesson      = &samples.Text{ES: "Lección que se abre", EN: "Lesson to open"}
	textClassNoLesson    = &samples.Text{ES: "ninguna", EN: "none"}
	textClassAnyLanguage = &samples.Text{ES: "la de cada navegador", EN: "each browser’s own"}
	textClassLock        = &samples.Text{ES: "Fijo: se ve, pero no se puede cambiar", EN: "Fixed: seen, but not to be changed"}
	textClassHide        = &samples.Text{ES: "Oculto", EN: "Hidden"}
	textClassFields      = &samples.Text{ES: "Campos sueltos de la receta", EN: "Single fields of the recipe"}
	textClassRun         = &samples.Text{ES: "Empieza a entrenar al abrirse", EN: "Starts to train when it is opened"}
	textClassPreview     = &samples.Text{ES: "Así se verá", EN: "As it will look"}
	textClassAddress     = &samples.Text{ES: "Dirección del enlace", EN: "The link’s address"}
	textClassCopied      = &samples.Text{ES: "Enlace copiado.", EN: "Link copied."}
	textClassManually    = &samples.Text{ES: "El navegador no deja copiarlo: selecciona la dirección y cópiala.", EN: "The browser does not allow copying: select the address and copy it."}
	textClassTry         = &samples.Text{ES: "Abrirlo en otra pestaña", EN: "Open it in another tab"}
	textClassClose       = &samples.Text{ES: "Cerrar", EN: "Close"}
	textPartPictures     = &samples.Text{ES: "Imágenes", EN: "Pictures"}
	textPartPredictions  = &samples.Text{ES: "Predicciones", EN: "Predictions"}
	textPartConfusion    = &samples.Text{ES: "Confusión", EN: "Confusion"}
	textPartLayers       = &samples.Text{ES: "Capas", EN: "Layers"}
)
