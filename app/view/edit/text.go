package edit

import (
	"muestra/nn/samples"
)

var (
	TextLessons = &samples.Text{ES: "Lecciones", EN: "Lessons"}
)

var (
	TextSamples = &samples.Text{ES: "Muestras", EN: "Samples"}
)

var (
	TextLanguage      = &samples.Text{ES: "Idioma", EN: "Language"}
	TextShare         = &samples.Text{ES: "Copiar enlace", EN: "Copy link"}
	TextNotReady      = &samples.Text{ES: "Todavía no se puede entrenar: %s.", EN: "Cannot be trained yet: %s."}
	textReportReached = &samples.Text{ES: "El informe llegó al %s", EN: "The report reached %s"}
	TextYouReached    = &samples.Text{ES: "Tu mejor resultado: %s", EN: "Your best result: %s"}
	textRecipe        = &samples.Text{ES: "Receta", EN: "Recipe"}
	textSettings      = &samples.Text{ES: "Otros cambios del enlace", EN: "Other changes in the link"}
	textSettingRemove = &samples.Text{ES: "Quitar: %s", EN: "Remove: %s"}

	textAssumed       = &samples.Text{ES: "supuesto nuestro; el informe no lo dice", EN: "our assumption; the report does not say"}
	textAssumedLegend = &samples.Text{ES: "supuesto nuestro: el informe no lo dice", EN: "our assumption: the report does not say"}
	textLocked        = &samples.Text{ES: "fijado por el enlace", EN: "fixed by the link"}
	textReset         = &samples.Text{ES: "Volver a los valores de la muestra", EN: "Back to the sample’s values"}
	textNextRun       = &samples.Text{ES: "Los cambios valen para el próximo entrenamiento.", EN: "Changes apply to the next run."}
	textCanChange     = &samples.Text{ES: "El entrenamiento en marcha puede seguir así desde el próximo paso: tasa de aprendizaje %s; aumento de datos: %s.", EN: "The run under way can go on like this from the next step: learning rate %s; augmentation: %s."}
	textChangeNow     = &samples.Text{ES: "Seguir así", EN: "Go on like this"}
	textNetwork       = &samples.Text{ES: "Red", EN: "Network"}
	textLayer         = &samples.Text{ES: "Capa (tipo)", EN: "Layer (type)"}
	textOutput        = &samples.Text{ES: "Salida", EN: "Output shape"}
	textParameters    = &samples.Text{ES: "Parám.", EN: "Param #"}
	textTotal         = &samples.Text{ES: "Total", EN: "Total params"}
	textTrainable     = &samples.Text{ES: "Entrenables", EN: "Trainable params"}
	TextMemory        = &samples.Text{ES: "Memoria (aprox.)", EN: "Memory (approx.)"}
	TextRuns          = &samples.Text{ES: "Tus entrenamientos", EN: "Your runs"}
)

// The texts of the fields behind "More". Those of the others are in text.go.

var (
	textMore       = &samples.Text{ES: "Más ajustes", EN: "More settings"}
	textOfRate     = &samples.Text{ES: "Curso de la tasa de aprendizaje", EN: "Course of the learning rate"}
	textOfStopping = &samples.Text{ES: "Cuándo parar", EN: "When to stop"}
	textOfPenalty  = &samples.Text{ES: "Penalización L2", EN: "L2 penalty"}
	textOfRest     = &samples.Text{ES: "Lo demás", EN: "The rest"}
	textRangeUpTo  = &samples.Text{ES: "%s: hasta", EN: "%s: up to"}
	textRangeHelp  = &samples.Text{ES: "Hasta dónde puede llegar el cambio, que se sortea para cada imagen: una parte del tamaño, del aumento o del brillo; grados al girar; píxeles al tapar.", EN: "How far the change may go, drawn for each picture: a share of the size, the zoom or the brightness; degrees for turning; pixels for the cutout."}
	textRangeWrong = &samples.Text{ES: "Admite un número mayor que 0 y hasta %s.", EN: "It takes a number above 0, up to %s."}

	textPenaltyHelp = &samples.Text{ES: "Cuánto se castigan los pesos grandes de todas esas capas, menos la última de la red; 0 es nada.", EN: "How much large weights of all these layers are penalised, but for the network’s last; 0 is not at all."}
	textPenaltyMany = &samples.Text{ES: "varios", EN: "various"}
)
