package edit

import "muestra/nn/recipe"

var (
	TextLessons = &recipe.Text{ES: "Lecciones", EN: "Lessons"}
)

var (
	TextSamples = &recipe.Text{ES: "Muestras", EN: "Samples"}
)

var (
	TextLanguage      = &recipe.Text{ES: "Idioma", EN: "Language"}
	TextShare         = &recipe.Text{ES: "Copiar enlace", EN: "Copy link"}
	TextNotReady      = &recipe.Text{ES: "Todavía no se puede entrenar: %s.", EN: "Cannot be trained yet: %s."}
	textReportReached = &recipe.Text{ES: "El informe llegó al %s", EN: "The report reached %s"}
	TextYouReached    = &recipe.Text{ES: "Tu mejor resultado: %s", EN: "Your best result: %s"}
	textRecipe        = &recipe.Text{ES: "Receta", EN: "Recipe"}
	textSettings      = &recipe.Text{ES: "Otros cambios del enlace", EN: "Other changes in the link"}
	textSettingRemove = &recipe.Text{ES: "Quitar: %s", EN: "Remove: %s"}

	textAssumed       = &recipe.Text{ES: "supuesto nuestro; el informe no lo dice", EN: "our assumption; the report does not say"}
	textAssumedLegend = &recipe.Text{ES: "supuesto nuestro: el informe no lo dice", EN: "our assumption: the report does not say"}
	textLocked        = &recipe.Text{ES: "fijado por el enlace", EN: "fixed by the link"}
	textReset         = &recipe.Text{ES: "Volver a los valores de la muestra", EN: "Back to the sample’s values"}
	textNextRun       = &recipe.Text{ES: "Los cambios valen para el próximo entrenamiento.", EN: "Changes apply to the next run."}
	textCanChange     = &recipe.Text{ES: "El entrenamiento en marcha puede seguir así desde el próximo paso: tasa de aprendizaje %s; aumento de datos: %s.", EN: "The run under way can go on like this from the next step: learning rate %s; augmentation: %s."}
	textChangeNow     = &recipe.Text{ES: "Seguir así", EN: "Go on like this"}
	textNetwork       = &recipe.Text{ES: "Red", EN: "Network"}
	textLayer         = &recipe.Text{ES: "Capa (tipo)", EN: "Layer (type)"}
	textOutput        = &recipe.Text{ES: "Salida", EN: "Output shape"}
	textParameters    = &recipe.Text{ES: "Parám.", EN: "Param #"}
	textTotal         = &recipe.Text{ES: "Total", EN: "Total params"}
	textTrainable     = &recipe.Text{ES: "Entrenables", EN: "Trainable params"}
	TextMemory        = &recipe.Text{ES: "Memoria (aprox.)", EN: "Memory (approx.)"}
	TextRuns          = &recipe.Text{ES: "Tus entrenamientos", EN: "Your runs"}
)

// The texts of the fields behind "More". Those of the others are in text.go.

var (
	textMore       = &recipe.Text{ES: "Más ajustes", EN: "More settings"}
	textOfRate     = &recipe.Text{ES: "Curso de la tasa de aprendizaje", EN: "Course of the learning rate"}
	textOfStopping = &recipe.Text{ES: "Cuándo parar", EN: "When to stop"}
	textOfPenalty  = &recipe.Text{ES: "Penalización L2", EN: "L2 penalty"}
	textOfRest     = &recipe.Text{ES: "Lo demás", EN: "The rest"}
	textRangeUpTo  = &recipe.Text{ES: "%s: hasta", EN: "%s: up to"}
	textRangeHelp  = &recipe.Text{ES: "Hasta dónde puede llegar el cambio, que se sortea para cada imagen: una parte del tamaño, del aumento o del brillo; grados al girar; píxeles al tapar.", EN: "How far the change may go, drawn for each picture: a share of the size, the zoom or the brightness; degrees for turning; pixels for the cutout."}
	textRangeWrong = &recipe.Text{ES: "Admite un número mayor que 0 y hasta %s.", EN: "It takes a number above 0, up to %s."}

	textPenaltyHelp = &recipe.Text{ES: "Cuánto se castigan los pesos grandes de todas esas capas, menos la última de la red; 0 es nada.", EN: "How much large weights of all these layers are penalised, but for the network’s last; 0 is not at all."}
	textPenaltyMany = &recipe.Text{ES: "varios", EN: "various"}
)
