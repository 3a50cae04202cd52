package host

import "muestra/nn/recipe"

var (
	textToday  = &recipe.Text{ES: "hoy a las %s", EN: "today at %s"}
	textOnDay  = &recipe.Text{ES: "el %d de %s de %d a las %s", EN: "on %d %s %d at %s"}
	textMonths = &recipe.Text{ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", EN: "January February March April May June July August September October November December"}
)
