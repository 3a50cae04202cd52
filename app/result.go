package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// result is what a run that came to its end has to show.
type result struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (r *result) OnMount(ctx goapp.Context) { r.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (r *result) Render() goapp.UI {
	s := r.s
	run := s.shown()
	if run == nil || run.done == nil || run.started == nil {
		return goapp.Div().Class("result").Hidden(true)
	}
	done := run.done
	sample := samples.ByNumber(run.experiment.Sample)
	trained := run.step.Epoch
	var ended string
	switch done.Stopped {
	case "early_stopping":
		ended = s.text(textEndedEarly)
	case "steps":
		ended = s.text(textEndedSteps)
	}
	tested := done.TestAccuracy.IsFinite() // there were pictures to test it with
	accuracy := s.percent(float64(done.TestAccuracy), 2)
	title := s.text(textResult)
	if run != s.current() {
		title = s.text(textLastResult, run.experiment.Sample)
	}
	against := s.text(textAgainstReport, s.percent(sample.TestPercent/100, 2)) + " " +
		s.text(textReportUsed, sample.Epochs, s.whole(run.started.Train), trained)
	comparable := run.started.Dataset == "cifar10"
	switch run.started.Dataset {
	case "synthetic":
		against = s.text(textNotComparable)
	case "own":
		against = s.text(textOwnPictures)
	}
	return goapp.Section().Class("result card").Aria("labelledby", "result-title").DataSet("testid", "result").Body(
		goapp.H3().ID("result-title").Text(title),
		goapp.Div().Class("figures").Hidden(!tested).Body(
			goapp.P().Class("score").DataSet("testid", "test-accuracy").Text(accuracy),
			goapp.Div().Class("words").Body(
				goapp.P().Text(s.text(textTestAccuracy, accuracy, s.whole(run.started.Test))+". "+ended),
				goapp.P().Class("small").Text(against),
			),
		),
		goapp.P().Hidden(tested).DataSet("testid", "untested").Text(s.text(textUntested)+" "+ended),
		goapp.Div().Class("bar double").Aria("hidden", true).Hidden(!tested).Body(
			goapp.Span().Class("report").Hidden(!comparable).Style("--v", strconv.FormatFloat(sample.TestPercent, 'f', 2, 64)),
			goapp.Span().Class("yours").Style("--v", strconv.FormatFloat(float64(done.TestAccuracy)*100, 'f', 2, 64)),
		),
		goapp.P().Class("small").Hidden(!run.overridden).DataSet("testid", "diverted").Text(s.text(textDiverted)),
		goapp.P().Class("small fingerprint").Body(
			goapp.Span().Title(s.text(textFingerprintHelp)).Text(s.text(textFingerprint)+" "),
			goapp.Code().DataSet("testid", "weights-sha256").Text(done.WeightsSHA256),
		),
		goapp.Div().Class("choices").Body(
			button("export-weights", "quiet", iconSave, s.text(textWeightsFile)).Hidden(s.record(run.id) == nil).
				OnClick(func(goapp.Context, goapp.Event) { s.download(run.id) }, run.id),
			button("export-csv", "quiet", iconSave, s.text(textCSVFile)).
				OnClick(func(goapp.Context, goapp.Event) {
					s.downloadTable(fileName(run.experiment.Sample, run.name), run.history)
				}, run.id),
		),
	)
}

// history is the table of epochs, folded away: the charts in numbers.
type history struct {
	goapp.Compo
	s    *session
	open bool
}

// OnMount implements goapp.Mounter.
func (h *history) OnMount(ctx goapp.Context) { h.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (h *history) Render() goapp.UI {
	s := h.s
	run := s.shown()
	if run == nil || len(run.history) == 0 {
		return goapp.Div().Class("history").Hidden(true)
	}
	var rows []goapp.UI
	if h.open { // a hundred rows that nobody looks at would be work at each epoch
		for _, e := range run.history {
			rows = append(rows, goapp.Tr().Body(
				goapp.Th().Scope("row").Text(e.Epoch),
				goapp.Td().Text(s.decimal(float64(e.Loss), 4)),
				goapp.Td().Text(s.percent(float64(e.Accuracy), 2)),
				goapp.Td().Text(s.decimal(float64(e.ValLoss), 4)),
				goapp.Td().Text(s.percent(float64(e.ValAccuracy), 2)),
				goapp.Td().Text(s.decimal(float64(e.Seconds), 1)),
			))
		}
	}
	var heads []goapp.UI
	for _, k := range []words{textEpochNumber, textHistoryLoss, textHistoryAccuracy, textHistoryValLoss, textHistoryValAccuracy, textHistorySeconds} {
		heads = append(heads, goapp.Th().Scope("col").Text(s.text(k)))
	}
	return goapp.Details().Class("history card").DataSet("testid", "history").
		On("toggle", func(ctx goapp.Context, _ goapp.Event) { h.open = ctx.JSSrc().Get("open").Bool() }).
		Body(
			goapp.Summary().Text(s.text(textHistory)),
			goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.text(textHistory)).Body(
				goapp.Table().Body(
					goapp.THead().Body(goapp.Tr().Body(heads...)),
					goapp.TBody().Body(rows...),
				),
			),
		)
}
