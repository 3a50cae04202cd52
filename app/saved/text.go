package saved

import "muestra/nn/recipe"

var (
	TextSample = &recipe.Text{ES: "Muestra", EN: "Sample"}

	TextSampleOf       = &recipe.Text{ES: "Muestra %d", EN: "Sample %d"}
	TextPictures       = &recipe.Text{ES: "Imágenes", EN: "Pictures"}
	textRunDone        = &recipe.Text{ES: "terminado", EN: "done"}
	textRunTraining    = &recipe.Text{ES: "entrenando", EN: "training"}
	textRunElsewhere   = &recipe.Text{ES: "en otra pestaña", EN: "in another tab"}
	textRunStopped     = &recipe.Text{ES: "parado", EN: "stopped"}
	textRunCut         = &recipe.Text{ES: "interrumpido", EN: "cut short"}
	textRunUnreadable  = &recipe.Text{ES: "Esta versión no entiende su receta: %s.", EN: "This version cannot read its recipe: %s."}
	textRecipeEpochs   = &recipe.Text{ES: "épocas: %s", EN: "epochs: %s"}
	textRecipeBatch    = &recipe.Text{ES: "lote: %s", EN: "batch: %s"}
	textRecipePictures = &recipe.Text{ES: "imágenes: %s", EN: "pictures: %s"}
	textRecipeSeed     = &recipe.Text{ES: "semilla: %s", EN: "seed: %s"}
	textGoOnFailed     = &recipe.Text{ES: "Ese entrenamiento no se puede retomar: %s.", EN: "That run cannot be taken up again: %s."}
	textDeleteFailed   = &recipe.Text{ES: "No se pudo borrar: %s.", EN: "It could not be deleted: %s."}
	textExportFailed   = &recipe.Text{ES: "No se pudo exportar: %s.", EN: "It could not be exported: %s."}
	textStoreFull      = &recipe.Text{ES: "no queda sitio", EN: "there is no room left"}
	textStoreNewer     = &recipe.Text{ES: "lo guardado es de una versión más nueva de esta página; recárgala", EN: "what is saved is of a newer version of this page; reload it"}
	textStoreRefused   = &recipe.Text{ES: "este navegador no lo permite, quizá por ser una ventana privada", EN: "this browser does not allow it, perhaps because the window is private"}
	textStoreCorrupt   = &recipe.Text{ES: "lo guardado está dañado", EN: "what was saved is damaged"}
	textStoreGone      = &recipe.Text{ES: "ya no está guardado", EN: "it is not saved any more"}
)

var (
	textLabelFailed = &recipe.Text{ES: "No se pudo guardar el cambio: %s.", EN: "The change could not be saved: %s."}
)
