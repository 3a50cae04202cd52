//go:build !js

package app

// browserArchive has nothing to keep runs in where the site is built.
type browserArchive struct{ archive }
