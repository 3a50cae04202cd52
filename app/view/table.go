package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/nn/history"
)

// downloadTable hands the visitor epochs as a file.
func downloadTable(s *app.Session, name string, epochs []history.Epoch) {
	goapp.Window().Get("muestra").Call("download", name+".csv", history.CSV(epochs))
}
