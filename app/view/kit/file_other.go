//go:build !js

package kit

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/dom"
)

func fileOf(goapp.Value) dom.File { return dom.File{} }
