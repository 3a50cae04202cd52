package kit

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/dom"
)

func fileOf(v goapp.Value) dom.File { return dom.FileOf(goapp.JSValue(v)) }
