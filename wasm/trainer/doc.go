// Package trainer is the program of the web workers: it trains what the page asks for and tells how it goes.
//
// The page and the worker speak through wasm/port. A run begins with Start, which carries the experiment and the address
// of the pictures. The pictures come sprite by sprite and training begins with the first. Go hears nothing from the
// browser while it computes, so between layers, every 20 ms or so, the run takes a turn: it lets the browser deliver what
// has arrived and then goes on, changes, holds still, or ends. After a run the worker waits for the next Start.
//
// A run with a name is kept in wasm/store: after its first step, after each epoch, within long ones before 30 s of work could
// be lost, and at its end. Its bytes leave Go's memory between two steps; the rest of a save is done beside the training. A run that could not
// be kept goes on all the same, and one that was kept goes on later with the same bits.
//
// What the page asks about the inside of a network (port.Inspect) is answered whenever the run takes a turn, in the middle of a step too, through a
// twin of the network that has the same weights and buffers of its own; without a run at once. Answers that nobody waits for hold a run still for a
// fortieth of the time at most. What a network has said in its last validation or test is at hand, for everybody's pictures; of a run that has
// ended the weights stay until the next begins, and those of one that is kept are read from the store.
//
// The build tag noasm makes the same program for browsers without SIMD.
package trainer
