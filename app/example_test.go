package app_test

import (
	"fmt"

	"github.com/maxence-charriere/go-app/v9/pkg/app"

	page "muestra/app"
)

// The site's builder draws the page's outline, which is all there is to see before the page's program runs.
func Example() {
	page.Route()
	fmt.Println(page.Title)
	fmt.Println(app.IsServer)
	// Output:
	// Muestra · Train a neural network in your browser
	// true
}
