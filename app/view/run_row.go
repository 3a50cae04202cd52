package view

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
	"muestra/wasm/store"
)

// runRow is one run in the list: a line, and behind it what can be done with it. It is drawn anew only when its facts have changed: there may be many.
type runRow struct {
	goapp.Compo
	s     *app.Session
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

// facts are what the row of a run says about it.
func (x *runs) facts(r *store.Record) runFacts {
	s := x.s
	f := runFacts{
		ID: r.ID, Standing: s.Saved.StandingOf(r), Title: saved.Title(s.Speaker, r.Sample, r.Name), Recipe: saved.RecipeInWords(s.Speaker, s.Saved.RecipeOf(r)), Note: firstLine(r.Note),
		Score: s.Saved.ScoreOf(r), When: s.Shortly(r.Updated), Reached: s.Text(textRunReached, s.Whole(r.Epoch), s.Whole(r.Epochs)), Spark: sparkOf(r.ValAccuracy),
		Starred: r.Starred, Open: s.Saved.List.Open == r.ID, Place: s.Saved.List.Place(r.ID), Lang: s.Lang,
	}
	if v := saved.BestVal(r); v >= 0 {
		f.Val = s.Text(textRunVal, s.Percent(v, 1))
	}
	if r.Seconds > 0 {
		f.Took = s.Duration(say.Span(r.Seconds))
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
			goapp.Input().Type("checkbox").DataSet("testid", "run-pick").Checked(f.Place > 0).Aria("label", s.Text(textPick, f.Title)).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.Saved.Pick(x.Facts.ID, ctx.JSSrc().Get("checked").Bool()) }),
		)),
		cell("run-star").Body(goapp.Button().Type("button").DataSet("testid", "run-star").Aria("pressed", f.Starred).
			Aria("label", s.Text(textStar, f.Title)).Title(s.Text(textStarHelp)).
			OnClick(func(goapp.Context, goapp.Event) { s.Saved.Star(x.Facts.ID) }).Body(kit.Icon(kit.IconStar))),
		goapp.Th().Scope("row").Role("rowheader").Class("run-what").Body(
			goapp.Button().Type("button").Class("open").DataSet("testid", "run-open").Aria("expanded", f.Open).
				OnClick(func(goapp.Context, goapp.Event) { x.toggle() }).Body(goapp.Span().Text(f.Title), kit.Icon(kit.IconDown)),
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
	if r := s.Saved.Record(f.ID); f.Open && r != nil { // what nobody looks at would be work
		rows = append(rows, goapp.Tr().Role("row").Class("more").Body(cell("").ColSpan(6).Body(x.details(r))))
	}
	return goapp.TBody().Role("rowgroup").DataSet("testid", "run").DataSet("state", f.Standing).Body(rows...)
}

// toggle shows what can be done with the run, or no longer.
func (x *runRow) toggle() {
	x.s.Saved.List.Toggle(x.Facts.ID)
	x.s.Screen.RequestRender()
}

// details are what can be done with a run.
func (x *runRow) details(r *store.Record) goapp.UI {
	s, id := x.s, r.ID
	recipe := s.Saved.RecipeOf(r)
	readable := recipe.Err == nil
	standing := s.Saved.StandingOf(r)
	idle := !s.Training.Run.Active()
	ours := standing != saved.StandsTraining && standing != saved.StandsElsewhere
	sure := s.Saved.List.Deleting == id
	return goapp.Div().Class("run").Body(
		goapp.P().Class("small").Text(s.Text(textRunBegun, s.Text(say.SourceText(r.Dataset)), s.When(r.Created), s.Size(r.Bytes))),
		goapp.Div().Class("labels").Body(
			goapp.Div().Class("field").Body(
				goapp.Label().For("run-name").Text(s.Text(textRunName)),
				goapp.Input().Type("text").ID("run-name").DataSet("testid", "run-name").MaxLength(saved.MaxName).AutoComplete(false).
					Placeholder(saved.Title(s.Speaker, r.Sample, "")).Value(r.Name).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { s.Saved.Rename(id, ctx.JSSrc().Get("value").String()) }, id),
			),
			goapp.Div().Class("field").Body(
				goapp.Label().For("run-note").Text(s.Text(textRunNote)),
				goapp.Textarea().ID("run-note").DataSet("testid", "run-note").Rows(2).MaxLength(saved.MaxNote).Attr("value", r.Note).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { s.Saved.Annotate(id, ctx.JSSrc().Get("value").String()) }, id),
			),
		),
		goapp.Div().Class("choices").Body(
			x.choice("run-go-on", "quiet", textGoOn, id, func() { s.Saved.GoOn(id); dom.HandOn("pause") }).
				Hidden(standing != saved.StandsCut && standing != saved.StandsStopped || !readable).Disabled(!idle || s.Saved.Claiming),
			x.choice("run-look", "quiet", textLook, id, func() { s.Saved.ViewRun(id); dom.Reveal("what-happens") }).
				Hidden(standing == saved.StandsTraining || !readable).Disabled(!idle),
			x.choice("run-take", "quiet", textTakeRecipe, id, func() { s.Saved.Recall(recipe.Pairs) }).Hidden(!readable).Disabled(s.Recipe.Locked("sample")),
			x.choice("run-export", "quiet", textRunFile, id, func() { s.Saved.ExportRuns([]string{id}) }).Hidden(r.Bytes == 0).Disabled(s.Saved.List.Busy),
			x.choice("run-weights", "quiet", textWeightsFile, id, func() { s.Saved.Download(id) }).Hidden(r.Bytes == 0),
			x.choice("run-csv", "quiet", textCSVFile, id, func() { downloadTable(s, saved.FileName(r.Sample, r.Name), saved.HistoryOf(r)) }).Hidden(len(r.History) == 0),
			x.choice("run-delete", "quiet", textDelete, id, func() { s.Saved.List.AskToDelete(id); dom.HandOn("run-delete-no") }).Hidden(!ours || sure),
			goapp.Span().Class("really").Role("status").Text(x.really(sure)),
			x.choice("run-delete-no", "quiet", textKeep, id, func() { s.Saved.List.AskToDelete(""); dom.HandOn("run-delete") }).Hidden(!sure),
			x.choice("run-delete-yes", "quiet danger", textDeleteForGood, id, func() { s.Saved.Discard(id) }).Hidden(!sure),
		),
	)
}

func (x *runRow) really(sure bool) string {
	if !sure {
		return ""
	}
	return x.s.Text(textDeleteReally)
}

func (x *runRow) choice(testid, class string, text say.Words, id string, do func()) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).
		OnClick(func(goapp.Context, goapp.Event) { do() }, id).Body(goapp.Span().Text(x.s.Text(text)))
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
	textRunVal     = &recipe.Text{ES: "val. %s", EN: "val. %s"}
	textRunReached = &recipe.Text{ES: "época %s de %s", EN: "epoch %s of %s"}
	textRunBegun   = &recipe.Text{ES: "%s. Empezado %s. Ocupa %s.", EN: "%s. Begun %s. Takes %s."}
	textRunName    = &recipe.Text{ES: "Nombre", EN: "Name"}
	textRunNote    = &recipe.Text{ES: "Nota", EN: "Note"}
	textPick       = &recipe.Text{ES: "Comparar: %s", EN: "Compare: %s"}
	textStar       = &recipe.Text{ES: "Destacar: %s", EN: "Star: %s"}
	textStarHelp   = &recipe.Text{ES: "Los destacados van primero", EN: "Those with a star come first"}
)
