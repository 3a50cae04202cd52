// Package browser is the real browser behind the host: web workers, kept runs, files of the site.
package browser
