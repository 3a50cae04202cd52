package say

import (
	"muestra/nn/metrics"
	"muestra/nn/recipe"
)

// Verdict says how a run of an experiment learns, in one sentence or two; "" where there is nothing to say. The rate is the learning rate that it
// learns with now, which may not be the experiment's any more; ended is that it goes on no longer.
func (s *Speaker) Verdict(v metrics.Verdict, e *recipe.Experiment, rate float64, ended bool) string {
	switch {
	case v.Kind == metrics.Standstill:
		return s.Text(textVerdictStands, v.Epoch)
	case v.Kind == metrics.Overfitting:
		return s.Text(textVerdictOverfits, v.Epoch)
	case v.Kind == metrics.Unsteady:
		return s.Text(textVerdictJumps, v.Epoch-1)
	case v.Kind == metrics.Guessing:
		return s.Text(textVerdictGuesses, s.Plain(rate))
	case v.Kind == metrics.Forgot:
		return s.Text(textVerdictForgot, s.Plain(rate))
	case v.Kind == metrics.ValidationAhead:
		return s.Text(whyAhead(e))
	case v.Kind == metrics.Learning && ended:
		return s.Text(textVerdictMore)
	}
	if w := verdictTexts[v.Kind]; w != nil {
		return s.Text(w)
	}
	return ""
}

var verdictTexts = map[metrics.Kind]Words{
	metrics.NoValidation: textVerdictBlind, metrics.Diverged: textVerdictBroken, metrics.FirstEpoch: textVerdictFirst,
	metrics.PullingAway: textVerdictParts, metrics.Learning: textVerdictLearns,
}

// whyAhead says why validation is better than training.
func whyAhead(e *recipe.Experiment) Words {
	dropping, augmenting := e.Dropout && e.DropsOut(), len(e.Augment) > 0 && !e.AugmentsValidation()
	switch {
	case dropping && augmenting:
		return textAheadBoth
	case dropping:
		return textAheadDropout
	case augmenting:
		return textAheadAugment
	default:
		return textAheadTime
	}
}

var (
	textVerdictBlind    = &recipe.Text{ES: "Sin imágenes de validación no se puede saber si aprende o memoriza.", EN: "Without validation pictures there is no telling whether it learns or memorises."}
	textVerdictBroken   = &recipe.Text{ES: "La pérdida ya no es un número: los pesos se han desbordado. Prueba con una tasa de aprendizaje menor.", EN: "The loss is no number any more: the weights have run away. Try a lower learning rate."}
	textVerdictGuesses  = &recipe.Text{ES: "Aún no aprende nada: acierta como quien contesta al azar. ¿Será la tasa de aprendizaje (%s)? Demasiado alta no deja asentarse a la red; demasiado baja, apenas la mueve.", EN: "It learns nothing yet: it does no better than guessing. Could it be the learning rate (%s)? Too high, and the network never settles; too low, and it hardly moves."}
	textVerdictForgot   = &recipe.Text{ES: "Ha olvidado lo que sabía y vuelve a contestar al azar: la tasa de aprendizaje (%s) es demasiado alta para esta red.", EN: "It has forgotten what it knew and is back to guessing: the learning rate (%s) is too high for this network."}
	textVerdictFirst    = &recipe.Text{ES: "Una época dice poco: lo que importa es hacia dónde van las curvas.", EN: "One epoch says little: what matters is where the curves are going."}
	textVerdictOverfits = &recipe.Text{ES: "Sobreajuste desde la época %d: el entrenamiento sigue mejorando y la validación no. La red memoriza; ayudan el dropout, el aumento de datos o parar antes.", EN: "Overfitting since epoch %d: training goes on improving, validation does not. The network memorises; dropout, augmentation or stopping earlier would help."}
	textVerdictStands   = &recipe.Text{ES: "Está estancada desde la época %d: ni el entrenamiento ni la validación mejoran. Quizá ayude una tasa de aprendizaje menor, o una red mayor.", EN: "At a standstill since epoch %d: neither training nor validation improves. A lower learning rate may help, or a larger network."}
	textVerdictJumps    = &recipe.Text{ES: "La mejor validación sigue siendo la de la época %d, pero salta tanto de una época a otra que aún no se sabe si es sobreajuste.", EN: "Validation was best in epoch %d, but it jumps so much from one epoch to the next that it may not be overfitting yet."}
	textVerdictParts    = &recipe.Text{ES: "Sigue aprendiendo, pero el entrenamiento se va separando de la validación: empieza a memorizar.", EN: "Still learning, but training is pulling away from validation: it begins to memorise."}
	textVerdictLearns   = &recipe.Text{ES: "Sigue aprendiendo: entrenamiento y validación mejoran a la par.", EN: "Still learning: training and validation improve side by side."}
	textVerdictMore     = &recipe.Text{ES: "Al terminar seguía aprendiendo: entrenamiento y validación mejoraban a la par. Con más épocas llegaría más lejos.", EN: "It was still learning when it ended: training and validation improved side by side. More epochs would take it further."}
	textAheadDropout    = &recipe.Text{ES: "La validación va por delante del entrenamiento: al validar, el dropout está apagado y la red contesta completa.", EN: "Validation is ahead of training: while validating, dropout is off and the whole network answers."}
	textAheadAugment    = &recipe.Text{ES: "La validación va por delante del entrenamiento: las imágenes de validación no se modifican, así que son más fáciles.", EN: "Validation is ahead of training: validation pictures are not altered, so they are easier."}
	textAheadBoth       = &recipe.Text{ES: "La validación va por delante del entrenamiento: al validar, el dropout está apagado y las imágenes no se modifican.", EN: "Validation is ahead of training: while validating, dropout is off and pictures are not altered."}
	textAheadTime       = &recipe.Text{ES: "La validación va por delante del entrenamiento: este se mide durante toda la época y aquella al final, cuando la red ya sabe más.", EN: "Validation is ahead of training: training is measured all through the epoch, validation at its end, when the network knows more."}
)
