package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
	"muestra/wasm/store"
)

// runs are those that are kept, as a table, and what those that are chosen have in common and not.
type runs struct {
	goapp.Compo
	s     *app.Session
	drawn int // how often; see runFacts.Drawn
}

// OnMount implements goapp.Mounter.
func (x *runs) OnMount(ctx goapp.Context) { kit.ViewsOf(x.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (x *runs) Render() goapp.UI {
	s := x.s
	x.drawn++
	shown := s.Saved.Listed()
	left := len(s.Saved.Records) - len(shown)
	return goapp.Div().Class("runs-panel").Body(
		goapp.Section().Class("runs card").Aria("labelledby", "runs-title").DataSet("testid", "runs").Aria("busy", s.Saved.List.Busy).Body(
			goapp.Div().Class("heading").Body(
				goapp.H3().ID("runs-title").Text(s.Text(edit.TextRuns)),
				goapp.P().Class("small").DataSet("testid", "runs-room").Text(roomInWords(s)),
			),
			goapp.P().Class("small").Hidden(len(shown) > 0).Text(noRuns(s)),
			x.tools(),
			goapp.P().Class("small outcome").Role("status").DataSet("testid", "runs-outcome").Text(s.Saved.List.Outcome),
			x.table(shown),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-more").Hidden(left <= 0).
				OnClick(func(goapp.Context, goapp.Event) { s.Saved.List.ShowMore() }).Text(s.Text(textMoreRuns, left)),
			x.selection(),
		),
		&sideBySide{s: s},
	)
}

// tools are what can be done with all runs.
func (x *runs) tools() goapp.UI {
	s := x.s
	order := make([]goapp.UI, len(saved.Orders))
	for i, o := range saved.Orders {
		order[i] = goapp.Option().Value(o.Name).Text(s.Text(o.Text)).Selected(o.Name == s.Saved.List.Order)
	}
	return goapp.Div().Class("tools").Body(
		goapp.Div().Class("order").Hidden(len(s.Saved.Records) < 2).Body(
			goapp.Label().For("runs-order").Text(s.Text(textOrder)),
			goapp.Select().ID("runs-order").DataSet("testid", "runs-order").Body(order...).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.Saved.List.SortBy(ctx.JSSrc().Get("value").String()) }),
		),
		goapp.Div().Class("choices").Body(
			goapp.Label().Class("file quiet").Title(s.Text(textImportHelp)).Hidden(s.Saved.Store == nil).Body(
				goapp.Input().Type("file").Class("unseen").Accept(".muestra").DataSet("testid", "runs-import").Disabled(s.Saved.List.Busy).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { x.chosenFile(ctx.JSSrc()) }),
				goapp.Span().Text(s.Text(textImport)),
			),
			goapp.Button().Type("button").Class("quiet").Title(s.Text(textExportHelp)).DataSet("testid", "runs-export-all").
				Hidden(len(s.Saved.Records) == 0).Disabled(s.Saved.List.Busy).Text(s.Text(textExportAll)).
				OnClick(func(goapp.Context, goapp.Event) { s.Saved.ExportRuns(idsOf(s.Saved.Records)) }),
		),
	)
}

// chosenFile takes the file of an input, which is then ready for the next.
func (x *runs) chosenFile(input goapp.Value) {
	if file, ok := kit.FirstFile(input.Get("files")); ok {
		x.s.Saved.ImportRuns(file)
	}
	input.Set("value", "")
}

func idsOf(records []*store.Record) []string {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	return ids
}

// table lists runs. On a phone its rows become blocks, so its roles are named.
func (x *runs) table(shown []*store.Record) goapp.UI {
	s := x.s
	head := func(class string, text say.Words) goapp.UI {
		return goapp.Th().Scope("col").Role("columnheader").Class(class).Text(s.Text(text))
	}
	bodies := []goapp.UI{goapp.THead().Role("rowgroup").Body(goapp.Tr().Role("row").Body(
		goapp.Th().Scope("col").Role("columnheader").Class("run-mark").Body(kit.Unseen(s.Text(textCompare))),
		goapp.Th().Scope("col").Role("columnheader").Class("run-star").Body(kit.Unseen(s.Text(textStarred))),
		head("run-what", textRun), head("run-curve", textRunCurve), head("run-score", textRunScore), head("run-when", textRunWhen),
	))}
	for _, r := range shown {
		bodies = append(bodies, &runRow{s: s, Facts: x.facts(r)})
	}
	return goapp.Table().Role("table").Class("list").Aria("labelledby", "runs-title").Hidden(len(shown) == 0).Body(bodies...)
}

// selection is what can be done with the runs that are chosen.
func (x *runs) selection() goapp.UI {
	s := x.s
	picked := s.Saved.Picked()
	return goapp.Div().Class("selection").Hidden(len(picked) == 0).DataSet("testid", "runs-selection").Body(
		goapp.P().Role("status").Text(s.Text(textChosen, len(picked))),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-compare").Hidden(len(picked) < 2).Text(s.Text(textCompare)).
				OnClick(func(goapp.Context, goapp.Event) { dom.ByID("comparison").ScrollTo() }),
			goapp.Button().Type("button").Class("quiet").Title(s.Text(textExportHelp)).DataSet("testid", "runs-export").Disabled(s.Saved.List.Busy).Text(s.Text(textExportThese)).
				OnClick(func(goapp.Context, goapp.Event) { s.Saved.ExportRuns(idsOf(s.Saved.Picked())) }),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-none").Text(s.Text(textChooseNone)).
				OnClick(func(goapp.Context, goapp.Event) { s.Saved.List.ChooseNone(); s.Screen.RequestRender() }),
		),
	)
}

// roomInWords says how much room the runs take.
func roomInWords(s *app.Session) string {
	var bytes int64
	for _, r := range s.Saved.Records {
		bytes += r.Bytes
	}
	switch {
	case len(s.Saved.Records) == 0:
		return ""
	case s.Saved.Quota == 0:
		return s.Size(bytes)
	default:
		return s.Text(textRoom, s.Size(bytes), s.Size(max(s.Saved.Quota-s.Saved.Used, 0)))
	}
}

// noRuns says why there are none.
func noRuns(s *app.Session) string {
	switch {
	case s.Saved.None != nil:
		return s.Text(textRunsRefused, saved.StoreWords(s.Speaker, s.Saved.None))
	case !s.Saved.Answered:
		return ""
	default:
		return s.Text(textRunsEmpty)
	}
}

var (
	textRun        = &recipe.Text{ES: "Entrenamiento", EN: "Run"}
	textStarred    = &recipe.Text{ES: "Destacado", EN: "Starred"}
	textRunCurve   = &recipe.Text{ES: "Validación", EN: "Validation"}
	textRunScore   = &recipe.Text{ES: "Aciertos", EN: "Accuracy"}
	textRunWhen    = &recipe.Text{ES: "Duración y fecha", EN: "Time and date"}
	textChosen     = &recipe.Text{ES: "Elegidos: %d", EN: "Chosen: %d"}
	textChooseNone = &recipe.Text{ES: "Ninguno", EN: "None"}
	textCompare    = &recipe.Text{ES: "Comparar", EN: "Compare"}
)
