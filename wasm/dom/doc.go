// Package dom is the browser, as far as the page's program uses it: storage, clipboard, files, the document and its elements, the address, events,
// timers, workers, and the functions of the page's own scripts.
//
// Whatever a browser may refuse is an error here and never a panic: storage in a frame of another site, the clipboard without permission, something that an
// older Safari lacks. Natively, where the tests of the page run, everything is an ErrNoBrowser.
//
// The functions are written once, over Value, which is JavaScript's in the browser (value_js.go) and nothing elsewhere (value_other.go). Files whose names end in
// _js are what programs use that hold JavaScript values themselves: wasm/port, wasm/store and wasm/trainer.
package dom
