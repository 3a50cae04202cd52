package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// charts are the two live curves. Their points go to web/static/charts.js as bytes, past go-app: it draws the frame only.
type charts struct {
	goapp.Compo
	s *session

	loss, accuracy goapp.Value // chart objects of charts.js
	drawn          framing
	buffer         []byte
}

// framing is what a chart's frame depends on; when it changes, the charts are made anew.
type framing struct {
	lang   string
	epochs int
	report float64 // percent; 0 where it cannot be compared with
	own    bool    // there is a run whose points are shown
}

// OnMount implements goapp.Mounter.
func (c *charts) OnMount(ctx goapp.Context) {
	c.s.views().add(ctx, false)
	c.s.views().draw = c.draw
	c.draw()
}

// Render implements goapp.Composer.
func (c *charts) Render() goapp.UI {
	s := c.s
	empty := s.shown() == nil || len(s.shown().curve.x) == 0
	return goapp.Div().Class("charts").Body(
		c.panel("loss", s.text(textLossChart), empty),
		c.panel("accuracy", s.text(textAccuracyChart), false),
		goapp.P().Class("small hint").Hidden(empty).Text(s.text(textZoomHint)),
	)
}

func (c *charts) panel(kind, title string, invite bool) goapp.UI {
	s := c.s
	return goapp.Figure().Class("chart card").DataSet("testid", "chart-"+kind).Body(
		goapp.FigCaption().Body(
			goapp.Span().Class("name").ID("chart-title-"+kind).Text(title),
			goapp.Span().Class("legend").ID("legend-"+kind).Aria("hidden", true),
		),
		goapp.Div().Class("plot").ID("plot-"+kind).Role("img").Aria("label", c.alternative(kind, title)),
		goapp.P().Class("invite").Hidden(!invite).Text(s.text(textChartEmpty)),
	)
}

// alternative says in words what a chart shows, for those who do not see it; the numbers are in the table of epochs.
func (c *charts) alternative(kind, title string) string {
	s := c.s
	if s.shown() == nil || s.shown().lastEpoch() == nil {
		return s.text(textChartAltEmpty, title)
	}
	e := s.shown().lastEpoch()
	if kind == "loss" {
		return s.text(textChartAlt, title, e.Epoch, s.decimal(float64(e.CrossEntropy), 3), s.decimal(float64(e.ValCrossEntropy), 3))
	}
	return s.text(textChartAlt, title, e.Epoch, s.percent(float64(e.Accuracy), 1), s.percent(float64(e.ValAccuracy), 1))
}

// draw brings the charts up to date.
func (c *charts) draw() {
	s := c.s
	experiment := s.experiment
	if s.shown() != nil {
		experiment = s.shown().experiment
	}
	frame := framing{lang: s.lang, epochs: experiment.Epochs, own: s.shown() != nil}
	if s.dataset == "cifar10" {
		frame.report = samples.ByNumber(experiment.Sample).TestPercent
	}
	if c.loss == nil || frame != c.drawn {
		c.drawn = frame
		c.loss = c.frame("loss", frame)
		c.accuracy = c.frame("accuracy", frame)
	}
	if s.shown() == nil {
		return
	}
	c.points(c.loss, &s.shown().curve.loss)
	c.points(c.accuracy, &s.shown().curve.accuracy)
}

// frame makes a chart.
func (c *charts) frame(kind string, f framing) goapp.Value {
	s := c.s
	options := map[string]any{
		"kind":   kind,
		"locale": f.lang,
		"epochs": f.epochs,
		"labels": map[string]any{
			"epoch": s.text(textAxisEpoch),
			"now":   s.text(textSeriesLive),
			"train": s.text(textSeriesTrain),
			"val":   s.text(textSeriesVal),
		},
	}
	if kind == "accuracy" && f.report > 0 {
		options["level"] = f.report / 100
		options["levelLabel"] = s.text(textChartReport, s.percent(f.report/100, 2))
	}
	return goapp.Window().Get("muestra").Call("chart", "plot-"+kind, "legend-"+kind, options)
}

// points hands a chart its columns.
func (c *charts) points(chart goapp.Value, v *columns) {
	c.buffer = c.s.shown().curve.bytes(c.buffer, v)
	array := goapp.Window().Get("Uint8Array").New(len(c.buffer))
	goapp.CopyBytesToJS(array, c.buffer)
	chart.Call("set", array)
}
