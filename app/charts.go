package app

import (
	"encoding/binary"
	"math"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/metrics"
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
	lang           string
	epochs         int
	report         float64 // percent; 0 where it cannot be compared with
	run            string  // whose points are shown, or ""
	log, penalties bool
	underlay       int // a sample whose recorded run lies under the curves, from 1 on; 0 for none
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
	under := s.underlay()
	return goapp.Div().Class("charts").Body(
		c.panel("loss", s.lossTitle(), empty && (under == nil || under.epochs == nil)),
		c.panel("accuracy", s.text(textAccuracyChart), false),
		goapp.P().Class("small hint").Hidden(empty).Text(s.text(textChartHint)),
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
		goapp.Button().Type("button").Class("quiet whole").ID("whole-"+kind).DataSet("testid", "whole-"+kind).Hidden(true).Text(s.text(textWhole)),
		goapp.P().Class("unseen").ID("said-"+kind).Role("status"),
		goapp.P().Class("invite").Hidden(!invite).Text(s.text(textChartEmpty)),
	)
}

// lossTitle is what the loss chart shows.
func (s *session) lossTitle() string {
	if s.withPenalties() {
		return s.text(textPenalizedChart)
	}
	return s.text(textLossChart)
}

// alternative says in words what a chart shows, for those who do not see it; the numbers are in the table of epochs.
func (c *charts) alternative(kind, title string) string {
	s := c.s
	if s.shown() == nil || s.shown().lastEpoch() == nil {
		return s.text(textChartAltEmpty, title)
	}
	e := s.shown().lastEpoch()
	switch {
	case kind == "accuracy":
		return s.text(textChartAlt, title, e.Epoch, s.percent(float64(e.Accuracy), 1), s.percent(float64(e.ValAccuracy), 1))
	case s.withPenalties():
		return s.text(textChartAlt, title, e.Epoch, s.decimal(float64(e.Loss), 3), s.decimal(float64(e.ValLoss), 3))
	default:
		return s.text(textChartAlt, title, e.Epoch, s.decimal(float64(e.CrossEntropy), 3), s.decimal(float64(e.ValCrossEntropy), 3))
	}
}

// draw brings the charts up to date.
func (c *charts) draw() {
	s := c.s
	under := s.underlay()
	if frame := s.framing(under); c.loss == nil || frame != c.drawn {
		c.drawn = frame
		c.loss, c.accuracy = c.frame("loss", frame), c.frame("accuracy", frame)
		if frame.underlay > 0 {
			c.lay(under)
		}
	}
	for _, chart := range [...]goapp.Value{c.loss, c.accuracy} {
		chart.Call("smooth", float64(s.lens.smooth)/100, s.lens.epochs)
	}
	r := s.shown()
	if r == nil {
		return
	}
	best, end := r.marks()
	for _, chart := range [...]goapp.Value{c.loss, c.accuracy} {
		chart.Call("mark", best, end)
	}
	c.points(c.loss, s.lossColumns(r))
	c.points(c.accuracy, &r.curve.accuracy)
}

// framing is that of what is shown now.
func (s *session) framing(under *recorded) framing {
	experiment := s.experimentShown()
	f := framing{lang: s.lang, epochs: experiment.Epochs, log: s.lens.log, penalties: s.withPenalties()}
	lying := 0
	if under != nil && under.epochs != nil {
		f.underlay, lying = experiment.Sample+1, len(under.epochs)
	}
	if r := s.shown(); r != nil {
		f.run, f.epochs = r.id, r.span(lying)
	}
	if s.dataset == "cifar10" {
		f.report = samples.ByNumber(experiment.Sample).TestPercent
	}
	return f
}

// span is how many epochs the charts of a run show: all that are planned, but for a run that may end early, of which it shows those that it may soon
// have come to, and for one that has ended, of which it shows what there is. A recorded run under it has to fit in.
func (r *run) span(recorded int) int {
	planned := r.experiment.Epochs
	reached := max(len(r.history), 1, recorded)
	if n := len(r.curve.x); n > 0 {
		reached = max(reached, int(math.Ceil(r.curve.x[n-1])))
	}
	switch {
	case !r.active() && len(r.curve.x) > 0:
		return reached
	case !r.experiment.EarlyStopping:
		return planned
	}
	for _, n := range [...]int{10, 20, 30, 50, 75, 100, 150, 200, 300, 500} {
		if reached <= n {
			return min(n, planned)
		}
	}
	return planned
}

// marks are the epoch with the best validation loss and the one after which early stopping ended the run; 0 for none. A best epoch is worth a mark
// only when others have followed.
func (r *run) marks() (best, end int) {
	if best = metrics.BestEpoch(epochsOf(r.history)); best == len(r.history) {
		best = 0
	}
	if r.done == nil {
		return best, 0
	}
	e := r.experiment
	early := r.done.Stopped == "early_stopping"
	if r.done.Stopped == "" { // a kept run does not say
		early = e.EarlyStopping && e.Steps == 0 && len(r.history) < e.Epochs
	}
	if early {
		end = len(r.history)
	}
	return best, end
}

// frame makes a chart.
func (c *charts) frame(kind string, f framing) goapp.Value {
	s := c.s
	options := map[string]any{
		"kind":   kind,
		"run":    f.run,
		"locale": f.lang,
		"epochs": f.epochs,
		"log":    f.log && kind == "loss",
		"title":  s.text(textAccuracyChart),
		"labels": map[string]any{
			"epoch":    s.text(textAxisEpoch),
			"now":      s.text(textSeriesLive),
			"train":    s.text(textSeriesTrain),
			"val":      s.text(textSeriesVal),
			"recorded": s.text(textRecordedSeries),
			"best":     s.text(textMarkBest),
			"end":      s.text(textMarkEnd),
		},
	}
	if kind == "loss" {
		options["title"] = s.lossTitle()
	}
	if kind == "accuracy" && f.report > 0 {
		options["level"] = f.report / 100
		options["levelLabel"] = s.text(textChartReport, s.percent(f.report/100, 2))
	}
	return goapp.Window().Get("muestra").Call("chart", kind, options)
}

// lay puts a recorded run under the curves. Its losses have penalties in them: beside others that have none there would be nothing to compare.
func (c *charts) lay(under *recorded) {
	s := c.s
	comparable := s.withPenalties() || !penalized(s.experimentShown().Spec)
	var loss, accuracy []float64
	for _, e := range under.epochs {
		accuracy = append(accuracy, e.Accuracy, e.ValAccuracy)
		if comparable {
			loss = append(loss, e.Loss, e.ValLoss)
		}
	}
	c.loss.Call("lay", bytesOf(floatBytes(nil, loss)))
	c.accuracy.Call("lay", bytesOf(floatBytes(nil, accuracy)))
}

// points hands a chart its columns.
func (c *charts) points(chart goapp.Value, v *columns) {
	c.buffer = c.s.shown().curve.bytes(c.buffer, v)
	chart.Call("set", bytesOf(c.buffer))
}

// bytesOf is a new Uint8Array.
func bytesOf(b []byte) goapp.Value {
	array := goapp.Window().Get("Uint8Array").New(len(b))
	goapp.CopyBytesToJS(array, b)
	return array
}

// floatBytes appends values as a Float64Array reads them.
func floatBytes(buffer []byte, values []float64) []byte {
	for _, v := range values {
		buffer = binary.LittleEndian.AppendUint64(buffer, math.Float64bits(v))
	}
	return buffer
}

var (
	textPenalizedChart = &samples.Text{ES: "Pérdida (con penalización L2)", EN: "Loss (with L2 penalty)"}
	textRecordedSeries = &samples.Text{ES: "ensayo grabado", EN: "recorded run"}
	textMarkBest       = &samples.Text{ES: "mejor: época", EN: "best: epoch"}
	textMarkEnd        = &samples.Text{ES: "parada temprana", EN: "stopped early"}
	textWhole          = &samples.Text{ES: "Ver todo", EN: "Show all"}
	textChartHint      = &samples.Text{ES: "Arrastra para ampliar; doble clic para volver. Con el teclado: flechas, + y −.", EN: "Drag to zoom; double-click to go back. By keyboard: arrows, + and −."}
)
