package recipe

import (
	"muestra/app/say"
	"muestra/nn/samples"
)

// Control is one field of the recipe.
type Control struct {
	key, Testid string
	Label, help say.Words // of early stopping, the help depends on the sample: see session.help
	Decimal     bool
	rare        bool // behind "More"
}

var ControlOf = map[string]Control{
	"epochs":   {"epochs", "epochs", textEpochs, textEpochsHelp, false, false},
	"batch":    {"batch", "batch", textBatch, textBatchHelp, false, false},
	"lr":       {"lr", "lr", textLearningRate, textLearningRateHelp, true, false},
	"momentum": {"momentum", "momentum", textMomentum, textMomentumHelp, true, false},
	"seed":     {"seed", "seed", textSeed, textSeedHelp, false, false},
	"train":    {"train", "train-size", textTrainSize, textTrainSizeHelp, false, false},
	"val":      {"val", "val-size", textValSize, textValSizeHelp, false, false},
	"test":     {"test", "test-size", textTestSize, textTestSizeHelp, false, false},

	"optimizer":      {"optimizer", "optimizer", TextOptimizer, textOptimizerHelp, false, false},
	"early_stopping": {"early_stopping", "early-stopping", textEarlyStopping, textEarlyStoppingHelp, false, false},
	"dropout":        {"dropout", "dropout", textDropout, textDropoutHelp, false, false},
	"augment":        {"augment", "augment", TextAugment, textAugmentHelp, false, false},
	"workers":        {"workers", "workers", textSharers, textSharersHelp, false, false},

	"nesterov": {"nesterov", "nesterov", textNesterov, textNesterovHelp, false, true},
	"rho":      {"rho", "rho", textRho, textRhoHelp, true, true},
	"beta_1":   {"beta_1", "beta-1", textBeta1, textBeta1Help, true, true},
	"beta_2":   {"beta_2", "beta-2", textBeta2, textBeta2Help, true, true},
	"epsilon":  {"epsilon", "epsilon", textEpsilon, textEpsilonHelp, true, true},

	"schedule":           {"schedule", "schedule", textSchedule, textScheduleHelp, false, true},
	"decay_epochs":       {"decay_epochs", "decay-epochs", textDecayEpochs, textDecayEpochsHelp, false, true},
	"decay_rate":         {"decay_rate", "decay-rate", textDecayRate, textDecayRateHelp, true, true},
	"boundaries":         {"boundaries", "boundaries", textBoundaries, textBoundariesHelp, false, true},
	"values":             {"values", "values", textValues, textValuesHelp, false, true},
	"end_lr":             {"end_lr", "end-lr", textEndRate, textEndRateHelp, true, true},
	"power":              {"power", "power", textPower, textPowerHelp, true, true},
	"alpha":              {"alpha", "alpha", textAlpha, textAlphaHelp, true, true},
	"warmup_epochs":      {"warmup_epochs", "warmup-epochs", textWarmup, textWarmupHelp, false, true},
	"reduce_lr":          {"reduce_lr", "reduce-lr", textReduce, textReduceHelp, true, true},
	"reduce_lr_patience": {"reduce_lr_patience", "reduce-lr-patience", textReducePatience, textReducePatienceHelp, false, true},
	"cooldown":           {"cooldown", "cooldown", textCooldown, textCooldownHelp, false, true},
	"min_lr":             {"min_lr", "min-lr", textMinRate, textMinRateHelp, true, true},

	"monitor":      {"monitor", "monitor", textMonitor, textMonitorHelp, false, true},
	"patience":     {"patience", "patience", textPatience, textPatienceHelp, false, true},
	"min_delta":    {"min_delta", "min-delta", textMinDelta, textMinDeltaHelp, true, true},
	"restore_best": {"restore_best", "restore-best", textRestoreBest, textRestoreBestHelp, false, true},

	"shuffle": {"shuffle", "shuffle", textShuffle, textShuffleHelp, false, true},
	"steps":   {"steps", "steps", textSteps, textStepsHelp, false, true},
}

// Help says what a field means.
func (s *Recipe) Help(key string) string {
	if key == "early_stopping" {
		return stoppingHelp(s.Speaker, *s.Experiment)
	}
	return s.Text(ControlOf[key].help)
}

var (
	textNesterov     = &samples.Text{ES: "Inercia de Nesterov", EN: "Nesterov momentum"}
	textNesterovHelp = &samples.Text{ES: "Mira adónde lleva la inercia antes de corregir el paso.", EN: "Looks where the momentum leads before it corrects the step."}
	textRho          = &samples.Text{ES: "Memoria (rho)", EN: "Memory (rho)"}
	textRhoHelp      = &samples.Text{ES: "Cuánto pesan los gradientes anteriores al decidir el tamaño de cada paso.", EN: "How much earlier gradients count in deciding how large each step is."}
	textBeta1        = &samples.Text{ES: "Beta 1", EN: "Beta 1"}
	textBeta1Help    = &samples.Text{ES: "Cuánto pesa la dirección de los pasos anteriores.", EN: "How much the direction of earlier steps counts."}
	textBeta2        = &samples.Text{ES: "Beta 2", EN: "Beta 2"}
	textBeta2Help    = &samples.Text{ES: "Cuánto pesa el tamaño de los gradientes anteriores.", EN: "How much the size of earlier gradients counts."}
	textEpsilon      = &samples.Text{ES: "Épsilon", EN: "Epsilon"}
	textEpsilonHelp  = &samples.Text{ES: "Un número pequeño que evita dividir por cero.", EN: "A small number that keeps from dividing by zero."}

	textSchedule           = &samples.Text{ES: "Curso", EN: "Schedule"}
	textScheduleHelp       = &samples.Text{ES: "Cómo cambia la tasa de aprendizaje a lo largo del entrenamiento: grande al principio para avanzar, pequeña al final para afinar.", EN: "How the learning rate changes over the run: large at first to make headway, small at the end for the finish."}
	textConstant           = &samples.Text{ES: "constante", EN: "constant"}
	textStepped            = &samples.Text{ES: "a escalones", EN: "in steps"}
	textExponential        = &samples.Text{ES: "exponencial", EN: "exponential"}
	textInverseTime        = &samples.Text{ES: "inverso al tiempo", EN: "inverse time"}
	textPiecewise          = &samples.Text{ES: "a trozos", EN: "piecewise"}
	textPolynomial         = &samples.Text{ES: "polinómico", EN: "polynomial"}
	textCosine             = &samples.Text{ES: "coseno", EN: "cosine"}
	textDecayEpochs        = &samples.Text{ES: "Cada cuántas épocas", EN: "Every so many epochs"}
	textDecayEpochsHelp    = &samples.Text{ES: "Las épocas en las que la tasa baja una vez por su factor.", EN: "The epochs in which the rate falls by its factor once."}
	textDecayRate          = &samples.Text{ES: "Factor", EN: "Factor"}
	textDecayRateHelp      = &samples.Text{ES: "Por cuánto se multiplica la tasa cada vez; con el inverso al tiempo, cuánto baja.", EN: "What the rate is multiplied by each time; with inverse time, how much it falls."}
	textBoundaries         = &samples.Text{ES: "Tras las épocas", EN: "After epochs"}
	textBoundariesHelp     = &samples.Text{ES: "Las épocas tras las que cambia la tasa, separadas por comas: 10,15.", EN: "The epochs after which the rate changes, separated by commas: 10,15."}
	textValues             = &samples.Text{ES: "Tasas", EN: "Rates"}
	textValuesHelp         = &samples.Text{ES: "La tasa desde cada una de esas épocas, con punto y separadas por comas: 0.01,0.001.", EN: "The rate from each of those epochs on, separated by commas: 0.01,0.001."}
	textEndRate            = &samples.Text{ES: "Tasa final", EN: "Final rate"}
	textEndRateHelp        = &samples.Text{ES: "La tasa de aprendizaje al terminar la última época.", EN: "The learning rate at the end of the last epoch."}
	textPower              = &samples.Text{ES: "Exponente", EN: "Power"}
	textPowerHelp          = &samples.Text{ES: "La forma de la bajada: 1 es una recta.", EN: "The shape of the way down: 1 is a straight line."}
	textAlpha              = &samples.Text{ES: "Parte final", EN: "Final share"}
	textAlphaHelp          = &samples.Text{ES: "Qué parte de la tasa queda al final; 0 es nada.", EN: "The share of the rate that is left at the end; 0 is nothing."}
	textWarmup             = &samples.Text{ES: "Épocas de subida", EN: "Warm-up epochs"}
	textWarmupHelp         = &samples.Text{ES: "Épocas del principio en las que la tasa sube desde 0.", EN: "Epochs at the start in which the rate rises from 0."}
	textReduce             = &samples.Text{ES: "Bajarla al estancarse", EN: "Lower it on a plateau"}
	textReduceHelp         = &samples.Text{ES: "Por cuánto se multiplica la tasa cuando lo vigilado deja de mejorar; 0 es nunca.", EN: "What the rate is multiplied by when what is watched stops improving; 0 is never."}
	textReducePatience     = &samples.Text{ES: "Épocas de espera", EN: "Epochs to wait"}
	textReducePatienceHelp = &samples.Text{ES: "Épocas sin mejora antes de bajar la tasa.", EN: "Epochs without improvement before the rate is lowered."}
	textCooldown           = &samples.Text{ES: "Épocas de calma", EN: "Epochs of rest"}
	textCooldownHelp       = &samples.Text{ES: "Épocas tras cada bajada en las que no se vuelve a contar.", EN: "Epochs after each lowering in which nothing is counted."}
	textMinRate            = &samples.Text{ES: "Tasa mínima", EN: "Lowest rate"}
	textMinRateHelp        = &samples.Text{ES: "Por debajo de ella la tasa ya no baja.", EN: "The rate is not lowered below it."}

	textMonitor         = &samples.Text{ES: "Qué se vigila", EN: "What is watched"}
	textMonitorHelp     = &samples.Text{ES: "Los valores que la parada temprana vigila; el primero decide también cuál es la mejor época y cuándo baja la tasa.", EN: "The values that early stopping watches; the first also decides which epoch is the best and when the rate is lowered."}
	textPatience        = &samples.Text{ES: "Paciencia", EN: "Patience"}
	textPatienceHelp    = &samples.Text{ES: "Épocas seguidas sin mejora que se toleran; con comas, una cifra por cada valor vigilado.", EN: "Epochs in a row without improvement that are put up with; with commas, one number for each value watched."}
	textMinDelta        = &samples.Text{ES: "Mejora mínima", EN: "Least improvement"}
	textMinDeltaHelp    = &samples.Text{ES: "Una mejora menor que esta no cuenta.", EN: "An improvement below this does not count."}
	textRestoreBest     = &samples.Text{ES: "Volver a la mejor época", EN: "Return to the best epoch"}
	textRestoreBestHelp = &samples.Text{ES: "Al terminar se recuperan los pesos de la mejor época, no los de la última.", EN: "At the end the weights of the best epoch come back, not those of the last."}

	textShuffle     = &samples.Text{ES: "Barajar en cada época", EN: "Shuffle each epoch"}
	textShuffleHelp = &samples.Text{ES: "Las imágenes llegan en otro orden en cada época.", EN: "The pictures come in another order in each epoch."}
	textSteps       = &samples.Text{ES: "Límite de pasos", EN: "Step limit"}
	textStepsHelp   = &samples.Text{ES: "Termina tras tantos pasos aunque queden épocas; 0 es sin límite.", EN: "Ends after so many steps even if epochs are left; 0 is no limit."}
)

func OptimizerText(name string) say.Words {
	switch name {
	case "adam":
		return TextAdam
	case "rmsprop":
		return TextRMSprop
	}
	return TextSGD
}

// ScheduleOption is a course of the learning rate, with the fields that it has.
type ScheduleOption struct {
	Name   string
	Text   say.Words
	Fields []string
}

// Schedules are the courses of the learning rate.
var Schedules = []ScheduleOption{
	{"constant", textConstant, []string{"reduce_lr", "reduce_lr_patience", "cooldown", "min_lr"}},
	{"step", textStepped, []string{"decay_rate", "decay_epochs"}},
	{"exponential", textExponential, []string{"decay_rate", "decay_epochs"}},
	{"inverse_time", textInverseTime, []string{"decay_rate", "decay_epochs"}},
	{"piecewise", textPiecewise, []string{"boundaries", "values"}},
	{"polynomial", textPolynomial, []string{"end_lr", "power"}},
	{"cosine", textCosine, []string{"alpha", "warmup_epochs"}},
}

// Monitored are the values that can be watched.
var Monitored = []Option{
	{"val_loss", TextHistoryValLoss}, {"val_accuracy", TextHistoryValAccuracy}, {"loss", TextHistoryLoss}, {"accuracy", TextHistoryAccuracy},
}
