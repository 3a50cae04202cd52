// Package kit is what the page's components share: the list of those on the page, and small parts.
package kit
