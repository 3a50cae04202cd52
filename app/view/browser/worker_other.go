//go:build !js

package browser

import (
	"muestra/app/run"
)

// StartWebWorker has no web worker to start where the site is built and where the tests run.
func StartWebWorker(run.Supervisor) run.Trainer { panic(noWorkers) }

const noWorkers = "app: there are web workers in a browser only"
