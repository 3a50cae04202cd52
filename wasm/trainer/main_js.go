package trainer

import (
	"context"
	"runtime/debug"
	"syscall/js"

	"muestra/nn/kernel"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// Main is the program of a worker. With the argument "follow" it takes a share of the batches of the worker that started it; else it serves the page. It
// does not return.
func Main(args []string) {
	// A step allocates nothing, and WebAssembly never gives memory back: collect early rather than grow.
	debug.SetGCPercent(30)
	self := js.Global()
	turns := newTurns()
	if len(args) > 0 && args[0] == "follow" {
		follow(turns.take)
	}
	w := newWorker(func(m port.Message) {
		if err := port.Send(self, m); err != nil {
			panic(err) // only a mistake of this program makes a message that cannot be sent
		}
	}, turns.take)
	w.open = func(base string, current func() context.Context) opener { return fetcher(base, current, turns.take) }
	w.pool = &nested{turn: turns.take, alive: w.beat}
	w.connect, w.own = connect, own
	port.Receive(self, w.receive)
	w.send(&port.Ready{SIMD: kernel.SIMD})
	w.serve()
}

func connect(ctx context.Context) (store.Store, error) { return store.Open(ctx) }

func own(ctx context.Context, id string) (release func(), err error) {
	o, err := store.Own(ctx, id)
	if err != nil {
		return nil, err
	}
	return o.Release, nil
}
