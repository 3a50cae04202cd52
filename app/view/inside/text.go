package inside

import "muestra/nn/recipe"

var (
	TextDismiss = &recipe.Text{ES: "Cerrar", EN: "Dismiss"}
)
