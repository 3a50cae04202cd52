// Command trainer is the program of the web worker: it trains what the page asks for and tells how it goes.
//
// The page and the worker speak through wasm/port. A run begins with Start, which carries the experiment and the address
// of the pictures. The pictures come sprite by sprite and training begins with the first. Go hears nothing from the
// browser while it computes, so between layers, every 20 ms or so, the run takes a turn: it lets the browser deliver what
// has arrived and then goes on, holds still, or ends. After a run the worker waits for the next Start.
//
// The build tag noasm makes the same program for browsers without SIMD.
package main
