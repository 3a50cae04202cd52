package app

import (
	"math"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// metrics are the numbers that move while it trains.
type metrics struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (m *metrics) OnMount(ctx goapp.Context) { m.s.views().add(ctx, true) }

// Render implements goapp.Composer.
func (m *metrics) Render() goapp.UI {
	s := m.s
	speed, unit := "–", ""
	train, val := math.NaN(), math.NaN()
	if r := s.shown(); r != nil && r.step.Total > 0 {
		if r.step.ImagesPerSecond > 0 {
			speed, unit = s.whole(int(math.Round(float64(r.step.ImagesPerSecond)))), s.text(textSpeedUnit)
		}
		train = float64(r.step.Accuracy)
		if e := r.lastEpoch(); e != nil {
			val = float64(e.ValAccuracy)
		}
	}
	return goapp.Dl().Class("metrics").Body(
		metric("train", s.text(textTrainAccuracy), s.percent(train, 1), "", "metric-train"),
		metric("val", s.text(textValAccuracy), s.percent(val, 1), "", "metric-val"),
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
