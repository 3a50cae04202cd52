// Package port carries typed messages between the page and its web workers.
//
// A message is a Go struct. On the wire it is one JSON string in postMessage (but for Inspected, below),
//
//	{"kind":"step","data":{"epoch":1,"step":7,"steps":79,…}}
//
// so that what arrives is bytes to be checked and never a live JavaScript object. Decode refuses anything
// that is not a known kind with plausible values: unknown kinds and fields, sizes beyond MaxBytes, negative
// counts, a step beyond the last one. One table, kinds, holds every message there is.
//
// The page speaks only after the worker has said Ready. The usual course of a run is
//
//	page    Start                     Pause         Resume                    Stop
//	worker  Ready  Loading… Started  Step… Epoch…  Paused  Resumed  Step…  …  Stopped (or Done, or Error)
//
// While a run goes on, Change is answered by Changed or Notice, and Once lets a single step pass between two times of holding still. A run
// that has a name is saved again and again, and each time the worker says Saved or, once for each reason, Unsaved; Alive comes every second
// in which it computes or waits for pictures. After Stopped, Done and Error a Saved or Unsaved of the same run may follow. A run that goes on
// from what was saved says Changed right after Started.
//
// Inspect asks to see what is inside, at any time, with a run or without; it is answered by one Inspected. That has small facts as fields and everything
// large as named tensors, whose bytes travel beside the text in an ArrayBuffer that changes hands: [text, buffer]. To show something more, name
// it among the Inspect… constants, say there which tensors it brings, and answer it in wasm/trainer (answers.go); app/inspect asks with sendInspect.
//
// Exit is the last thing heard of a worker; web/static/trainer.js sends it when the Go program has ended.
//
// Units: counts are pictures, steps or bytes as the field says, times are seconds, accuracies are shares
// between 0 and 1, losses are means per picture. A number that is not finite travels as null (see Float).
package port
