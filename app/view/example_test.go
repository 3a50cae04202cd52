package view_test

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/view"
)

// The site's builder draws the page's outline, which is all there is to see before the page's program runs.
func Example() {
	view.Route()
	fmt.Println(view.Title)
	fmt.Println(app.IsServer)
	// Output:
	// Muestra · Train a neural network in your browser
	// true
}
