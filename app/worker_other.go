//go:build !js

package app

// hireWorker has no web worker to hire where the site is built and where the tests run.
func hireWorker(employer) trainer { panic(noWorkers) }

const noWorkers = "app: there are web workers in a browser only"
