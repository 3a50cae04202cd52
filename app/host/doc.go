// Package host is what the models behind the page have of the browser: a screen, a memory from visit to visit, a clock, and a language.
//
// It is an interface to the browser, not the browser: app/view/kit has the real screen, apptest one for tests.
package host
