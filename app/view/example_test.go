package view

import (
	"fmt"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
)

// A component shows what its models have come to: in the browser or, as here, as HTML.
func Example() {
	s, _ := apptest.NewTestSession()
	s.Open("sample=1&title=Two%20rates", "")
	fmt.Println(inOrder(goapp.HTMLString(&task{s: s})))
	// Output:
	// <section aria-label="Task from the link" class="task card" data-testid="task" hidden="false">
	// <p class="eyebrow">Task from the link</p>
	// <h2 data-testid="task-title" hidden="false">Two rates</h2>
	// <p class="words" data-testid="task-text" hidden>
	// </p>
	// </section>
}
