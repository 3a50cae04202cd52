package browser

import (
	"cmp"
	"time"

	"muestra/app/run"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
	"muestra/wasm/port"
)

// worker is a web worker that runs web/static/trainer.js and, in it, wasm/trainer.
type worker struct {
	supervisor run.Supervisor
	worker     *dom.Worker // nil where the browser has refused one
	deaf       func()
	gone       bool
}

// workerScript is what a worker begins with.
const workerScript = "trainer.js"

// StartWebWorker starts a worker and hands it its program, which is the page's own, compiled already. The worker says Ready when it is.
func StartWebWorker(supervisor run.Supervisor) run.Trainer {
	w := &worker{supervisor: supervisor}
	started, err := dom.NewWorker(workerScript)
	if err == nil {
		w.listen(started)
		_, err = dom.Call(started.Value, "postMessage", map[string]any{"module": dom.Program()})
	}
	if err != nil { // who has asked for the worker does not know it yet
		time.AfterFunc(0, func() { w.lost(err.Error()) })
	}
	return w
}

func (w *worker) listen(to *dom.Worker) {
	w.worker = to
	w.deaf = port.Receive(to.Value, func(m port.Message, err error) {
		if err != nil {
			w.lost(w.supervisor.Text(textErrorWorkerMessage, err))
			return
		}
		w.supervisor.OnMessage(w, m)
	})
	to.OnError(func(kind, words string) {
		if kind == "error" {
			kind = workerScript
		}
		w.lost(cmp.Or(words, kind))
	})
}

func (w *worker) lost(words string) {
	if !w.gone {
		w.supervisor.OnWorkerLost(w, run.TextErrorWorkerDied, words)
	}
}

// Send implements trainer.
func (w *worker) Send(m port.Message) {
	if w.worker == nil {
		return
	}
	if err := port.Send(w.worker.Value, m); err != nil {
		panic(err)
	}
}

// Dismiss implements trainer.
func (w *worker) Dismiss() {
	if w.gone {
		return
	}
	w.gone = true
	if w.worker != nil {
		w.worker.Terminate() // what it has said before its end may come after it
		w.deaf()
	}
}

var (
	textErrorWorkerMessage = &recipe.Text{ES: "un mensaje suyo no se entiende (%s)", EN: "a message of its makes no sense (%s)"}
)
