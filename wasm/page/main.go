// Command page is the program behind the page: it runs in the browser's own thread.
package main

import (
	"runtime/debug"

	"muestra/app"
)

func main() {
	// The page's heap is a few megabytes; collecting it seldom keeps the collector's pauses out of the way of the curves.
	debug.SetGCPercent(400)
	app.Run()
}
