package view

import (
	"muestra/app"
	"muestra/nn/history"
	"muestra/wasm/dom"
)

// downloadTable hands the visitor epochs as a file.
func downloadTable(s *app.Session, name string, epochs []history.Epoch) {
	dom.Download(name+".csv", history.CSV(epochs), "text/csv")
}
