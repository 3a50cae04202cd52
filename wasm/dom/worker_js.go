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
// says about it, or "". The error does not go on to those who have started this program.
func (w *Worker) OnError(handle func(kind, words string)) {
	for _, kind := range []string{"error", "messageerror"} {
		w.Listen(kind, func(event Value) {
			Call(event, "preventDefault")
			words, _ := Get(event, "message")
			handle(kind, text(words))
		})
	}
}

// Terminate ends it. What it has said before is not heard any more.
func (w *Worker) Terminate() {
	Call(w.Value, "terminate")
	for _, release := range w.released {
		release()
	}
	w.released = nil
}
