package app

import (
	"syscall/js"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// worker is a web worker that runs web/static/trainer.js and, in it, wasm/trainer.
type worker struct {
	boss    employer
	value   js.Value // undefined until the program is compiled
	release []func()
	gone    bool
}

// compiled is the worker's program, compiled once for all workers; undefined before.
var compiled js.Value

// hireWorker starts a worker. It answers at once; the worker says Ready when it is.
func hireWorker(boss employer) trainer {
	w := &worker{boss: boss}
	if compiled.Truthy() {
		w.boot()
		return w
	}
	var then, catch js.Func
	then = js.FuncOf(func(_ js.Value, args []js.Value) any {
		then.Release()
		catch.Release()
		compiled = args[0]
		if !w.gone {
			w.boot()
		}
		return nil
	})
	catch = js.FuncOf(func(_ js.Value, args []js.Value) any {
		then.Release()
		catch.Release()
		boss.lost(w, textErrorTrainer, args[0].Get("message").String())
		return nil
	})
	js.Global().Get("muestra").Call("compileTrainer").Call("then", then, catch)
	return w
}

// boot starts the worker and hands it its program.
func (w *worker) boot() {
	w.value = js.Global().Get("Worker").New("trainer.js")
	w.release = append(w.release, port.Receive(w.value, func(m port.Message, err error) {
		if err != nil {
			w.boss.lost(w, textErrorWorkerDied, w.unclear(err))
			return
		}
		w.boss.heard(w, m)
	}))
	w.on("error", func(event js.Value) {
		words := "trainer.js"
		if text := event.Get("message"); text.Type() == js.TypeString {
			words = text.String()
		}
		w.boss.lost(w, textErrorWorkerDied, words)
	})
	w.on("messageerror", func(js.Value) { w.boss.lost(w, textErrorWorkerDied, "messageerror") })
	w.value.Call("postMessage", map[string]any{"module": compiled})
}

func (w *worker) unclear(err error) string {
	if s, ok := w.boss.(*session); ok {
		return s.text(textErrorWorkerMessage, err)
	}
	return err.Error()
}

func (w *worker) on(event string, handle func(js.Value)) {
	f := js.FuncOf(func(_ js.Value, args []js.Value) any {
		args[0].Call("preventDefault")
		handle(args[0])
		return nil
	})
	w.value.Call("addEventListener", event, f)
	w.release = append(w.release, f.Release)
}

// send implements trainer.
func (w *worker) send(m port.Message) {
	if err := port.Send(w.value, m); err != nil {
		panic(err)
	}
}

// dismiss implements trainer.
func (w *worker) dismiss() {
	if w.gone {
		return
	}
	w.gone = true
	if w.value.Truthy() {
		w.value.Call("terminate")
	}
	for _, release := range w.release {
		release()
	}
}

var (
	textErrorWorkerMessage = &samples.Text{ES: "un mensaje suyo no se entiende (%s)", EN: "a message of its makes no sense (%s)"}
	textErrorTrainer       = &samples.Text{ES: "No se pudo cargar el programa que entrena: %s. Comprueba la conexión.", EN: "The training program could not be loaded: %s. Check the connection."}
)
