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
		metric("train", s.text(textTrainAccuracy), s.percent(train, 1), "", "metric-train", nil),
		metric("val", s.text(textValAccuracy), s.percent(val, 1), "", "metric-val", nil),
		metric("", s.text(textSpeed), speed, unit, "images-per-second", m.crew()),
	)
}

// crew says how many workers share the batches, and how they speak with each other and why so.
func (m *metrics) crew() goapp.UI {
	s := m.s
	r := s.shown()
	if r == nil || r.started == nil || r.started.Workers == 0 {
		return nil
	}
	text, why := s.text(textWorkers, r.started.Workers), ""
	switch r.started.Transport {
	case "shared":
		text, why = text+" · "+s.text(textSharedMemory), s.text(textSharedMemoryWhy)
	case "transfer":
		text, why = text+" · "+s.text(textTransfer), s.text(textTransferWhy)
	}
	return goapp.Dd().Class("small").DataSet("testid", "crew").Title(why).Body(goapp.Text(text), unseen(" "+why))
}

func metric(class, label, value, unit, testid string, more goapp.UI) goapp.UI {
	return goapp.Div().Class("card "+class).Body(
		goapp.Dt().Text(label),
		goapp.Dd().DataSet("testid", testid).Body(
			goapp.Text(value),
			goapp.Span().Class("unit").Hidden(unit == "").Text(" "+unit),
		),
		more,
	)
}
