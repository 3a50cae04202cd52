//go:build !js

package app

// startWebWorker has no web worker to start where the site is built and where the tests run.
func startWebWorker(supervisor) trainer { panic(noWorkers) }

const noWorkers = "app: there are web workers in a browser only"
