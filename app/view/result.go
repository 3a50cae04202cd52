package view

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/samples"
)

// result is what a run that came to its end has to show.
type result struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (r *result) OnMount(ctx goapp.Context) { kit.ViewsOf(r.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (r *result) Render() goapp.UI {
	s := r.s
	run := s.Saved.Shown()
	if run == nil || run.Done == nil || run.Started == nil {
		return goapp.Div().Class("result").Hidden(true)
	}
	done := run.Done
	sample := samples.ByNumber(run.Experiment.Sample)
	trained := run.Step.Epoch
	var ended string
	switch done.Stopped {
	case history.EndEarly:
		ended = s.Text(textEndedEarly)
	case history.EndSteps:
		ended = s.Text(textEndedSteps)
	}
	tested := done.Test != nil // there were pictures to test it with
	accuracy := s.Percent(float64(done.Score().Accuracy), 2)
	title := s.Text(textResult)
	if run != s.Training.Current() {
		title = s.Text(textLastResult, run.Experiment.Sample)
	}
	against := s.Text(textAgainstReport, s.Percent(sample.TestPercent/100, 2)) + " " +
		s.Text(textReportUsed, sample.Epochs, s.Whole(run.Started.Train), trained)
	comparable := run.Started.Dataset == data.KindCIFAR10
	switch run.Started.Dataset {
	case data.KindSynthetic:
		against = s.Text(textNotComparable)
	case data.KindOwn:
		against = s.Text(textOwnPictures)
	}
	return goapp.Section().Class("result card").Aria("labelledby", "result-title").DataSet("testid", "result").Body(
		goapp.H3().ID("result-title").Text(title),
		goapp.Div().Class("figures").Hidden(!tested).Body(
			goapp.P().Class("score").DataSet("testid", "test-accuracy").Text(accuracy),
			goapp.Div().Class("words").Body(
				goapp.P().Text(s.Text(textTestAccuracy, accuracy, s.Whole(run.Started.Test))+". "+ended),
				goapp.P().Class("small").Text(against),
			),
		),
		goapp.P().Hidden(tested).DataSet("testid", "untested").Text(s.Text(textUntested)+" "+ended),
		goapp.Div().Class("bar double").Aria("hidden", true).Hidden(!tested).Body(
			goapp.Span().Class("report").Hidden(!comparable).Style("--v", strconv.FormatFloat(sample.TestPercent, 'f', 2, 64)),
			goapp.Span().Class("yours").Style("--v", strconv.FormatFloat(float64(done.Score().Accuracy)*100, 'f', 2, 64)),
		),
		goapp.P().Class("small").Hidden(!run.Overridden).DataSet("testid", "diverted").Text(s.Text(textDiverted)),
		goapp.P().Class("small fingerprint").Body(
			goapp.Span().Title(s.Text(textFingerprintHelp)).Text(s.Text(textFingerprint)+" "),
			goapp.Code().DataSet("testid", "weights-sha256").Text(done.WeightsSHA256),
		),
		goapp.Div().Class("choices").Body(
			kit.Button("export-weights", "quiet", kit.IconSave, s.Text(textWeightsFile)).Hidden(s.Saved.Record(run.ID) == nil).
				OnClick(func(goapp.Context, goapp.Event) { s.Saved.Download(run.ID) }, run.ID),
			kit.Button("export-csv", "quiet", kit.IconSave, s.Text(textCSVFile)).
				OnClick(func(goapp.Context, goapp.Event) {
					downloadTable(s, saved.FileName(run.Experiment.Sample, run.Name), run.History)
				}, run.ID),
		),
	)
}

// History is the table of epochs, folded away: the charts in numbers.
type History struct {
	goapp.Compo
	s    *app.Session
	open bool
}

// OnMount implements goapp.Mounter.
func (h *History) OnMount(ctx goapp.Context) { kit.ViewsOf(h.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (h *History) Render() goapp.UI {
	s := h.s
	run := s.Saved.Shown()
	if run == nil || len(run.History) == 0 {
		return goapp.Div().Class("history").Hidden(true)
	}
	var rows []goapp.UI
	if h.open { // a hundred rows that nobody looks at would be work at each epoch
		for _, e := range run.History {
			rows = append(rows, goapp.Tr().Body(
				goapp.Th().Scope("row").Text(e.Epoch),
				goapp.Td().Text(s.Decimal(float64(e.Loss), 4)),
				goapp.Td().Text(s.Percent(float64(e.Accuracy), 2)),
				goapp.Td().Text(s.Decimal(float64(e.ValLoss), 4)),
				goapp.Td().Text(s.Percent(float64(e.ValAccuracy), 2)),
				goapp.Td().Text(s.Decimal(float64(e.Seconds), 1)),
			))
		}
	}
	var heads []goapp.UI
	for _, k := range []say.Words{textEpochNumber, editor.TextHistoryLoss, editor.TextHistoryAccuracy, editor.TextHistoryValLoss, editor.TextHistoryValAccuracy, textHistorySeconds} {
		heads = append(heads, goapp.Th().Scope("col").Text(s.Text(k)))
	}
	return goapp.Details().Class("history card").DataSet("testid", "history").
		On("toggle", func(ctx goapp.Context, _ goapp.Event) { h.open = ctx.JSSrc().Get("open").Bool() }).
		Body(
			goapp.Summary().Text(s.Text(textHistory)),
			goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.Text(textHistory)).Body(
				goapp.Table().Body(
					goapp.THead().Body(goapp.Tr().Body(heads...)),
					goapp.TBody().Body(rows...),
				),
			),
		)
}
