package editor

import "muestra/nn/samples"

var (
	textEarlyStoppingHelp  = &samples.Text{ES: "Termina cuando %s.", EN: "Ends when %s."}
	textStoppingNever      = &samples.Text{ES: "No termina antes: no hay ningún valor que vigilar.", EN: "Never ends early: there is no value to watch."}
	textStoppingRule       = &samples.Text{ES: "%s lleva %d épocas sin mejorar", EN: "%s has not improved for %d epochs"}
	textOr                 = &samples.Text{ES: " o ", EN: " or "}
	textMonitorLoss        = &samples.Text{ES: "la pérdida al entrenar", EN: "training loss"}
	textMonitorAccuracy    = &samples.Text{ES: "la proporción de aciertos al entrenar", EN: "training accuracy"}
	textMonitorValLoss     = &samples.Text{ES: "la pérdida de validación", EN: "validation loss"}
	textMonitorValAccuracy = &samples.Text{ES: "la proporción de aciertos al validar", EN: "validation accuracy"}
	textSettingModel       = &samples.Text{ES: "Red modificada", EN: "Edited network"}
	textSettingNesterov    = &samples.Text{ES: "Inercia de Nesterov", EN: "Nesterov momentum"}
	textSettingOrder       = &samples.Text{ES: "Mismo orden en cada época", EN: "Same order in each epoch"}
	textSettingSteps       = &samples.Text{ES: "Límite de pasos: %s", EN: "Step limit: %s"}
	textAugmentNone        = &samples.Text{ES: "ninguno", EN: "none"}
	TextFieldAllowed       = &samples.Text{ES: "Admite %s.", EN: "It takes %s."}
	TextRefused            = &samples.Text{ES: "No se puede entrenar así: corrige lo marcado en la receta.", EN: "This cannot be trained: correct what is marked in the recipe."}
	TextHistoryLoss        = &samples.Text{ES: "pérdida", EN: "loss"}
	TextHistoryAccuracy    = &samples.Text{ES: "aciertos", EN: "accuracy"}
	TextHistoryValLoss     = &samples.Text{ES: "pérdida val.", EN: "val. loss"}
	TextHistoryValAccuracy = &samples.Text{ES: "aciertos val.", EN: "val. accuracy"}
)

var (
	TextNetworkWrong   = &samples.Text{ES: "Así no se puede entrenar: %s.", EN: "It cannot be trained like this: %s."}
	TextNetworkWrongAt = &samples.Text{ES: "Así no se puede entrenar. Capa %d: %s.", EN: "It cannot be trained like this. Layer %d: %s."}
)
