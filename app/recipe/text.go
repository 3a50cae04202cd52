package recipe

import (
	"muestra/nn/samples"
)

var (
	textEpochs       = &samples.Text{ES: "Épocas", EN: "Epochs"}
	textBatch        = &samples.Text{ES: "Lote", EN: "Batch size"}
	TextOptimizer    = &samples.Text{ES: "Optimizador", EN: "Optimizer"}
	TextSGD          = &samples.Text{ES: "SGD", EN: "SGD"}
	TextAdam         = &samples.Text{ES: "Adam", EN: "Adam"}
	TextRMSprop      = &samples.Text{ES: "RMSprop", EN: "RMSprop"}
	textLearningRate = &samples.Text{ES: "Tasa de aprendizaje", EN: "Learning rate"}
	textMomentum     = &samples.Text{ES: "Inercia", EN: "Momentum"}
	textSeed         = &samples.Text{ES: "Semilla", EN: "Seed"}
	textTrainSize    = &samples.Text{ES: "Entrenamiento", EN: "Training"}
	textValSize      = &samples.Text{ES: "Validación", EN: "Validation"}
	textTestSize     = &samples.Text{ES: "Prueba", EN: "Test"}

	textEpochsHelp         = &samples.Text{ES: "Cuántas veces ve la red todas las imágenes de entrenamiento.", EN: "How many times the network sees all training pictures."}
	textBatchHelp          = &samples.Text{ES: "Cuántas imágenes mira la red antes de corregir sus pesos.", EN: "How many pictures the network looks at before it corrects its weights."}
	textOptimizerHelp      = &samples.Text{ES: "La regla con la que se corrigen los pesos.", EN: "The rule by which the weights are corrected."}
	textLearningRateHelp   = &samples.Text{ES: "Cuánto se mueven los pesos en cada paso.", EN: "How far the weights move in each step."}
	textMomentumHelp       = &samples.Text{ES: "Cuánto del paso anterior se conserva en el siguiente.", EN: "How much of the last step is kept in the next one."}
	textSeedHelp           = &samples.Text{ES: "El punto de partida de todo lo aleatorio: la misma semilla da la misma curva.", EN: "Where everything random starts: the same seed gives the same curve."}
	textSharers            = &samples.Text{ES: "Trabajadores por lote", EN: "Workers on each batch"}
	textSharersHelp        = &samples.Text{ES: "Cuántos procesos se reparten cada lote. Con más va más rápido mientras haya núcleos libres; el resultado es el mismo con cualquier número.", EN: "How many processes share each batch. More are faster as long as there are free cores; the result is the same with any number."}
	textTrainSizeHelp      = &samples.Text{ES: "Con cuántas imágenes aprende la red (de 1 a 50.000).", EN: "How many pictures the network learns from (1 to 50,000)."}
	textValSizeHelp        = &samples.Text{ES: "Imágenes que la red no aprende y con las que se la examina tras cada época.", EN: "Pictures that the network does not learn from; it is examined on them after each epoch."}
	textTestSizeHelp       = &samples.Text{ES: "Imágenes que se usan una sola vez, al final.", EN: "Pictures that are used once, at the end."}
	textEarlyStopping      = &samples.Text{ES: "Parada temprana", EN: "Early stopping"}
	textEarlyStoppingHelp  = &samples.Text{ES: "Termina cuando %s.", EN: "Ends when %s."}
	textStoppingNever      = &samples.Text{ES: "No termina antes: no hay ningún valor que vigilar.", EN: "Never ends early: there is no value to watch."}
	textStoppingRule       = &samples.Text{ES: "%s lleva %d épocas sin mejorar", EN: "%s has not improved for %d epochs"}
	textOr                 = &samples.Text{ES: " o ", EN: " or "}
	textMonitorLoss        = &samples.Text{ES: "la pérdida al entrenar", EN: "training loss"}
	textMonitorAccuracy    = &samples.Text{ES: "la proporción de aciertos al entrenar", EN: "training accuracy"}
	textMonitorValLoss     = &samples.Text{ES: "la pérdida de validación", EN: "validation loss"}
	textMonitorValAccuracy = &samples.Text{ES: "la proporción de aciertos al validar", EN: "validation accuracy"}
	textDropout            = &samples.Text{ES: "Dropout", EN: "Dropout"}
	textDropoutHelp        = &samples.Text{ES: "Las capas Dropout apagan unidades al azar mientras la red aprende. Sin marcar, las dejan todas encendidas.", EN: "The Dropout layers switch units off at random while the network learns. Unticked, they leave all of them on."}
	TextAugment            = &samples.Text{ES: "Aumento de datos", EN: "Data augmentation"}
	textAugmentHelp        = &samples.Text{ES: "Cada imagen de entrenamiento cambia un poco, al azar, cada vez que la red la ve.", EN: "Each training picture is changed a little, at random, whenever the network sees it."}
	textFlip               = &samples.Text{ES: "Reflejar", EN: "Flip"}
	textShift              = &samples.Text{ES: "Desplazar", EN: "Shift"}
	textRotation           = &samples.Text{ES: "Girar", EN: "Rotate"}
	textZoom               = &samples.Text{ES: "Escalar", EN: "Zoom"}
	textBrightness         = &samples.Text{ES: "Brillo", EN: "Brightness"}
	textCutout             = &samples.Text{ES: "Tapar", EN: "Cutout"}
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
