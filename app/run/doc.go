// Package run is the training behind the page: a run from Train to its end, its curves, and the worker that does it.
//
//	Train, Pause, Stop … ──► Training ──► Trainer (a worker, by wasm/port)
//	Trainer ──► Training.OnMessage ──► Run.receive ──► state, curves, verdict
//
// A message changes the run at once, so that what is read of it is always true. What else lives by runs is told through Follower.
package run
