// Command page is the program of the page and of its web workers: one file to load and to compile, since most of what they are made of is the same.
package main

import (
	"os"
	"runtime/debug"

	"muestra/app/view"
	"muestra/wasm/trainer"
)

func main() {
	if workers := os.Args[1:]; len(workers) > 0 { // trainer.js starts it with an argument, go-app without
		trainer.Main(workers)
	}
	// The page's heap is a few megabytes; collecting it seldom keeps the collector's pauses out of the way of the curves.
	debug.SetGCPercent(400)
	view.Run()
}
