package app

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/store"
)

// runs are those that are kept.
type runs struct {
	goapp.Compo
	s        *session
	open     string // the run whose details are shown
	deleting string // the run that is about to be deleted, if that is meant
	older    int    // how many are listed beyond the newest few
}

// few is how many runs are listed at first, and more how many then come at a time: a row takes a millisecond.
const (
	few  = 6
	more = 12
)

// OnMount implements goapp.Mounter.
func (x *runs) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *runs) Render() goapp.UI {
	s := x.s
	shown := s.records[:min(few+x.older, len(s.records))]
	rows := make([]goapp.UI, len(shown))
	for i, r := range shown {
		rows[i] = x.row(r)
	}
	return goapp.Section().Class("runs card").Aria("labelledby", "runs-title").DataSet("testid", "runs").Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("runs-title").Text(s.text(textRuns)),
			goapp.P().Class("small").DataSet("testid", "runs-room").Text(s.roomInWords()),
		),
		goapp.P().Class("small").Hidden(len(rows) > 0).Text(s.noRuns()),
		goapp.Ul().Hidden(len(rows) == 0).Body(rows...),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "runs-more").Hidden(len(shown) == len(s.records)).
			OnClick(func(goapp.Context, goapp.Event) { x.older += more }).Text(s.text(textMoreRuns, len(s.records)-len(shown))),
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
	case !s.asked:
		return ""
	default:
		return s.text(textRunsEmpty)
	}
}

// row is one run: a line, and behind it what can be done with it.
func (x *runs) row(r *store.Record) goapp.UI {
	s := x.s
	open := x.open == r.ID
	var details goapp.UI
	if open { // what nobody looks at would be work at each epoch
		details = x.details(r)
	}
	return goapp.Li().DataSet("testid", "run").DataSet("state", s.standingOf(r)).Body(
		goapp.Details().Open(open).On("toggle", func(ctx goapp.Context, _ goapp.Event) { x.toggled(r.ID, ctx.JSSrc().Get("open").Bool()) }, r.ID).Body(
			goapp.Summary().DataSet("testid", "run-open").Body(
				goapp.Span().Class("title").Text(s.title(r.Sample, r.Name)),
				goapp.Span().Class("score-small").Text(s.scoreOf(r)),
				goapp.Span().Class("small recipe").DataSet("testid", "run-recipe").Text(s.recipeInWords(s.recipeOf(r))),
				goapp.Span().Class("small").Text(s.text(textRunFacts, s.when(r.Updated), s.whole(r.Epoch), s.whole(r.Epochs), s.size(r.Bytes))),
			),
			details,
		),
	)
}

func (x *runs) toggled(id string, open bool) {
	switch {
	case open:
		x.open, x.deleting = id, ""
	case x.open == id:
		x.open = ""
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

// details are what can be done with a run.
func (x *runs) details(r *store.Record) goapp.UI {
	s, id := x.s, r.ID
	recipe := s.recipeOf(r)
	readable := recipe.err == nil
	standing := s.standingOf(r)
	idle := !s.run.active()
	ours := standing != standsTraining && standing != standsElsewhere
	sure := x.deleting == id
	return goapp.Div().Class("run").Body(
		goapp.P().Class("small").Text(s.text(textRunBegun, s.text(sourceText(r.Dataset)), s.when(r.Created))),
		goapp.Div().Class("field").Body(
			goapp.Label().For("run-name").Text(s.text(textRunName)),
			goapp.Input().Type("text").ID("run-name").DataSet("testid", "run-name").MaxLength(maxName).AutoComplete(false).
				Placeholder(s.title(r.Sample, "")).Value(r.Name).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.rename(id, ctx.JSSrc().Get("value").String()) }, id),
		),
		goapp.Div().Class("choices").Body(
			x.choice("run-go-on", "quiet", textGoOn, id, func() { s.goOn(id); handOn("pause") }).
				Hidden(standing != standsCut && standing != standsStopped || !readable).Disabled(!idle || s.claiming),
			x.choice("run-look", "quiet", textLook, id, func() { s.look(id); goapp.Window().Get("muestra").Call("reveal", "what-happens") }).
				Hidden(standing == standsTraining || !readable).Disabled(!idle),
			x.choice("run-take", "quiet", textTakeRecipe, id, func() { s.recall(recipe.pairs) }).Hidden(!readable).Disabled(s.locked("sample")),
			x.choice("run-weights", "quiet", textWeightsFile, id, func() { s.download(id) }).Hidden(r.Bytes == 0),
			x.choice("run-csv", "quiet", textCSVFile, id, func() { s.downloadTable(fileName(r.Sample, r.Name), historyOf(r)) }).Hidden(len(r.History) == 0),
			x.choice("run-delete", "quiet", textDelete, id, func() { x.deleting = id; handOn("run-delete-no") }).Hidden(!ours || sure),
			goapp.Span().Class("really").Role("status").Text(x.really(sure)),
			x.choice("run-delete-no", "quiet", textKeep, id, func() { x.deleting = ""; handOn("run-delete") }).Hidden(!sure),
			x.choice("run-delete-yes", "quiet danger", textDeleteForGood, id, func() { x.open, x.deleting = "", ""; s.discard(id) }).Hidden(!sure),
		),
	)
}

func (x *runs) really(sure bool) string {
	if !sure {
		return ""
	}
	return x.s.text(textDeleteReally)
}

func (x *runs) choice(testid, class string, text words, id string, do func()) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).
		OnClick(func(goapp.Context, goapp.Event) { do() }, id).Body(goapp.Span().Text(x.s.text(text)))
}
