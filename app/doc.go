// Package app joins the models behind the page: one Session holds everything the page knows.
//
// The rooms below, each of which imports only those before it:
//
//	say       texts, numbers and times in a language
//	host      what the models have of the browser: screen, memory, clock
//	recipe    the experiment that is being edited, its network, undo
//	run       the training: a run from Train to its end, and the worker that does it
//	saved     the runs that the browser keeps
//	inspect   the inside of networks and pictures
//	lesson    the exercises
//	app       Session: the models joined; state()
//	view      the components, in kit, browser, edit, inside and view itself; only they know go-app and JavaScript
//
// A session is touched on the browser's one thread only, by go-app's event loop and by the worker's messages, neither of which gives way inside.
//
//	people ──► components ──► Recipe.Choose, Training.Train, Saved.GoOn … ──► worker (view/browser, wasm/port)
//	worker ──► Training.OnMessage ──► Run ──► Host.Changed ──► components, charts, state()
//
// Nothing is computed here that training depends on.
//
// Units: accuracies are shares between 0 and 1 and shown in percent; losses are means per picture.
package app
