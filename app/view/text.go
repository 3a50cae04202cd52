package view

import "muestra/nn/recipe"

var (
	textOurs = &recipe.Text{ES: "nuestro ensayo", EN: "our run"}
)

var (
	textPicturesTab    = &recipe.Text{ES: "Imágenes", EN: "Pictures"}
	textPredictionsTab = &recipe.Text{ES: "Predicciones", EN: "Predictions"}
	textConfusionTab   = &recipe.Text{ES: "Confusión", EN: "Confusion"}
)

var (
	textLayersTab = &recipe.Text{ES: "Capas", EN: "Layers"}
)

// The texts of the page's frame, its controls and its runs, in the order of the page. Those of a part of its own are beside it.

var (
	textTagline         = &recipe.Text{ES: "Entrena una red neuronal en tu navegador", EN: "Train a neural network in your browser"}
	textSkip            = &recipe.Text{ES: "Ir al entrenamiento", EN: "Skip to training"}
	textShared          = &recipe.Text{ES: "Enlace copiado: quien lo abra obtiene exactamente la misma curva", EN: "Link copied: whoever opens it gets exactly the same curve"}
	textShareManually   = &recipe.Text{ES: "Copia la dirección de la barra del navegador: lleva todo el experimento", EN: "Copy the address from the address bar: it holds the whole experiment"}
	textNewVersion      = &recipe.Text{ES: "Hay una versión nueva de esta página.", EN: "There is a new version of this page."}
	textReload          = &recipe.Text{ES: "Recargar", EN: "Reload"}
	textSyntheticNotice = &recipe.Text{
		ES: "Este sitio no incluye CIFAR-10: se entrena con un conjunto sintético de formas dibujadas. Todo funciona igual, pero las precisiones no se pueden comparar con las del informe.",
		EN: "This site does not include CIFAR-10: training uses a synthetic set of drawn shapes. Everything works the same, but accuracies cannot be compared with the report's.",
	}
	textNoSIMD = &recipe.Text{
		ES: "Este navegador no tiene instrucciones vectoriales (WebAssembly SIMD). El entrenamiento da los mismos números, pero va mucho más lento.",
		EN: "This browser has no vector instructions (WebAssembly SIMD). Training gives the same numbers, only much more slowly.",
	}

	textStory      = &recipe.Text{ES: "Trece muestras", EN: "Thirteen samples"}
	textStoryIntro = &recipe.Text{
		ES: "Un informe de clase llevó una red del 55 % al 87 % de aciertos, un cambio cada vez. Elige un paso y repítelo.",
		EN: "A student’s report took one network from 55% to 87% accuracy, one change at a time. Choose a step and repeat it.",
	}
	textReport  = &recipe.Text{ES: "informe", EN: "report"}
	textYours   = &recipe.Text{ES: "tu mejor", EN: "your best"}
	textSoon    = &recipe.Text{ES: "pronto", EN: "soon"}
	textSoonWhy = &recipe.Text{ES: "%s · %s.", EN: "%s · %s."}
	textNotices = &recipe.Text{ES: "Avisos", EN: "Notices"}

	textHappens         = &recipe.Text{ES: "Qué ocurre", EN: "What happens"}
	textTrain           = &recipe.Text{ES: "Entrenar", EN: "Train"}
	textTrainAgain      = &recipe.Text{ES: "Entrenar otra vez", EN: "Train again"}
	textPause           = &recipe.Text{ES: "Pausar", EN: "Pause"}
	textResume          = &recipe.Text{ES: "Continuar", EN: "Resume"}
	textStop            = &recipe.Text{ES: "Parar", EN: "Stop"}
	textStepOnce        = &recipe.Text{ES: "Un paso", EN: "One step"}
	textReseed          = &recipe.Text{ES: "Otra semilla", EN: "Another seed"}
	textClear           = &recipe.Text{ES: "Vaciar", EN: "Clear"}
	textProgress        = &recipe.Text{ES: "Progreso del entrenamiento", EN: "Training progress"}
	textRunOf           = &recipe.Text{ES: "Se está entrenando la muestra %d.", EN: "Sample %d is being trained."}
	textLastRunOf       = &recipe.Text{ES: "Abajo sigue tu último entrenamiento, de la muestra %d.", EN: "Below is still your last run, of sample %d."}
	textLookingAt       = &recipe.Text{ES: "Estás viendo un entrenamiento guardado: %s.", EN: "You are looking at a saved run: %s."}
	textLookAway        = &recipe.Text{ES: "Dejar de verlo", EN: "Stop looking"}
	textEpochNumber     = &recipe.Text{ES: "Época", EN: "Epoch"}
	textTrainAccuracy   = &recipe.Text{ES: "Aciertos al entrenar", EN: "Training accuracy"}
	textValAccuracy     = &recipe.Text{ES: "Aciertos al validar", EN: "Validation accuracy"}
	textSpeed           = &recipe.Text{ES: "Velocidad", EN: "Speed"}
	textSpeedUnit       = &recipe.Text{ES: "imágenes/s", EN: "images/s"}
	textWorkers         = &recipe.Text{ES: "trabajadores: %d", EN: "workers: %d"}
	textSharedMemory    = &recipe.Text{ES: "memoria compartida", EN: "shared memory"}
	textSharedMemoryWhy = &recipe.Text{ES: "El servidor aísla esta página de otras, así que los trabajadores pueden compartir memoria.", EN: "The server isolates this page from others, so its workers may share memory."}
	textTransfer        = &recipe.Text{ES: "por mensajes", EN: "by messages"}
	textTransferWhy     = &recipe.Text{ES: "Esta página no está aislada de otras (el servidor no manda las cabeceras COOP y COEP, o está incrustada), así que los trabajadores se mandan los datos.", EN: "This page is not isolated from others (the server does not send the headers COOP and COEP, or the page is embedded), so its workers send each other the data."}
	textLossChart       = &recipe.Text{ES: "Pérdida (entropía cruzada)", EN: "Loss (cross-entropy)"}
	textAccuracyChart   = &recipe.Text{ES: "Aciertos", EN: "Accuracy"}
	textSeriesTrain     = &recipe.Text{ES: "entrenamiento", EN: "training"}
	textSeriesVal       = &recipe.Text{ES: "validación", EN: "validation"}
	textSeriesLive      = &recipe.Text{ES: "ahora", EN: "right now"}
	textAxisEpoch       = &recipe.Text{ES: "época", EN: "epoch"}
	textChartReport     = &recipe.Text{ES: "informe, prueba: %s", EN: "report, test: %s"}
	textChartEmpty      = &recipe.Text{ES: "Pulsa Entrenar: las curvas crecerán aquí, paso a paso.", EN: "Press Train: the curves will grow here, step by step."}
	textChartAlt        = &recipe.Text{ES: "%s en la época %d: entrenamiento %s, validación %s.", EN: "%s at epoch %d: training %s, validation %s."}
	textChartAltEmpty   = &recipe.Text{ES: "%s: todavía sin datos.", EN: "%s: no data yet."}

	textResult           = &recipe.Text{ES: "Resultado", EN: "Result"}
	textLastResult       = &recipe.Text{ES: "Último resultado: muestra %d", EN: "Last result: sample %d"}
	textTestAccuracy     = &recipe.Text{ES: "%s de aciertos con %s imágenes de prueba que la red no había visto", EN: "%s accuracy on %s test pictures that the network had never seen"}
	textUntested         = &recipe.Text{ES: "No había imágenes de prueba.", EN: "There were no test pictures."}
	textAgainstReport    = &recipe.Text{ES: "El informe: %s", EN: "The report: %s"}
	textOwnPictures      = &recipe.Text{ES: "Son otras imágenes que las del informe: las cifras no se pueden comparar.", EN: "These are other pictures than the report’s: the figures cannot be compared."}
	textNotComparable    = &recipe.Text{ES: "Son imágenes sintéticas: la cifra no se puede comparar con la del informe.", EN: "These are synthetic pictures: the figure cannot be compared with the report’s."}
	textReportUsed       = &recipe.Text{ES: "con 40.000 imágenes (épocas: %d). Aquí, con %s imágenes (épocas: %d).", EN: "with 40,000 pictures (epochs: %d). Here, with %s pictures (epochs: %d)."}
	textEndedEarly       = &recipe.Text{ES: "Paró antes: la validación ya no mejoraba.", EN: "It stopped early: validation no longer improved."}
	textEndedSteps       = &recipe.Text{ES: "Paró al llegar al número de pasos del enlace.", EN: "It stopped at the link’s number of steps."}
	textFingerprint      = &recipe.Text{ES: "Huella de los pesos", EN: "Fingerprint of the weights"}
	textFingerprintHelp  = &recipe.Text{ES: "SHA-256 de todos los pesos. El mismo enlace da la misma huella en cualquier máquina.", EN: "SHA-256 of all weights. The same link gives the same fingerprint on any machine."}
	textDiverted         = &recipe.Text{ES: "Cambiaste la receta sobre la marcha: el enlace por sí solo no lleva a estos pesos.", EN: "You changed the recipe on the way: the link alone does not lead to these weights."}
	textWeightsFile      = &recipe.Text{ES: "Pesos (.safetensors)", EN: "Weights (.safetensors)"}
	textCSVFile          = &recipe.Text{ES: "Tabla (.csv)", EN: "Table (.csv)"}
	textHistory          = &recipe.Text{ES: "Tabla por épocas", EN: "Table of epochs"}
	textHistorySeconds   = &recipe.Text{ES: "segundos", EN: "seconds"}
	textKept             = &recipe.Text{ES: "Entrenamientos guardados", EN: "Saved runs"}
	textOffer            = &recipe.Text{ES: "Se interrumpió un entrenamiento: %s.", EN: "A run was cut short: %s."}
	textOfferReached     = &recipe.Text{ES: "Épocas completas: %d de %d; %s pasos. Guardado %s.", EN: "Epochs done: %d of %d; %s steps. Saved %s."}
	textCountdown        = &recipe.Text{ES: "Continúa sin más dentro de %d s.", EN: "It goes on by itself in %d s."}
	textGoOn             = &recipe.Text{ES: "Continuar", EN: "Go on"}
	textNotNow           = &recipe.Text{ES: "Ahora no", EN: "Not now"}
	textDiscard          = &recipe.Text{ES: "Descartar", EN: "Discard"}
	textDiscardReally    = &recipe.Text{ES: "Sus pesos se borrarán.", EN: "Its weights will be deleted."}
	textDiscardForGood   = &recipe.Text{ES: "Descartar del todo", EN: "Discard for good"}
	textKeep             = &recipe.Text{ES: "Conservar", EN: "Keep it"}
	textElsewhere        = &recipe.Text{ES: "En otra pestaña se está entrenando: %s. Épocas completas: %d de %d.", EN: "Another tab is training: %s. Epochs done: %d of %d."}
	textElsewhereDetail  = &recipe.Text{ES: "Ese entrenamiento es de la otra pestaña. Aquí puedes mirarlo o empezar otro, pero los dos irían más despacio.", EN: "That run belongs to the other tab. Here you can look at it, or start another one, though both would be slower."}
	textElsewhereLooking = &recipe.Text{ES: "Abajo se ve lo que la otra pestaña lleva guardado; se pone al día cada vez que guarda.", EN: "Below is what the other tab has saved so far; it is brought up to date whenever it saves."}
	textLookOnly         = &recipe.Text{ES: "Solo mirar", EN: "Look only"}
	textStartAnother     = &recipe.Text{ES: "Empezar otro aquí", EN: "Start another here"}
	textRunsEmpty        = &recipe.Text{ES: "Cada entrenamiento se guarda solo en este navegador, tras cada época. Aparecerán aquí.", EN: "Each run is saved in this browser by itself, after every epoch. They will be listed here."}
	textRunsRefused      = &recipe.Text{ES: "No se puede guardar nada: %s. Los entrenamientos se pierden al cerrar la página.", EN: "Nothing can be saved: %s. Runs are lost when the page is closed."}
	textMoreRuns         = &recipe.Text{ES: "Ver más (quedan %d)", EN: "Show more (%d left)"}
	textRoom             = &recipe.Text{ES: "%s; quedan %s", EN: "%s; %s left"}
	textLook             = &recipe.Text{ES: "Ver", EN: "Look"}
	textTakeRecipe       = &recipe.Text{ES: "Usar su receta", EN: "Use its recipe"}
	textDelete           = &recipe.Text{ES: "Borrar", EN: "Delete"}
	textDeleteReally     = &recipe.Text{ES: "No se podrá recuperar.", EN: "It cannot be brought back."}
	textDeleteForGood    = &recipe.Text{ES: "Borrar del todo", EN: "Delete for good"}
	textUnsavedFull      = &recipe.Text{ES: "No queda sitio para guardar el entrenamiento. Eso no lo detiene, pero al cerrar la página se pierde lo que no esté guardado. Borra entrenamientos de la lista o libera espacio en el disco.", EN: "There is no room left to save the run. That does not stop it, but closing the page loses what is not saved. Delete runs from the list, or free some disk space."}
	textUnsavedRefused   = &recipe.Text{ES: "Este navegador no deja guardar nada aquí, quizá por ser una ventana privada. El entrenamiento sigue igual, pero se pierde al cerrar la página: déjala abierta hasta el final.", EN: "This browser does not let the page save anything, perhaps because the window is private. Training goes on all the same, but is lost when the page is closed: leave it open until the end."}
	textUnsavedCorrupt   = &recipe.Text{ES: "Lo guardado de este entrenamiento está dañado. Eso no lo detiene y se volverá a guardar; deja la página abierta mientras tanto.", EN: "What was saved of this run is damaged. That does not stop it, and it will be saved anew; leave the page open meanwhile."}
	textUnsavedOther     = &recipe.Text{ES: "El navegador no pudo guardar el entrenamiento. Eso no lo detiene; deja la página abierta hasta el final.", EN: "The browser could not save the run. That does not stop it; leave the page open until the end."}
	textUnreadable       = &recipe.Text{ES: "Algún entrenamiento guardado está dañado y no se puede leer. Los demás siguen en la lista.", EN: "Some saved run is damaged and cannot be read. The others are still in the list."}
	textNoticeLink       = &recipe.Text{ES: "En el enlace: %s.", EN: "In the link: %s."}
	textHeld             = &recipe.Text{ES: "El enlace pide entrenar, pero ya se está entrenando la muestra %d. Pulsa Parar y después Entrenar para pasar al experimento del enlace.", EN: "The link asks to train, but sample %d is being trained. Press Stop and then Train to go on to the link’s experiment."}

	textFooterLocal  = &recipe.Text{ES: "Todo se calcula en tu dispositivo: ninguna imagen ni resultado sale de él.", EN: "Everything is computed on your device: no picture and no result leaves it."}
	textFooterReport = &recipe.Text{ES: "Basado en «Redes neuronales CIFAR 10», de Carlos Cabañó.", EN: "Based on “Redes neuronales CIFAR 10” by Carlos Cabañó."}
)

var (
	textImport      = &recipe.Text{ES: "Importar…", EN: "Import…"}
	textImportHelp  = &recipe.Text{ES: "Añadir los entrenamientos de un archivo .muestra", EN: "Add the runs of a .muestra file"}
	textExportAll   = &recipe.Text{ES: "Exportar todos", EN: "Export all"}
	textExportHelp  = &recipe.Text{ES: "Un archivo .muestra con curvas, receta y pesos, para seguir en otro navegador", EN: "One .muestra file with curves, recipe and weights, to go on in another browser"}
	textExportThese = &recipe.Text{ES: "Exportar", EN: "Export"}
	textRunFile     = &recipe.Text{ES: "Todo (.muestra)", EN: "All of it (.muestra)"}
)

var (
	textOrder = &recipe.Text{ES: "Ordenar por", EN: "Sort by"}
)
