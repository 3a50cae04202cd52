package main

import (
	"context"
	"runtime/debug"
	"syscall/js"

	"muestra/nn/kernel"
	"muestra/wasm/port"
)

func main() {
	// A step allocates nothing, and WebAssembly never gives memory back: collect early rather than grow.
	debug.SetGCPercent(30)
	self := js.Global()
	turns := newTurns()
	w := newWorker(func(m port.Message) {
		if err := port.Send(self, m); err != nil {
			panic(err) // only a mistake of this program makes a message that cannot be sent
		}
	}, turns.take)
	w.open = func(base string, current func() context.Context) opener { return fetcher(base, current, turns.take) }
	port.Receive(self, w.receive)
	w.send(&port.Ready{SIMD: kernel.SIMD})
	w.serve()
}
