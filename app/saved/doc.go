// Package saved is the runs that the browser keeps, behind the page: their list, going on with one that was cut short, comparing, exporting and importing.
//
// What has to wait for the browser is done aside, on a goroutine of its own, and comes back as a function that is called on the one thread.
package saved
