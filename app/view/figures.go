package view

import (
	"math"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// figures are the numbers that move while it trains.
type figures struct {
	goapp.Compo
	s *app.Session

	weighed weighing // what the estimate of memory is of
	bytes   int64
}

// weighing is what memory depends on.
type weighing struct {
	spec                  *keras.Sequential
	batch, workers, slots int
}

// OnMount implements goapp.Mounter.
func (m *figures) OnMount(ctx goapp.Context) { kit.ViewsOf(m.s).Add(ctx, true) }

// Render implements goapp.Composer.
func (m *figures) Render() goapp.UI {
	s := m.s
	speed, unit := "–", ""
	train, val := math.NaN(), math.NaN()
	if r := s.Saved.Shown(); r != nil && r.Step.Step > 0 {
		if r.Step.ImagesPerSecond > 0 {
			speed, unit = s.Whole(int(math.Round(float64(r.Step.ImagesPerSecond)))), s.Text(textSpeedUnit)
		}
		train = r.Accuracy()
		if e := r.LastEpoch(); e != nil {
			val = float64(e.ValAccuracy)
		}
	}
	return goapp.Dl().Class("metrics").Body(
		metric("train", s.Text(textTrainAccuracy), s.Percent(train, 1), "", "metric-train", nil),
		metric("val", s.Text(textValAccuracy), s.Percent(val, 1), "", "metric-val", nil),
		metric("", s.Text(textSpeed), speed, unit, "images-per-second", m.workerPool()),
		metric("", s.Text(edit.TextMemory), s.Size(m.memory()), "", "metric-memory", m.heap()),
	)
}

// memory is about what training takes in all workers together. It is estimated once for each experiment.
func (m *figures) memory() int64 {
	e := m.s.ExperimentShown()
	w := weighing{e.Spec, e.Batch, 1, slotsOf(e)}
	if r := m.s.Saved.Shown(); r != nil && r.Started != nil {
		w.workers = max(r.Started.Workers, 1)
	}
	if w != m.weighed {
		m.weighed, m.bytes = w, 0
		if need, err := nn.TrainingMemory(e.Spec, (w.batch+w.workers-1)/w.workers, w.slots); err == nil {
			m.bytes = need.Total() * int64(w.workers)
		}
	}
	return m.bytes
}

// slotsOf is how many values an optimizer remembers for each weight.
func slotsOf(e *recipe.Experiment) int {
	switch {
	case e.Optimizer == "adam":
		return 2
	case e.Optimizer == "sgd" && e.Momentum == 0:
		return 0
	}
	return 1
}

// heap is what the page itself takes, where the browser says so.
func (m *figures) heap() goapp.UI {
	s := m.s
	bytes := dom.Heap()
	if bytes == 0 {
		return nil
	}
	help := s.Text(textHeapHelp)
	return goapp.Dd().Class("small").Title(help).Body(goapp.Text(s.Text(textHeap, s.Size(bytes))), kit.Unseen(" "+help))
}

var (
	textHeap     = &recipe.Text{ES: "página: %s", EN: "page: %s"}
	textHeapHelp = &recipe.Text{
		ES: "Arriba, lo que ocupan los pesos, sus gradientes y los resultados intermedios en todos los trabajadores: una estimación. Aquí, lo que dice el navegador de la propia página.",
		EN: "Above, what weights, their gradients and intermediate results take in all workers: an estimate. Here, what the browser says about the page itself.",
	}
)

// workerPool says how many workers share the batches, and how they speak with each other and why so.
func (m *figures) workerPool() goapp.UI {
	s := m.s
	r := s.Saved.Shown()
	if r == nil || r.Started == nil || r.Started.Workers == 0 {
		return nil
	}
	text, why := s.Text(textWorkers, r.Started.Workers), ""
	switch r.Started.Transport {
	case "shared":
		text, why = text+" · "+s.Text(textSharedMemory), s.Text(textSharedMemoryWhy)
	case "transfer":
		text, why = text+" · "+s.Text(textTransfer), s.Text(textTransferWhy)
	}
	return goapp.Dd().Class("small").DataSet("testid", "crew").Title(why).Body(goapp.Text(text), kit.Unseen(" "+why))
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
