package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/saved"
	"muestra/wasm/port"
)

// downloadTable hands the visitor epochs as a file.
func downloadTable(s *app.Session, name string, history []port.Epoch) {
	goapp.Window().Get("muestra").Call("download", name+".csv", saved.TableOf(history))
}
