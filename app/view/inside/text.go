package inside

import (
	"muestra/nn/samples"
)

var (
	TextDismiss = &samples.Text{ES: "Cerrar", EN: "Dismiss"}
)
