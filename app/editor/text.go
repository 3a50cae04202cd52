package editor

import "muestra/nn/recipe"

var (
	textEarlyStoppingHelp  = &recipe.Text{ES: "Termina cuando %s.", EN: "Ends when %s."}
	textStoppingNever      = &recipe.Text{ES: "No termina antes: no hay ningún valor que vigilar.", EN: "Never ends early: there is no value to watch."}
	textStoppingRule       = &recipe.Text{ES: "%s lleva %d épocas sin mejorar", EN: "%s has not improved for %d epochs"}
	textOr                 = &recipe.Text{ES: " o ", EN: " or "}
	textMonitorLoss        = &recipe.Text{ES: "la pérdida al entrenar", EN: "training loss"}
	textMonitorAccuracy    = &recipe.Text{ES: "la proporción de aciertos al entrenar", EN: "training accuracy"}
	textMonitorValLoss     = &recipe.Text{ES: "la pérdida de validación", EN: "validation loss"}
	textMonitorValAccuracy = &recipe.Text{ES: "la proporción de aciertos al validar", EN: "validation accuracy"}
	textSettingModel       = &recipe.Text{ES: "Red modificada", EN: "Edited network"}
	textSettingNesterov    = &recipe.Text{ES: "Inercia de Nesterov", EN: "Nesterov momentum"}
	textSettingOrder       = &recipe.Text{ES: "Mismo orden en cada época", EN: "Same order in each epoch"}
	textSettingSteps       = &recipe.Text{ES: "Límite de pasos: %s", EN: "Step limit: %s"}
	textAugmentNone        = &recipe.Text{ES: "ninguno", EN: "none"}
	TextFieldAllowed       = &recipe.Text{ES: "Admite %s.", EN: "It takes %s."}
	TextRefused            = &recipe.Text{ES: "No se puede entrenar así: corrige lo marcado en la receta.", EN: "This cannot be trained: correct what is marked in the recipe."}
	TextHistoryLoss        = &recipe.Text{ES: "pérdida", EN: "loss"}
	TextHistoryAccuracy    = &recipe.Text{ES: "aciertos", EN: "accuracy"}
	TextHistoryValLoss     = &recipe.Text{ES: "pérdida val.", EN: "val. loss"}
	TextHistoryValAccuracy = &recipe.Text{ES: "aciertos val.", EN: "val. accuracy"}
)

var (
	TextNetworkWrong   = &recipe.Text{ES: "Así no se puede entrenar: %s.", EN: "It cannot be trained like this: %s."}
	TextNetworkWrongAt = &recipe.Text{ES: "Así no se puede entrenar. Capa %d: %s.", EN: "It cannot be trained like this. Layer %d: %s."}
)
