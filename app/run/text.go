package run

import "muestra/nn/recipe"

var (
	textChanged          = &recipe.Text{ES: "Desde el paso %s: tasa de aprendizaje %s; aumento de datos: %s.", EN: "From step %s on: learning rate %s; augmentation: %s."}
	textStatusIdle       = &recipe.Text{ES: "Preparando…", EN: "Getting ready…"}
	textStatusReady      = &recipe.Text{ES: "Listo para entrenar la muestra %d", EN: "Ready to train sample %d"}
	textStatusStarting   = &recipe.Text{ES: "Empezando…", EN: "Starting…"}
	textStatusLoading    = &recipe.Text{ES: "Cargando imágenes…", EN: "Loading pictures…"}
	textStatusTakingUp   = &recipe.Text{ES: "Retomando el entrenamiento…", EN: "Taking the run up again…"}
	TextStatusTraining   = &recipe.Text{ES: "Entrenando: época %d de %d", EN: "Training: epoch %d of %d"}
	textStatusValidating = &recipe.Text{ES: "Validando la época %d de %d", EN: "Validating epoch %d of %d"}
	textStatusTesting    = &recipe.Text{ES: "Examinando con las imágenes de prueba", EN: "Testing on pictures never seen before"}
	textStatusPaused     = &recipe.Text{ES: "En pausa tras el paso %s, época %d de %d", EN: "Paused after step %s, epoch %d of %d"}
	textStatusStopping   = &recipe.Text{ES: "Parando…", EN: "Stopping…"}
	textStatusStopped    = &recipe.Text{ES: "Parado", EN: "Stopped"}
	textStatusUntested   = &recipe.Text{ES: "Terminado", EN: "Done"}
	textStatusDone       = &recipe.Text{ES: "Terminado: %s en la prueba", EN: "Done: %s on the test"}
	textStatusError      = &recipe.Text{ES: "No se pudo completar", EN: "It could not be completed"}
	textPlan             = &recipe.Text{ES: "Épocas: %s · pasos por época: %s · imágenes por paso: %s", EN: "Epochs: %s · steps per epoch: %s · pictures per step: %s"}
	textPlanSteps        = &recipe.Text{ES: "Pasos: %s · imágenes por paso: %s", EN: "Steps: %s · pictures per step: %s"}
	textPlanTakes        = &recipe.Text{ES: "tardará ≈\u00a0%s", EN: "takes ≈\u00a0%s"}
	textPlanAtMost       = &recipe.Text{ES: "tardará ≈\u00a0%s como mucho", EN: "takes ≈\u00a0%s at most"}
	textStepsTaken       = &recipe.Text{ES: "%s pasos en %s", EN: "%s steps in %s"}
	textStep             = &recipe.Text{ES: "paso %s de %s", EN: "step %s of %s"}
	textTimeLeft         = &recipe.Text{ES: "quedan %s", EN: "%s left"}
	textAtMost           = &recipe.Text{ES: "quedan como mucho %s", EN: "at most %s left"}

	textErrorOnlyTold = &recipe.Text{
		ES: "La muestra %d solo se cuenta, no se puede entrenar: %s. La receta y la red que se ven son las de la muestra %d; elige otra para entrenarla.",
		EN: "Sample %d is only told about and cannot be trained: %s. The recipe and the network shown are those of sample %d; choose another one to train it.",
	}
	textErrorLink        = &recipe.Text{ES: "El enlace no vale: %s. Se muestran los valores de la muestra.", EN: "The link is not valid: %s. The sample’s own values are shown."}
	textErrorLinkDamaged = &recipe.Text{ES: "el enlace está dañado («%s»)", EN: "the link is damaged (“%s”)"}
	textErrorRun         = &recipe.Text{ES: "El entrenamiento no pudo seguir: %s", EN: "Training could not go on: %s"}
	TextErrorWorkerDied  = &recipe.Text{ES: "El proceso que entrena se cerró de forma inesperada: %s.", EN: "The process that trains ended unexpectedly: %s."}
	textErrorWorkerCode  = &recipe.Text{ES: "código %d", EN: "code %d"}
	textPressTrain       = &recipe.Text{ES: "Pulsa Entrenar para empezar de nuevo.", EN: "Press Train to start again."}
	textFellSilent       = &recipe.Text{ES: "El proceso que entrena lleva %s segundos sin dar señales.", EN: "The process that trains has given no sign for %s seconds."}
	textFellAgain        = &recipe.Text{ES: "El entrenamiento se retoma con otro.", EN: "The run is taken up again by another one."}
	textFellAnew         = &recipe.Text{ES: "Otro lo retomó desde el principio, porque aún no se había guardado nada.", EN: "Another one took the run up from its beginning, since nothing had been saved yet."}
	textFellTakenUp      = &recipe.Text{ES: "Otro retomó el entrenamiento tras el paso %s, lo último que se había guardado.", EN: "Another one took the run up after step %s, where it was last saved."}
	textFellForGood      = &recipe.Text{ES: "Ha pasado %d veces seguidas, así que no se intenta más. Quizá falte memoria: cierra otras pestañas y programas, o prueba con un lote más pequeño. Lo guardado no se ha perdido.", EN: "It has happened %d times in a row, so it is not tried again. Memory may be short: close other tabs and programs, or try a smaller batch. What was saved is not lost."}
	textNoticeWorker     = &recipe.Text{ES: "Del proceso que entrena: %s.", EN: "From the process that trains: %s."}
)
