package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/store"
)

// runRow is one run in the list: a line, and behind it what can be done with it. It is drawn anew only when its facts have changed: there may be many.
type runRow struct {
	goapp.Compo
	s     *session
	Facts runFacts
}

// runFacts are what a run's line says.
type runFacts struct {
	ID, Standing        string
	Title, Recipe, Note string
	Score, Val          string
	Took, When, Reached string
	Spark               string
	Starred, Open       bool
	Place               int    // among those chosen, or 0
	Lang                string // of the words that are not listed here
	Drawn               int    // of an open row, which is always drawn
}

// facts are those of a run.
func (x *runs) facts(r *store.Record) runFacts {
	s := x.s
	f := runFacts{
		ID: r.ID, Standing: s.standingOf(r), Title: s.title(r.Sample, r.Name), Recipe: s.recipeInWords(s.recipeOf(r)), Note: firstLine(r.Note),
		Score: s.scoreOf(r), When: s.shortly(r.Updated), Reached: s.text(textRunReached, s.whole(r.Epoch), s.whole(r.Epochs)), Spark: sparkOf(r.ValAccuracy),
		Starred: r.Starred, Open: s.list.open == r.ID, Place: s.place(r.ID), Lang: s.lang,
	}
	if v := bestVal(r); v >= 0 {
		f.Val = s.text(textRunVal, s.percent(v, 1))
	}
	if r.Seconds > 0 {
		f.Took = s.duration(span(r.Seconds))
	}
	if f.Open {
		f.Drawn = x.drawn
	}
	return f
}

// Render implements goapp.Composer.
func (x *runRow) Render() goapp.UI {
	s, f := x.s, x.Facts
	cell := func(class string) goapp.HTMLTd { return goapp.Td().Role("cell").Class(class) }
	row := goapp.Tr().Role("row").Class("line").Body(
		cell("run-mark").Body(goapp.Label().Class("pick").DataSet("mark", strconv.Itoa(f.Place)).Body(
			goapp.Input().Type("checkbox").DataSet("testid", "run-pick").Checked(f.Place > 0).Aria("label", s.text(textPick, f.Title)).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.pick(x.Facts.ID, ctx.JSSrc().Get("checked").Bool()) }),
		)),
		cell("run-star").Body(goapp.Button().Type("button").DataSet("testid", "run-star").Aria("pressed", f.Starred).
			Aria("label", s.text(textStar, f.Title)).Title(s.text(textStarHelp)).
			OnClick(func(goapp.Context, goapp.Event) { s.star(x.Facts.ID) }).Body(icon(iconStar))),
		goapp.Th().Scope("row").Role("rowheader").Class("run-what").Body(
			goapp.Button().Type("button").Class("open").DataSet("testid", "run-open").Aria("expanded", f.Open).
				OnClick(func(goapp.Context, goapp.Event) { x.toggle() }).Body(goapp.Span().Text(f.Title), icon(iconDown)),
			goapp.Span().Class("small").DataSet("testid", "run-recipe").Text(f.Recipe),
			goapp.Span().Class("small note").Hidden(f.Note == "").Text(f.Note),
		),
		cell("run-curve").Body(sparkline(f.Spark)),
		cell("run-score").Body(goapp.Span().Class("score-small").DataSet("testid", "run-score").Text(f.Score), goapp.Span().Class("small").Hidden(f.Val == "").Text(f.Val)),
		cell("run-when").Body(
			goapp.Span().Hidden(f.Took == "").DataSet("testid", "run-took").Text(f.Took),
			goapp.Span().Class("small").Text(f.When), goapp.Span().Class("small").Text(f.Reached),
		),
	)
	rows := []goapp.UI{row}
	if r := s.record(f.ID); f.Open && r != nil { // what nobody looks at would be work
		rows = append(rows, goapp.Tr().Role("row").Class("more").Body(cell("").ColSpan(6).Body(x.details(r))))
	}
	return goapp.TBody().Role("rowgroup").DataSet("testid", "run").DataSet("state", f.Standing).Body(rows...)
}

// toggle shows what can be done with the run, or no longer.
func (x *runRow) toggle() {
	s, id := x.s, x.Facts.ID
	if s.list.open == id {
		id = ""
	}
	s.list.open, s.list.deleting = id, ""
	s.screen.requestRender()
}

// details are what can be done with a run.
func (x *runRow) details(r *store.Record) goapp.UI {
	s, id := x.s, r.ID
	recipe := s.recipeOf(r)
	readable := recipe.err == nil
	standing := s.standingOf(r)
	idle := !s.run.active()
	ours := standing != standsTraining && standing != standsElsewhere
	sure := s.list.deleting == id
	return goapp.Div().Class("run").Body(
		goapp.P().Class("small").Text(s.text(textRunBegun, s.text(sourceText(r.Dataset)), s.when(r.Created), s.size(r.Bytes))),
		goapp.Div().Class("labels").Body(
			goapp.Div().Class("field").Body(
				goapp.Label().For("run-name").Text(s.text(textRunName)),
				goapp.Input().Type("text").ID("run-name").DataSet("testid", "run-name").MaxLength(maxName).AutoComplete(false).
					Placeholder(s.title(r.Sample, "")).Value(r.Name).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { s.rename(id, ctx.JSSrc().Get("value").String()) }, id),
			),
			goapp.Div().Class("field").Body(
				goapp.Label().For("run-note").Text(s.text(textRunNote)),
				goapp.Textarea().ID("run-note").DataSet("testid", "run-note").Rows(2).MaxLength(maxNote).Attr("value", r.Note).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { s.annotate(id, ctx.JSSrc().Get("value").String()) }, id),
			),
		),
		goapp.Div().Class("choices").Body(
			x.choice("run-go-on", "quiet", textGoOn, id, func() { s.goOn(id); handOn("pause") }).
				Hidden(standing != standsCut && standing != standsStopped || !readable).Disabled(!idle || s.claiming),
			x.choice("run-look", "quiet", textLook, id, func() { s.viewRun(id); goapp.Window().Get("muestra").Call("reveal", "what-happens") }).
				Hidden(standing == standsTraining || !readable).Disabled(!idle),
			x.choice("run-take", "quiet", textTakeRecipe, id, func() { s.recall(recipe.pairs) }).Hidden(!readable).Disabled(s.locked("sample")),
			x.choice("run-export", "quiet", textRunFile, id, func() { s.exportRuns([]string{id}) }).Hidden(r.Bytes == 0).Disabled(s.list.busy),
			x.choice("run-weights", "quiet", textWeightsFile, id, func() { s.download(id) }).Hidden(r.Bytes == 0),
			x.choice("run-csv", "quiet", textCSVFile, id, func() { s.downloadTable(fileName(r.Sample, r.Name), historyOf(r)) }).Hidden(len(r.History) == 0),
			x.choice("run-delete", "quiet", textDelete, id, func() { s.list.deleting = id; handOn("run-delete-no") }).Hidden(!ours || sure),
			goapp.Span().Class("really").Role("status").Text(x.really(sure)),
			x.choice("run-delete-no", "quiet", textKeep, id, func() { s.list.deleting = ""; handOn("run-delete") }).Hidden(!sure),
			x.choice("run-delete-yes", "quiet danger", textDeleteForGood, id, func() { s.list.open, s.list.deleting = "", ""; s.discard(id) }).Hidden(!sure),
		),
	)
}

func (x *runRow) really(sure bool) string {
	if !sure {
		return ""
	}
	return x.s.text(textDeleteReally)
}

func (x *runRow) choice(testid, class string, text words, id string, do func()) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).
		OnClick(func(goapp.Context, goapp.Event) { do() }, id).Body(goapp.Span().Text(x.s.text(text)))
}

// firstLine is what a list shows of a note.
func firstLine(note string) string {
	for i, c := range note {
		if c == '\n' || c == '\r' {
			return note[:i] + " …"
		}
	}
	return note
}

var (
	textRunVal      = &samples.Text{ES: "val. %s", EN: "val. %s"}
	textRunReached  = &samples.Text{ES: "época %s de %s", EN: "epoch %s of %s"}
	textRunBegun    = &samples.Text{ES: "%s. Empezado %s. Ocupa %s.", EN: "%s. Begun %s. Takes %s."}
	textRunName     = &samples.Text{ES: "Nombre", EN: "Name"}
	textRunNote     = &samples.Text{ES: "Nota", EN: "Note"}
	textPick        = &samples.Text{ES: "Comparar: %s", EN: "Compare: %s"}
	textStar        = &samples.Text{ES: "Destacar: %s", EN: "Star: %s"}
	textStarHelp    = &samples.Text{ES: "Los destacados van primero", EN: "Those with a star come first"}
	textLabelFailed = &samples.Text{ES: "No se pudo guardar el cambio: %s.", EN: "The change could not be saved: %s."}
)
