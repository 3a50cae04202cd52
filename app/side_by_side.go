package app

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// maxCompared is how many runs are drawn at once: as many as there are colours that can be told apart.
const maxCompared = 6

// sideBySide shows the runs that are chosen in one chart and lists in what they differ. Its points go to web/static/compare.js as bytes, past go-app.
type sideBySide struct {
	goapp.Compo
	s         *session
	drawn     string // what the chart shows
	histories map[string]*readHistory

	told        string // what differences are of
	differences []contrast
}

// readHistory are the epochs of a run as it was saved at some time.
type readHistory struct {
	saved  time.Time
	epochs []port.Epoch
}

// OnMount implements goapp.Mounter.
func (x *sideBySide) OnMount(ctx goapp.Context) {
	x.s.views().add(ctx, false)
	x.draw()
}

// Render implements goapp.Composer.
func (x *sideBySide) Render() goapp.UI {
	s := x.s
	all := s.compared()
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
			goapp.H3().ID("comparison-title").Text(s.text(textComparison)),
			x.switches(),
		),
		goapp.P().Class("small").Hidden(len(s.picked()) <= maxCompared).Text(s.text(textComparisonFirst, maxCompared)),
		goapp.Div().Class("legend").ID("legend-comparison").Aria("hidden", true),
		goapp.Div().Class("plot").ID("plot-comparison").Role("img").Aria("label", x.alternative(all)),
		table,
	)
}

// switches choose what the chart shows.
func (x *sideBySide) switches() goapp.UI {
	s := x.s
	choice := func(testid string, losses bool, text words) goapp.UI {
		return goapp.Label().Class("pill").Body(
			goapp.Input().Type("radio").Name("compared").Class("unseen").DataSet("testid", testid).Checked(s.list.losses == losses).
				OnChange(func(goapp.Context, goapp.Event) { s.list.losses = losses }, testid),
			goapp.Span().Text(s.text(text)),
		)
	}
	return goapp.Div().Class("pills").Role("group").Aria("labelledby", "comparison-title").Body(
		choice("compare-accuracy", false, textAccuracyChart),
		choice("compare-loss", true, textHistoryLossTitle),
		goapp.Label().Class("pill").Body(
			goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", "compare-training").Checked(s.list.trained).
				OnChange(func(ctx goapp.Context, _ goapp.Event) { s.list.trained = ctx.JSSrc().Get("checked").Bool() }),
			goapp.Span().Text(s.text(textCompareTraining)),
		),
	)
}

// compared are the runs that are drawn: those chosen, but not more than there are colours.
func (s *session) compared() []*store.Record {
	var all []*store.Record
	for _, r := range s.picked() {
		if s.place(r.ID) <= maxCompared {
			all = append(all, r)
		}
	}
	return all
}

// history are a run's epochs.
func (x *sideBySide) history(r *store.Record) []port.Epoch {
	if s := x.s; s.run.active() && s.run.id == r.ID {
		return s.run.history
	}
	if known := x.histories[r.ID]; known != nil && known.saved.Equal(r.Updated) {
		return known.epochs
	}
	if x.histories == nil {
		x.histories = map[string]*readHistory{}
	}
	epochs := historyOf(r)
	x.histories[r.ID] = &readHistory{r.Updated, epochs}
	return epochs
}

// alternative says in words what the chart shows; the numbers are in the table.
func (x *sideBySide) alternative(all []*store.Record) string {
	s := x.s
	parts := make([]string, len(all))
	for i, r := range all {
		parts[i] = s.title(r.Sample, r.Name)
	}
	return s.text(x.kindText(), strings.Join(parts, "; "))
}

func (x *sideBySide) kindText() words {
	if x.s.list.losses {
		return textCompareLossAlt
	}
	return textCompareAccuracyAlt
}

// draw brings the chart up to date, where it is not.
func (x *sideBySide) draw() {
	s := x.s
	all := s.compared()
	if len(all) < 2 {
		return
	}
	mark := s.lang + strconv.FormatBool(s.list.losses) + strconv.FormatBool(s.list.trained)
	lines := make([]any, len(all))
	histories := make([][]port.Epoch, len(all))
	for i, r := range all {
		histories[i] = x.history(r)
		title := s.title(r.Sample, r.Name)
		lines[i] = map[string]any{"name": title, "place": s.place(r.ID)}
		mark += "\n" + r.ID + strconv.Itoa(s.place(r.ID)) + title + strconv.Itoa(len(histories[i])) + r.Updated.String()
	}
	if mark == x.drawn {
		return
	}
	x.drawn = mark
	points := pointsOf(histories, s.list.losses, s.list.trained)
	array := goapp.Window().Get("Uint8Array").New(len(points))
	goapp.CopyBytesToJS(array, points)
	goapp.Window().Get("muestra").Call("compare", "plot-comparison", "legend-comparison", map[string]any{
		"kind": kindOf(s.list.losses), "locale": s.lang, "epoch": s.text(textAxisEpoch), "trained": s.list.trained, "runs": lines,
	}, array)
}

func kindOf(losses bool) string {
	if losses {
		return "loss"
	}
	return "accuracy"
}

// pointsOf writes columns of 64-bit floats one after the other, little endian: the epochs, then for each run what validation gave and, where that is
// wanted, training. NaN is a gap.
func pointsOf(histories [][]port.Epoch, losses, trained bool) []byte {
	longest := 0
	for _, h := range histories {
		longest = max(longest, len(h))
	}
	var b []byte
	put := func(v float64) { b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v)) }
	for i := range longest {
		put(float64(i + 1))
	}
	column := func(h []port.Epoch, value func(*port.Epoch) port.Float) {
		for i := range longest {
			if i < len(h) {
				put(float64(value(&h[i])))
			} else {
				put(math.NaN())
			}
		}
	}
	val, train := func(e *port.Epoch) port.Float { return e.ValAccuracy }, func(e *port.Epoch) port.Float { return e.Accuracy }
	if losses {
		val, train = func(e *port.Epoch) port.Float { return e.ValCrossEntropy }, func(e *port.Epoch) port.Float { return e.CrossEntropy }
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
			goapp.Span().Class("swatch").DataSet("mark", strconv.Itoa(s.place(r.ID))),
			goapp.Span().Text(s.title(r.Sample, r.Name)),
		))
	}
	rows := func(all []contrast) []goapp.UI {
		var body []goapp.UI
		for _, c := range all {
			row := []goapp.UI{goapp.Th().Scope("row").Text(c.what)}
			for _, v := range c.values {
				row = append(row, goapp.Td().Body(lines(v)...))
			}
			body = append(body, goapp.Tr().DataSet("testid", "contrast-"+c.key).Body(row...))
		}
		return body
	}
	differences := x.contrasts(all)
	return goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.text(textContrasts)).Body(
		goapp.Table().Class("contrasts").DataSet("testid", "contrasts").Body(
			goapp.THead().Body(goapp.Tr().Body(head...)),
			goapp.TBody().Body(rows(s.results(all))...),
			goapp.TBody().Body(
				append([]goapp.UI{goapp.Tr().Class("part").Body(goapp.Th().Scope("colgroup").ColSpan(len(all) + 1).Text(s.contrastTitle(len(differences))))}, rows(differences)...)...,
			),
		),
	)
}

// contrasts are the differences of runs, found once: epochs do not change them, and laying out networks takes its time.
func (x *sideBySide) contrasts(all []*store.Record) []contrast {
	of := x.s.lang
	for _, r := range all {
		of += "\n" + r.Link + r.Dataset + strconv.FormatBool(r.Changed)
	}
	if of != x.told {
		x.told, x.differences = of, x.s.contrasts(all)
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

func (s *session) contrastTitle(differences int) string {
	if differences == 0 {
		return s.text(textNoContrasts)
	}
	return s.text(textContrasts)
}

var (
	textComparison         = &samples.Text{ES: "Comparación", EN: "Comparison"}
	textComparisonFirst    = &samples.Text{ES: "Se comparan los %d primeros que elegiste.", EN: "The first %d that you chose are compared."}
	textHistoryLossTitle   = &samples.Text{ES: "Pérdida", EN: "Loss"}
	textCompareTraining    = &samples.Text{ES: "También al entrenar", EN: "In training, too"}
	textCompareAccuracyAlt = &samples.Text{ES: "Aciertos de validación por época de: %s.", EN: "Validation accuracy by epoch of: %s."}
	textCompareLossAlt     = &samples.Text{ES: "Pérdida de validación por época de: %s.", EN: "Validation loss by epoch of: %s."}
	textContrasts          = &samples.Text{ES: "En qué se diferencian", EN: "How they differ"}
	textNoContrasts        = &samples.Text{ES: "La receta y la red son las mismas.", EN: "Recipe and network are the same."}
)
