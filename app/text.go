package app

import (
	"errors"
	"fmt"

	"muestra/nn/samples"
)

// words is one text of the interface in both languages.
type words = *samples.Text

// text is a text in the session's language, with its blanks filled in.
func (s *session) text(w words, args ...any) string {
	t := w.In(s.lang)
	if len(args) == 0 {
		return t
	}
	return fmt.Sprintf(t, args...)
}

// words is an error in the session's language, where it knows it.
func (s *session) words(err error) string {
	var speaking interface{ In(lang string) string }
	if errors.As(err, &speaking) {
		return speaking.In(s.lang)
	}
	return err.Error()
}

// The texts of the page's frame, its controls and its runs, in the order of the page. Those of a part of its own are beside it.
var (
	textTagline         = &samples.Text{ES: "Entrena una red neuronal en tu navegador", EN: "Train a neural network in your browser"}
	textSkip            = &samples.Text{ES: "Ir al entrenamiento", EN: "Skip to training"}
	textLanguage        = &samples.Text{ES: "Idioma", EN: "Language"}
	textShare           = &samples.Text{ES: "Copiar enlace", EN: "Copy link"}
	textShared          = &samples.Text{ES: "Enlace copiado: quien lo abra obtiene exactamente la misma curva", EN: "Link copied: whoever opens it gets exactly the same curve"}
	textShareManually   = &samples.Text{ES: "Copia la dirección de la barra del navegador: lleva todo el experimento", EN: "Copy the address from the address bar: it holds the whole experiment"}
	textNewVersion      = &samples.Text{ES: "Hay una versión nueva de esta página.", EN: "There is a new version of this page."}
	textReload          = &samples.Text{ES: "Recargar", EN: "Reload"}
	textSourceCIFAR     = &samples.Text{ES: "CIFAR-10", EN: "CIFAR-10"}
	textSourceSynthetic = &samples.Text{ES: "Imágenes sintéticas", EN: "Synthetic pictures"}
	textSourceOwn       = &samples.Text{ES: "Imágenes propias", EN: "Own pictures"}
	textSyntheticNotice = &samples.Text{
		ES: "Este sitio no incluye CIFAR-10: se entrena con un conjunto sintético de formas dibujadas. Todo funciona igual, pero las precisiones no se pueden comparar con las del informe.",
		EN: "This site does not include CIFAR-10: training uses a synthetic set of drawn shapes. Everything works the same, but accuracies cannot be compared with the report's.",
	}
	textNoSIMD = &samples.Text{
		ES: "Este navegador no tiene instrucciones vectoriales (WebAssembly SIMD). El entrenamiento da los mismos números, pero va mucho más lento.",
		EN: "This browser has no vector instructions (WebAssembly SIMD). Training gives the same numbers, only much more slowly.",
	}
	textDismiss = &samples.Text{ES: "Cerrar", EN: "Dismiss"}

	textStory      = &samples.Text{ES: "Trece muestras", EN: "Thirteen samples"}
	textStoryIntro = &samples.Text{
		ES: "Un informe de clase llevó una red del 55 % al 87 % de aciertos, un cambio cada vez. Elige un paso y repítelo.",
		EN: "A student’s report took one network from 55% to 87% accuracy, one change at a time. Choose a step and repeat it.",
	}
	textReport   = &samples.Text{ES: "informe", EN: "report"}
	textYours    = &samples.Text{ES: "tu mejor", EN: "your best"}
	textSoon     = &samples.Text{ES: "pronto", EN: "soon"}
	textSoonWhy  = &samples.Text{ES: "%s · %s.", EN: "%s · %s."}
	textSample   = &samples.Text{ES: "Muestra", EN: "Sample"}
	textNotices  = &samples.Text{ES: "Avisos", EN: "Notices"}
	textNotReady = &samples.Text{ES: "Todavía no se puede entrenar: %s.", EN: "Cannot be trained yet: %s."}

	textSampleOf      = &samples.Text{ES: "Muestra %d", EN: "Sample %d"}
	textReportReached = &samples.Text{ES: "El informe llegó al %s", EN: "The report reached %s"}
	textYouReached    = &samples.Text{ES: "Tu mejor resultado: %s", EN: "Your best result: %s"}
	textRecipe        = &samples.Text{ES: "Receta", EN: "Recipe"}
	textEpochs        = &samples.Text{ES: "Épocas", EN: "Epochs"}
	textBatch         = &samples.Text{ES: "Lote", EN: "Batch size"}
	textOptimizer     = &samples.Text{ES: "Optimizador", EN: "Optimizer"}
	textSGD           = &samples.Text{ES: "SGD", EN: "SGD"}
	textAdam          = &samples.Text{ES: "Adam", EN: "Adam"}
	textRMSprop       = &samples.Text{ES: "RMSprop", EN: "RMSprop"}
	textLearningRate  = &samples.Text{ES: "Tasa de aprendizaje", EN: "Learning rate"}
	textMomentum      = &samples.Text{ES: "Inercia", EN: "Momentum"}
	textSeed          = &samples.Text{ES: "Semilla", EN: "Seed"}
	textPictures      = &samples.Text{ES: "Imágenes", EN: "Pictures"}
	textTrainSize     = &samples.Text{ES: "Entrenamiento", EN: "Training"}
	textValSize       = &samples.Text{ES: "Validación", EN: "Validation"}
	textTestSize      = &samples.Text{ES: "Prueba", EN: "Test"}

	textEpochsHelp         = &samples.Text{ES: "Cuántas veces ve la red todas las imágenes de entrenamiento.", EN: "How many times the network sees all training pictures."}
	textBatchHelp          = &samples.Text{ES: "Cuántas imágenes mira la red antes de corregir sus pesos.", EN: "How many pictures the network looks at before it corrects its weights."}
	textOptimizerHelp      = &samples.Text{ES: "La regla con la que se corrigen los pesos.", EN: "The rule by which the weights are corrected."}
	textLearningRateHelp   = &samples.Text{ES: "Cuánto se mueven los pesos en cada paso.", EN: "How far the weights move in each step."}
	textMomentumHelp       = &samples.Text{ES: "Cuánto del paso anterior se conserva en el siguiente.", EN: "How much of the last step is kept in the next one."}
	textSeedHelp           = &samples.Text{ES: "El punto de partida de todo lo aleatorio: la misma semilla da la misma curva.", EN: "Where everything random starts: the same seed gives the same curve."}
	textSharers            = &samples.Text{ES: "Trabajadores por lote", EN: "Workers on each batch"}
	textSharersAuto        = &samples.Text{ES: "automático", EN: "automatic"}
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
	textAugment            = &samples.Text{ES: "Aumento de datos", EN: "Data augmentation"}
	textAugmentHelp        = &samples.Text{ES: "Cada imagen de entrenamiento cambia un poco, al azar, cada vez que la red la ve.", EN: "Each training picture is changed a little, at random, whenever the network sees it."}
	textFlip               = &samples.Text{ES: "Reflejar", EN: "Flip"}
	textShift              = &samples.Text{ES: "Desplazar", EN: "Shift"}
	textRotation           = &samples.Text{ES: "Girar", EN: "Rotate"}
	textZoom               = &samples.Text{ES: "Escalar", EN: "Zoom"}
	textBrightness         = &samples.Text{ES: "Brillo", EN: "Brightness"}
	textCutout             = &samples.Text{ES: "Tapar", EN: "Cutout"}
	textSettings           = &samples.Text{ES: "Otros cambios del enlace", EN: "Other changes in the link"}
	textSettingModel       = &samples.Text{ES: "Red modificada", EN: "Edited network"}
	textSettingNesterov    = &samples.Text{ES: "Inercia de Nesterov", EN: "Nesterov momentum"}
	textSettingOrder       = &samples.Text{ES: "Mismo orden en cada época", EN: "Same order in each epoch"}
	textSettingSteps       = &samples.Text{ES: "Límite de pasos: %s", EN: "Step limit: %s"}
	textSettingRemove      = &samples.Text{ES: "Quitar: %s", EN: "Remove: %s"}

	textAssumed       = &samples.Text{ES: "supuesto nuestro; el informe no lo dice", EN: "our assumption; the report does not say"}
	textAssumedLegend = &samples.Text{ES: "supuesto nuestro: el informe no lo dice", EN: "our assumption: the report does not say"}
	textLocked        = &samples.Text{ES: "fijado por el enlace", EN: "fixed by the link"}
	textReset         = &samples.Text{ES: "Volver a los valores de la muestra", EN: "Back to the sample’s values"}
	textNextRun       = &samples.Text{ES: "Los cambios valen para el próximo entrenamiento.", EN: "Changes apply to the next run."}
	textCanChange     = &samples.Text{ES: "El entrenamiento en marcha puede seguir así desde el próximo paso: tasa de aprendizaje %s; aumento de datos: %s.", EN: "The run under way can go on like this from the next step: learning rate %s; augmentation: %s."}
	textChangeNow     = &samples.Text{ES: "Seguir así", EN: "Go on like this"}
	textChanged       = &samples.Text{ES: "Desde el paso %s: tasa de aprendizaje %s; aumento de datos: %s.", EN: "From step %s on: learning rate %s; augmentation: %s."}
	textAugmentNone   = &samples.Text{ES: "ninguno", EN: "none"}
	textFieldAllowed  = &samples.Text{ES: "Admite %s.", EN: "It takes %s."}
	textNetwork       = &samples.Text{ES: "Red", EN: "Network"}
	textLayer         = &samples.Text{ES: "Capa (tipo)", EN: "Layer (type)"}
	textOutput        = &samples.Text{ES: "Salida", EN: "Output shape"}
	textParameters    = &samples.Text{ES: "Parám.", EN: "Param #"}
	textTotal         = &samples.Text{ES: "Total", EN: "Total params"}
	textTrainable     = &samples.Text{ES: "Entrenables", EN: "Trainable params"}
	textMemory        = &samples.Text{ES: "Memoria (aprox.)", EN: "Memory (approx.)"}

	textHappens          = &samples.Text{ES: "Qué ocurre", EN: "What happens"}
	textTrain            = &samples.Text{ES: "Entrenar", EN: "Train"}
	textTrainAgain       = &samples.Text{ES: "Entrenar otra vez", EN: "Train again"}
	textPause            = &samples.Text{ES: "Pausar", EN: "Pause"}
	textResume           = &samples.Text{ES: "Continuar", EN: "Resume"}
	textStop             = &samples.Text{ES: "Parar", EN: "Stop"}
	textStepOnce         = &samples.Text{ES: "Un paso", EN: "One step"}
	textReseed           = &samples.Text{ES: "Otra semilla", EN: "Another seed"}
	textClear            = &samples.Text{ES: "Vaciar", EN: "Clear"}
	textRefused          = &samples.Text{ES: "No se puede entrenar así: corrige lo marcado en la receta.", EN: "This cannot be trained: correct what is marked in the recipe."}
	textStatusIdle       = &samples.Text{ES: "Preparando…", EN: "Getting ready…"}
	textStatusReady      = &samples.Text{ES: "Listo para entrenar la muestra %d", EN: "Ready to train sample %d"}
	textStatusStarting   = &samples.Text{ES: "Empezando…", EN: "Starting…"}
	textStatusLoading    = &samples.Text{ES: "Cargando imágenes…", EN: "Loading pictures…"}
	textStatusTakingUp   = &samples.Text{ES: "Retomando el entrenamiento…", EN: "Taking the run up again…"}
	textStatusTraining   = &samples.Text{ES: "Entrenando: época %d de %d", EN: "Training: epoch %d of %d"}
	textStatusValidating = &samples.Text{ES: "Validando la época %d de %d", EN: "Validating epoch %d of %d"}
	textStatusTesting    = &samples.Text{ES: "Examinando con las imágenes de prueba", EN: "Testing on pictures never seen before"}
	textStatusPaused     = &samples.Text{ES: "En pausa tras el paso %s, época %d de %d", EN: "Paused after step %s, epoch %d of %d"}
	textStatusStopping   = &samples.Text{ES: "Parando…", EN: "Stopping…"}
	textStatusStopped    = &samples.Text{ES: "Parado", EN: "Stopped"}
	textStatusUntested   = &samples.Text{ES: "Terminado", EN: "Done"}
	textStatusDone       = &samples.Text{ES: "Terminado: %s en la prueba", EN: "Done: %s on the test"}
	textStatusError      = &samples.Text{ES: "No se pudo completar", EN: "It could not be completed"}
	textPlan             = &samples.Text{ES: "Épocas: %s · pasos por época: %s · imágenes por paso: %s", EN: "Epochs: %s · steps per epoch: %s · pictures per step: %s"}
	textPlanSteps        = &samples.Text{ES: "Pasos: %s · imágenes por paso: %s", EN: "Steps: %s · pictures per step: %s"}
	textPlanTakes        = &samples.Text{ES: "tardará ≈\u00a0%s", EN: "takes ≈\u00a0%s"}
	textPlanAtMost       = &samples.Text{ES: "tardará ≈\u00a0%s como mucho", EN: "takes ≈\u00a0%s at most"}
	textStepsTaken       = &samples.Text{ES: "%s pasos en %s", EN: "%s steps in %s"}
	textStep             = &samples.Text{ES: "paso %s de %s", EN: "step %s of %s"}
	textTimeLeft         = &samples.Text{ES: "quedan %s", EN: "%s left"}
	textAtMost           = &samples.Text{ES: "quedan como mucho %s", EN: "at most %s left"}
	textProgress         = &samples.Text{ES: "Progreso del entrenamiento", EN: "Training progress"}
	textRunOf            = &samples.Text{ES: "Se está entrenando la muestra %d.", EN: "Sample %d is being trained."}
	textLastRunOf        = &samples.Text{ES: "Abajo sigue tu último entrenamiento, de la muestra %d.", EN: "Below is still your last run, of sample %d."}
	textLookingAt        = &samples.Text{ES: "Estás viendo un entrenamiento guardado: %s.", EN: "You are looking at a saved run: %s."}
	textLookAway         = &samples.Text{ES: "Dejar de verlo", EN: "Stop looking"}
	textEpochNumber      = &samples.Text{ES: "Época", EN: "Epoch"}
	textTrainAccuracy    = &samples.Text{ES: "Aciertos al entrenar", EN: "Training accuracy"}
	textValAccuracy      = &samples.Text{ES: "Aciertos al validar", EN: "Validation accuracy"}
	textSpeed            = &samples.Text{ES: "Velocidad", EN: "Speed"}
	textSpeedUnit        = &samples.Text{ES: "imágenes/s", EN: "images/s"}
	textWorkers          = &samples.Text{ES: "trabajadores: %d", EN: "workers: %d"}
	textSharedMemory     = &samples.Text{ES: "memoria compartida", EN: "shared memory"}
	textSharedMemoryWhy  = &samples.Text{ES: "El servidor aísla esta página de otras, así que los trabajadores pueden compartir memoria.", EN: "The server isolates this page from others, so its workers may share memory."}
	textTransfer         = &samples.Text{ES: "por mensajes", EN: "by messages"}
	textTransferWhy      = &samples.Text{ES: "Esta página no está aislada de otras (el servidor no manda las cabeceras COOP y COEP, o está incrustada), así que los trabajadores se mandan los datos.", EN: "This page is not isolated from others (the server does not send the headers COOP and COEP, or the page is embedded), so its workers send each other the data."}
	textLossChart        = &samples.Text{ES: "Pérdida (entropía cruzada)", EN: "Loss (cross-entropy)"}
	textAccuracyChart    = &samples.Text{ES: "Aciertos", EN: "Accuracy"}
	textSeriesTrain      = &samples.Text{ES: "entrenamiento", EN: "training"}
	textSeriesVal        = &samples.Text{ES: "validación", EN: "validation"}
	textSeriesLive       = &samples.Text{ES: "ahora", EN: "right now"}
	textAxisEpoch        = &samples.Text{ES: "época", EN: "epoch"}
	textChartReport      = &samples.Text{ES: "informe, prueba: %s", EN: "report, test: %s"}
	textChartEmpty       = &samples.Text{ES: "Pulsa Entrenar: las curvas crecerán aquí, paso a paso.", EN: "Press Train: the curves will grow here, step by step."}
	textChartAlt         = &samples.Text{ES: "%s en la época %d: entrenamiento %s, validación %s.", EN: "%s at epoch %d: training %s, validation %s."}
	textChartAltEmpty    = &samples.Text{ES: "%s: todavía sin datos.", EN: "%s: no data yet."}

	textResult             = &samples.Text{ES: "Resultado", EN: "Result"}
	textLastResult         = &samples.Text{ES: "Último resultado: muestra %d", EN: "Last result: sample %d"}
	textTestAccuracy       = &samples.Text{ES: "%s de aciertos con %s imágenes de prueba que la red no había visto", EN: "%s accuracy on %s test pictures that the network had never seen"}
	textUntested           = &samples.Text{ES: "No había imágenes de prueba.", EN: "There were no test pictures."}
	textAgainstReport      = &samples.Text{ES: "El informe: %s", EN: "The report: %s"}
	textOwnPictures        = &samples.Text{ES: "Son otras imágenes que las del informe: las cifras no se pueden comparar.", EN: "These are other pictures than the report’s: the figures cannot be compared."}
	textNotComparable      = &samples.Text{ES: "Son imágenes sintéticas: la cifra no se puede comparar con la del informe.", EN: "These are synthetic pictures: the figure cannot be compared with the report’s."}
	textReportUsed         = &samples.Text{ES: "con 40.000 imágenes (épocas: %d). Aquí, con %s imágenes (épocas: %d).", EN: "with 40,000 pictures (epochs: %d). Here, with %s pictures (epochs: %d)."}
	textEndedEarly         = &samples.Text{ES: "Paró antes: la validación ya no mejoraba.", EN: "It stopped early: validation no longer improved."}
	textEndedSteps         = &samples.Text{ES: "Paró al llegar al número de pasos del enlace.", EN: "It stopped at the link’s number of steps."}
	textFingerprint        = &samples.Text{ES: "Huella de los pesos", EN: "Fingerprint of the weights"}
	textFingerprintHelp    = &samples.Text{ES: "SHA-256 de todos los pesos. El mismo enlace da la misma huella en cualquier máquina.", EN: "SHA-256 of all weights. The same link gives the same fingerprint on any machine."}
	textDiverted           = &samples.Text{ES: "Cambiaste la receta sobre la marcha: el enlace por sí solo no lleva a estos pesos.", EN: "You changed the recipe on the way: the link alone does not lead to these weights."}
	textWeightsFile        = &samples.Text{ES: "Pesos (.safetensors)", EN: "Weights (.safetensors)"}
	textCSVFile            = &samples.Text{ES: "Tabla (.csv)", EN: "Table (.csv)"}
	textHistory            = &samples.Text{ES: "Tabla por épocas", EN: "Table of epochs"}
	textHistoryLoss        = &samples.Text{ES: "pérdida", EN: "loss"}
	textHistoryAccuracy    = &samples.Text{ES: "aciertos", EN: "accuracy"}
	textHistoryValLoss     = &samples.Text{ES: "pérdida val.", EN: "val. loss"}
	textHistoryValAccuracy = &samples.Text{ES: "aciertos val.", EN: "val. accuracy"}
	textHistorySeconds     = &samples.Text{ES: "segundos", EN: "seconds"}
	textKept               = &samples.Text{ES: "Entrenamientos guardados", EN: "Saved runs"}
	textOffer              = &samples.Text{ES: "Se interrumpió un entrenamiento: %s.", EN: "A run was cut short: %s."}
	textOfferReached       = &samples.Text{ES: "Épocas completas: %d de %d; %s pasos. Guardado %s.", EN: "Epochs done: %d of %d; %s steps. Saved %s."}
	textCountdown          = &samples.Text{ES: "Continúa sin más dentro de %d s.", EN: "It goes on by itself in %d s."}
	textGoOn               = &samples.Text{ES: "Continuar", EN: "Go on"}
	textNotNow             = &samples.Text{ES: "Ahora no", EN: "Not now"}
	textDiscard            = &samples.Text{ES: "Descartar", EN: "Discard"}
	textDiscardReally      = &samples.Text{ES: "Sus pesos se borrarán.", EN: "Its weights will be deleted."}
	textDiscardForGood     = &samples.Text{ES: "Descartar del todo", EN: "Discard for good"}
	textKeep               = &samples.Text{ES: "Conservar", EN: "Keep it"}
	textElsewhere          = &samples.Text{ES: "En otra pestaña se está entrenando: %s. Épocas completas: %d de %d.", EN: "Another tab is training: %s. Epochs done: %d of %d."}
	textElsewhereDetail    = &samples.Text{ES: "Ese entrenamiento es de la otra pestaña. Aquí puedes mirarlo o empezar otro, pero los dos irían más despacio.", EN: "That run belongs to the other tab. Here you can look at it, or start another one, though both would be slower."}
	textElsewhereLooking   = &samples.Text{ES: "Abajo se ve lo que la otra pestaña lleva guardado; se pone al día cada vez que guarda.", EN: "Below is what the other tab has saved so far; it is brought up to date whenever it saves."}
	textLookOnly           = &samples.Text{ES: "Solo mirar", EN: "Look only"}
	textStartAnother       = &samples.Text{ES: "Empezar otro aquí", EN: "Start another here"}
	textRuns               = &samples.Text{ES: "Tus entrenamientos", EN: "Your runs"}
	textRunsEmpty          = &samples.Text{ES: "Cada entrenamiento se guarda solo en este navegador, tras cada época. Aparecerán aquí.", EN: "Each run is saved in this browser by itself, after every epoch. They will be listed here."}
	textRunsRefused        = &samples.Text{ES: "No se puede guardar nada: %s. Los entrenamientos se pierden al cerrar la página.", EN: "Nothing can be saved: %s. Runs are lost when the page is closed."}
	textMoreRuns           = &samples.Text{ES: "Ver más (quedan %d)", EN: "Show more (%d left)"}
	textRoom               = &samples.Text{ES: "%s; quedan %s", EN: "%s; %s left"}
	textRunDone            = &samples.Text{ES: "terminado", EN: "done"}
	textRunTraining        = &samples.Text{ES: "entrenando", EN: "training"}
	textRunElsewhere       = &samples.Text{ES: "en otra pestaña", EN: "in another tab"}
	textRunStopped         = &samples.Text{ES: "parado", EN: "stopped"}
	textRunCut             = &samples.Text{ES: "interrumpido", EN: "cut short"}
	textRunUnreadable      = &samples.Text{ES: "Esta versión no entiende su receta: %s.", EN: "This version cannot read its recipe: %s."}
	textLook               = &samples.Text{ES: "Ver", EN: "Look"}
	textTakeRecipe         = &samples.Text{ES: "Usar su receta", EN: "Use its recipe"}
	textDelete             = &samples.Text{ES: "Borrar", EN: "Delete"}
	textDeleteReally       = &samples.Text{ES: "No se podrá recuperar.", EN: "It cannot be brought back."}
	textDeleteForGood      = &samples.Text{ES: "Borrar del todo", EN: "Delete for good"}
	textRecipeEpochs       = &samples.Text{ES: "épocas: %s", EN: "epochs: %s"}
	textRecipeBatch        = &samples.Text{ES: "lote: %s", EN: "batch: %s"}
	textRecipePictures     = &samples.Text{ES: "imágenes: %s", EN: "pictures: %s"}
	textRecipeSeed         = &samples.Text{ES: "semilla: %s", EN: "seed: %s"}
	textToday              = &samples.Text{ES: "hoy a las %s", EN: "today at %s"}
	textOnDay              = &samples.Text{ES: "el %d de %s de %d a las %s", EN: "on %d %s %d at %s"}
	textMonths             = &samples.Text{ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", EN: "January February March April May June July August September October November December"}
	textUnsavedFull        = &samples.Text{ES: "No queda sitio para guardar el entrenamiento. Eso no lo detiene, pero al cerrar la página se pierde lo que no esté guardado. Borra entrenamientos de la lista o libera espacio en el disco.", EN: "There is no room left to save the run. That does not stop it, but closing the page loses what is not saved. Delete runs from the list, or free some disk space."}
	textUnsavedRefused     = &samples.Text{ES: "Este navegador no deja guardar nada aquí, quizá por ser una ventana privada. El entrenamiento sigue igual, pero se pierde al cerrar la página: déjala abierta hasta el final.", EN: "This browser does not let the page save anything, perhaps because the window is private. Training goes on all the same, but is lost when the page is closed: leave it open until the end."}
	textUnsavedCorrupt     = &samples.Text{ES: "Lo guardado de este entrenamiento está dañado. Eso no lo detiene y se volverá a guardar; deja la página abierta mientras tanto.", EN: "What was saved of this run is damaged. That does not stop it, and it will be saved anew; leave the page open meanwhile."}
	textUnsavedOther       = &samples.Text{ES: "El navegador no pudo guardar el entrenamiento. Eso no lo detiene; deja la página abierta hasta el final.", EN: "The browser could not save the run. That does not stop it; leave the page open until the end."}
	textUnreadable         = &samples.Text{ES: "Algún entrenamiento guardado está dañado y no se puede leer. Los demás siguen en la lista.", EN: "Some saved run is damaged and cannot be read. The others are still in the list."}
	textGoOnFailed         = &samples.Text{ES: "Ese entrenamiento no se puede retomar: %s.", EN: "That run cannot be taken up again: %s."}
	textDeleteFailed       = &samples.Text{ES: "No se pudo borrar: %s.", EN: "It could not be deleted: %s."}
	textExportFailed       = &samples.Text{ES: "No se pudo exportar: %s.", EN: "It could not be exported: %s."}
	textStoreFull          = &samples.Text{ES: "no queda sitio", EN: "there is no room left"}
	textStoreNewer         = &samples.Text{ES: "lo guardado es de una versión más nueva de esta página; recárgala", EN: "what is saved is of a newer version of this page; reload it"}
	textStoreRefused       = &samples.Text{ES: "este navegador no lo permite, quizá por ser una ventana privada", EN: "this browser does not allow it, perhaps because the window is private"}
	textStoreCorrupt       = &samples.Text{ES: "lo guardado está dañado", EN: "what was saved is damaged"}
	textStoreGone          = &samples.Text{ES: "ya no está guardado", EN: "it is not saved any more"}

	textErrorOnlyTold = &samples.Text{
		ES: "La muestra %d solo se cuenta, no se puede entrenar: %s. La receta y la red que se ven son las de la muestra %d; elige otra para entrenarla.",
		EN: "Sample %d is only told about and cannot be trained: %s. The recipe and the network shown are those of sample %d; choose another one to train it.",
	}
	textErrorLink        = &samples.Text{ES: "El enlace no vale: %s. Se muestran los valores de la muestra.", EN: "The link is not valid: %s. The sample’s own values are shown."}
	textErrorLinkDamaged = &samples.Text{ES: "el enlace está dañado («%s»)", EN: "the link is damaged (“%s”)"}
	textErrorRun         = &samples.Text{ES: "El entrenamiento no pudo seguir: %s", EN: "Training could not go on: %s"}
	textErrorWorkerDied  = &samples.Text{ES: "El proceso que entrena se cerró de forma inesperada: %s.", EN: "The process that trains ended unexpectedly: %s."}
	textErrorWorkerCode  = &samples.Text{ES: "código %d", EN: "code %d"}
	textPressTrain       = &samples.Text{ES: "Pulsa Entrenar para empezar de nuevo.", EN: "Press Train to start again."}
	textFellSilent       = &samples.Text{ES: "El proceso que entrena lleva %s segundos sin dar señales.", EN: "The process that trains has given no sign for %s seconds."}
	textFellAgain        = &samples.Text{ES: "El entrenamiento se retoma con otro.", EN: "The run is taken up again by another one."}
	textFellAnew         = &samples.Text{ES: "Otro lo retomó desde el principio, porque aún no se había guardado nada.", EN: "Another one took the run up from its beginning, since nothing had been saved yet."}
	textFellTakenUp      = &samples.Text{ES: "Otro retomó el entrenamiento tras el paso %s, lo último que se había guardado.", EN: "Another one took the run up after step %s, where it was last saved."}
	textFellForGood      = &samples.Text{ES: "Ha pasado %d veces seguidas, así que no se intenta más. Quizá falte memoria: cierra otras pestañas y programas, o prueba con un lote más pequeño. Lo guardado no se ha perdido.", EN: "It has happened %d times in a row, so it is not tried again. Memory may be short: close other tabs and programs, or try a smaller batch. What was saved is not lost."}
	textNoticeWorker     = &samples.Text{ES: "Del proceso que entrena: %s.", EN: "From the process that trains: %s."}
	textNoticeLink       = &samples.Text{ES: "En el enlace: %s.", EN: "In the link: %s."}
	textHeld             = &samples.Text{ES: "El enlace pide entrenar, pero ya se está entrenando la muestra %d. Pulsa Parar y después Entrenar para pasar al experimento del enlace.", EN: "The link asks to train, but sample %d is being trained. Press Stop and then Train to go on to the link’s experiment."}

	textDays    = &samples.Text{ES: "%d d %d h", EN: "%d d %d h"}
	textHours   = &samples.Text{ES: "%d h %d min", EN: "%d h %d min"}
	textMinutes = &samples.Text{ES: "%d min %d s", EN: "%d min %d s"}
	textSeconds = &samples.Text{ES: "%d s", EN: "%d s"}

	textFooterLocal  = &samples.Text{ES: "Todo se calcula en tu dispositivo: ninguna imagen ni resultado sale de él.", EN: "Everything is computed on your device: no picture and no result leaves it."}
	textFooterReport = &samples.Text{ES: "Basado en «Redes neuronales CIFAR 10», de Carlos Cabañó.", EN: "Based on “Redes neuronales CIFAR 10” by Carlos Cabañó."}
)
