package browser

import (
	"syscall/js"

	"muestra/app/run"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// worker is a web worker that runs web/static/trainer.js and, in it, wasm/trainer.
type worker struct {
	supervisor run.Supervisor
	value      js.Value
	release    []func()
	gone       bool
}

// StartWebWorker starts a worker and hands it its program, which is the page's own, compiled already. The worker says Ready when it is.
func StartWebWorker(boss run.Supervisor) run.Trainer {
	w := &worker{supervisor: boss, value: js.Global().Get("Worker").New("trainer.js")}
	w.release = append(w.release, port.Receive(w.value, func(m port.Message, err error) {
		if err != nil {
			w.supervisor.OnWorkerLost(w, run.TextErrorWorkerDied, w.supervisor.Text(textErrorWorkerMessage, err))
			return
		}
		w.supervisor.OnMessage(w, m)
	}))
	w.on("error", func(event js.Value) {
		words := "trainer.js"
		if text := event.Get("message"); text.Type() == js.TypeString {
			words = text.String()
		}
		w.supervisor.OnWorkerLost(w, run.TextErrorWorkerDied, words)
	})
	w.on("messageerror", func(js.Value) { w.supervisor.OnWorkerLost(w, run.TextErrorWorkerDied, "messageerror") })
	w.value.Call("postMessage", map[string]any{"module": js.Global().Get("muestra").Get("program")})
	return w
}

func (w *worker) on(event string, handle func(js.Value)) {
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		handle(args[0])
		return nil
	})
	w.value.Call("addEventListener", event, f)
	w.release = append(w.release, func() {
		w.value.Call("removeEventListener", event, f) // what a worker has said before its end may come after it
		f.Release()
	})
}

// Send implements trainer.
func (w *worker) Send(m port.Message) {
	if err := port.Send(w.value, m); err != nil {
		panic(err)
	}
}

// Dismiss implements trainer.
func (w *worker) Dismiss() {
	if w.gone {
		return
	}
	w.gone = true
	w.value.Call("terminate")
	for _, release := range w.release {
		release()
	}
}

var (
	textErrorWorkerMessage = &recipe.Text{ES: "un mensaje suyo no se entiende (%s)", EN: "a message of its makes no sense (%s)"}
)
