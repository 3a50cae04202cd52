package app

import (
	"math"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// metrics are the four numbers that move while it trains.
type metrics struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (m *metrics) OnMount(ctx goapp.Context) { m.s.views().add(ctx, true) }

// Render implements goapp.Composer.
func (m *metrics) Render() goapp.UI {
	s := m.s
	epoch, speed, unit := "–", "–", ""
	train, val, share, valShare := math.NaN(), math.NaN(), "", ""
	if r := s.run; r != nil && r.step.Total > 0 {
		epoch = s.whole(r.step.Epoch) + " / " + s.whole(r.experiment.Epochs)
		if r.step.ImagesPerSecond > 0 {
			speed, unit = s.whole(int(math.Round(float64(r.step.ImagesPerSecond)))), s.text(textSpeedUnit)
		}
		train, share = float64(r.step.Accuracy), s.text(textShareUnit)
		if e := r.lastEpoch(); e != nil {
			if e.ValAccuracy.IsFinite() {
				val, valShare = float64(e.ValAccuracy), share
			}
		}
	}
	return goapp.Dl().Class("metrics").Body(
		metric("", s.text(textEpochNumber), epoch, "", "metric-epoch"),
		metric("train", s.text(textSeriesTrainName), s.percent(train, 1), share, "metric-train"),
		metric("val", s.text(textSeriesValName), s.percent(val, 1), valShare, "metric-val"),
		metric("", s.text(textSpeed), speed, unit, "images-per-second"),
	)
}

func metric(class, label, value, unit, testid string) goapp.UI {
	return goapp.Div().Class("card "+class).Body(
		goapp.Dt().Text(label),
		goapp.Dd().DataSet("testid", testid).Body(
			goapp.Text(value),
			goapp.Span().Class("unit").Hidden(unit == "").Text(" "+unit),
		),
	)
}
