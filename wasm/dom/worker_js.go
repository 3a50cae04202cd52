package dom

// Worker is a web worker.
type Worker struct {
	Value    Value
	released []func()
}

// NewWorker starts a script in a worker. There may be none in a worker: Safari knows nested ones from 15.5 on.
func NewWorker(script string) (*Worker, error) {
	v, err := construct("Worker", script)
	if err != nil {
		return nil, err
	}
	return &Worker{Value: v}, nil
}

// Listen calls handle at each event of a kind, until Terminate.
func (w *Worker) Listen(event string, handle func(event Value)) {
	w.released = append(w.released, Listen(w.Value, event, handle))
}

// OnError calls handle when something goes wrong in the worker: with "error", or "messageerror" for a message that cannot be read, and what the browser
// says about it, or "". No error goes on to those who have started this program and would take it for its own, not even one that comes after Terminate.
func (w *Worker) OnError(handle func(kind, words string)) {
	for _, kind := range []string{"error", "messageerror"} {
		Call(w.Value, "addEventListener", kind, keepHere)
		w.Listen(kind, func(event Value) {
			words, _ := get(event, "message")
			handle(kind, text(words))
		})
	}
}

// keepHere is for every worker, and so is never released.
var keepHere = functionOf(func(args []Value) any {
	Call(args[0], "preventDefault")
	return nil
})

// Terminate ends it. What it has said before is not heard any more.
func (w *Worker) Terminate() {
	Call(w.Value, "terminate")
	for _, release := range w.released {
		release()
	}
	w.released = nil
}
