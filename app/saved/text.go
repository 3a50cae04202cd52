package saved

import (
	"muestra/nn/samples"
)

var (
	TextSample = &samples.Text{ES: "Muestra", EN: "Sample"}

	TextSampleOf       = &samples.Text{ES: "Muestra %d", EN: "Sample %d"}
	TextPictures       = &samples.Text{ES: "Imágenes", EN: "Pictures"}
	textRunDone        = &samples.Text{ES: "terminado", EN: "done"}
	textRunTraining    = &samples.Text{ES: "entrenando", EN: "training"}
	textRunElsewhere   = &samples.Text{ES: "en otra pestaña", EN: "in another tab"}
	textRunStopped     = &samples.Text{ES: "parado", EN: "stopped"}
	textRunCut         = &samples.Text{ES: "interrumpido", EN: "cut short"}
	textRunUnreadable  = &samples.Text{ES: "Esta versión no entiende su receta: %s.", EN: "This version cannot read its recipe: %s."}
	textRecipeEpochs   = &samples.Text{ES: "épocas: %s", EN: "epochs: %s"}
	textRecipeBatch    = &samples.Text{ES: "lote: %s", EN: "batch: %s"}
	textRecipePictures = &samples.Text{ES: "imágenes: %s", EN: "pictures: %s"}
	textRecipeSeed     = &samples.Text{ES: "semilla: %s", EN: "seed: %s"}
	textGoOnFailed     = &samples.Text{ES: "Ese entrenamiento no se puede retomar: %s.", EN: "That run cannot be taken up again: %s."}
	textDeleteFailed   = &samples.Text{ES: "No se pudo borrar: %s.", EN: "It could not be deleted: %s."}
	textExportFailed   = &samples.Text{ES: "No se pudo exportar: %s.", EN: "It could not be exported: %s."}
	textStoreFull      = &samples.Text{ES: "no queda sitio", EN: "there is no room left"}
	textStoreNewer     = &samples.Text{ES: "lo guardado es de una versión más nueva de esta página; recárgala", EN: "what is saved is of a newer version of this page; reload it"}
	textStoreRefused   = &samples.Text{ES: "este navegador no lo permite, quizá por ser una ventana privada", EN: "this browser does not allow it, perhaps because the window is private"}
	textStoreCorrupt   = &samples.Text{ES: "lo guardado está dañado", EN: "what was saved is damaged"}
	textStoreGone      = &samples.Text{ES: "ya no está guardado", EN: "it is not saved any more"}
)

var (
	textLabelFailed = &samples.Text{ES: "No se pudo guardar el cambio: %s.", EN: "The change could not be saved: %s."}
)
