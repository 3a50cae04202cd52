package app

import (
	"fmt"

	"muestra/nn/samples"
)

// textKey names one text of the interface.
type textKey int

// The texts, in the order of the page.
const (
	textTagline textKey = iota
	textSkip
	textLanguage
	textShare
	textShared
	textShareManually
	textNewVersion
	textReload
	textSourceCIFAR
	textSourceSynthetic
	textSourceOwn
	textSyntheticNotice
	textNoSIMD
	textDismiss

	textStory
	textStoryIntro
	textReport
	textYours
	textSoon
	textSoonWhy
	textSample
	textNotices
	textNotReady

	textSampleOf
	textReportReached
	textYouReached
	textRecipe
	textEpochs
	textBatch
	textOptimizer
	textSGD
	textAdam
	textRMSprop
	textLearningRate
	textMomentum
	textSeed
	textPictures
	textTrainSize
	textValSize
	textTestSize
	textEpochsHelp
	textBatchHelp
	textOptimizerHelp
	textLearningRateHelp
	textMomentumHelp
	textSeedHelp
	textSharers
	textSharersAuto
	textSharersHelp
	textTrainSizeHelp
	textValSizeHelp
	textTestSizeHelp
	textEarlyStopping
	textEarlyStoppingHelp
	textStoppingNever
	textStoppingRule
	textOr
	textMonitorLoss
	textMonitorAccuracy
	textMonitorValLoss
	textMonitorValAccuracy
	textDropout
	textDropoutHelp
	textAugment
	textAugmentHelp
	textFlip
	textShift
	textRotation
	textZoom
	textBrightness
	textCutout
	textSettings
	textSettingModel
	textSettingNesterov
	textSettingOrder
	textSettingSteps
	textSettingRemove
	textAssumed
	textAssumedLegend
	textLocked
	textReset
	textNextRun
	textCanChange
	textChangeNow
	textChanged
	textAugmentNone
	textFieldAllowed
	textNetwork
	textLayer
	textOutput
	textParameters
	textTotal
	textTrainable
	textMemory

	textHappens
	textTrain
	textTrainAgain
	textPause
	textResume
	textStop
	textStepOnce
	textReseed
	textClear
	textRefused
	textStatusIdle
	textStatusReady
	textStatusStarting
	textStatusLoading
	textStatusTakingUp
	textStatusTraining
	textStatusValidating
	textStatusTesting
	textStatusPaused
	textStatusStopping
	textStatusStopped
	textStatusDone
	textStatusError
	textPlan
	textPlanSteps
	textStep
	textTimeLeft
	textTimeTaken
	textAtMost
	textProgress
	textRunOf
	textLastRunOf
	textLookingAt
	textLookAway
	textEpochNumber
	textTrainAccuracy
	textValAccuracy
	textSpeed
	textSpeedUnit
	textWorkers
	textSharedMemory
	textSharedMemoryWhy
	textTransfer
	textTransferWhy
	textLossChart
	textAccuracyChart
	textSeriesTrain
	textSeriesVal
	textSeriesLive
	textAxisEpoch
	textChartReport
	textChartEmpty
	textChartAlt
	textChartAltEmpty
	textZoomHint

	textResult
	textLastResult
	textTestAccuracy
	textAgainstReport
	textNotComparable
	textReportUsed
	textEndedEarly
	textEndedSteps
	textFingerprint
	textFingerprintHelp
	textDiverted
	textWeightsFile
	textCSVFile
	textHistory
	textHistoryLoss
	textHistoryAccuracy
	textHistoryValLoss
	textHistoryValAccuracy
	textHistorySeconds

	textKept
	textOffer
	textOfferReached
	textCountdown
	textGoOn
	textNotNow
	textDiscard
	textDiscardReally
	textDiscardForGood
	textKeep
	textElsewhere
	textElsewhereDetail
	textElsewhereLooking
	textLookOnly
	textStartAnother
	textRuns
	textRunsEmpty
	textRunsRefused
	textMoreRuns
	textRoom
	textRunDone
	textRunTraining
	textRunElsewhere
	textRunStopped
	textRunCut
	textRunFacts
	textRunBegun
	textRunName
	textRunUnreadable
	textLook
	textTakeRecipe
	textDelete
	textDeleteReally
	textDeleteForGood
	textRecipeEpochs
	textRecipeBatch
	textRecipePictures
	textRecipeSeed
	textToday
	textOnDay
	textMonths

	textUnsavedFull
	textUnsavedRefused
	textUnsavedCorrupt
	textUnsavedOther
	textUnreadable
	textGoOnFailed
	textDeleteFailed
	textRenameFailed
	textExportFailed
	textStoreFull
	textStoreNewer
	textStoreRefused
	textStoreCorrupt
	textStoreGone

	textErrorLink
	textErrorLinkDamaged
	textErrorRun
	textErrorWorkerDied
	textErrorWorkerCode
	textErrorWorkerMessage
	textErrorTrainer
	textPressTrain
	textFellSilent
	textFellAgain
	textFellAnew
	textFellTakenUp
	textFellForGood
	textNoticeLink
	textNoticeWorker
	textHeld

	textDays
	textHours
	textMinutes
	textSeconds

	textFooterLocal
	textFooterReport

	textCount // how many there are
)

// texts is every text of the interface in both languages, except the samples' stories (story.go) and what nn/samples says about links.
var texts = [textCount]samples.Text{
	textTagline:         {ES: "Entrena una red neuronal en tu navegador", EN: "Train a neural network in your browser"},
	textSkip:            {ES: "Ir al entrenamiento", EN: "Skip to training"},
	textLanguage:        {ES: "Idioma", EN: "Language"},
	textShare:           {ES: "Copiar enlace", EN: "Copy link"},
	textShared:          {ES: "Enlace copiado: quien lo abra obtiene exactamente la misma curva", EN: "Link copied: whoever opens it gets exactly the same curve"},
	textShareManually:   {ES: "Copia la dirección de la barra del navegador: lleva todo el experimento", EN: "Copy the address from the address bar: it holds the whole experiment"},
	textNewVersion:      {ES: "Hay una versión nueva de esta página.", EN: "There is a new version of this page."},
	textReload:          {ES: "Recargar", EN: "Reload"},
	textSourceCIFAR:     {ES: "CIFAR-10", EN: "CIFAR-10"},
	textSourceSynthetic: {ES: "Imágenes sintéticas", EN: "Synthetic pictures"},
	textSourceOwn:       {ES: "Imágenes propias", EN: "Own pictures"},
	textSyntheticNotice: {
		ES: "Este sitio no incluye CIFAR-10: se entrena con un conjunto sintético de formas dibujadas. Todo funciona igual, pero las precisiones no se pueden comparar con las del informe.",
		EN: "This site does not include CIFAR-10: training uses a synthetic set of drawn shapes. Everything works the same, but accuracies cannot be compared with the report's.",
	},
	textNoSIMD: {
		ES: "Este navegador no tiene instrucciones vectoriales (WebAssembly SIMD). El entrenamiento da los mismos números, pero va mucho más lento.",
		EN: "This browser has no vector instructions (WebAssembly SIMD). Training gives the same numbers, only much more slowly.",
	},
	textDismiss: {ES: "Cerrar", EN: "Dismiss"},

	textStory: {ES: "Trece muestras", EN: "Thirteen samples"},
	textStoryIntro: {
		ES: "Un informe de clase llevó una red del 55 % al 87 % de aciertos, un cambio cada vez. Elige un paso y repítelo.",
		EN: "A student’s report took one network from 55% to 87% accuracy, one change at a time. Choose a step and repeat it.",
	},
	textReport:   {ES: "informe", EN: "report"},
	textYours:    {ES: "tu mejor", EN: "your best"},
	textSoon:     {ES: "pronto", EN: "soon"},
	textSoonWhy:  {ES: "%s · %s.", EN: "%s · %s."},
	textSample:   {ES: "Muestra", EN: "Sample"},
	textNotices:  {ES: "Avisos", EN: "Notices"},
	textNotReady: {ES: "Todavía no se puede entrenar: %s.", EN: "Cannot be trained yet: %s."},

	textSampleOf:      {ES: "Muestra %d", EN: "Sample %d"},
	textReportReached: {ES: "El informe llegó al %s", EN: "The report reached %s"},
	textYouReached:    {ES: "Tu mejor resultado: %s", EN: "Your best result: %s"},
	textRecipe:        {ES: "Receta", EN: "Recipe"},
	textEpochs:        {ES: "Épocas", EN: "Epochs"},
	textBatch:         {ES: "Lote", EN: "Batch size"},
	textOptimizer:     {ES: "Optimizador", EN: "Optimizer"},
	textSGD:           {ES: "SGD", EN: "SGD"},
	textAdam:          {ES: "Adam", EN: "Adam"},
	textRMSprop:       {ES: "RMSprop", EN: "RMSprop"},
	textLearningRate:  {ES: "Tasa de aprendizaje", EN: "Learning rate"},
	textMomentum:      {ES: "Inercia", EN: "Momentum"},
	textSeed:          {ES: "Semilla", EN: "Seed"},
	textPictures:      {ES: "Imágenes", EN: "Pictures"},
	textTrainSize:     {ES: "Entrenamiento", EN: "Training"},
	textValSize:       {ES: "Validación", EN: "Validation"},
	textTestSize:      {ES: "Prueba", EN: "Test"},

	textEpochsHelp:         {ES: "Cuántas veces ve la red todas las imágenes de entrenamiento.", EN: "How many times the network sees all training pictures."},
	textBatchHelp:          {ES: "Cuántas imágenes mira la red antes de corregir sus pesos.", EN: "How many pictures the network looks at before it corrects its weights."},
	textOptimizerHelp:      {ES: "La regla con la que se corrigen los pesos.", EN: "The rule by which the weights are corrected."},
	textLearningRateHelp:   {ES: "Cuánto se mueven los pesos en cada paso.", EN: "How far the weights move in each step."},
	textMomentumHelp:       {ES: "Cuánto del paso anterior se conserva en el siguiente.", EN: "How much of the last step is kept in the next one."},
	textSeedHelp:           {ES: "El punto de partida de todo lo aleatorio: la misma semilla da la misma curva.", EN: "Where everything random starts: the same seed gives the same curve."},
	textSharers:            {ES: "Trabajadores por lote", EN: "Workers on each batch"},
	textSharersAuto:        {ES: "automático", EN: "automatic"},
	textSharersHelp:        {ES: "Cuántos procesos se reparten cada lote. Con más va más rápido mientras haya núcleos libres; el resultado es el mismo con cualquier número.", EN: "How many processes share each batch. More are faster as long as there are free cores; the result is the same with any number."},
	textTrainSizeHelp:      {ES: "Con cuántas imágenes aprende la red (de 1 a 50.000).", EN: "How many pictures the network learns from (1 to 50,000)."},
	textValSizeHelp:        {ES: "Imágenes que la red no aprende y con las que se la examina tras cada época.", EN: "Pictures that the network does not learn from; it is examined on them after each epoch."},
	textTestSizeHelp:       {ES: "Imágenes que se usan una sola vez, al final.", EN: "Pictures that are used once, at the end."},
	textEarlyStopping:      {ES: "Parada temprana", EN: "Early stopping"},
	textEarlyStoppingHelp:  {ES: "Termina cuando %s.", EN: "Ends when %s."},
	textStoppingNever:      {ES: "No termina antes: no hay ningún valor que vigilar.", EN: "Never ends early: there is no value to watch."},
	textStoppingRule:       {ES: "%s lleva %d épocas sin mejorar", EN: "%s has not improved for %d epochs"},
	textOr:                 {ES: " o ", EN: " or "},
	textMonitorLoss:        {ES: "la pérdida al entrenar", EN: "training loss"},
	textMonitorAccuracy:    {ES: "la proporción de aciertos al entrenar", EN: "training accuracy"},
	textMonitorValLoss:     {ES: "la pérdida de validación", EN: "validation loss"},
	textMonitorValAccuracy: {ES: "la proporción de aciertos al validar", EN: "validation accuracy"},
	textDropout:            {ES: "Dropout", EN: "Dropout"},
	textDropoutHelp:        {ES: "Las capas Dropout apagan unidades al azar mientras la red aprende. Sin marcar, las dejan todas encendidas.", EN: "The Dropout layers switch units off at random while the network learns. Unticked, they leave all of them on."},
	textAugment:            {ES: "Aumento de datos", EN: "Data augmentation"},
	textAugmentHelp:        {ES: "Cada imagen de entrenamiento cambia un poco, al azar, cada vez que la red la ve.", EN: "Each training picture is changed a little, at random, whenever the network sees it."},
	textFlip:               {ES: "Reflejar", EN: "Flip"},
	textShift:              {ES: "Desplazar", EN: "Shift"},
	textRotation:           {ES: "Girar", EN: "Rotate"},
	textZoom:               {ES: "Escalar", EN: "Zoom"},
	textBrightness:         {ES: "Brillo", EN: "Brightness"},
	textCutout:             {ES: "Tapar", EN: "Cutout"},
	textSettings:           {ES: "Otros cambios del enlace", EN: "Other changes in the link"},
	textSettingModel:       {ES: "Red modificada", EN: "Edited network"},
	textSettingNesterov:    {ES: "Inercia de Nesterov", EN: "Nesterov momentum"},
	textSettingOrder:       {ES: "Mismo orden en cada época", EN: "Same order in each epoch"},
	textSettingSteps:       {ES: "Límite de pasos: %s", EN: "Step limit: %s"},
	textSettingRemove:      {ES: "Quitar: %s", EN: "Remove: %s"},

	textAssumed:       {ES: "supuesto nuestro; el informe no lo dice", EN: "our assumption; the report does not say"},
	textAssumedLegend: {ES: "supuesto nuestro: el informe no lo dice", EN: "our assumption: the report does not say"},
	textLocked:        {ES: "fijado por el enlace", EN: "fixed by the link"},
	textReset:         {ES: "Volver a los valores de la muestra", EN: "Back to the sample’s values"},
	textNextRun:       {ES: "Los cambios valen para el próximo entrenamiento.", EN: "Changes apply to the next run."},
	textCanChange:     {ES: "El entrenamiento en marcha puede seguir así desde el próximo paso: tasa de aprendizaje %s; aumento de datos: %s.", EN: "The run under way can go on like this from the next step: learning rate %s; augmentation: %s."},
	textChangeNow:     {ES: "Seguir así", EN: "Go on like this"},
	textChanged:       {ES: "Desde el paso %s: tasa de aprendizaje %s; aumento de datos: %s.", EN: "From step %s on: learning rate %s; augmentation: %s."},
	textAugmentNone:   {ES: "ninguno", EN: "none"},
	textFieldAllowed:  {ES: "Admite %s.", EN: "It takes %s."},
	textNetwork:       {ES: "Red", EN: "Network"},
	textLayer:         {ES: "Capa (tipo)", EN: "Layer (type)"},
	textOutput:        {ES: "Salida", EN: "Output shape"},
	textParameters:    {ES: "Parám.", EN: "Param #"},
	textTotal:         {ES: "Total", EN: "Total params"},
	textTrainable:     {ES: "Entrenables", EN: "Trainable params"},
	textMemory:        {ES: "Memoria (aprox.)", EN: "Memory (approx.)"},

	textHappens:          {ES: "Qué ocurre", EN: "What happens"},
	textTrain:            {ES: "Entrenar", EN: "Train"},
	textTrainAgain:       {ES: "Entrenar otra vez", EN: "Train again"},
	textPause:            {ES: "Pausar", EN: "Pause"},
	textResume:           {ES: "Continuar", EN: "Resume"},
	textStop:             {ES: "Parar", EN: "Stop"},
	textStepOnce:         {ES: "Un paso", EN: "One step"},
	textReseed:           {ES: "Otra semilla", EN: "Another seed"},
	textClear:            {ES: "Vaciar", EN: "Clear"},
	textRefused:          {ES: "No se puede entrenar así: corrige lo marcado en la receta.", EN: "This cannot be trained: correct what is marked in the recipe."},
	textStatusIdle:       {ES: "Preparando…", EN: "Getting ready…"},
	textStatusReady:      {ES: "Listo para entrenar la muestra %d", EN: "Ready to train sample %d"},
	textStatusStarting:   {ES: "Empezando…", EN: "Starting…"},
	textStatusLoading:    {ES: "Cargando imágenes…", EN: "Loading pictures…"},
	textStatusTakingUp:   {ES: "Retomando el entrenamiento…", EN: "Taking the run up again…"},
	textStatusTraining:   {ES: "Entrenando: época %d de %d", EN: "Training: epoch %d of %d"},
	textStatusValidating: {ES: "Validando la época %d de %d", EN: "Validating epoch %d of %d"},
	textStatusTesting:    {ES: "Examinando con las imágenes de prueba", EN: "Testing on pictures never seen before"},
	textStatusPaused:     {ES: "En pausa tras el paso %s, época %d de %d", EN: "Paused after step %s, epoch %d of %d"},
	textStatusStopping:   {ES: "Parando…", EN: "Stopping…"},
	textStatusStopped:    {ES: "Parado", EN: "Stopped"},
	textStatusDone:       {ES: "Terminado: %s en la prueba", EN: "Done: %s on the test"},
	textStatusError:      {ES: "No se pudo completar", EN: "It could not be completed"},
	textPlan:             {ES: "Épocas: %s · pasos por época: %s · imágenes por paso: %s", EN: "Epochs: %s · steps per epoch: %s · pictures per step: %s"},
	textPlanSteps:        {ES: "Pasos: %s · imágenes por paso: %s", EN: "Steps: %s · pictures per step: %s"},
	textStep:             {ES: "paso %s de %s", EN: "step %s of %s"},
	textTimeLeft:         {ES: "quedan %s", EN: "%s left"},
	textTimeTaken:        {ES: "en %s", EN: "in %s"},
	textAtMost:           {ES: "quedan como mucho %s", EN: "at most %s left"},
	textProgress:         {ES: "Progreso del entrenamiento", EN: "Training progress"},
	textRunOf:            {ES: "Se está entrenando la muestra %d.", EN: "Sample %d is being trained."},
	textLastRunOf:        {ES: "Abajo sigue tu último entrenamiento, de la muestra %d.", EN: "Below is still your last run, of sample %d."},
	textLookingAt:        {ES: "Estás viendo un entrenamiento guardado: %s.", EN: "You are looking at a saved run: %s."},
	textLookAway:         {ES: "Dejar de verlo", EN: "Stop looking"},
	textEpochNumber:      {ES: "Época", EN: "Epoch"},
	textTrainAccuracy:    {ES: "Aciertos al entrenar", EN: "Training accuracy"},
	textValAccuracy:      {ES: "Aciertos al validar", EN: "Validation accuracy"},
	textSpeed:            {ES: "Velocidad", EN: "Speed"},
	textSpeedUnit:        {ES: "imágenes/s", EN: "images/s"},
	textWorkers:          {ES: "trabajadores: %d", EN: "workers: %d"},
	textSharedMemory:     {ES: "memoria compartida", EN: "shared memory"},
	textSharedMemoryWhy:  {ES: "El servidor aísla esta página de otras, así que los trabajadores pueden compartir memoria.", EN: "The server isolates this page from others, so its workers may share memory."},
	textTransfer:         {ES: "por mensajes", EN: "by messages"},
	textTransferWhy:      {ES: "Esta página no está aislada de otras (el servidor no manda las cabeceras COOP y COEP, o está incrustada), así que los trabajadores se mandan los datos.", EN: "This page is not isolated from others (the server does not send the headers COOP and COEP, or the page is embedded), so its workers send each other the data."},
	textLossChart:        {ES: "Pérdida (entropía cruzada)", EN: "Loss (cross-entropy)"},
	textAccuracyChart:    {ES: "Aciertos", EN: "Accuracy"},
	textSeriesTrain:      {ES: "entrenamiento", EN: "training"},
	textSeriesVal:        {ES: "validación", EN: "validation"},
	textSeriesLive:       {ES: "ahora", EN: "right now"},
	textAxisEpoch:        {ES: "época", EN: "epoch"},
	textChartReport:      {ES: "informe, prueba: %s", EN: "report, test: %s"},
	textChartEmpty:       {ES: "Pulsa Entrenar: las curvas crecerán aquí, paso a paso.", EN: "Press Train: the curves will grow here, step by step."},
	textChartAlt:         {ES: "%s en la época %d: entrenamiento %s, validación %s.", EN: "%s at epoch %d: training %s, validation %s."},
	textChartAltEmpty:    {ES: "%s: todavía sin datos.", EN: "%s: no data yet."},
	textZoomHint:         {ES: "Arrastra para ampliar; doble clic para volver.", EN: "Drag to zoom; double-click to go back."},

	textResult:             {ES: "Resultado", EN: "Result"},
	textLastResult:         {ES: "Último resultado: muestra %d", EN: "Last result: sample %d"},
	textTestAccuracy:       {ES: "%s de aciertos con %s imágenes de prueba que la red no había visto", EN: "%s accuracy on %s test pictures that the network had never seen"},
	textAgainstReport:      {ES: "El informe: %s", EN: "The report: %s"},
	textNotComparable:      {ES: "Son imágenes sintéticas: la cifra no se puede comparar con la del informe.", EN: "These are synthetic pictures: the figure cannot be compared with the report’s."},
	textReportUsed:         {ES: "con 40.000 imágenes (épocas: %d). Aquí, con %s imágenes (épocas: %d).", EN: "with 40,000 pictures (epochs: %d). Here, with %s pictures (epochs: %d)."},
	textEndedEarly:         {ES: "Paró antes: la validación ya no mejoraba.", EN: "It stopped early: validation no longer improved."},
	textEndedSteps:         {ES: "Paró al llegar al número de pasos del enlace.", EN: "It stopped at the link’s number of steps."},
	textFingerprint:        {ES: "Huella de los pesos", EN: "Fingerprint of the weights"},
	textFingerprintHelp:    {ES: "SHA-256 de todos los pesos. El mismo enlace da la misma huella en cualquier máquina.", EN: "SHA-256 of all weights. The same link gives the same fingerprint on any machine."},
	textDiverted:           {ES: "Cambiaste la receta sobre la marcha: el enlace por sí solo no lleva a estos pesos.", EN: "You changed the recipe on the way: the link alone does not lead to these weights."},
	textWeightsFile:        {ES: "Pesos (.safetensors)", EN: "Weights (.safetensors)"},
	textCSVFile:            {ES: "Tabla (.csv)", EN: "Table (.csv)"},
	textHistory:            {ES: "Tabla por épocas", EN: "Table of epochs"},
	textHistoryLoss:        {ES: "pérdida", EN: "loss"},
	textHistoryAccuracy:    {ES: "aciertos", EN: "accuracy"},
	textHistoryValLoss:     {ES: "pérdida val.", EN: "val. loss"},
	textHistoryValAccuracy: {ES: "aciertos val.", EN: "val. accuracy"},
	textHistorySeconds:     {ES: "segundos", EN: "seconds"},
	textKept:               {ES: "Entrenamientos guardados", EN: "Saved runs"},
	textOffer:              {ES: "Se interrumpió un entrenamiento: %s.", EN: "A run was cut short: %s."},
	textOfferReached:       {ES: "Épocas completas: %d de %d; %s pasos. Guardado %s.", EN: "Epochs done: %d of %d; %s steps. Saved %s."},
	textCountdown:          {ES: "Continúa sin más dentro de %d s.", EN: "It goes on by itself in %d s."},
	textGoOn:               {ES: "Continuar", EN: "Go on"},
	textNotNow:             {ES: "Ahora no", EN: "Not now"},
	textDiscard:            {ES: "Descartar", EN: "Discard"},
	textDiscardReally:      {ES: "Sus pesos se borrarán.", EN: "Its weights will be deleted."},
	textDiscardForGood:     {ES: "Descartar del todo", EN: "Discard for good"},
	textKeep:               {ES: "Conservar", EN: "Keep it"},
	textElsewhere:          {ES: "En otra pestaña se está entrenando: %s. Épocas completas: %d de %d.", EN: "Another tab is training: %s. Epochs done: %d of %d."},
	textElsewhereDetail:    {ES: "Ese entrenamiento es de la otra pestaña. Aquí puedes mirarlo o empezar otro, pero los dos irían más despacio.", EN: "That run belongs to the other tab. Here you can look at it, or start another one, though both would be slower."},
	textElsewhereLooking:   {ES: "Abajo se ve lo que la otra pestaña lleva guardado; se pone al día cada vez que guarda.", EN: "Below is what the other tab has saved so far; it is brought up to date whenever it saves."},
	textLookOnly:           {ES: "Solo mirar", EN: "Look only"},
	textStartAnother:       {ES: "Empezar otro aquí", EN: "Start another here"},
	textRuns:               {ES: "Tus entrenamientos", EN: "Your runs"},
	textRunsEmpty:          {ES: "Cada entrenamiento se guarda solo en este navegador, tras cada época. Aparecerán aquí.", EN: "Each run is saved in this browser by itself, after every epoch. They will be listed here."},
	textRunsRefused:        {ES: "No se puede guardar nada: %s. Los entrenamientos se pierden al cerrar la página.", EN: "Nothing can be saved: %s. Runs are lost when the page is closed."},
	textMoreRuns:           {ES: "Ver más (quedan %d)", EN: "Show more (%d left)"},
	textRoom:               {ES: "%s; quedan %s", EN: "%s; %s left"},
	textRunDone:            {ES: "terminado", EN: "done"},
	textRunTraining:        {ES: "entrenando", EN: "training"},
	textRunElsewhere:       {ES: "en otra pestaña", EN: "in another tab"},
	textRunStopped:         {ES: "parado", EN: "stopped"},
	textRunCut:             {ES: "interrumpido", EN: "cut short"},
	textRunFacts:           {ES: "%s · época %s de %s · %s", EN: "%s · epoch %s of %s · %s"},
	textRunBegun:           {ES: "%s. Empezado %s.", EN: "%s. Begun %s."},
	textRunName:            {ES: "Nombre", EN: "Name"},
	textRunUnreadable:      {ES: "Esta versión no entiende su receta: %s.", EN: "This version cannot read its recipe: %s."},
	textLook:               {ES: "Ver", EN: "Look"},
	textTakeRecipe:         {ES: "Usar su receta", EN: "Use its recipe"},
	textDelete:             {ES: "Borrar", EN: "Delete"},
	textDeleteReally:       {ES: "No se podrá recuperar.", EN: "It cannot be brought back."},
	textDeleteForGood:      {ES: "Borrar del todo", EN: "Delete for good"},
	textRecipeEpochs:       {ES: "épocas: %s", EN: "epochs: %s"},
	textRecipeBatch:        {ES: "lote: %s", EN: "batch: %s"},
	textRecipePictures:     {ES: "imágenes: %s", EN: "pictures: %s"},
	textRecipeSeed:         {ES: "semilla: %s", EN: "seed: %s"},
	textToday:              {ES: "hoy a las %s", EN: "today at %s"},
	textOnDay:              {ES: "el %d de %s de %d a las %s", EN: "on %d %s %d at %s"},
	textMonths:             {ES: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", EN: "January February March April May June July August September October November December"},
	textUnsavedFull:        {ES: "No queda sitio para guardar el entrenamiento. Eso no lo detiene, pero al cerrar la página se pierde lo que no esté guardado. Borra entrenamientos de la lista o libera espacio en el disco.", EN: "There is no room left to save the run. That does not stop it, but closing the page loses what is not saved. Delete runs from the list, or free some disk space."},
	textUnsavedRefused:     {ES: "Este navegador no deja guardar nada aquí, quizá por ser una ventana privada. El entrenamiento sigue igual, pero se pierde al cerrar la página: déjala abierta hasta el final.", EN: "This browser does not let the page save anything, perhaps because the window is private. Training goes on all the same, but is lost when the page is closed: leave it open until the end."},
	textUnsavedCorrupt:     {ES: "Lo guardado de este entrenamiento está dañado. Eso no lo detiene y se volverá a guardar; deja la página abierta mientras tanto.", EN: "What was saved of this run is damaged. That does not stop it, and it will be saved anew; leave the page open meanwhile."},
	textUnsavedOther:       {ES: "El navegador no pudo guardar el entrenamiento. Eso no lo detiene; deja la página abierta hasta el final.", EN: "The browser could not save the run. That does not stop it; leave the page open until the end."},
	textUnreadable:         {ES: "Algún entrenamiento guardado está dañado y no se puede leer. Los demás siguen en la lista.", EN: "Some saved run is damaged and cannot be read. The others are still in the list."},
	textGoOnFailed:         {ES: "Ese entrenamiento no se puede retomar: %s.", EN: "That run cannot be taken up again: %s."},
	textDeleteFailed:       {ES: "No se pudo borrar: %s.", EN: "It could not be deleted: %s."},
	textRenameFailed:       {ES: "No se pudo cambiar el nombre: %s.", EN: "It could not be renamed: %s."},
	textExportFailed:       {ES: "No se pudo exportar: %s.", EN: "It could not be exported: %s."},
	textStoreFull:          {ES: "no queda sitio", EN: "there is no room left"},
	textStoreNewer:         {ES: "lo guardado es de una versión más nueva de esta página; recárgala", EN: "what is saved is of a newer version of this page; reload it"},
	textStoreRefused:       {ES: "este navegador no lo permite, quizá por ser una ventana privada", EN: "this browser does not allow it, perhaps because the window is private"},
	textStoreCorrupt:       {ES: "lo guardado está dañado", EN: "what was saved is damaged"},
	textStoreGone:          {ES: "ya no está guardado", EN: "it is not saved any more"},

	textErrorLink:          {ES: "El enlace no vale: %s. Se muestran los valores de la muestra.", EN: "The link is not valid: %s. The sample’s own values are shown."},
	textErrorLinkDamaged:   {ES: "el enlace está dañado («%s»)", EN: "the link is damaged (“%s”)"},
	textErrorRun:           {ES: "El entrenamiento no pudo seguir: %s", EN: "Training could not go on: %s"},
	textErrorWorkerDied:    {ES: "El proceso que entrena se cerró de forma inesperada: %s.", EN: "The process that trains ended unexpectedly: %s."},
	textErrorWorkerCode:    {ES: "código %d", EN: "code %d"},
	textErrorWorkerMessage: {ES: "un mensaje suyo no se entiende (%s)", EN: "a message of its makes no sense (%s)"},
	textErrorTrainer:       {ES: "No se pudo cargar el programa que entrena: %s. Comprueba la conexión.", EN: "The training program could not be loaded: %s. Check the connection."},
	textPressTrain:         {ES: "Pulsa Entrenar para empezar de nuevo.", EN: "Press Train to start again."},
	textFellSilent:         {ES: "El proceso que entrena lleva %s segundos sin dar señales.", EN: "The process that trains has given no sign for %s seconds."},
	textFellAgain:          {ES: "El entrenamiento se retoma con otro.", EN: "The run is taken up again by another one."},
	textFellAnew:           {ES: "Otro lo retomó desde el principio, porque aún no se había guardado nada.", EN: "Another one took the run up from its beginning, since nothing had been saved yet."},
	textFellTakenUp:        {ES: "Otro retomó el entrenamiento tras el paso %s, lo último que se había guardado.", EN: "Another one took the run up after step %s, where it was last saved."},
	textFellForGood:        {ES: "Ha pasado %d veces seguidas, así que no se intenta más. Quizá falte memoria: cierra otras pestañas y programas, o prueba con un lote más pequeño. Lo guardado no se ha perdido.", EN: "It has happened %d times in a row, so it is not tried again. Memory may be short: close other tabs and programs, or try a smaller batch. What was saved is not lost."},
	textNoticeWorker:       {ES: "Del proceso que entrena: %s.", EN: "From the process that trains: %s."},
	textNoticeLink:         {ES: "En el enlace: %s.", EN: "In the link: %s."},
	textHeld:               {ES: "El enlace pide entrenar, pero ya se está entrenando la muestra %d. Pulsa Parar y después Entrenar para pasar al experimento del enlace.", EN: "The link asks to train, but sample %d is being trained. Press Stop and then Train to go on to the link’s experiment."},

	textDays:    {ES: "%d d %d h", EN: "%d d %d h"},
	textHours:   {ES: "%d h %d min", EN: "%d h %d min"},
	textMinutes: {ES: "%d min %d s", EN: "%d min %d s"},
	textSeconds: {ES: "%d s", EN: "%d s"},

	textFooterLocal:  {ES: "Todo se calcula en tu dispositivo: ninguna imagen ni resultado sale de él.", EN: "Everything is computed on your device: no picture and no result leaves it."},
	textFooterReport: {ES: "Basado en «Redes neuronales CIFAR 10», de Carlos Cabañó.", EN: "Based on “Redes neuronales CIFAR 10” by Carlos Cabañó."},
}

// text is a text in the session's language, with its blanks filled in.
func (s *session) text(k textKey, args ...any) string {
	t := texts[k].In(s.lang)
	if len(args) == 0 {
		return t
	}
	return fmt.Sprintf(t, args...)
}
