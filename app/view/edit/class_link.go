package edit

import (
	"slices"
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/lesson"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
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
func invitationOf(e *recipe.Experiment) invitation {
	return invitation{e.Title, e.Task, e.Lang, e.Lesson, false, slices.Clone(e.Lock), slices.Clone(e.Hide)}
}

// link is the fragment that opens the page with an experiment as the invitation wants it.
func (d invitation) link(e recipe.Experiment) string {
	e.Title, e.Task = recipe.Tidy(d.title, recipe.MaxTitle, false), recipe.Tidy(d.task, recipe.MaxTask, true)
	e.Lang, e.Lesson, e.Run, e.Lock, e.Hide = d.lang, d.lesson, d.run, d.lock, d.hide
	return e.Link()
}

// ClassLink makes a link for a class: a button, and the dialog behind it.
type ClassLink struct {
	goapp.Compo
	S      *app.Session
	open   bool
	draft  invitation
	copied say.Words // what to say about the copied link; nil for nothing
}

// NewClassLink is the button, with its dialog open or not.
func NewClassLink(s *app.Session, open bool) *ClassLink { return &ClassLink{S: s, open: open} }

const classDialog = "class-dialog"

// OnMount implements goapp.Mounter.
func (c *ClassLink) OnMount(ctx goapp.Context) { kit.ViewsOf(c.S).Add(ctx, false) }

// Render implements goapp.Composer.
func (c *ClassLink) Render() goapp.UI {
	s := c.S
	var body goapp.UI
	if c.open { // what nobody looks at would be work at each epoch
		body = c.form()
	}
	return goapp.Div().Class("class-link").Body(
		goapp.P().Class("small").Text(s.Text(textClassIntro)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "class-link").OnClick(c.begin).Body(
			kit.Icon(kit.IconLink), goapp.Span().Text(s.Text(textClassLink)),
		),
		goapp.Dialog().ID(classDialog).Aria("labelledby", "class-title").DataSet("testid", classDialog).
			On("close", func(goapp.Context, goapp.Event) { c.open = false }).Body(body),
	)
}

func (c *ClassLink) begin(ctx goapp.Context, _ goapp.Event) {
	c.open, c.draft, c.copied = true, invitationOf(c.S.Recipe.Experiment), nil
	ctx.Defer(func(goapp.Context) {
		// Their values are the browser's from here on: writing them back at each update would undo what is typed meanwhile.
		dom.ByID("class-field-title").Type(c.draft.title)
		dom.ByID("class-field-task").Type(c.draft.task)
		dom.ByID(classDialog).Open()
	})
}

func (c *ClassLink) close(goapp.Context, goapp.Event) {
	dom.ByID(classDialog).Close()
}

// form is what the dialog holds.
func (c *ClassLink) form() goapp.UI {
	s := c.S
	return goapp.Article().Body(
		goapp.Div().Class("heading").Body(
			goapp.H2().ID("class-title").Text(s.Text(textClassLink)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "class-close").Aria("label", s.Text(textClassClose)).OnClick(c.close).Body(kit.Icon(kit.IconClose)),
		),
		goapp.P().Class("small").Text(s.Text(textClassHolds, s.Recipe.Experiment.Sample)),
		c.field("class-field-title", textClassTitle, goapp.Input().Type("text").ID("class-field-title").DataSet("testid", "class-title-field").
			MaxLength(recipe.MaxTitle).AutoComplete(false).
			OnInput(func(ctx goapp.Context, _ goapp.Event) { c.draft.title = ctx.JSSrc().Get("value").String() })),
		c.field("class-field-task", textClassTask, goapp.Textarea().ID("class-field-task").DataSet("testid", "class-task-field").Rows(4).
			MaxLength(recipe.MaxTask).
			OnInput(func(ctx goapp.Context, _ goapp.Event) { c.draft.task = ctx.JSSrc().Get("value").String() })),
		goapp.Div().Class("grid").Body(c.lesson(), c.language()),
		c.parts(textClassLock, "lock", recipe.LockParts, &c.draft.lock),
		c.parts(textClassHide, "hide", recipe.HideParts, &c.draft.hide),
		goapp.Label().Class("tick").Body(
			goapp.Input().Type("checkbox").DataSet("testid", "class-run").Checked(c.draft.run).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { c.draft.run = ctx.JSSrc().Get("checked").Bool() }),
			goapp.Span().Text(s.Text(textClassRun)),
		),
		c.preview(),
	)
}

// field is a label and its control.
func (c *ClassLink) field(id string, label say.Words, control goapp.UI) goapp.UI {
	return goapp.Div().Class("field").Body(goapp.Label().For(id).Text(c.S.Text(label)), control)
}

// lesson is the one that the link opens.
func (c *ClassLink) lesson() goapp.UI {
	s := c.S
	options := []goapp.UI{goapp.Option().Value("0").Selected(c.draft.lesson == 0).Text(s.Text(textClassNoLesson))}
	for i, l := range lesson.Lessons {
		options = append(options, goapp.Option().Value(i+1).Selected(c.draft.lesson == i+1).Text(strconv.Itoa(i+1)+". "+l.Title.In(s.Lang)))
	}
	return c.field("class-field-lesson", textClassLesson, goapp.Select().ID("class-field-lesson").DataSet("testid", "class-lesson").
		OnChange(func(ctx goapp.Context, _ goapp.Event) {
			c.draft.lesson, _ = strconv.Atoi(ctx.JSSrc().Get("value").String()) // of an option above
		}).Body(options...))
}

// language is the one in which the link opens the page.
func (c *ClassLink) language() goapp.UI {
	s := c.S
	var options []goapp.UI
	for _, o := range [][2]string{{"", s.Text(textClassAnyLanguage)}, {"es", "Español"}, {"en", "English"}} {
		options = append(options, goapp.Option().Value(o[0]).Selected(c.draft.lang == o[0]).Text(o[1]))
	}
	return c.field("class-field-lang", TextLanguage, goapp.Select().ID("class-field-lang").DataSet("testid", "class-lang").
		OnChange(func(ctx goapp.Context, _ goapp.Event) { c.draft.lang = ctx.JSSrc().Get("value").String() }).Body(options...))
}

// named is a part of the page or a field of the recipe that can be fixed or hidden.
type named struct {
	name string
	text say.Words
}

// partNames are the parts of the page in its words.
var partNames = map[string]say.Words{
	"samples": TextSamples, "lessons": TextLessons, "recipe": textRecipe, "network": textNetwork,
	"pictures": textPartPictures, "predictions": textPartPredictions, "confusion": textPartConfusion, "layers": textPartLayers, "runs": TextRuns,
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
	for _, k := range recipe.Keys() {
		if k.Field != nil {
			all = append(all, named{k.Name, &k.Field.Label})
		}
	}
	return all
}

// parts are switches for what is in a list: parts of the page, and folded away the single fields of the recipe.
func (c *ClassLink) parts(title say.Words, key string, parts []string, list *[]string) goapp.UI {
	s := c.S
	return goapp.FieldSet().Class("part").Body(
		goapp.Legend().Text(s.Text(title)),
		c.pills(key, partsNamed(parts), list),
		goapp.Details().Body(
			goapp.Summary().DataSet("testid", "class-"+key+"-fields").Text(s.Text(textClassFields)),
			c.pills(key, fieldsNamed(), list),
		),
	)
}

// pills are switches in rows.
func (c *ClassLink) pills(key string, all []named, list *[]string) goapp.UI {
	pills := make([]goapp.UI, len(all))
	for i, one := range all {
		pills[i] = goapp.Label().Class("pill").Body(
			goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", "class-"+key+"-"+one.name).Checked(slices.Contains(*list, one.name)).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					*list = kit.Switched(*list, one.name, ctx.JSSrc().Get("checked").Bool())
				}, one.name),
			goapp.Span().Text(c.S.Text(one.text)),
		)
	}
	return goapp.Div().Class("pills").Body(pills...)
}

// preview is what the class will see on top of the page, and the link.
func (c *ClassLink) preview() goapp.UI {
	s, d := c.S, c.draft
	address := kit.PageAddress(d.link(*s.Recipe.Experiment))
	said := ""
	if c.copied != nil {
		said = s.Text(c.copied)
	}
	return goapp.Div().Class("preview").Body(
		goapp.H3().Text(s.Text(textClassPreview)),
		goapp.Div().Class("task card").DataSet("testid", "class-preview").Hidden(d.title == "" && d.task == "").Body(kit.TaskSaid(s, d.title, d.task)...),
		goapp.Textarea().Class("address").ReadOnly(true).Rows(3).Aria("label", s.Text(textClassAddress)).DataSet("testid", "class-address").Text(address),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "class-copy").OnClick(func(ctx goapp.Context, _ goapp.Event) {
				kit.ToClipboard(ctx, address, func(copied bool) {
					if c.copied = textClassManually; copied {
						c.copied = textClassCopied
					}
				})
			}, address).Text(s.Text(TextShare)),
			goapp.A().Href(address).Target("_blank").Rel("noopener").DataSet("testid", "class-try").Text(s.Text(textClassTry)),
		),
		goapp.P().Class("small").Role("status").DataSet("testid", "class-said").Text(said),
	)
}

var (
	textClassLink  = &recipe.Text{ES: "Enlace para la clase", EN: "A link for your class"}
	textClassIntro = &recipe.Text{
		ES: "Para docentes: un enlace con tu título y tu tarea, y con lo que se puede cambiar.",
		EN: "For teachers: a link with your title and your task, and with what may be changed.",
	}
	textClassHolds = &recipe.Text{
		ES: "Lleva el experimento que hay ahora en la página (muestra %d) y lo que digas aquí. Nada se guarda en ningún servidor: todo va en la dirección.",
		EN: "It holds the experiment that is on the page now (sample %d) and what you say here. Nothing is kept on any server: all of it is in the address.",
	}
	textClassTitle       = &recipe.Text{ES: "Título", EN: "Title"}
	textClassTask        = &recipe.Text{ES: "Tarea, como texto sin formato", EN: "Task, in plain text"}
	textClassLesson      = &recipe.Text{ES: "Lección que se abre", EN: "Lesson to open"}
	textClassNoLesson    = &recipe.Text{ES: "ninguna", EN: "none"}
	textClassAnyLanguage = &recipe.Text{ES: "la de cada navegador", EN: "each browser’s own"}
	textClassLock        = &recipe.Text{ES: "Fijo: se ve, pero no se puede cambiar", EN: "Fixed: seen, but not to be changed"}
	textClassHide        = &recipe.Text{ES: "Oculto", EN: "Hidden"}
	textClassFields      = &recipe.Text{ES: "Campos sueltos de la receta", EN: "Single fields of the recipe"}
	textClassRun         = &recipe.Text{ES: "Empieza a entrenar al abrirse", EN: "Starts to train when it is opened"}
	textClassPreview     = &recipe.Text{ES: "Así se verá", EN: "As it will look"}
	textClassAddress     = &recipe.Text{ES: "Dirección del enlace", EN: "The link’s address"}
	textClassCopied      = &recipe.Text{ES: "Enlace copiado.", EN: "Link copied."}
	textClassManually    = &recipe.Text{ES: "El navegador no deja copiarlo: selecciona la dirección y cópiala.", EN: "The browser does not allow copying: select the address and copy it."}
	textClassTry         = &recipe.Text{ES: "Abrirlo en otra pestaña", EN: "Open it in another tab"}
	textClassClose       = &recipe.Text{ES: "Cerrar", EN: "Close"}
	textPartPictures     = &recipe.Text{ES: "Imágenes", EN: "Pictures"}
	textPartPredictions  = &recipe.Text{ES: "Predicciones", EN: "Predictions"}
	textPartConfusion    = &recipe.Text{ES: "Confusión", EN: "Confusion"}
	textPartLayers       = &recipe.Text{ES: "Capas", EN: "Layers"}
)
