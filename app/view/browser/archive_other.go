//go:build !js

package browser

import (
	"muestra/app/saved"
)

// Archive has nothing to keep runs in where the site is built.
type Archive struct{ saved.Archive }
