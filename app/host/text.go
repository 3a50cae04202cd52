package host

import (
	"muestra/nn/samples"
)

var (
	textToday  = &samples.Text{ES: "hoy a las %s", EN: "today at %s"}
	textOnDay  = &samples.Text{ES: "el %d de %s de %d a las %s", EN: "on %d %s %d at %s"}
	textMonths = &samples.Text{ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", EN: "January February March April May June July August September October November December"}
)
