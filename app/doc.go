// Package app is what people see: the page, in Spanish and English.
//
// One session (session.go) holds everything the page knows: the experiment being edited, the run that goes on or has
// ended, the messages for the visitor. Components only show it and pass on what people do. It is touched on the
// browser's one thread only, by go-app's event loop and by the worker's messages, neither of which gives way inside.
//
//	people ──► components ──► session.choose, set, train, pause … ──► worker (worker_js.go, wasm/port)
//	worker ──► session.onMessage (training.go) ──► run.receive (run.go) ──► components, charts, state()
//
// The worker keeps the run as it goes (wasm/store). The session lists what is kept (shelf.go), offers to go on with what was cut short
// (revive.go), and watches over the worker (watch.go). What has to wait for the browser is done aside, on a goroutine of its own, and comes
// back as a function that is called on the one thread.
//
// What is inside, pictures and what networks make of them, is asked of the worker by the panel that is to be seen (inside.go): each says in ask what
// it lacks, whenever something has turned, and session.want sends the question where it is not on its way already. Pictures go past go-app: those of
// a panel are one image file, whose address the session has from the screen.
//
// A worker's message changes the run at once, so that state() is always true, but the screen follows at most
// four times a second, its charts twice while steps go on: the page must never hold up the browser.
//
// Lessons (lesson_table.go) are data: questions, links to train, and pure functions that look at what came of them (lesson_check.go). Which one is open
// is in the link, and so is what a teacher fixes, hides and says (class.go).
//
// Nothing is computed here that training depends on. The recipe is a link (nn/samples has the table of its keys), so
// what is shown, what is shared and what the worker trains cannot differ.
//
// Units: accuracies are shares between 0 and 1 and shown in percent; losses are means per picture.
package app
