package app

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/store"
)

// runs are those that are kept, as a table, and what those that are chosen have in common and not.
type runs struct {
	goapp.Compo
	s     *session
	drawn int // how often; see runFacts.Drawn
}

// OnMount implements goapp.Mounter.
func (x *runs) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *runs) Render() goapp.UI {
	s := x.s
	x.drawn++
	shown := s.listed()
	left := len(s.records) - len(shown)
	return goapp.Div().Class("runs-panel").Body(
		goapp.Section().Class("runs card").Aria("labelledby", "runs-title").DataSet("testid", "runs").Aria("busy", s.list.busy).Body(
			goapp.Div().Class("heading").Body(
				goapp.H3().ID("runs-title").Text(s.text(textRuns)),
				goapp.P().Class("small").DataSet("testid", "runs-room").Text(s.roomInWords()),
			),
			goapp.P().Class("small").Hidden(len(shown) > 0).Text(s.noRuns()),
			x.tools(),
			goapp.P().Class("small outcome").Role("status").DataSet("testid", "runs-outcome").Text(s.list.outcome),
			x.table(shown),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-more").Hidden(left <= 0).
				OnClick(func(goapp.Context, goapp.Event) { s.list.older += more }).Text(s.text(textMoreRuns, left)),
			x.selection(),
		),
		&sideBySide{s: s},
	)
}

// tools are what can be done with all runs.
func (x *runs) tools() goapp.UI {
	s := x.s
	order := make([]goapp.UI, len(orders))
	for i, o := range orders {
		order[i] = goapp.Option().Value(o.name).Text(s.text(o.text)).Selected(o.name == s.list.order)
	}
	return goapp.Div().Class("tools").Body(
		goapp.Div().Class("order").Hidden(len(s.records) < 2).Body(
			goapp.Label().For("runs-order").Text(s.text(textOrder)),
			goapp.Select().ID("runs-order").DataSet("testid", "runs-order").Body(order...).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.list.order = ctx.JSSrc().Get("value").String() }),
		),
		goapp.Div().Class("choices").Body(
			goapp.Label().Class("file quiet").Title(s.text(textImportHelp)).Hidden(s.store == nil).Body(
				goapp.Input().Type("file").Class("unseen").Accept(".muestra").DataSet("testid", "runs-import").Disabled(s.list.busy).
					OnChange(func(ctx goapp.Context, _ goapp.Event) { x.chosenFile(ctx.JSSrc()) }),
				goapp.Span().Text(s.text(textImport)),
			),
			goapp.Button().Type("button").Class("quiet").Title(s.text(textExportHelp)).DataSet("testid", "runs-export-all").
				Hidden(len(s.records) == 0).Disabled(s.list.busy).Text(s.text(textExportAll)).
				OnClick(func(goapp.Context, goapp.Event) { s.exportRuns(idsOf(s.records)) }),
		),
	)
}

// chosenFile takes the file of an input, which is then ready for the next.
func (x *runs) chosenFile(input goapp.Value) {
	if files := input.Get("files"); files.Length() > 0 {
		x.s.importRuns(files.Index(0))
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
	head := func(class string, text words) goapp.UI {
		return goapp.Th().Scope("col").Role("columnheader").Class(class).Text(s.text(text))
	}
	bodies := []goapp.UI{goapp.THead().Role("rowgroup").Body(goapp.Tr().Role("row").Body(
		goapp.Th().Scope("col").Role("columnheader").Class("run-mark").Body(unseen(s.text(textCompare))),
		goapp.Th().Scope("col").Role("columnheader").Class("run-star").Body(unseen(s.text(textStarred))),
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
	picked := s.picked()
	return goapp.Div().Class("selection").Hidden(len(picked) == 0).DataSet("testid", "runs-selection").Body(
		goapp.P().Role("status").Text(s.text(textChosen, len(picked))),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-compare").Hidden(len(picked) < 2).Text(s.text(textCompare)).
				OnClick(func(goapp.Context, goapp.Event) { goapp.Window().ScrollToID("comparison") }),
			goapp.Button().Type("button").Class("quiet").Title(s.text(textExportHelp)).DataSet("testid", "runs-export").Disabled(s.list.busy).Text(s.text(textExportThese)).
				OnClick(func(goapp.Context, goapp.Event) { s.exportRuns(idsOf(s.picked())) }),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-none").Text(s.text(textChooseNone)).
				OnClick(func(goapp.Context, goapp.Event) { s.list.chosen = nil; s.screen.requestRender() }),
		),
	)
}

// roomInWords says how much room the runs take.
func (s *session) roomInWords() string {
	var bytes int64
	for _, r := range s.records {
		bytes += r.Bytes
	}
	switch {
	case len(s.records) == 0:
		return ""
	case s.quota == 0:
		return s.size(bytes)
	default:
		return s.text(textRoom, s.size(bytes), s.size(max(s.quota-s.used, 0)))
	}
}

// noRuns says why there are none.
func (s *session) noRuns() string {
	switch {
	case s.none != nil:
		return s.text(textRunsRefused, s.storeWords(s.none))
	case !s.answered:
		return ""
	default:
		return s.text(textRunsEmpty)
	}
}

// standing of a run, for the page's style and for tests.
const (
	standsTraining  = "training"  // here
	standsElsewhere = "elsewhere" // in another tab
	standsCut       = "cut"       // short
	standsStopped   = "stopped"
	standsDone      = "done"
)

// standingOf is where a run stands.
func (s *session) standingOf(r *store.Record) string {
	switch {
	case s.run.active() && s.run.id == r.ID:
		return standsTraining
	case r.State == store.Done:
		return standsDone
	case r.State == store.Stopped:
		return standsStopped
	case slices.Contains(s.owned, r.ID):
		return standsElsewhere
	default:
		return standsCut
	}
}

// scoreOf is a run's result, or what there is instead.
func (s *session) scoreOf(r *store.Record) string {
	switch standing := s.standingOf(r); {
	case standing == standsDone && r.Test != nil:
		return s.percent(r.Test.Accuracy, 2)
	case standing == standsDone:
		return s.text(textRunDone)
	case standing == standsTraining:
		return s.text(textRunTraining)
	case standing == standsElsewhere:
		return s.text(textRunElsewhere)
	case standing == standsStopped:
		return s.text(textRunStopped)
	default:
		return s.text(textRunCut)
	}
}

var (
	textRun        = &samples.Text{ES: "Entrenamiento", EN: "Run"}
	textStarred    = &samples.Text{ES: "Destacado", EN: "Starred"}
	textRunCurve   = &samples.Text{ES: "Validación", EN: "Validation"}
	textRunScore   = &samples.Text{ES: "Aciertos", EN: "Accuracy"}
	textRunWhen    = &samples.Text{ES: "Duración y fecha", EN: "Time and date"}
	textChosen     = &samples.Text{ES: "Elegidos: %d", EN: "Chosen: %d"}
	textChooseNone = &samples.Text{ES: "Ninguno", EN: "None"}
	textCompare    = &samples.Text{ES: "Comparar", EN: "Compare"}
)
