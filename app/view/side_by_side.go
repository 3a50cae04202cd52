package view

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
	"muestra/wasm/store"
)

// sideBySide shows the runs that are chosen in one chart and lists in what they differ. Its points go to web/static/charts.js as bytes, past go-app.
type sideBySide struct {
	goapp.Compo
	s         *app.Session
	drawn     string // what the chart shows
	histories map[string]*readHistory

	told        string // what differences are of
	differences []saved.Contrast
}

// readHistory are the epochs of a run as it was saved at some time.
type readHistory struct {
	saved  time.Time
	epochs []history.Epoch
}

// OnMount implements goapp.Mounter.
func (x *sideBySide) OnMount(ctx goapp.Context) {
	kit.ViewsOf(x.s).Add(ctx, false)
	x.draw()
}

// Render implements goapp.Composer.
func (x *sideBySide) Render() goapp.UI {
	s := x.s
	all := s.Saved.Compared()
	shown := len(all) > 1
	if x.Mounted() {
		x.draw()
	}
	section := goapp.Section().Class("comparison card").ID("comparison").Aria("labelledby", "comparison-title").DataSet("testid", "comparison").Hidden(!shown)
	var table goapp.UI
	if shown {
		table = x.table(all)
	}
	return section.Body(
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("comparison-title").Text(s.Text(textComparison)),
			x.switches(),
		),
		goapp.P().Class("small").Hidden(len(s.Saved.Picked()) <= saved.MaxCompared).Text(s.Text(textComparisonFirst, saved.MaxCompared)),
		goapp.Div().Class("legend").ID("legend-comparison").Aria("hidden", true),
		goapp.Div().Class("plot").ID("plot-comparison").Role("img").Aria("label", x.alternative(all)),
		table,
	)
}

// switches choose what the chart shows.
func (x *sideBySide) switches() goapp.UI {
	s := x.s
	choice := func(testid string, losses bool, text say.Words) goapp.UI {
		return goapp.Label().Class("pill").Body(
			goapp.Input().Type("radio").Name("compared").Class("unseen").DataSet("testid", testid).Checked(s.Saved.List.Losses == losses).
				OnChange(func(goapp.Context, goapp.Event) { s.Saved.List.Compare(losses, s.Saved.List.Trained) }, testid),
			goapp.Span().Text(s.Text(text)),
		)
	}
	return goapp.Div().Class("pills").Role("group").Aria("labelledby", "comparison-title").Body(
		choice("compare-accuracy", false, textAccuracyChart),
		choice("compare-loss", true, textHistoryLossTitle),
		goapp.Label().Class("pill").Body(
			goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", "compare-training").Checked(s.Saved.List.Trained).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					s.Saved.List.Compare(s.Saved.List.Losses, ctx.JSSrc().Get("checked").Bool())
				}),
			goapp.Span().Text(s.Text(textCompareTraining)),
		),
	)
}

// history are a run's epochs.
func (x *sideBySide) history(r *store.Record) []history.Epoch {
	if s := x.s; s.Training.Run.Active() && s.Training.Run.ID == r.ID {
		return s.Training.Run.History
	}
	if known := x.histories[r.ID]; known != nil && known.saved.Equal(r.Updated) {
		return known.epochs
	}
	if x.histories == nil {
		x.histories = map[string]*readHistory{}
	}
	epochs := saved.HistoryOf(r)
	x.histories[r.ID] = &readHistory{r.Updated, epochs}
	return epochs
}

// alternative says in words what the chart shows; the numbers are in the table.
func (x *sideBySide) alternative(all []*store.Record) string {
	s := x.s
	parts := make([]string, len(all))
	for i, r := range all {
		parts[i] = saved.Title(s.Speaker, r.Sample, r.Name)
	}
	return s.Text(x.kindText(), strings.Join(parts, "; "))
}

func (x *sideBySide) kindText() say.Words {
	if x.s.Saved.List.Losses {
		return textCompareLossAlt
	}
	return textCompareAccuracyAlt
}

// draw brings the chart up to date, where it is not.
func (x *sideBySide) draw() {
	s := x.s
	all := s.Saved.Compared()
	if len(all) < 2 {
		return
	}
	mark := s.Lang + strconv.FormatBool(s.Saved.List.Losses) + strconv.FormatBool(s.Saved.List.Trained)
	lines := make([]dom.ComparedRun, len(all))
	histories := make([][]history.Epoch, len(all))
	for i, r := range all {
		histories[i] = x.history(r)
		title := saved.Title(s.Speaker, r.Sample, r.Name)
		lines[i] = dom.ComparedRun{Name: title, Place: s.Saved.List.Place(r.ID)}
		mark += "\n" + r.ID + strconv.Itoa(s.Saved.List.Place(r.ID)) + title + strconv.Itoa(len(histories[i])) + r.Updated.String()
	}
	if mark == x.drawn {
		return
	}
	x.drawn = mark
	points := pointsOf(histories, s.Saved.List.Losses, s.Saved.List.Trained)
	dom.Compare(dom.Comparison{
		Kind: kindOf(s.Saved.List.Losses), Locale: s.Lang, Epoch: s.Text(textAxisEpoch), Trained: s.Saved.List.Trained, Runs: lines,
	}, points)
}

// kindOf is the kind of the comparison's chart, as compare.js knows it.
func kindOf(losses bool) string {
	if losses {
		return "loss"
	}
	return "accuracy"
}

// pointsOf writes columns of 64-bit floats one after the other, little endian: the epochs, then for each run what validation gave and, where that is
// wanted, training. NaN is a gap.
func pointsOf(histories [][]history.Epoch, losses, trained bool) []byte {
	longest := 0
	for _, h := range histories {
		longest = max(longest, len(h))
	}
	var b []byte
	put := func(v float64) { b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v)) }
	for i := range longest {
		put(float64(i + 1))
	}
	column := func(h []history.Epoch, value func(*history.Epoch) history.Float) {
		for i := range longest {
			if i < len(h) {
				put(float64(value(&h[i])))
			} else {
				put(math.NaN())
			}
		}
	}
	val, train := func(e *history.Epoch) history.Float { return e.ValAccuracy }, func(e *history.Epoch) history.Float { return e.Accuracy }
	if losses {
		val, train = func(e *history.Epoch) history.Float { return e.ValCrossEntropy }, func(e *history.Epoch) history.Float { return e.CrossEntropy }
	}
	for _, h := range histories {
		column(h, val)
		if trained {
			column(h, train)
		}
	}
	return b
}

// table lists the results and in what the runs differ.
func (x *sideBySide) table(all []*store.Record) goapp.UI {
	s := x.s
	head := []goapp.UI{goapp.Td()}
	for _, r := range all {
		head = append(head, goapp.Th().Scope("col").Body(
			goapp.Span().Class("swatch").DataSet("mark", strconv.Itoa(s.Saved.List.Place(r.ID))),
			goapp.Span().Text(saved.Title(s.Speaker, r.Sample, r.Name)),
		))
	}
	rows := func(all []saved.Contrast) []goapp.UI {
		var body []goapp.UI
		for _, c := range all {
			row := []goapp.UI{goapp.Th().Scope("row").Text(c.What)}
			for _, v := range c.Values {
				row = append(row, goapp.Td().Body(lines(v)...))
			}
			body = append(body, goapp.Tr().DataSet("testid", "contrast-"+c.Key).Body(row...))
		}
		return body
	}
	differences := x.contrasts(all)
	return goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.Text(textContrasts)).Body(
		goapp.Table().Class("contrasts").DataSet("testid", "contrasts").Body(
			goapp.THead().Body(goapp.Tr().Body(head...)),
			goapp.TBody().Body(rows(s.Saved.Results(all))...),
			goapp.TBody().Body(
				append([]goapp.UI{goapp.Tr().Class("part").Body(goapp.Th().Scope("colgroup").ColSpan(len(all) + 1).Text(contrastTitle(s, len(differences))))}, rows(differences)...)...,
			),
		),
	)
}

// contrasts are the differences of runs, found once: epochs do not change them, and laying out networks takes its time.
func (x *sideBySide) contrasts(all []*store.Record) []saved.Contrast {
	of := x.s.Lang
	for _, r := range all {
		of += "\n" + r.Link + r.Dataset + strconv.FormatBool(r.Changed)
	}
	if of != x.told {
		x.told, x.differences = of, x.s.Saved.Contrasts(all)
	}
	return x.differences
}

// lines are those of a text, one below the other.
func lines(text string) []goapp.UI {
	var all []goapp.UI
	for line := range strings.SplitSeq(text, "\n") {
		all = append(all, goapp.Div().Text(line))
	}
	return all
}

func contrastTitle(s *app.Session, differences int) string {
	if differences == 0 {
		return s.Text(textNoContrasts)
	}
	return s.Text(textContrasts)
}

var (
	textComparison         = &recipe.Text{ES: "Comparación", EN: "Comparison"}
	textComparisonFirst    = &recipe.Text{ES: "Se comparan los %d primeros que elegiste.", EN: "The first %d that you chose are compared."}
	textHistoryLossTitle   = &recipe.Text{ES: "Pérdida", EN: "Loss"}
	textCompareTraining    = &recipe.Text{ES: "También al entrenar", EN: "In training, too"}
	textCompareAccuracyAlt = &recipe.Text{ES: "Aciertos de validación por época de: %s.", EN: "Validation accuracy by epoch of: %s."}
	textCompareLossAlt     = &recipe.Text{ES: "Pérdida de validación por época de: %s.", EN: "Validation loss by epoch of: %s."}
	textContrasts          = &recipe.Text{ES: "En qué se diferencian", EN: "How they differ"}
	textNoContrasts        = &recipe.Text{ES: "La receta y la red son las mismas.", EN: "Recipe and network are the same."}
)
