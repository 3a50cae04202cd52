package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/run"
	"muestra/app/view/kit"
	"muestra/data"
	"muestra/nn/recipe"
	"muestra/nn/samples"
	"muestra/wasm/dom"
)

// charts are the two live curves. Their points go to web/static/charts.js as bytes, past go-app: it draws the frame only.
type charts struct {
	goapp.Compo
	s *app.Session

	loss, accuracy *dom.Chart // chart objects of charts.js
	drawn          framing
	buffer         []byte
}

// framing is what a chart's frame depends on; when it changes, the charts are made anew.
type framing struct {
	lang           string
	epochs         int
	report         float64 // percent; 0 where it cannot be compared with
	run            string  // whose points are shown, or ""
	log, penalties bool
	underlay       int // a sample whose recorded run lies under the curves, from 1 on; 0 for none
}

// OnMount implements goapp.Mounter.
func (c *charts) OnMount(ctx goapp.Context) {
	kit.ViewsOf(c.s).Add(ctx, false)
	kit.ViewsOf(c.s).Draw = c.draw
	c.draw()
}

// Render implements goapp.Composer.
func (c *charts) Render() goapp.UI {
	s := c.s
	empty := s.Saved.Shown() == nil || len(s.Saved.Shown().Curve.X) == 0
	under := s.Underlay()
	return goapp.Div().Class("charts").Body(
		c.panel("loss", lossTitle(s), empty && (under == nil || under.Epochs == nil)),
		c.panel("accuracy", s.Text(textAccuracyChart), false),
		goapp.P().Class("small hint").Hidden(empty).Text(s.Text(textChartHint)),
	)
}

func (c *charts) panel(kind, title string, invite bool) goapp.UI {
	s := c.s
	return goapp.Figure().Class("chart card").DataSet("testid", "chart-"+kind).Body(
		goapp.FigCaption().Body(
			goapp.Span().Class("name").ID("chart-title-"+kind).Text(title),
			goapp.Span().Class("legend").ID("legend-"+kind).Aria("hidden", true),
		),
		goapp.Div().Class("plot").ID("plot-"+kind).Role("img").TabIndex(0).Aria("label", c.alternative(kind, title)),
		goapp.Button().Type("button").Class("quiet whole").ID("whole-"+kind).DataSet("testid", "whole-"+kind).Hidden(true).Text(s.Text(textWhole)),
		goapp.P().Class("unseen").ID("said-"+kind).Role("status"),
		goapp.P().Class("invite").Hidden(!invite).Text(s.Text(textChartEmpty)),
	)
}

// lossTitle is what the loss chart shows.
func lossTitle(s *app.Session) string {
	if s.WithPenalties() {
		return s.Text(textPenalizedChart)
	}
	return s.Text(textLossChart)
}

// alternative says in words what a chart shows, for those who do not see it; the numbers are in the table of epochs.
func (c *charts) alternative(kind, title string) string {
	s := c.s
	if s.Saved.Shown() == nil || s.Saved.Shown().LastEpoch() == nil {
		return s.Text(textChartAltEmpty, title)
	}
	e := s.Saved.Shown().LastEpoch()
	switch {
	case kind == "accuracy":
		return s.Text(textChartAlt, title, e.Epoch, s.Percent(float64(float64(e.Accuracy)), 1), s.Percent(float64(float64(e.ValAccuracy)), 1))
	case s.WithPenalties():
		return s.Text(textChartAlt, title, e.Epoch, s.Decimal(float64(float64(e.Loss)), 3), s.Decimal(float64(float64(e.ValLoss)), 3))
	default:
		return s.Text(textChartAlt, title, e.Epoch, s.Decimal(float64(e.CrossEntropy), 3), s.Decimal(float64(e.ValCrossEntropy), 3))
	}
}

// draw brings the charts up to date.
func (c *charts) draw() {
	s := c.s
	under := s.Underlay()
	if frame := framingOf(s, under); c.loss == nil || frame != c.drawn {
		c.drawn = frame
		c.loss, c.accuracy = c.frame("loss", frame), c.frame("accuracy", frame)
		if c.loss == nil || c.accuracy == nil {
			return
		}
		if frame.underlay > 0 {
			c.lay(under)
		}
	}
	for _, chart := range [...]*dom.Chart{c.loss, c.accuracy} {
		chart.Smooth(float64(s.Lens.Smooth)/100, s.Lens.Epochs)
	}
	r := s.Saved.Shown()
	if r == nil {
		return
	}
	best, end := r.Marks()
	for _, chart := range [...]*dom.Chart{c.loss, c.accuracy} {
		chart.Mark(best, end)
	}
	c.points(c.loss, s.LossColumns(r))
	c.points(c.accuracy, &r.Curve.Accuracy)
}

// framingOf is that of what is shown now.
func framingOf(s *app.Session, under *app.Recorded) framing {
	experiment := s.ExperimentShown()
	f := framing{lang: s.Lang, epochs: experiment.Epochs, log: s.Lens.Log, penalties: s.WithPenalties()}
	lying := 0
	if under != nil && under.Epochs != nil {
		f.underlay, lying = experiment.Sample+1, len(under.Epochs)
	}
	if r := s.Saved.Shown(); r != nil {
		f.run, f.epochs = r.ID, r.Span(lying)
	}
	if s.Training.Dataset == data.KindCIFAR10 {
		f.report = samples.ByNumber(experiment.Sample).TestPercent
	}
	return f
}

// frame makes a chart, or returns nil where there is no page to draw it on.
func (c *charts) frame(kind string, f framing) *dom.Chart {
	s := c.s
	options := dom.ChartOptions{
		Kind: kind, Run: f.run, Locale: f.lang, Title: s.Text(textAccuracyChart), Epochs: f.epochs, Log: f.log && kind == "loss",
		Labels: dom.ChartLabels{
			Epoch: s.Text(textAxisEpoch), Now: s.Text(textSeriesLive), Train: s.Text(textSeriesTrain), Val: s.Text(textSeriesVal),
			Recorded: s.Text(textRecordedSeries), Best: s.Text(textMarkBest), End: s.Text(textMarkEnd),
		},
	}
	if kind == "loss" {
		options.Title = lossTitle(s)
	}
	if kind == "accuracy" && f.report > 0 {
		options.Level, options.LevelLabel = f.report/100, s.Text(textChartReport, s.Percent(f.report/100, 2))
	}
	chart, _ := dom.NewChart(options)
	return chart
}

// lay puts a recorded run under the curves. Its losses have penalties in them: beside others that have none there would be nothing to compare.
func (c *charts) lay(under *app.Recorded) {
	s := c.s
	comparable := s.WithPenalties() || !app.Penalized(s.ExperimentShown().Spec)
	var loss, accuracy []float64
	for _, e := range under.Epochs {
		accuracy = append(accuracy, float64(e.Accuracy), float64(e.ValAccuracy))
		if comparable {
			loss = append(loss, float64(e.Loss), float64(e.ValLoss))
		}
	}
	c.loss.Lay(run.FloatBytes(nil, loss))
	c.accuracy.Lay(run.FloatBytes(nil, accuracy))
}

// points hands a chart its columns.
func (c *charts) points(chart *dom.Chart, v *run.Columns) {
	c.buffer = c.s.Saved.Shown().Curve.Bytes(c.buffer, v)
	chart.Set(c.buffer)
}

var (
	textPenalizedChart = &recipe.Text{ES: "Pérdida (con penalización L2)", EN: "Loss (with L2 penalty)"}
	textRecordedSeries = &recipe.Text{ES: "ensayo grabado", EN: "recorded run"}
	textMarkBest       = &recipe.Text{ES: "mejor: época", EN: "best: epoch"}
	textMarkEnd        = &recipe.Text{ES: "parada temprana", EN: "stopped early"}
	textWhole          = &recipe.Text{ES: "Ver todo", EN: "Show all"}
	textChartHint      = &recipe.Text{ES: "Arrastra para ampliar; doble clic para volver. Con el teclado: flechas, + y −.", EN: "Drag to zoom; double-click to go back. By keyboard: arrows, + and −."}
)
